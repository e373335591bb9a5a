import Dispatch
import Synchronization

/// Runs a task to its end while the thread waits, which must not be one of the tasks' own.
func awaiting<Value: Sendable>(
  _ body: @escaping @Sendable () async throws -> Value
) throws -> Value {
  let outcome = OutcomeBox<Value>()
  Task {
    let result: Result<Value, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    outcome.result.withLock { $0 = result }
    outcome.done.signal()
  }
  outcome.done.wait()
  guard let result = outcome.result.withLock({ $0 }) else {
    preconditionFailure("The task said that it was done without a result.")
  }
  return try result.get()
}

/// A place for what a task makes.
private final class OutcomeBox<Value: Sendable>: Sendable {
  let result = Mutex<Result<Value, any Error>?>(nil)
  let done = DispatchSemaphore(value: 0)
}
