import Synchronization

/// A request on its way to the loop, and the task that waits for its answer.
final class CurlRequest: Sendable {
  let body: [UInt8]
  let endpoint: EndpointURL
  let deadlines: Deadlines
  /// When its time is over.
  let end: ContinuousClock.Instant
  private let state = Mutex(State.new)

  private enum State {
    case new
    case waiting(CheckedContinuation<HTTPAnswer, any Error>)
    case ended
  }

  init(_ body: [UInt8], to endpoint: EndpointURL, within deadlines: Deadlines) {
    self.body = body
    self.endpoint = endpoint
    self.deadlines = deadlines
    // A century is as long as any deadline need be; longer ones would overflow.
    end = .now + max(.zero, min(deadlines.total, .seconds(100 * 365 * 86_400)))
  }

  /// Whether the task has its answer, or wants none any more.
  var isEnded: Bool {
    state.withLock { if case .ended = $0 { true } else { false } }
  }

  /// Takes the task's continuation; false when the task was cancelled before, and is resumed.
  func begin(_ continuation: CheckedContinuation<HTTPAnswer, any Error>) -> Bool {
    let isNew = state.withLock { state in
      guard case .new = state else { return false }
      state = .waiting(continuation)
      return true
    }
    if !isNew { continuation.resume(throwing: CancellationError()) }
    return isNew
  }

  /// Resumes the task, unless it was resumed before.
  func finish(_ result: Result<HTTPAnswer, any Error>) {
    let state = state.withLock { state in
      defer { state = .ended }
      return state
    }
    if case .waiting(let continuation) = state { continuation.resume(with: result) }
  }
}
