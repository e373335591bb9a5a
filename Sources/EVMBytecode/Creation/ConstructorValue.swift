import EVMPrimitives

/// A word of a constructor that is followed: a number, or something unknown plus a number.
struct ConstructorValue: Hashable, Sendable {
  /// Zero for a number; else one unknown thing has one symbol.
  var symbol: UInt32 = 0
  var number: UInt256
  /// Whether the length of the code went into it.
  var isFromCodeSize = false
  /// Whether the length of calldata went into it, which a constructor uses only to copy zeros.
  var isFromCalldata = false

  init(_ number: UInt256, isFromCodeSize: Bool = false, isFromCalldata: Bool = false) {
    self.number = number
    self.isFromCodeSize = isFromCodeSize
    self.isFromCalldata = isFromCalldata
  }

  init(symbol: UInt32) {
    self.symbol = symbol
    number = 0
  }

  var isKnown: Bool { symbol == 0 }

  /// The number, when it is known and can be a place or a size in code or memory.
  var small: Int? {
    guard symbol == 0 else { return nil }
    return offset
  }

  /// The number behind the symbol, when it can be a place or a size.
  var offset: Int? {
    guard let offset = Int(exactly: number), offset < 1 << 30 else { return nil }
    return offset
  }
}

/// What a constructor wrote to memory, newest last.
struct ConstructorMemory: Sendable {
  /// A piece of memory: at an offset from a symbol, or from zero.
  struct Write: Sendable {
    enum Content: Sendable {
      case word(ConstructorValue)
      /// Bytes of the code from this offset on.
      case code(from: Int)
      case unknown
    }

    let symbol: UInt32
    let range: Range<Int>
    let content: Content
    /// The program counter that wrote it.
    let counter: Int
  }

  /// More writes than this are not followed.
  static let writeLimit = 512

  private(set) var writes: [Write] = []

  /// Notes a write; false when there are too many.
  mutating func note(_ write: Write) -> Bool {
    guard writes.count < Self.writeLimit else { return false }
    writes.append(write)
    return true
  }

  /// The word at a place: nil when it is not known.
  func word(at place: ConstructorValue, in code: [UInt8]) -> ConstructorValue? {
    guard let offset = place.offset else { return nil }
    let wanted = offset..<offset + 32
    for write in writes.reversed() {
      guard write.symbol == place.symbol else {
        // Where an unknown place lies is not known, but compilers' memory does not overlap.
        continue
      }
      guard write.range.overlaps(wanted) else { continue }
      switch write.content {
      case .word(let value) where write.range == wanted: return value
      case .code(let source)
      where write.range.lowerBound <= offset && write.range.upperBound >= wanted.upperBound:
        let start = source + offset - write.range.lowerBound
        // Behind the code stand the arguments that somebody will give.
        guard start + 32 <= code.count else { return nil }
        var number = UInt256.zero
        for byte in code[start..<start + 32] { number = number &<< 8 | UInt256(byte) }
        return ConstructorValue(number)
      default: return nil
      }
    }
    return place.isKnown ? ConstructorValue(0) : nil
  }
}
