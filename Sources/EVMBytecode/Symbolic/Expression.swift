import EVMPrimitives

/// A value that code computes, as a formula over calldata, storage and the environment: an index into
/// an ``ExpressionTable``, where equal formulas have one index.
struct Expression: Hashable, Sendable {
  let index: Int32
}

/// What stands at the top of a formula.
///
/// Numbers below 0x100 are opcodes with their operands in the order in which the stack gives them;
/// the others have no instruction of their own.
struct Operator: Hashable, Sendable {
  let rawValue: UInt16

  init(_ opcode: Opcode) { rawValue = UInt16(opcode.rawValue) }

  private init(_ rawValue: UInt16) { self.rawValue = rawValue }

  /// No formula: the operand that a shorter one does not have.
  static let absent = Operator(0x1ff)
  /// A known number.
  static let constant = Operator(0x100)
  /// A value of which nothing is known.
  static let unknown = Operator(0x101)
  /// A word and the words behind it, as they are hashed; the second operand is the rest of the list.
  static let list = Operator(0x102)
  /// The hash of a list of whole words.
  static let hash = Operator(0x103)
  /// The hash of something that is not made of known words.
  static let unknownHash = Operator(0x104)
  /// The hash of bytes of some length that end with a known word, the operand; the second operand is
  /// the length.
  static let bytesHash = Operator(0x108)
  /// The digest of EIP-712: of the prefix, a domain separator and the hash of a struct, its operands.
  static let typedDigest = Operator(0x109)
  /// The word at an address of memory that was never written by known code.
  static let memory = Operator(0x105)
  /// Whether a call succeeded.
  static let success = Operator(0x106)
  /// A word of what a call returned; the operand is the word's offset.
  static let returned = Operator(0x107)

  /// The instruction, for an operator that is one.
  var opcode: Opcode? {
    rawValue < 0x100 ? Opcode(rawValue: UInt8(truncatingIfNeeded: rawValue)) : nil
  }

  static func == (left: Operator, right: Opcode) -> Bool {
    left.rawValue == UInt16(right.rawValue)
  }
}

/// All formulas of one analysis, each once, with constants folded.
///
/// The number of formulas is bounded by the steps of the analysis: a step makes one or two.
struct ExpressionTable {
  /// A formula: its operands `a` and `b`, or none. The third is one for ADDMOD and MULMOD, and a
  /// plain number elsewhere: of a constant, an unknown value, or the instruction that made the value.
  struct Node: Hashable {
    var op: Operator
    var a: Int32
    var b: Int32
    var c: Int32
  }

  private(set) var nodes: [Node] = []
  /// For each formula what ``Mark`` says.
  private(set) var marks: [Mark] = []
  private(set) var constants: [UInt256] = []
  /// The places in code that jumps can go to, and those that the code pushes as wide as labels are.
  private let isDestination: [Bool]
  private let isPushed: [Bool]
  /// Open addressing: index + 1 of a node, 0 for free.
  private var slots: [Int32]
  private var mask: Int
  private var unknowns: Int32 = 0

  /// What formulas are told apart by at a glance.
  struct Mark {
    /// The place in code that the formula may be the label of, or one of the two below.
    let number: Int32

    static let plain = Mark(number: -1)
    static let ofCalldata = Mark(number: -2)

    /// Whether the formula reads calldata behind the selector, or its size.
    var isOfCalldata: Bool { number == -2 }
  }

  /// - Parameters:
  ///   - isDestination: For each byte of the code whether it is a JUMPDEST.
  ///   - isPushed: For each byte of the code whether its place is pushed; one that is both is a label.
  init(isDestination: [Bool] = [], isPushed: [Bool] = []) {
    self.isDestination = isDestination
    self.isPushed = isPushed
    slots = [Int32](repeating: 0, count: 1 << 12)
    mask = slots.count - 1
    nodes.reserveCapacity(1 << 11)
    marks.reserveCapacity(1 << 11)
    constants.reserveCapacity(1 << 9)
  }

  /// No operand.
  static let none: Int32 = -1

  // MARK: Making

  mutating func constant(_ value: UInt256) -> Expression {
    let limbs = value.limbs
    var hash = Int(truncatingIfNeeded: limbs.0 &* 0x9e37_79b9_7f4a_7c15)
    hash ^= Int(truncatingIfNeeded: (limbs.1 ^ limbs.2 &* 31) &* 0xbf58_476d_1ce4_e5b9)
    hash ^= Int(truncatingIfNeeded: limbs.3 &* 0x94d0_49bb_1331_11eb)
    hash ^= hash >> 29
    var slot = hash & mask
    while slots[slot] != 0 {
      let index = slots[slot] &- 1
      let node = nodes[Int(index)]
      if node.op == .constant, constants[Int(node.c)] == value { return Expression(index: index) }
      slot = (slot &+ 1) & mask
    }
    constants.append(value)
    return append(
      Node(op: .constant, a: Self.none, b: Self.none, c: Int32(constants.count - 1)), at: slot)
  }

  mutating func constant(_ value: Int) -> Expression { constant(UInt256(UInt64(value))) }

  /// The formula of an operator and operands, as it stands.
  mutating func make(
    _ op: Operator, _ a: Int32 = none, _ b: Int32 = none, _ c: Int32 = none
  ) -> Expression {
    var slot = Self.hash(op, a, b, c) & mask
    while slots[slot] != 0 {
      let index = slots[slot] &- 1
      let node = nodes[Int(index)]
      if node.op == op, node.a == a, node.b == b, node.c == c { return Expression(index: index) }
      slot = (slot &+ 1) & mask
    }
    return append(Node(op: op, a: a, b: b, c: c), at: slot)
  }

  /// The formula of an operator and two operands, if it was made.
  func find(_ op: Operator, _ a: Int32, _ b: Int32) -> Expression? {
    var slot = Self.hash(op, a, b, Self.none) & mask
    while slots[slot] != 0 {
      let index = slots[slot] &- 1
      if nodes[Int(index)] == Node(op: op, a: a, b: b, c: Self.none) {
        return Expression(index: index)
      }
      slot = (slot &+ 1) & mask
    }
    return nil
  }

  /// The formula of an operator and a plain number.
  mutating func make(_ op: Operator, _ a: Int32 = none, number: Int32) -> Expression {
    make(op, a, Self.none, number)
  }

  /// A value that is like no other.
  mutating func fresh() -> Expression {
    unknowns += 1
    return make(.unknown, number: unknowns)
  }

  private static func hash(_ op: Operator, _ a: Int32, _ b: Int32, _ c: Int32) -> Int {
    var hash = UInt64(op.rawValue) &* 0x9e37_79b9_7f4a_7c15
    hash ^= UInt64(UInt32(bitPattern: a)) &* 0xbf58_476d_1ce4_e5b9
    hash = hash << 21 | hash >> 43
    hash ^= UInt64(UInt32(bitPattern: b)) &* 0x94d0_49bb_1331_11eb
    hash ^= UInt64(UInt32(bitPattern: c)) &* 0xd6e8_feb8_6659_fd93
    hash ^= hash >> 31
    return Int(truncatingIfNeeded: hash)
  }

  private mutating func append(_ node: Node, at slot: Int) -> Expression {
    let index = Int32(nodes.count)
    marks.append(mark(of: node))
    nodes.append(node)
    slots[slot] = index + 1
    if nodes.count * 2 > slots.count { grow() }
    return Expression(index: index)
  }

  private func mark(of node: Node) -> Mark {
    guard node.op == .constant else { return isTainted(node) ? .ofCalldata : .plain }
    let value = constants[Int(node.c)].limbs
    guard value.1 | value.2 | value.3 == 0, value.0 < UInt64(isDestination.count) else {
      return .plain
    }
    let place = Int(value.0)
    return isDestination[place] && isPushed[place] ? Mark(number: Int32(place)) : .plain
  }

  private func isTainted(_ node: Node) -> Bool {
    switch node.op {
    case Operator(.calldataSize): true
    case Operator(.calldataLoad):
      value(Expression(index: node.a)).map { !$0.isZero } ?? true
    case Operator(.addmod), Operator(.mulmod):
      isTainted(node.a) || isTainted(node.b) || isTainted(node.c)
    default: isTainted(node.a) || isTainted(node.b)
    }
  }

  private func isTainted(_ index: Int32) -> Bool { index >= 0 && marks[Int(index)].isOfCalldata }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 2)
    mask = slots.count - 1
    for (index, node) in nodes.enumerated() {
      var hash: Int
      if node.op == .constant {
        let limbs = constants[Int(node.c)].limbs
        hash = Int(truncatingIfNeeded: limbs.0 &* 0x9e37_79b9_7f4a_7c15)
        hash ^= Int(truncatingIfNeeded: (limbs.1 ^ limbs.2 &* 31) &* 0xbf58_476d_1ce4_e5b9)
        hash ^= Int(truncatingIfNeeded: limbs.3 &* 0x94d0_49bb_1331_11eb)
        hash ^= hash >> 29
      } else {
        hash = Self.hash(node.op, node.a, node.b, node.c)
      }
      hash &= mask
      while slots[hash] != 0 { hash = (hash &+ 1) & mask }
      slots[hash] = Int32(index + 1)
    }
  }

  // MARK: Reading

  /// The index of a number, if some formula has it.
  func index(of value: UInt256) -> Int32? {
    nodes.firstIndex { $0.op == .constant && constants[Int($0.c)] == value }.map(Int32.init)
  }

  @inline(__always)
  func node(_ expression: Expression) -> Node {
    expression.index < 0 ? Node(op: .absent, a: -1, b: -1, c: -1) : nodes[Int(expression.index)]
  }

  @inline(__always)
  func op(_ expression: Expression) -> Operator { node(expression).op }

  /// The number, if the value is known.
  @inline(__always)
  func value(_ expression: Expression) -> UInt256? {
    let node = node(expression)
    return node.op == .constant ? constants[Int(node.c)] : nil
  }

  /// The number, if the value is known and small.
  @inline(__always)
  func int(_ expression: Expression) -> Int? {
    let node = node(expression)
    guard node.op == .constant else { return nil }
    let (low, a, b, c) = constants[Int(node.c)].limbs
    return a | b | c == 0 && low < 1 << 62 ? Int(low) : nil
  }

  /// The operands of a formula made of one or two.
  func operands(_ expression: Expression) -> (Expression, Expression) {
    let node = node(expression)
    return (Expression(index: node.a), Expression(index: node.b))
  }

  /// Whether a formula reads calldata behind the selector, or its size.
  @inline(__always)
  func readsCalldata(_ expression: Expression) -> Bool { marks[Int(expression.index)].isOfCalldata }

  /// Whether a formula is an instruction with these many operands known to be there.
  func isOp(_ expression: Expression, _ opcode: Opcode) -> Bool {
    op(expression).rawValue == UInt16(opcode.rawValue)
  }
}
