internal import Dispatch
public import Testing

/// Runs tests on other threads than those that all tasks of the process share.
///
/// Those are as many as there are cores. Tests that wait for a child process would keep them busy, and
/// whoever looks at the clock meanwhile would see time pass for nothing.
public struct OwnThreads: TestTrait, SuiteTrait, TestScoping {
  private let executor: any TaskExecutor

  /// As many threads as there are jobs that wait.
  public static let executor: any TaskExecutor = QueueExecutor([
    DispatchQueue(label: "chequer.tests", attributes: .concurrent)
  ])
  /// No more child processes at once than there are threads.
  static let childExecutor: any TaskExecutor = QueueExecutor(
    (0..<2).map { DispatchQueue(label: "chequer.children.\($0)") })

  init(_ executor: any TaskExecutor) { self.executor = executor }

  public var isRecursive: Bool { true }

  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(executor) { try await function() }
  }
}

extension Trait where Self == OwnThreads {
  /// For tests that look at the clock.
  public static var ownThreads: OwnThreads { OwnThreads(OwnThreads.executor) }

  /// For tests that wait for child processes.
  public static var childThreads: OwnThreads { OwnThreads(OwnThreads.childExecutor) }
}

/// Runs jobs on queues, each on any of them.
private final class QueueExecutor: TaskExecutor {
  private let queues: [DispatchQueue]

  init(_ queues: [DispatchQueue]) { self.queues = queues }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queues[Int.random(in: queues.indices)].async {
      job.runSynchronously(on: self.asUnownedTaskExecutor())
    }
  }
}
