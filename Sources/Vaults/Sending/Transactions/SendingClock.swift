/// How time passes while one waits for a chain.
public struct SendingClock: Sendable {
  /// Time since some moment that stays the same.
  public var now: @Sendable () -> Duration
  /// Waits; throws `CancellationError`.
  public var pause: @Sendable (Duration) async throws -> Void

  public init(
    now: @escaping @Sendable () -> Duration,
    pause: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.now = now
    self.pause = pause
  }

  /// The system's.
  public static var system: SendingClock {
    let start = ContinuousClock.now
    return SendingClock(
      now: { ContinuousClock.now - start }, pause: { try await Task.sleep(for: $0) })
  }
}

/// How long and how surely one waits for a transaction.
public struct SendingPatience: Hashable, Sendable {
  /// Blocks that must have it under them, its own counted; at least 1.
  public var confirmations: UInt64
  /// Between two looks.
  public var interval: Duration
  /// After which one gives up for now.
  public var limit: Duration
  /// Looks that do not find it before its bytes are handed in again.
  public var looksBeforeResending: Int

  public init(
    confirmations: UInt64 = 1, interval: Duration = .seconds(1), limit: Duration = .seconds(180),
    looksBeforeResending: Int = 5
  ) {
    self.confirmations = max(1, confirmations)
    self.interval = interval
    self.limit = limit
    self.looksBeforeResending = max(1, looksBeforeResending)
  }
}
