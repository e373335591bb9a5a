package import EVMPrimitives

/// A word that code computes, as a formula over variables, calldata and the environment: an index
/// into a ``TermTable``, where equal formulas have one index.
package struct Term: Hashable, Sendable {
  package let index: Int32

  /// No operand.
  package static let none = Term(index: -1)

  /// The number zero, in every table.
  static let zero = Term(index: 0)

  package var isNone: Bool { index < 0 }
}

/// What stands at the top of a formula: an instruction below 0x100, or one of those named here.
package struct TermKind: Hashable, Sendable {
  package let rawValue: UInt16

  package init(_ opcode: Opcode) { rawValue = UInt16(opcode.rawValue) }

  private init(_ rawValue: UInt16) { self.rawValue = rawValue }

  /// A known number.
  package static let constant = TermKind(0x100)
  /// A variable; the number is its own.
  package static let variable = TermKind(0x101)
  /// A message's first part and the list of the others; parts are words or ``piece``.
  package static let list = TermKind(0x102)
  /// The hash of a list.
  package static let hash = TermKind(0x103)
  /// Some bytes of a word: the number is 64 times those skipped, plus their count.
  package static let piece = TermKind(0x104)
  /// The word at an offset `a` of what the call with the number returned; bytes behind its end are
  /// those of `b`, or zero.
  package static let returnedWord = TermKind(0x105)
  /// How many bytes the call with the number returned.
  package static let returnedSize = TermKind(0x106)
  /// A word that construction writes into the code at the offset that is the number.
  package static let immutable = TermKind(0x107)
  /// The offset of a JUMPDEST, pushed as those are that are jumped to.
  package static let label = TermKind(0x108)

  package var opcode: Opcode? {
    rawValue < 0x100 ? Opcode(rawValue: UInt8(truncatingIfNeeded: rawValue)) : nil
  }
}

/// A formula's parts.
package struct TermNode: Hashable, Sendable {
  package var kind: TermKind
  package var a: Term = .none
  package var b: Term = .none
  package var c: Term = .none
  package var number: Int32 = 0

  package var operands: [Term] { [a, b, c].filter { !$0.isNone } }
}

/// What of calldata is taken as known while a function is read.
package enum EntryAssumption: Hashable, Sendable {
  /// Calldata begins with the selector.
  case function(Selector)
  /// There is no calldata.
  case receive
  /// Calldata begins with none of the selectors; it may be too short for one.
  case fallback(Set<Selector>, isNeverEmpty: Bool)
}

/// All formulas of one function, each once, simplified as they are made.
///
/// Every simplification holds for all values: what a formula computes is what the instructions do.
package struct TermTable: Sendable {
  package private(set) var nodes: [TermNode] = []
  /// Open addressing: index + 1 of a node, 0 for free.
  private var slots = [Int32](repeating: 0, count: 1 << 10)
  private var constants: [UInt256] = []
  private var constantIndices: [UInt256: Int32] = [:]
  /// How many bits a value has at most.
  private var widths: [Int16] = []
  let assumption: EntryAssumption
  /// Variables that are zero or one.
  private(set) var truths: Set<Int32> = []

  /// The least address that a variable can be, where it is more than zero.
  var least: [Int32: Int] = [:]
  /// What variables that are hashes are hashes of.
  var hashes: [Int32: [MessagePart]] = [:]
  /// How deep formulas are.
  private var depths: [Int32] = []

  init(_ assumption: EntryAssumption) {
    self.assumption = assumption
    _ = constant(UInt256.zero)
  }

  // MARK: Reading

  package func node(_ term: Term) -> TermNode { nodes[Int(term.index)] }

  func kind(_ term: Term) -> TermKind? { term.isNone ? nil : nodes[Int(term.index)].kind }

  func `is`(_ term: Term, _ opcode: Opcode) -> Bool { kind(term) == TermKind(opcode) }

  /// The number, if it is known.
  package func value(_ term: Term) -> UInt256? {
    guard !term.isNone else { return nil }
    let node = nodes[Int(term.index)]
    switch node.kind {
    case .constant: return constants[Int(node.number)]
    case .label: return UInt256(UInt64(node.number))
    default: return nil
    }
  }

  /// The number, if it is known and below 2^40.
  func int(_ term: Term) -> Int? {
    guard let value = value(term), value.significantBitCount <= 40 else { return nil }
    return Int(value.limbs.0)
  }

  func variable(_ term: Term) -> Int32? {
    guard !term.isNone else { return nil }
    let node = nodes[Int(term.index)]
    return node.kind == .variable ? node.number : nil
  }

  /// How many bits the value has at most.
  func width(_ term: Term) -> Int { Int(widths[Int(term.index)]) }

  /// How many formulas stand inside one another in it.
  func depth(_ term: Term) -> Int { Int(depths[Int(term.index)]) }

  /// Whether the value is zero or one.
  func isTruth(_ term: Term) -> Bool { width(term) <= 1 }

  // MARK: Making

  mutating func constant(_ value: UInt256) -> Term {
    if let known = constantIndices[value] { return Term(index: known) }
    constants.append(value)
    let term = append(
      TermNode(kind: .constant, number: Int32(truncatingIfNeeded: constants.count - 1)))
    constantIndices[value] = term.index
    return term
  }

  mutating func constant(_ value: Int) -> Term {
    constant(
      value >= 0 ? UInt256(UInt64(value)) : UInt256.zero &- UInt256(UInt64(value.magnitude)))
  }

  mutating func label(_ offset: Int) -> Term {
    make(TermNode(kind: .label, number: Int32(truncatingIfNeeded: offset)))
  }

  mutating func variable(_ number: Int32, isTruth: Bool = false) -> Term {
    if isTruth { truths.insert(number) }
    return make(TermNode(kind: .variable, number: number))
  }

  /// The formula as it stands.
  mutating func make(_ node: TermNode) -> Term {
    var slot = Self.hash(node) & (slots.count - 1)
    while slots[slot] != 0 {
      let index = slots[slot] &- 1
      if nodes[Int(index)] == node { return Term(index: index) }
      slot = (slot &+ 1) & (slots.count - 1)
    }
    let term = append(node)
    slots[slot] = term.index &+ 1
    if nodes.count * 2 > slots.count { grow() }
    return term
  }

  private static func hash(_ node: TermNode) -> Int {
    var hash = UInt64(node.kind.rawValue) &* 0x9e37_79b9_7f4a_7c15
    hash ^= UInt64(UInt32(bitPattern: node.a.index)) &* 0xbf58_476d_1ce4_e5b9
    hash = hash << 21 | hash >> 43
    hash ^= UInt64(UInt32(bitPattern: node.b.index)) &* 0x94d0_49bb_1331_11eb
    hash ^= UInt64(UInt32(bitPattern: node.c.index)) &* 0xd6e8_feb8_6659_fd93
    hash = hash << 17 | hash >> 47
    hash ^= UInt64(UInt32(bitPattern: node.number)) &* 0xff51_afd7_ed55_8ccd
    hash ^= hash >> 31
    return Int(truncatingIfNeeded: hash & 0x7fff_ffff_ffff_ffff)
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 2)
    for (index, node) in nodes.enumerated() where node.kind != .constant {
      var slot = Self.hash(node) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot &+ 1) & (slots.count - 1) }
      slots[slot] = Int32(truncatingIfNeeded: index + 1)
    }
  }

  mutating func make(
    _ opcode: Opcode, _ a: Term = .none, _ b: Term = .none, _ c: Term = .none
  ) -> Term {
    make(TermNode(kind: TermKind(opcode), a: a, b: b, c: c))
  }

  private mutating func append(_ node: TermNode) -> Term {
    widths.append(Int16(truncatingIfNeeded: widthOf(node)))
    var depth: Int32 = 0
    for operand in [node.a, node.b, node.c] where !operand.isNone {
      depth = max(depth, depths[Int(operand.index)] + 1)
    }
    depths.append(depth)
    nodes.append(node)
    return Term(index: Int32(truncatingIfNeeded: nodes.count - 1))
  }

  private func widthOf(_ node: TermNode) -> Int {
    switch node.kind {
    case .constant: return constants[Int(node.number)].significantBitCount
    case .label, .returnedSize: return 32
    case .variable: return truths.contains(node.number) ? 1 : 256
    default: break
    }
    switch node.kind.opcode {
    case .lt, .gt, .slt, .sgt, .eq, .isZero: return 1
    case .caller, .address, .origin, .coinbase: return 160
    case .byte: return 8
    case .calldataSize, .codeSize: return 64
    case .and: return min(width(node.a), width(node.b))
    case .or, .xor: return max(width(node.a), width(node.b))
    case .shr:
      guard let count = int(node.a) else { return width(node.b) }
      return max(0, width(node.b) - count)
    case .shl:
      guard let count = int(node.a) else { return 256 }
      return min(256, width(node.b) + count)
    case .div: return width(node.a)
    case .mod: return min(width(node.a), width(node.b))
    case .add: return min(256, max(width(node.a), width(node.b)) + 1)
    case .mul: return min(256, width(node.a) + width(node.b))
    default: return 256
    }
  }
}
