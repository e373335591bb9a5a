/// A value of Ethereum's Recursive Length Prefix encoding: a byte string, or a list of values.
///
/// - SeeAlso: Yellow paper, appendix B.
public enum RLPItem: Hashable, Sendable {
  /// A byte string of any length.
  case bytes([UInt8])
  /// A list of values of any kind.
  case list([RLPItem])

  /// A number as RLP has it: big-endian without leading zeros, nothing for zero.
  public static func number(_ value: UInt256) -> RLPItem { .bytes(value.minimalBigEndianBytes) }

  /// The bytes of an address, a hash and the like.
  public static func bytes(of value: some FixedBytes) -> RLPItem { .bytes(value.bytes) }
}

/// What a decoder takes at most.
public struct RLPLimits: Hashable, Sendable {
  /// How many lists may stand inside each other, at most 1,024; 0 allows byte strings only.
  public let depth: Int
  /// How many bytes the encoding may have.
  public let byteCount: Int
  /// How many values there may be, lists and what is in them counted one by one: each takes up to 60
  /// times the memory of its bytes.
  public let itemCount: Int

  /// The defaults allow every block and transaction seen on an EVM chain.
  public init(depth: Int = 1024, byteCount: Int = 64 << 20, itemCount: Int = .max) {
    self.depth = min(depth, 1024)
    self.byteCount = byteCount
    self.itemCount = itemCount
  }
}

/// Why bytes are not the canonical RLP of one value. Offsets count from the first byte.
public enum RLPError: Error, Hashable, Sendable {
  /// There is no byte at all.
  case empty
  /// A length reaches beyond the end of the data, or of the list around it.
  case truncated(offset: Int, needed: UInt64, available: Int)
  /// A single byte below 0x80 stands for itself and must not have a length in front.
  case prefixedSingleByte(offset: Int)
  /// A length below 56 written in the long form.
  case longFormForShortLength(offset: Int, length: UInt64)
  /// A length with a zero byte in front.
  case leadingZeroInLength(offset: Int)
  /// Bytes after the value.
  case trailingBytes(offset: Int, count: Int)
  /// More lists inside each other than the limit.
  case tooDeep(offset: Int, limit: Int)
  /// More values than the limit.
  case tooManyItems(offset: Int, limit: Int)
  /// More bytes than the limit.
  case tooLarge(byteCount: Int, limit: Int)
}

extension RLPError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "There is nothing to decode; the RLP of an empty string is 0x80."
    case .truncated(let offset, let needed, let available):
      "The item at offset \(offset) says it has \(needed) bytes, but only \(available) follow."
    case .prefixedSingleByte(let offset):
      "The single byte at offset \(offset) is below 0x80 and must stand without 0x81 in front."
    case .longFormForShortLength(let offset, let length):
      "The item at offset \(offset) has \(length) bytes and must use the short form of its length."
    case .leadingZeroInLength(let offset):
      "The length of the item at offset \(offset) has a leading zero byte."
    case .trailingBytes(let offset, let count):
      "The value ends at offset \(offset), but \(count) more byte\(count == 1 ? " follows" : "s follow")."
    case .tooDeep(let offset, let limit):
      "The list at offset \(offset) is nested deeper than \(limit) lists."
    case .tooManyItems(let offset, let limit):
      "The item at offset \(offset) is one too many; at most \(limit) are decoded."
    case .tooLarge(let byteCount, let limit):
      "The data has \(byteCount) bytes; at most \(limit) are decoded."
    }
  }
}
