/// How often each of many hashes was seen, up to a limit.
///
/// The hashes are mixed by who makes them, so a slot is found without hashing again: what a `Set`
/// spends most of its time on.
struct SightCounts {
  /// Open addressing; 0 for free.
  private var keys: [UInt64] = []
  private var counts: [UInt8] = []
  private var used = 0

  private static let smallest = 256
  /// Slots that are cleared rather than given up, at most.
  private static let largestKept = 8192

  /// Forgets all hashes.
  mutating func removeAll() {
    if keys.count > Self.largestKept {
      keys = []
      counts = []
    } else if used > 0 {
      for slot in keys.indices { keys[slot] = 0 }
    }
    used = 0
  }

  /// Where a sight stands among those that are allowed.
  enum Sight {
    case within
    /// The last that is allowed.
    case last
    /// One too many.
    case beyond
  }

  /// Counts a sight of a hash, unless it was seen `limit` times before.
  mutating func add(_ hash: UInt64, limit: UInt8) -> Sight {
    if keys.isEmpty { grow() }
    let key = hash == 0 ? 1 : hash
    let mask = keys.count &- 1
    var slot = Int(truncatingIfNeeded: key ^ key >> 32) & mask
    while true {
      let found = keys[slot]
      if found == key {
        guard counts[slot] < limit else { return .beyond }
        counts[slot] &+= 1
        return counts[slot] < limit ? .within : .last
      }
      if found == 0 { break }
      slot = (slot &+ 1) & mask
    }
    keys[slot] = key
    counts[slot] = 1
    used += 1
    if used * 2 > keys.count { grow() }
    return limit > 1 ? .within : .last
  }

  private mutating func grow() {
    let (oldKeys, oldCounts) = (keys, counts)
    keys = [UInt64](repeating: 0, count: max(Self.smallest, oldKeys.count * 2))
    counts = [UInt8](repeating: 0, count: keys.count)
    let mask = keys.count - 1
    for index in oldKeys.indices where oldKeys[index] != 0 {
      var slot = Int(truncatingIfNeeded: oldKeys[index] ^ oldKeys[index] >> 32) & mask
      while keys[slot] != 0 { slot = (slot + 1) & mask }
      keys[slot] = oldKeys[index]
      counts[slot] = oldCounts[index]
    }
  }
}
