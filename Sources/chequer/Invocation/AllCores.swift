import Dispatch
import Glibc

/// Work that is divided among the processor's cores.
enum AllCores {
  /// How many there are.
  static let count = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  /// What `body` makes of each number below `count`, in order, whichever is done first.
  static func map<Value: Sendable>(
    _ count: Int, _ body: @Sendable (Int) -> Value
  ) -> [Value] {
    guard count > 1, Self.count > 1 else { return (0..<count).map(body) }
    let results = ResultSlots<Value>(count: count)
    DispatchQueue.concurrentPerform(iterations: count) { results.set($0, body($0)) }
    return results.all
  }
}

/// A place for each piece of work, written by one worker each.
private final class ResultSlots<Value: Sendable>: @unchecked Sendable {
  // Each slot is written by the one iteration that owns its index, and read after all have ended.
  private let slots: UnsafeMutableBufferPointer<Value?>

  init(count: Int) {
    slots = .allocate(capacity: count)
    slots.initialize(repeating: nil)
  }

  deinit {
    slots.deinitialize()
    slots.deallocate()
  }

  func set(_ index: Int, _ value: Value) { slots[index] = value }

  var all: [Value] { slots.compactMap(\.self) }
}
