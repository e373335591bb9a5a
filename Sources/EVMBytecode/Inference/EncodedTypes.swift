import EVMABI
import EVMPrimitives

/// The types of data that a function's paths encode, read off how the words were made.
///
/// solc cuts every narrower value to its type as it encodes it, so a mask, a sign extension or a
/// double negation is the type's; a word without any is `uint256`, or `bytes32` where it is a hash or
/// was stored as one. What begins with a length is bytes when the length is rounded up to whole words
/// and a list when it is multiplied by them or counts words.
struct EncodedTypes {
  let table: ExpressionTable
  let values: ValueTypes
  let contract: ContractValues

  private static let depthLimit = 5

  /// The types of what all paths encode in one place; nil when they do not show.
  ///
  /// Where paths disagree about the number of words, most of them are believed.
  func types(of paths: [[EncodedPart]]) -> [ABIType]? { shown(by: paths)?.map(\.type) }

  /// The types with what they rest on.
  func shown(by paths: [[EncodedPart]]) -> [ShownType]? {
    guard !paths.isEmpty else { return nil }
    var counts: [Int: Int] = [:]
    for path in paths { counts[path.count, default: 0] += path.isEmpty ? 0 : 1 }
    guard let count = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key else {
      return nil
    }
    let kept = paths.filter { $0.count == count }
    return (0..<count).map { position in
      let parts = kept.map { $0[position] }
      return ShownType(
        type: type(of: parts, depth: 1), isNumberOnly: parts.allSatisfy { isNumber($0) })
    }
  }

  /// Whether a part is a known number that was not cut to its type: any type may look so.
  private func isNumber(_ part: EncodedPart) -> Bool {
    guard case .word(let value, .none) = part else { return false }
    return value.map { table.value($0) != nil } ?? true
  }

  private func type(of parts: [EncodedPart], depth: Int) -> ABIType {
    var words: [Word] = []
    var tails: [EncodedTail] = []
    for part in parts {
      switch part {
      case .word(let value, let cut): words.append(Word(value: value, cut: cut))
      case .tail(let tail): tails.append(tail)
      }
    }
    guard !tails.isEmpty, depth < Self.depthLimit else { return type(of: words) }
    return type(of: tails, depth: depth)
  }

  // MARK: - Tails

  private func type(of tails: [EncodedTail], depth: Int) -> ABIType {
    let lengths = Set(tails.map(\.length))
    let isScaled = lengths.contains { contract.scaled.contains($0.index) }
    let isRounded = lengths.contains { contract.rounded.contains($0.index) }
    let counted = tails.filter { $0.isWhole && table.value($0.length) == nil }
    // Bytes would have made the size of the whole depend on the length.
    let grows = !counted.isEmpty
    if isRounded, !grows || !isScaled { return text(tails) }
    if !isScaled, let members = structure(tails, depth: depth) { return members }
    let isList =
      isScaled || grows
      || tails.contains { $0.elements.contains(where: \.isTail) || countsWords($0) }
    return isList ? .array(element(tails, depth: depth)) : text(tails)
  }

  /// Whether as many words stand behind a known length as it says, or a multiple.
  private func countsWords(_ tail: EncodedTail) -> Bool {
    guard tail.isWhole, let count = table.int(tail.length), count > 0 else { return false }
    if tail.elements.count == (count + 31) / 32 {
      // One word behind a 1 is one byte unless there is more in it.
      guard count == 1, case .word(let value?, _)? = tail.elements.first else { return false }
      guard let number = table.value(value) else { return true }
      return !(number &<< 8).isZero
    }
    return tail.elements.count % count == 0
  }

  private func structure(_ tails: [EncodedTail], depth: Int) -> ABIType? {
    let all = tails.compactMap(\.members)
    guard 2 * all.count > tails.count else { return nil }
    var counts: [Int: Int] = [:]
    for members in all { counts[members.count, default: 0] += 1 }
    guard let count = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key else {
      return nil
    }
    let kept = all.filter { $0.count == count }
    return .tuple(
      (0..<count).map { position in
        ABIParameter("", type(of: kept.map { $0[position] }, depth: depth + 1))
      })
  }

  /// Bytes, or a string: what is in storage or stands in the code as text is a string to people.
  private func text(_ tails: [EncodedTail]) -> ABIType {
    let isText = tails.contains { tail in
      if let bytes = tail.text(table), !bytes.isEmpty {
        return bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7f }
      }
      return table.isMade(of: .sload, tail.length, depth: 8)
    }
    return isText ? .string : .bytes
  }

  private func element(_ tails: [EncodedTail], depth: Int) -> ABIType {
    let filled = tails.filter { !$0.elements.isEmpty }
    let inner = filled.flatMap(\.elements).filter(\.isTail)
    if !inner.isEmpty { return type(of: inner, depth: depth + 1) }
    let counts = Set(
      filled.filter(\.isWhole).map { tail -> Int in
        guard let count = table.int(tail.length), count > 0, tail.elements.count % count == 0
        else { return tail.elements.count }
        return tail.elements.count / count
      })
    let size = min(counts.reduce(0, Self.greatestCommonDivisor), 32)
    guard size > 1 else { return type(of: words(filled, size: 1)[0]) }
    let types = words(filled, size: size).map { type(of: $0) }
    // Words of one type that were seen in one number only are as many elements.
    if counts.count == 1, filled.allSatisfy({ table.int($0.length) == nil }),
      Set(types).count == 1
    {
      return types[0]
    }
    return .tuple(types.map { ABIParameter("", $0) })
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  /// The words of all elements, by their places in an element of so many words.
  private func words(_ tails: [EncodedTail], size: Int) -> [[Word]] {
    var words = [[Word]](repeating: [], count: size)
    for tail in tails where tail.isWhole || size == 1 {
      for (position, part) in tail.elements.enumerated() {
        guard case .word(let value, let cut) = part else { continue }
        words[position % size].append(Word(value: value, cut: cut))
      }
    }
    return words
  }

  // MARK: - Words

  private struct Word {
    var value: Expression?
    var cut: ValueCut
  }

  private func type(of value: Expression) -> ABIType? {
    switch table.op(value) {
    case Operator(.sdiv), Operator(.smod), Operator(.sar): .int256
    default: values.type(of: value) ?? contract.storedType(of: value, table)
    }
  }

  private func type(of words: [Word]) -> ABIType {
    var votes: [ABIType: Int] = [:]
    var cuts: [ABIType: Int] = [:]
    var numbers: [UInt256] = []
    var isOther = false
    for word in words {
      guard let value = word.value else { continue }
      if let number = table.value(value) {
        numbers.append(number)
        if let type = word.cut.type { cuts[type, default: 0] += 1 }
      } else if let type = type(of: value) {
        votes[type, default: 0] += 1
      } else {
        isOther = true
      }
    }
    // Paths that only look possible give zeros where others give what is computed.
    if votes.isEmpty, !isOther { votes = cuts }
    // solc cuts narrower values on every path.
    if contract.isSolidity, isOther || votes.keys.contains(where: \.fillsWord) {
      votes = votes.filter { $0.key.fillsWord || $0.key == .bool }
    }
    let greatest = numbers.max()
    if let greatest {
      votes = votes.filter { type, _ in greatest.fits(type) }
    }
    let best = votes.max { ($0.value, $0.key.description) < ($1.value, $1.key.description) }?.key
    if let best { return best }
    guard let greatest, !isOther else { return .uint256 }
    let bits = greatest.significantBitCount
    if bits > 160, greatest != .max, greatest.trailingZeroBitCount < 64 { return .bytes32 }
    if bits > 120, bits <= 160, greatest.trailingZeroBitCount < 40 { return .address }
    // A function that only ever says yes.
    return greatest == UInt256.one ? .bool : .uint256
  }
}

extension ValueCut {
  /// The type that a value was cut to.
  fileprivate var type: ABIType? {
    switch self {
    case .none: nil
    case .boolean: .bool
    case .low(160): .address
    case .low(let bits): (try? ABIBitCount(checking: Int(bits))).map(ABIType.uint)
    case .high(let bytes): (try? ABIByteCount(checking: Int(bytes))).map(ABIType.fixedBytes)
    case .signed(let bits): (try? ABIBitCount(checking: Int(bits))).map(ABIType.int)
    }
  }
}

extension EncodedPart {
  var isTail: Bool { if case .tail = self { true } else { false } }
}

/// A type that the code of one function shows.
struct ShownType: Hashable {
  var type: ABIType
  /// Whether nothing but numbers was seen, which may be of many types.
  var isNumberOnly: Bool

  /// The types that functions together show in one place; nil without any.
  ///
  /// - Parameter cutsValues: Whether values of narrower types are cut wherever they are encoded.
  static func joined(_ votes: [[ShownType]: Int], cutsValues: Bool) -> [ABIType]? {
    var counts: [Int: Int] = [:]
    for (types, count) in votes { counts[types.count, default: 0] += count }
    guard let count = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key else {
      return nil
    }
    return (0..<count).map { position in
      var places: [ShownType: Int] = [:]
      for (types, number) in votes where types.count == count {
        places[types[position], default: 0] += number
      }
      if places.keys.contains(where: { !$0.isNumberOnly }) {
        places = places.filter { !$0.key.isNumberOnly }
      }
      if cutsValues, places.keys.contains(where: \.type.fillsWord) {
        places = places.filter { $0.key.type.fillsWord }
      }
      // A hash or a signed number that passes by unused looks like any word.
      if places.keys.contains(where: { $0.type != .uint256 }) {
        places = places.filter { $0.key.type != .uint256 }
      }
      let best = places.max {
        ($0.value, $0.key.type.description) < ($1.value, $1.key.type.description)
      }
      return best?.key.type ?? .uint256
    }
  }
}

extension ABIType {
  fileprivate var fillsWord: Bool { self == .uint256 || self == .int256 || self == .bytes32 }
}

extension UInt256 {
  /// Whether a known word can be a value of a type; of the elementary ones.
  fileprivate func fits(_ type: ABIType) -> Bool {
    switch type {
    case .bool: self <= .one
    case .address: significantBitCount <= 160
    case .uint(let bits): significantBitCount <= bits.value
    case .fixedBytes(let count):
      count.value == 32 || (self &<< UInt256(UInt64(8 * count.value))).isZero
    default: true
    }
  }
}

extension ExpressionTable {
  /// Whether a value is made of what an instruction gave.
  func isMade(of opcode: Opcode, _ expression: Expression, depth: Int) -> Bool {
    guard depth > 0, expression.index >= 0 else { return false }
    if isOp(expression, opcode) { return true }
    guard let own = op(expression).opcode, own != .calldataLoad else { return false }
    let (first, second) = operands(expression)
    return isMade(of: opcode, first, depth: depth - 1)
      || isMade(of: opcode, second, depth: depth - 1)
  }
}
