import Glibc

/// The time that a pool of endpoints lives by.
public struct EndpointClock: Sendable {
  let now: @Sendable () -> Duration
  let sleep: @Sendable (Duration) async throws(CancellationError) -> Void
  let wallTime: @Sendable () -> UInt64

  /// - Parameters:
  ///   - now: How long ago the clock began to run.
  ///   - sleep: Waits so long, or until it is cancelled.
  ///   - wallTime: Seconds since 1970, to which the times of blocks are compared.
  public init(
    now: @escaping @Sendable () -> Duration,
    sleep: @escaping @Sendable (Duration) async throws(CancellationError) -> Void,
    wallTime: @escaping @Sendable () -> UInt64
  ) {
    self.now = now
    self.sleep = sleep
    self.wallTime = wallTime
  }

  /// The system's clocks.
  public static var system: EndpointClock {
    let clock = ContinuousClock()
    let start = clock.now
    return EndpointClock(
      now: { start.duration(to: clock.now) },
      sleep: { (time: Duration) async throws(CancellationError) in
        // It ends early for nothing but a cancellation.
        do { try await clock.sleep(for: time) } catch { throw CancellationError() }
      },
      wallTime: { UInt64(clamping: time(nil)) })
  }
}
