import EVMRPC
import Synchronization

/// Time that passes when somebody waits for it, and not otherwise.
final class VirtualTime: Sendable {
  private let state = Mutex(State())

  private struct State {
    var now = Duration.zero
    var slept: [Duration] = []
    var onSleep: (@Sendable (Duration) -> Void)?
  }

  /// What was waited for.
  var slept: [Duration] { state.withLock { $0.slept } }

  func pass(_ time: Duration) { state.withLock { $0.now += time } }

  /// Something that happens while somebody waits.
  func whileSleeping(_ act: @escaping @Sendable (Duration) -> Void) {
    state.withLock { $0.onSleep = act }
  }

  /// - Parameter held: A wait that is never over.
  func clock(holding held: Duration? = nil, wallTime: UInt64 = 1_700_000_010) -> EndpointClock {
    EndpointClock(
      now: { self.state.withLock { $0.now } },
      sleep: { (time: Duration) async throws(CancellationError) in
        guard time != held else {
          do { try await Task.sleep(for: .seconds(3600)) } catch { throw CancellationError() }
          return
        }
        guard !Task.isCancelled else { throw CancellationError() }
        let act = self.state.withLock { state in
          state.now += time
          state.slept.append(time)
          return state.onSleep
        }
        act?(time)
      },
      wallTime: { wallTime + UInt64(clamping: self.state.withLock { $0.now.components.seconds }) })
  }
}
