import EVMPrimitives

/// A part of what a path has put in memory to return, log or revert with, in the ABI's shape.
indirect enum EncodedPart: Hashable, Sendable {
  /// A word in its place: its value, nil if it is not known, and how a known number was cut to its type.
  case word(Expression?, cut: ValueCut)
  /// What an offset in its place leads to.
  case tail(EncodedTail)
}

/// What an offset leads to: a length and what is counted, or the members of a struct.
struct EncodedTail: Hashable, Sendable {
  /// The first word.
  var length: Expression
  /// The words behind it that were seen, as elements; offsets among them count from the second word.
  var elements: [EncodedPart]
  /// The words from the first on as a struct, where one of them is an offset from there.
  var members: [EncodedPart]?
  /// Whether nothing but `elements` stands behind the length.
  var isWhole: Bool
}

/// Reads memory as data that the ABI's rules have laid out.
///
/// - SeeAlso: [Solidity, "Contract ABI Specification", Formal Specification of the
///   Encoding](https://docs.soliditylang.org/en/latest/abi-spec.html).
struct EncodedDataReader {
  private let memory: SymbolicMemory
  /// Tails that are read at most, however they are nested.
  private var tailsLeft = 24

  /// Words of a head, and elements of a list, that are read at most.
  private static let wordLimit = 64
  private static let depthLimit = 4

  init(_ memory: SymbolicMemory) { self.memory = memory }

  /// The parts that begin at an address of memory; nil when their number is not known.
  ///
  /// - Parameter skipped: Bytes in front of them, such as an error's selector.
  mutating func parts(
    at address: Expression, length: Expression, skipping skipped: Int = 0,
    _ machine: inout SymbolicMachine
  ) -> [EncodedPart]? {
    let count = machine.table.int(length).map { $0 - skipped }
    if let count, count < 0 || count % 32 != 0 || count > Self.wordLimit * 32 * 8 {
      // Vyper returns bytes without their padding.
      guard count >= 0, count <= Self.wordLimit * 32 * 8 else { return nil }
    }
    let base =
      skipped == 0
      ? address : machine.table.binary(.add, machine.table.constant(skipped), address)
    return head(at: base, size: count.map { ($0 + 31) & ~31 }, depth: 1, &machine)
  }

  /// The words from an address on, with what their offsets lead to.
  ///
  /// - Parameter size: The bytes that stand there in all; without it there must be an offset, as the
  ///   first tail stands where the head ends.
  private mutating func head(
    at base: Expression, size: Int?, depth: Int, _ machine: inout SymbolicMachine
  ) -> [EncodedPart]? {
    var words: [(value: Expression?, cut: ValueCut)] = []
    var headSize: Int?
    var offsets: Set<Int> = []
    while words.count < Self.wordLimit {
      let position = 32 * words.count
      if let end = headSize ?? size, position >= end { break }
      let (value, cut) = word(at: base, position, &machine)
      if value == nil, size == nil, headSize == nil { return nil }
      if let value, let offset = machine.table.int(value), offset % 32 == 0,
        offset >= position + 32, offset + 32 <= size ?? .max, offset <= 32 * Self.wordLimit,
        headSize.map({ offset >= $0 }) ?? true,
        self.word(at: base, offset, &machine).value != nil
      {
        offsets.insert(offset)
        headSize = headSize ?? offset
      }
      words.append((value, cut))
    }
    guard let end = headSize ?? size, words.count * 32 == end else { return nil }
    guard headSize != nil, depth < Self.depthLimit else {
      return words.map { .word($0.value, cut: $0.cut) }
    }
    return words.map { word -> EncodedPart in
      guard let value = word.value,
        let tail = tail(value, from: base, offsets: offsets, size: size, depth: depth, &machine)
      else { return .word(word.value, cut: word.cut) }
      return .tail(tail)
    }
  }

  /// What a word leads to, if it is an offset.
  private mutating func tail(
    _ offset: Expression, from base: Expression, offsets: Set<Int>, size: Int?, depth: Int,
    _ machine: inout SymbolicMachine
  ) -> EncodedTail? {
    var room: Int?
    if let number = machine.table.int(offset) {
      guard offsets.contains(number) else { return nil }
      let end = offsets.filter { $0 > number }.min() ?? size
      room = end.map { $0 - number - 32 }
    } else {
      guard isSum(offset, machine.table) else { return nil }
    }
    guard tailsLeft > 0 else { return nil }
    let start = place(offset, from: base, &machine)
    guard let length = word(at: start, 0, &machine).value else { return nil }
    tailsLeft -= 1
    let elements = elements(
      at: machine.table.binary(.add, machine.table.constant(32), start), room: room, depth: depth,
      &machine)
    var members: [EncodedPart]?
    let inner = head(at: start, size: room.map { $0 + 32 }, depth: depth + 1, &machine)
    if let inner, inner.contains(where: { if case .tail = $0 { true } else { false } }) {
      members = inner
    }
    return EncodedTail(
      length: length, elements: elements, members: members,
      isWhole: room.map { elements.count * 32 == $0 } ?? false)
  }

  /// The words behind a length.
  private mutating func elements(
    at start: Expression, room: Int?, depth: Int, _ machine: inout SymbolicMachine
  ) -> [EncodedPart] {
    var parts: [EncodedPart] = []
    while parts.count < Self.wordLimit, 32 * parts.count < room ?? .max {
      let (value, cut) = word(at: start, 32 * parts.count, &machine)
      guard value != nil || room != nil else { break }
      parts.append(.word(value, cut: cut))
      if room == nil, parts.count >= 16 { break }
    }
    // Elements that stand elsewhere are found by offsets from the first of them.
    guard depth + 1 < Self.depthLimit, tailsLeft > 0, case .word(let first?, _)? = parts.first,
      machine.table.value(first) == nil || machine.table.int(first).map({ $0 > 0 }) == true
    else { return parts }
    let place: Expression
    var room = room
    if let number = machine.table.int(first) {
      guard number % 32 == 0, number <= 32 * Self.wordLimit, number + 32 <= room ?? .max else {
        return parts
      }
      room = room.map { $0 - number - 32 }
      place = machine.table.binary(.add, start, first)
    } else {
      guard isSum(first, machine.table) else { return parts }
      place = self.place(first, from: start, &machine)
      room = nil
    }
    guard let length = word(at: place, 0, &machine).value else { return parts }
    tailsLeft -= 1
    let inner = elements(
      at: machine.table.binary(.add, machine.table.constant(32), place), room: room,
      depth: depth + 1, &machine)
    let members = head(at: place, size: room.map { $0 + 32 }, depth: depth + 1, &machine)
    let hasTail = members?.contains { if case .tail = $0 { true } else { false } } ?? false
    return [
      .tail(
        .init(
          length: length, elements: inner, members: hasTail ? members : nil,
          isWhole: room.map { inner.count * 32 == $0 } ?? false))
    ]
  }

  // MARK: - Places

  /// Where an offset leads to. Encoders store the difference of two places, which is folded only if it
  /// is simple.
  private func place(
    _ offset: Expression, from base: Expression, _ machine: inout SymbolicMachine
  ) -> Expression {
    if machine.table.isOp(offset, .sub) {
      let (place, origin) = machine.table.operands(offset)
      if origin == base { return place }
    }
    return machine.table.binary(.add, base, offset)
  }

  /// Whether a value may be an offset that depends on lengths.
  private func isSum(_ value: Expression, _ table: ExpressionTable) -> Bool {
    switch table.op(value) {
    case Operator(.add), Operator(.sub), Operator(.mul), Operator(.shl): true
    // Rounded up to whole words.
    case Operator(.and): table.value(table.operands(value).0)?.lowMaskBits == nil
    default: false
    }
  }

  private func word(
    at address: Expression, _ offset: Int, _ machine: inout SymbolicMachine
  ) -> (value: Expression?, cut: ValueCut) {
    let (constant, rest) = machine.table.linear(address)
    guard let start = Int(exactly: constant), start < 1 << 40 else { return (nil, .none) }
    return (
      machine.word(at: address, offset, memory), memory.cut(at: rest, start + offset)
    )
  }
}

extension EncodedTail {
  /// The bytes of a text of which length and content are known.
  func text(_ table: ExpressionTable) -> [UInt8]? {
    guard let count = table.int(length), count <= 32 * elements.count else { return nil }
    var bytes: [UInt8] = []
    for element in elements.prefix((count + 31) / 32) {
      guard case .word(let value?, _) = element, let number = table.value(value) else { return nil }
      bytes += number.bigEndianBytes
    }
    return Array(bytes.prefix(count))
  }
}
