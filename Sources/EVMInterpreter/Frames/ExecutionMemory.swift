/// The memory of all frames: one buffer, in which each frame's memory begins behind its caller's.
///
/// A frame that ends leaves its bytes; whoever grows over them clears them first.
struct ExecutionMemory: ~Copyable {
  private(set) var base: UnsafeMutableRawPointer
  private(set) var capacity: Int
  /// Bytes that all frames together may have.
  let limit: Int

  init(limit: Int) {
    self.limit = limit
    capacity = 64 << 10
    base = .allocate(byteCount: capacity, alignment: 32)
  }

  deinit { base.deallocate() }

  /// Makes room for the bytes up to `end`; false when there may not be so many. Moves ``base``.
  mutating func reserve(_ end: Int) -> Bool {
    if end <= capacity { return true }
    guard end <= limit else { return false }
    let larger = min(limit, max(2 * capacity, end))
    let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 32)
    moved.copyMemory(from: base, byteCount: capacity)
    base.deallocate()
    base = moved
    capacity = larger
    return true
  }
}
