extension EndpointPool {
  /// What a call has waited for endpoints to come back.
  struct Wait: Sendable {
    private(set) var attempt = 0
    private(set) var waited = Duration.zero
    private var next: Duration
    private let options: EndpointPoolOptions

    init(_ options: EndpointPoolOptions) {
      self.options = options
      next = options.firstPause
    }

    /// The next pause; `nil` when it would be longer than anybody has patience for.
    mutating func pause(atLeast least: Duration?) -> Duration? {
      let pause = max(next, least ?? .zero)
      guard waited + pause <= options.patience else { return nil }
      attempt += 1
      waited += pause
      next = min(next * 2, options.longestPause)
      return pause
    }
  }

  /// Waits for endpoints to come back, and says so before.
  ///
  /// - Returns: Whether it is worth while to ask again.
  func pause(
    _ wait: inout Wait, atLeast least: Duration?, reasons: [EndpointOpinion]
  ) async throws(CancellationError) -> Bool {
    let before = wait.waited
    guard let pause = wait.pause(atLeast: least) else { return false }
    onWait(
      PoolNotice(attempt: wait.attempt, pause: pause, waited: before, reasons: reasons))
    try await clock.sleep(pause)
    return true
  }
}
