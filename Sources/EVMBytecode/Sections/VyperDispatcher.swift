/// The first instructions of vyper code since 0.3.10 that find a function by a table behind the code.
struct VyperDispatcher: Hashable {
  enum Kind: Hashable {
    /// Two bytes of offset for each bucket.
    case sparse
    /// A header for each bucket, with a hash and the functions behind it.
    case dense
  }

  let kind: Kind
  /// Where the table begins in the contract's code.
  let tableOffset: Int

  /// Recognises the dispatcher; nil when code begins otherwise.
  ///
  /// PUSH0 CALLDATALOAD PUSH1 224 SHR, the remainder by a number of buckets, times the size of an
  /// entry, plus the table's offset, and CODECOPY of the entry.
  init?(_ code: ArraySlice<UInt8>) {
    let bytes = Array(code.prefix(48))
    guard let start = Self.selectorEnd(bytes) else { return nil }
    let rest = Array(bytes[start...])
    if let table = Self.match(Self.sparse, rest) {
      self.init(kind: .sparse, tableOffset: table)
    } else if let table = Self.match(Self.dense, rest) {
      self.init(kind: .dense, tableOffset: table)
    } else {
      return nil
    }
  }

  private init(kind: Kind, tableOffset: Int) {
    self.kind = kind
    self.tableOffset = tableOffset
  }

  /// The offset behind the instructions that leave the selector on the stack.
  private static func selectorEnd(_ bytes: [UInt8]) -> Int? {
    for head in [[0x5f, 0x35, 0x60, 0xe0, 0x1c], [0x60, 0x00, 0x35, 0x60, 0xe0, 0x1c]] as [[UInt8]]
    where bytes.starts(with: head) {
      return head.count
    }
    return nil
  }

  /// Bytes with holes: -1 is any byte, -2 a byte of the table's offset.
  private static let sparse: [Int] = [
    0x60, 0x02, 0x60, -1, 0x82, 0x06, 0x60, 0x01, 0x1b, 0x61, -2, -2, 0x01, 0x60, 0x1e, 0x39,
  ]
  private static let dense: [Int] = [
    0x60, 0x05, 0x60, -1, 0x60, -1, 0x83, 0x06, 0x02, 0x61, -2, -2, 0x01, 0x60, 0x1b, 0x39,
  ]

  private static func match(_ pattern: [Int], _ bytes: [UInt8]) -> Int? {
    guard bytes.count >= pattern.count else { return nil }
    var offset = 0
    for (wanted, byte) in zip(pattern, bytes) {
      switch wanted {
      case -1: continue
      case -2: offset = offset << 8 | Int(byte)
      case Int(byte): continue
      default: return nil
      }
    }
    return offset
  }
}
