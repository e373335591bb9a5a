import EVMPrimitives

/// A word of storage, as a transaction finds it and as it stands.
struct StorageSlot {
  let key: UInt256
  var current: UInt256
  /// The word before the transaction in ``epoch``.
  var original: UInt256
  /// The transaction that last looked at the slot; until another does, ``original`` and ``isWarm``
  /// are of no account.
  var epoch: UInt32
  var isWarm: Bool
  /// Whether the word was written since the reader gave it.
  var isWritten: Bool
}

/// The slots of one account: an open-addressing table, because the standard dictionary's hashing
/// alone costs more than everything else that a storage instruction does.
///
/// Slots keep the number under which they were put in.
struct StorageTable: ~Copyable {
  private(set) var slots: UnsafeMutablePointer<StorageSlot>
  private(set) var count = 0
  private var capacity: Int
  /// Slot number plus one, or zero; twice the capacity.
  private var index: UnsafeMutablePointer<UInt32>
  private let seed: UInt64

  init(seed: UInt64) {
    capacity = 8
    slots = .allocate(capacity: capacity)
    index = .allocate(capacity: 2 * capacity)
    index.update(repeating: 0, count: 2 * capacity)
    self.seed = seed
  }

  deinit {
    slots.deallocate()
    index.deallocate()
  }

  /// Spreads keys that code chose: multiplications under a seed that it does not know.
  @inline(__always)
  private func place(of key: UInt256) -> Int {
    let (a, b, c, d) = key.limbs
    let left = ((a ^ seed) &* 0x9e37_79b9_7f4a_7c15) ^ (b &* 0xc2b2_ae3d_27d4_eb4f)
    let right = (c &* 0x1656_67b1_9e37_79f9) ^ (d &* 0x8ebc_6af0_9c88_c6e3)
    var mixed = (left ^ (left &>> 29) ^ right) &* (seed | 1)
    mixed ^= mixed &>> 32
    return Int(truncatingIfNeeded: mixed & UInt64(2 * capacity &- 1))
  }

  /// The number of a key's slot.
  func find(_ key: UInt256) -> Int? {
    var place = place(of: key)
    while true {
      let number = index[place]
      if number == 0 { return nil }
      if slots[Int(number) &- 1].key == key { return Int(number) &- 1 }
      place = (place &+ 1) & (2 &* capacity &- 1)
    }
  }

  /// Puts in a slot whose key is not there, and answers its number.
  mutating func insert(_ key: UInt256, value: UInt256, epoch: UInt32) -> Int {
    if count == capacity { grow() }
    (slots + count).initialize(
      to: StorageSlot(
        key: key, current: value, original: value, epoch: epoch, isWarm: false, isWritten: false))
    enter(count)
    count += 1
    return count - 1
  }

  private func enter(_ number: Int) {
    var place = place(of: slots[number].key)
    while index[place] != 0 { place = (place &+ 1) & (2 &* capacity &- 1) }
    index[place] = UInt32(number + 1)
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<StorageSlot>.allocate(capacity: 2 * capacity)
    larger.update(from: slots, count: count)
    slots.deallocate()
    slots = larger
    capacity *= 2
    index.deallocate()
    index = .allocate(capacity: 2 * capacity)
    index.update(repeating: 0, count: 2 * capacity)
    for number in 0..<count { enter(number) }
  }

  /// Forgets all slots.
  mutating func removeAll() {
    count = 0
    index.update(repeating: 0, count: 2 * capacity)
  }
}
