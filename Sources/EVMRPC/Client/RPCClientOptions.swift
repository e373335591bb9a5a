import Glibc

/// How a client speaks to its endpoint.
public struct RPCClientOptions: Sendable {
  /// For each body that is sent.
  public var deadlines: Deadlines
  public var retries: RetryPolicy
  /// Calls in one batch at most; what the endpoint turns out to take may be less. One sends no
  /// batches.
  public var batchLimit: Int
  /// Batches under way at once.
  public var parallelBatches: Int

  public init(
    deadlines: Deadlines = Deadlines(), retries: RetryPolicy = RetryPolicy(), batchLimit: Int = 100,
    parallelBatches: Int = 4
  ) {
    self.deadlines = deadlines
    self.retries = retries
    self.batchLimit = batchLimit
    self.parallelBatches = parallelBatches
  }
}

/// The times that a client goes by.
public struct RPCClientTime: Sendable {
  /// What waits are measured and slept with.
  public var clock: any Clock<Duration>
  /// Seconds since 1970, for answers that name a date.
  public var date: @Sendable () -> Int64

  public init(
    clock: any Clock<Duration> = ContinuousClock(),
    date: @escaping @Sendable () -> Int64 = RPCClientTime.systemDate
  ) {
    self.clock = clock
    self.date = date
  }

  /// A stopwatch that was started now.
  func stopwatch() -> @Sendable () -> Duration { clock.stopwatch() }
}

extension RPCClientTime {
  /// The system's date: seconds since 1970.
  public static func systemDate() -> Int64 { Int64(time(nil)) }
}

extension Clock where Duration == Swift.Duration {
  /// How much time has passed since now.
  fileprivate func stopwatch() -> @Sendable () -> Duration {
    let start = now
    return { start.duration(to: now) }
  }
}
