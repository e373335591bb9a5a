import EVMPrimitives

/// What a function's code does with each word of its calldata, gathered from its formulas.
struct CalldataEvidence {
  /// By what kind of values a mapping is read: hashes and long constants, or numbers.
  struct KeyVotes {
    var hashes = 0
    var numbers = 0
  }

  private(set) var uses: [Int32: CalldataUses] = [:]
  /// Words read, by the pointers that lead to them.
  private(set) var frames: [[Int32]: [(place: CalldataPlace, node: Int32)]] = [:]
  /// Sizes of heads that were checked against the end of calldata, by what they begin with.
  private(set) var headSizes: [CalldataPlace: Int] = [:]
  /// The mappings that a word of calldata is a key of.
  private(set) var mappings: [Int32: [Int]] = [:]
  /// What the function's own keys say about the mappings.
  private(set) var votes: [Int: KeyVotes] = [:]

  /// Whether the function checks that a value fits its mask.
  var hasMaskCheck: Bool { uses.values.contains { $0.isMaskChecked } }

  init(_ facts: borrowing FunctionFacts, _ table: borrowing ExpressionTable) {
    for expression in facts.touched {
      collect(expression, table)
      collectKinds(expression, table)
    }
    for check in facts.guards { collect(check, table) }
    for copy in facts.copies { collect(copy, table) }
    for access in facts.storage {
      if let written = access.written { mark(written, .written, table) }
    }
    for log in facts.logs {
      for topic in log.topics { mark(topic, .topic, table) }
      for word in log.data { mark(word, .logged, table) }
    }
    for word in facts.storedWords { mark(word, .stored, table) }
    for word in facts.signatureWords {
      use(word, table) { $0.isSignatureScalar = true }
    }
    for hash in facts.hashes {
      collectKey(hash, table)
      collectMembers(hash, table)
    }
  }

  // MARK: - Words

  /// The word of calldata that a value is, with a mask or a sign extension taken off.
  private func load(_ expression: Expression, _ table: ExpressionTable) -> Int32? {
    guard expression.index >= 0 else { return nil }
    if table.isOp(expression, .calldataLoad) { return expression.index }
    let (first, second) = table.operands(expression)
    let isMasked = table.isOp(expression, .and) && table.value(first) != nil
    guard isMasked || table.isOp(expression, .signExtend), table.isOp(second, .calldataLoad)
    else { return nil }
    return second.index
  }

  private mutating func use(
    _ expression: Expression, _ table: ExpressionTable, _ change: (inout CalldataUses) -> Void
  ) {
    guard let index = load(expression, table) else { return }
    change(&uses[index, default: CalldataUses()])
  }

  private mutating func mark(
    _ expression: Expression, _ kind: CalldataUses.Kind, _ table: ExpressionTable
  ) {
    guard expression.index >= 0, table.isOp(expression, .calldataLoad) else { return }
    uses[expression.index, default: CalldataUses()].kinds |= kind.bit
  }

  private mutating func markPointers(_ place: CalldataPlace) {
    for pointer in place.pointers { uses[pointer, default: CalldataUses()].isPointer = true }
  }

  // MARK: - Checks and masks

  private mutating func collect(_ expression: Expression, _ table: ExpressionTable) {
    let (first, second) = table.operands(expression)
    switch table.op(expression) {
    case Operator(.calldataLoad):
      guard let place = table.place(first) else { return }
      markPointers(place)
      frames[place.pointers, default: []].append((place, expression.index))
    case Operator(.and):
      guard let mask = table.value(first), table.isOp(second, .calldataLoad) else { return }
      if let bits = mask.lowMaskBits {
        use(second, table) { $0.lowMask = max($0.lowMask ?? 0, bits) }
      } else if let bytes = mask.highMaskBytes {
        use(second, table) { $0.highMask = max($0.highMask ?? 0, bytes) }
      }
    case Operator(.signExtend):
      guard let bytes = table.int(first), bytes < 32 else { return }
      use(second, table) { $0.signBytes = bytes + 1 }
    case Operator(.isZero):
      if table.isOp(first, .isZero) {
        use(table.operands(first).0, table) { $0.isWeaklyBoolean = true }
      }
    case Operator(.eq), Operator(.sub), Operator(.xor):
      // v == !!v checks a boolean; via-IR code subtracts instead.
      for (value, other) in [(first, second), (second, first)]
      where isDoubleNegation(other, of: value, table) {
        use(value, table) { $0.isBoolean = true }
      }
    case Operator(.byte): use(second, table) { $0.isReadByBytes = true }
    case Operator(.mul):
      if let size = table.int(first), size > 0, size % 32 == 0 {
        use(second, table) { $0.elementSize = size }
      }
    case Operator(.shl):
      if let bits = table.int(first), bits >= 5, bits < 16 {
        use(second, table) { $0.elementSize = 1 << bits }
      }
    case Operator(.sdiv), Operator(.smod), Operator(.sar):
      for value in [first, second] { use(value, table) { $0.isSigned = true } }
    case Operator(.slt), Operator(.sgt):
      if !collectHeadSize(first, second, table) {
        for value in [first, second] { use(value, table) { $0.isSigned = true } }
      }
    case Operator(.lt), Operator(.gt):
      for (value, bound) in [(first, second), (second, first)]
      where table.value(bound) == Self.halfOrder {
        use(value, table) { $0.isSignatureScalar = true }
      }
    default: break
    }
  }

  /// (n - 1) / 2 of secp256k1, the greatest s of a signature that contracts take.
  private static let halfOrder = UInt256(
    limbs: 0xdfe9_2f46_681b_20a0, 0x5d57_6e73_57a4_501d, 0xffff_ffff_ffff_ffff,
    0x7fff_ffff_ffff_ffff)

  /// Whether a value is ISZERO(ISZERO(other)).
  private func isDoubleNegation(
    _ value: Expression, of other: Expression, _ table: ExpressionTable
  ) -> Bool {
    guard table.isOp(value, .isZero) else { return false }
    let inner = table.operands(value).0
    return table.isOp(inner, .isZero) && table.operands(inner).0 == other
  }

  /// SLT(end - start, size): a head of `size` bytes begins at `start`.
  private mutating func collectHeadSize(
    _ left: Expression, _ right: Expression, _ table: ExpressionTable
  ) -> Bool {
    guard let size = table.int(right), let start = start(left, table) else { return false }
    headSizes[start] = max(headSizes[start] ?? 0, size)
    return true
  }

  /// The place that is taken from CALLDATASIZE.
  private func start(_ expression: Expression, _ table: ExpressionTable) -> CalldataPlace? {
    let (first, second) = table.operands(expression)
    if table.isOp(expression, .sub), table.isOp(first, .calldataSize) {
      return table.place(second)
    }
    guard table.isOp(expression, .add), let negative = table.value(first),
      let constant = Int(exactly: UInt256.zero &- negative), constant < 1 << 32
    else { return nil }
    if table.isOp(second, .calldataSize) { return CalldataPlace(constant: constant) }
    guard table.isOp(second, .sub) else { return nil }
    let (size, pointer) = table.operands(second)
    guard table.isOp(size, .calldataSize), var place = table.place(pointer) else { return nil }
    place.constant += constant
    return place
  }

  /// A condition of which one side is a bare revert.
  private mutating func collect(_ check: FunctionFacts.Guard, _ table: ExpressionTable) {
    var condition = check.condition
    var failsWhenTrue = check.failsWhenTaken
    while table.isOp(condition, .isZero) {
      condition = table.operands(condition).0
      failsWhenTrue.toggle()
    }
    let (first, second) = table.operands(condition)
    switch table.op(condition) {
    case Operator(.shl):
      // Vyper's check of a bytesN: nothing may stand below its bytes.
      guard failsWhenTrue, let bits = table.int(first), bits % 8 == 0, bits > 0, bits < 256
      else { return }
      use(second, table) {
        $0.highMask = bits / 8
        $0.isMaskChecked = true
      }
    case Operator(.shr):
      guard failsWhenTrue, let bits = table.int(first), bits < 256 else { return }
      use(second, table) {
        $0.bound = UInt256.one &<< UInt256(UInt64(bits))
        $0.isShiftChecked = true
      }
    case Operator(.eq), Operator(.xor), Operator(.sub):
      for (value, other) in [(first, second), (second, first)]
      where table.isOp(value, .calldataLoad) && load(other, table) == value.index
        && other != value
      {
        uses[value.index, default: CalldataUses()].isMaskChecked = true
      }
    case Operator(.lt):
      if !failsWhenTrue, let bound = table.value(second) {
        use(first, table) { $0.bound = bound }
      }
      if failsWhenTrue, table.isOp(first, .calldataSize), let size = table.int(second), size >= 4 {
        let root = CalldataPlace(constant: 4)
        headSizes[root] = max(headSizes[root] ?? 0, size - 4)
      }
    case Operator(.gt):
      if failsWhenTrue, let bound = table.value(second) {
        use(first, table) { $0.bound = bound &+ UInt256.one }
      }
    default: break
    }
  }

  private mutating func collect(_ copy: FunctionFacts.CalldataCopy, _ table: ExpressionTable) {
    use(copy.length, table) { if $0.elementSize == nil { $0.elementSize = 1 } }
    guard let place = table.place(copy.offset) else { return }
    markPointers(place)
    if let count = table.int(copy.length), count > 0, count % 32 == 0, count <= 1 << 12 {
      // A fixed array or struct copied whole.
      headSizes[place] = max(headSizes[place] ?? 0, count)
    }
  }

  // MARK: - Kinds of uses

  private mutating func collectKinds(_ expression: Expression, _ table: ExpressionTable) {
    let (a, b) = table.operands(expression)
    switch table.op(expression) {
    case Operator(.sub):
      // Where it checks a mask or a boolean it is no arithmetic.
      if let word = load(a, table), word == load(b, table) { return }
      if isDoubleNegation(b, of: a, table) { return }
      mark(a, .arithmetic, table)
      mark(b, .arithmetic, table)
    case Operator(.add), Operator(.mul), Operator(.div), Operator(.sdiv), Operator(.mod),
      Operator(.smod), Operator(.exp), Operator(.addmod), Operator(.mulmod):
      mark(a, .arithmetic, table)
      mark(b, .arithmetic, table)
    case Operator(.lt), Operator(.gt):
      mark(a, .comparison, table)
      mark(b, .comparison, table)
    case Operator(.isZero): mark(a, .negation, table)
    case Operator(.not): mark(a, .complement, table)
    case Operator(.shl), Operator(.shr), Operator(.sar): mark(b, .shift, table)
    case Operator(.eq):
      for (value, other) in [(a, b), (b, a)] {
        let isZero = table.value(other)?.isZero == true
        mark(
          value,
          isZero ? .equalsZero : table.isOp(other, .sload) ? .equalsStorage : .equalsOther, table)
      }
    case .list:
      if b.index >= 0, table.op(b) == .list {
        let (slot, rest) = table.operands(b)
        if rest.index < 0 {
          mark(a, table.value(slot) != nil ? .key : .innerKey, table)
          mark(slot, .hashed, table)
          return
        }
      }
      mark(a, .hashed, table)
    default: break
    }
  }

  /// Notes the words behind the hash of a type, as EIP-712 hashes structs: its members are of any type.
  private mutating func collectMembers(_ hash: Expression, _ table: ExpressionTable) {
    guard table.op(hash) == .hash else { return }
    var (word, rest) = table.operands(table.operands(hash).0)
    guard let type = table.value(word), type.significantBitCount > 160 else { return }
    while rest.index >= 0 {
      (word, rest) = table.operands(rest)
      guard table.isOp(word, .calldataLoad) else { continue }
      uses[word.index, default: CalldataUses()].isMember = true
    }
  }

  /// What a hash says about the mapping that it is a place of.
  private mutating func collectKey(_ hash: Expression, _ table: ExpressionTable) {
    guard let (key, mapping) = table.mappingKey(hash) else { return }
    if table.isOp(key, .calldataLoad) { mappings[key.index, default: []].append(mapping) }
    switch table.op(key) {
    case .constant:
      if let value = table.value(key), value.significantBitCount > 160 {
        votes[mapping, default: KeyVotes()].hashes += 2
      }
    case .hash, .unknownHash: votes[mapping, default: KeyVotes()].hashes += 2
    case Operator(.add), Operator(.sub): votes[mapping, default: KeyVotes()].numbers += 1
    case Operator(.calldataLoad):
      let uses = uses[key.index] ?? CalldataUses()
      if uses.kinds & CalldataUses.Kind.numeric != 0 {
        votes[mapping, default: KeyVotes()].numbers += 1
      } else if uses.has(.equalsZero) || uses.has(.key) && uses.has(.innerKey) {
        votes[mapping, default: KeyVotes()].hashes += 1
      }
    default: break
    }
  }
}

extension UInt256 {
  /// How many bits a mask of low bits keeps, in whole bytes; nil for another number.
  var lowMaskBits: Int? {
    guard !isZero, self & (self &+ UInt256.one) == .zero else { return nil }
    let bits = significantBitCount
    return bits % 8 == 0 ? bits : nil
  }

  /// How many bytes a mask of high bytes keeps; nil for another number.
  var highMaskBytes: Int? {
    guard let cut = (~self).isZero ? 0 : (~self).lowMaskBits else { return nil }
    return 32 - cut / 8
  }
}
