/// A key as a trie sees it: twice as many nibbles as bytes, the high one of each byte first.
///
/// Nodes share whole keys and name the part they stand for by its first and last nibble, so that
/// splitting and joining paths copies nothing.
extension [UInt8] {
  /// How many nibbles the bytes have.
  var nibbleCount: Int { count * 2 }

  /// The nibble at `index`, which must be below ``nibbleCount``.
  func nibble(at index: Int) -> UInt8 {
    let byte = self[index >> 1]
    return index & 1 == 0 ? byte >> 4 : byte & 0xf
  }

  /// Where this key and `other`, which agree before `start`, first differ; at most `limit`.
  ///
  /// - Parameter limit: A nibble that both have, or the one behind the last.
  func firstDifference(from other: [UInt8], start: Int, limit: Int) -> Int {
    var index = start
    if index & 1 == 1, index < limit {
      guard nibble(at: index) == other.nibble(at: index) else { return index }
      index += 1
    }
    while index + 1 < limit, self[index >> 1] == other[index >> 1] { index += 2 }
    while index < limit, nibble(at: index) == other.nibble(at: index) { index += 1 }
    return index
  }

  /// The hex-prefix encoding of the nibbles in `range`.
  ///
  /// - SeeAlso: Yellow paper, appendix C.
  func hexPrefix(_ range: Range<Int>, isLeaf: Bool) -> [UInt8] {
    let isOdd = range.count & 1 == 1
    var result: [UInt8] = []
    result.reserveCapacity(range.count / 2 + 1)
    let flag: UInt8 = (isLeaf ? 0x20 : 0) | (isOdd ? 0x10 : 0)
    result.append(isOdd ? flag | nibble(at: range.lowerBound) : flag)
    var index = range.lowerBound + (isOdd ? 1 : 0)
    if index & 1 == 0, range.upperBound & 1 == 0 {
      result.append(contentsOf: self[index >> 1..<range.upperBound >> 1])
      return result
    }
    while index < range.upperBound {
      result.append(nibble(at: index) << 4 | nibble(at: index + 1))
      index += 2
    }
    return result
  }
}

/// The path of a leaf or an extension as its node holds it.
///
/// - SeeAlso: Yellow paper, appendix C.
struct HexPrefix {
  let isLeaf: Bool
  /// The nibbles of ``bytes`` from ``start`` on are the path.
  private let bytes: [UInt8]
  private let start: Int

  /// The path that `bytes` encode; nil when they are none: the first nibble is above 3, or the padding
  /// behind it is not zero.
  init?(_ bytes: [UInt8]) {
    guard let first = bytes.first, first < 0x40 else { return nil }
    let isOdd = first & 0x10 != 0
    guard isOdd || first & 0xf == 0 else { return nil }
    self.bytes = bytes
    isLeaf = first & 0x20 != 0
    start = isOdd ? 1 : 2
  }

  /// How many nibbles the path has.
  var count: Int { bytes.nibbleCount - start }

  /// Whether the nibbles of `key` from `depth` on begin with the path.
  func isShared(with key: [UInt8], at depth: Int) -> Bool {
    guard depth + count <= key.nibbleCount else { return false }
    return (0..<count).allSatisfy { bytes.nibble(at: start + $0) == key.nibble(at: depth + $0) }
  }
}
