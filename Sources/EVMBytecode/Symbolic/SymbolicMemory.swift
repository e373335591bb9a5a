import EVMPrimitives

/// What is known of memory: the writes of a path in order, the latest last.
///
/// An address is a constant and something added to it. Two addresses with different additions are
/// taken to be apart: compilers write through a free-memory pointer, below it, or to scratch space.
struct SymbolicMemory {
  enum Content {
    /// A word.
    case word(Expression)
    /// One byte.
    case byte(Expression)
    /// Calldata from an offset on.
    case calldata(offset: Expression)
    /// Code from an offset on.
    case code(offset: Int)
    /// What a call returned; the instruction's offset in code, and the first byte's in the data.
    case returned(call: Int32, offset: Expression)
    /// Something that is not known.
    case unknown(Expression)
  }

  struct Write {
    /// What is added to `start`; nil for nothing.
    var rest: Expression?
    var start: Int
    /// Bytes, or the most that there can be; nil for a number that is not known.
    var count: Int?
    /// How many bytes a copy has, as a formula; nil for words and bytes.
    var length: Expression?
    var content: Content
    /// How a known word was cut to a type before it was written.
    var cut = ValueCut.none
  }

  private(set) var writes: [Write] = []

  /// Writes that are looked at for one read; older ones are taken not to be there.
  private static let lookback = 192

  mutating func append(_ write: Write) {
    // A word written again in its place replaces the one before, so loops do not grow the list.
    if case .word = write.content {
      var index = writes.count - 1
      let end = max(0, writes.count - 12)
      while index >= end {
        let old = writes[index]
        if old.rest == write.rest, old.start == write.start, old.count == 32,
          case .word = old.content
        {
          writes[index].content = write.content
          writes[index].cut = write.cut
          return
        }
        // Nothing in between may overlap it.
        if old.rest == write.rest, old.start < write.start + 32,
          old.count == nil || old.start + (old.count ?? 0) > write.start
        {
          break
        }
        index -= 1
      }
    }
    if writes.count >= 2 * Self.lookback { writes.removeFirst(Self.lookback) }
    writes.append(write)
  }

  /// The memory before the call at this offset wrote its answer, which it has just done.
  func withoutAnswer(of call: Int32) -> SymbolicMemory {
    guard case .returned(call, _)? = writes.last?.content else { return self }
    var memory = self
    memory.writes.removeLast()
    return memory
  }

  /// The word at an address.
  func word(
    at rest: Expression?, _ start: Int, _ table: inout ExpressionTable, code: [UInt8]
  ) -> Expression? {
    var index = writes.count - 1
    let end = max(0, writes.count - Self.lookback)
    /// Parts of the word found so far, each with its bytes, when it is made of several.
    while index >= end {
      let write = writes[index]
      index -= 1
      guard write.rest == rest else { continue }
      let distance = start - write.start
      guard distance < (write.count ?? .max), distance > -32 else { continue }
      switch write.content {
      case .word(let value):
        if distance == 0 { return value }
        if let word = composed(rest, start, &table, code: code) { return word }
        // The upper bytes of a word that is read from before it, behind zeros.
        guard distance < 0 else { return nil }
        return table.binary(.shr, table.constant(-8 * distance), value)
      case .byte: return composed(rest, start, &table, code: code)
      case .calldata(let offset):
        guard distance >= 0 else {
          // Bytes that end with the word, behind zeros: vyper's selector.
          guard write.count == distance + 32 else { return nil }
          return table.binary(.shr, table.constant(-8 * distance), table.calldata(offset))
        }
        let place = table.binary(.add, offset, table.constant(distance))
        return table.calldata(place)
      case .code(let offset):
        guard distance >= 0, let count = write.count, distance + 32 <= count else {
          return composed(rest, start, &table, code: code)
        }
        return table.constant(Self.word(of: code, at: offset + distance))
      case .returned(let call, let offset):
        guard distance >= 0 else { return nil }
        let place = table.binary(.add, offset, table.constant(distance))
        return table.make(.returned, place.index, number: call)
      case .unknown: return nil
      }
    }
    return nil
  }

  /// How the known word at an address was cut to a type.
  func cut(at rest: Expression?, _ start: Int) -> ValueCut {
    writes.reversed().prefix(Self.lookback).first {
      $0.rest == rest && $0.start == start && $0.count == 32
    }?.cut ?? .none
  }

  /// The four bytes at an address, if one write has made them and they are known.
  func selector(
    at rest: Expression?, _ start: Int, _ table: ExpressionTable, code: [UInt8]
  ) -> UInt32? {
    for write in writes.reversed().prefix(Self.lookback) where write.rest == rest {
      let distance = start - write.start
      guard distance > -4, distance < (write.count ?? .max) else { continue }
      guard distance >= 0, write.count.map({ distance + 4 <= $0 }) ?? true else { return nil }
      switch write.content {
      case .word(let value):
        guard let number = table.value(value) else { return nil }
        let shifted = number &>> UInt256(UInt64(8 * (28 - distance)))
        return UInt32(truncatingIfNeeded: shifted.limbs.0)
      case .code(let offset):
        return UInt32(
          truncatingIfNeeded: (Self.word(of: code, at: offset + distance) &>> 224).limbs.0)
      default: return nil
      }
    }
    return nil
  }

  /// Memory as it was before a call wrote what it returned.
  func before(call offset: Int) -> SymbolicMemory {
    var memory = self
    if case .returned(let call, _)? = writes.last?.content, Int(call) == offset {
      memory.writes.removeLast()
    }
    return memory
  }

  /// Whether the last of the copies to an address was one of code.
  func hasCode(at rest: Expression?, _ start: Int) -> Bool {
    for write in writes.reversed().prefix(Self.lookback)
    where write.rest == rest && write.start == start {
      if case .code = write.content { return true }
      return false
    }
    return false
  }

  /// The words that were written into a stretch, whole or in part, the latest first.
  func words(at rest: Expression?, from start: Int, count: Int) -> [Expression] {
    writes.reversed().prefix(Self.lookback).compactMap { write in
      guard write.rest == rest, write.start < start + count, write.start + 32 > start,
        case .word(let value) = write.content
      else { return nil }
      return value
    }
  }

  /// Whether the two bytes of EIP-712's prefix stand at an address.
  func startsWithTypedDataPrefix(
    at rest: Expression?, _ start: Int, _ table: ExpressionTable
  ) -> Bool {
    for write in writes.reversed().prefix(Self.lookback) where write.rest == rest {
      let distance = start - write.start
      guard distance > -2, distance < (write.count ?? .max) else { continue }
      guard case .word(let value) = write.content, (0...30).contains(distance),
        let number = table.value(value)
      else { return false }
      let bytes = (number &>> UInt256(UInt64(8 * (30 - distance)))).limbs.0 & 0xffff
      return bytes == 0x1901
    }
    return false
  }

  /// A word of known bytes that several writes made; nil unless all are known.
  private func composed(
    _ rest: Expression?, _ start: Int, _ table: inout ExpressionTable, code: [UInt8]
  ) -> Expression? {
    var bytes = [UInt8](repeating: 0, count: 32)
    var known: UInt32 = 0
    var index = writes.count - 1
    let end = max(0, writes.count - Self.lookback)
    while index >= end, known != .max {
      let write = writes[index]
      index -= 1
      guard write.rest == rest else { continue }
      let count = write.count ?? .max
      guard write.start < start + 32, count == .max || write.start + count > start else { continue }
      let first = max(0, write.start - start)
      let last = count == .max ? 32 : min(32, write.start + count - start)
      for position in first..<last where known & 1 << UInt32(position) == 0 {
        let offset = start + position - write.start
        switch write.content {
        case .word(let value):
          guard let number = table.value(value) else { return nil }
          bytes[position] = UInt8(
            truncatingIfNeeded: (number &>> UInt256(UInt64(8 * (31 - offset)))).limbs.0)
        case .byte(let value):
          guard let number = table.value(value) else { return nil }
          bytes[position] = UInt8(truncatingIfNeeded: number.limbs.0)
        case .code(let base):
          bytes[position] = base + offset < code.count ? code[base + offset] : 0
        default: return nil
        }
        known |= 1 << UInt32(position)
      }
    }
    // What was never written is zero, at a known address.
    guard rest == nil || known == .max else { return nil }
    guard let word = try? UInt256(bigEndian: bytes) else { return nil }
    return table.constant(word)
  }

  static func word(of code: [UInt8], at offset: Int) -> UInt256 {
    var bytes = [UInt8](repeating: 0, count: 32)
    for index in 0..<32 where offset + index < code.count { bytes[index] = code[offset + index] }
    return (try? UInt256(bigEndian: bytes)) ?? .zero
  }
}

extension ExpressionTable {
  /// The word of calldata at an offset.
  mutating func calldata(_ offset: Expression) -> Expression {
    make(Operator(.calldataLoad), offset.index)
  }
}
