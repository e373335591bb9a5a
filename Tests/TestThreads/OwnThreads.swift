internal import Dispatch
public import Testing

/// Runs tests on threads of their own.
///
/// The threads that all tasks of a process share are as many as there are cores, and tests that wait
/// for a child process keep them busy: whoever looks at the clock meanwhile sees time pass for nothing.
public struct OwnThreads: TestTrait, SuiteTrait, TestScoping {
  public var isRecursive: Bool { true }

  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(DispatchExecutor.shared) { try await function() }
  }
}

extension Trait where Self == OwnThreads {
  /// Runs the test, or the tests of the suite, on threads that no other tests have.
  public static var ownThreads: OwnThreads { OwnThreads() }
}

/// As many threads as there are jobs that wait.
private final class DispatchExecutor: TaskExecutor {
  static let shared = DispatchExecutor()
  private let queue = DispatchQueue(label: "chequer.tests", attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
