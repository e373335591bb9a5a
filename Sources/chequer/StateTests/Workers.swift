import Dispatch
import Synchronization

/// Work that is divided among a stated number of threads.
enum Workers {
  /// What `body` makes of each number below `count`, in order; `jobs` at most are worked on at once.
  static func map<Value: Sendable>(
    _ count: Int, jobs: Int, _ body: @Sendable (Int) -> Value
  ) -> [Value] {
    guard count > 1, jobs > 1 else { return (0..<count).map(body) }
    let next = Atomic<Int>(0)
    let done = Mutex<[Int: Value]>([:])
    DispatchQueue.concurrentPerform(iterations: min(jobs, count)) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        let value = body(index)
        done.withLock { $0[index] = value }
      }
    }
    return done.withLock { done in (0..<count).compactMap { done[$0] } }
  }
}
