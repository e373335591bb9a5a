internal import Dispatch

/// Runs the server's tasks on threads of their own.
///
/// The threads that all tasks of a process share are as many as there are cores. A test that waits for
/// an answer on one of them, as blocking clients do, would keep the server from giving it.
package final class ServerExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "chequer.devnet", attributes: .concurrent)

  package init() {}

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
