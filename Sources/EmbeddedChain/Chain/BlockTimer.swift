/// Lets blocks be mined each time a while has passed.
struct BlockTimer: Sendable {
  let interval: Duration
  private let task: Task<Void, Never>

  /// - Parameter mine: Called each time; false ends it.
  init(interval: Duration, mine: @escaping @Sendable () -> Bool) {
    self.interval = interval
    task = Task {
      while !Task.isCancelled {
        try? await Task.sleep(for: interval)
        guard !Task.isCancelled, mine() else { return }
      }
    }
  }

  func stop() { task.cancel() }
}
