import EVMPrimitives

/// Code that is run on formulas instead of numbers, from one place to the next fork.
///
/// It has no opinion on what to do at a fork: ``step(_:)`` says what happened, and who explores decides.
struct SymbolicMachine {
  /// Where a path stands.
  struct State {
    var offset = 0
    var stack: [Expression] = []
    var memory = SymbolicMemory()
    /// How many steps the path has taken.
    var steps = 0
    var cuts = RecentCuts()
    /// Whose answer RETURNDATASIZE and RETURNDATACOPY speak of.
    var answer = Answer.none
  }

  let code: [UInt8]
  let isDestination: [Bool]
  /// The formulas. Labels are the destinations that the code pushes as wide as labels are: return
  /// addresses are among them.
  var table: ExpressionTable
  /// Formulas over calldata that steps have made since ``forgetTouched()``, each once.
  private(set) var touched: [Expression] = []
  /// Words of calldata that were written to memory as they stand, since then, each once.
  private(set) var storedWords: [Expression] = []
  /// Whether steps have read an immutable since then: PUSH32 of a number that compilers push shorter
  /// when it is a constant.
  private(set) var readsImmutable = false
  /// The greatest numbers that values were compared with, where the compiler is not Solidity's. Vyper
  /// asks of each length whether it is above the most that its type allows.
  private(set) var limits: [Expression: Int] = [:]
  private let notesLimits: Bool
  /// The JUMPDESTs that functions' paths have passed.
  private(set) var reached: [Bool]
  /// What became of the code behind each JUMPI: whether it was skipped as the condition was known, and
  /// whether it was entered.
  private var branches: [Branch]
  /// For each place of a PUSH that was stepped over the formula of its number, by index + 1.
  private var pushed: [Int32]
  private var touchedMarks = EpochMarks()
  private var storedMarks = EpochMarks()
  /// Which instructions ``step(_:limit:)`` stops behind beside those that everybody cares about.
  var reports = Reports.all
  private let instructions = Self.instructions

  /// The instruction of each byte and the words that it takes.
  private static let instructions: [(opcode: Opcode, inputs: Int)?] = (0...255).map { byte in
    Opcode(rawValue: byte).map { ($0, $0.stackInputs) }
  }

  init(_ bytecode: Bytecode) {
    code = bytecode.bytes
    notesLimits = !code.beginsAsSolidity
    var isDestination = [Bool](repeating: false, count: code.count)
    var isPushed = [Bool](repeating: false, count: code.count)
    // A label has as many bytes as the code's length needs; shorter numbers are something else.
    let isWide = code.count > 256
    var offset = 0
    while offset < code.count {
      let byte = code[offset]
      if byte == Opcode.jumpDest.rawValue { isDestination[offset] = true }
      guard byte >= 0x60, byte <= 0x7f else {
        offset += 1
        continue
      }
      let end = offset + Int(byte) - 0x5e
      if byte <= 0x62, byte > 0x60 || !isWide, end <= code.count {
        var place = 0
        for index in offset + 1..<end { place = place << 8 | Int(code[index]) }
        if place < code.count { isPushed[place] = true }
      }
      offset = end
    }
    table = ExpressionTable(isDestination: isDestination, isPushed: isPushed)
    self.isDestination = isDestination
    self.pushed = [Int32](repeating: 0, count: code.count)
    reached = [Bool](repeating: false, count: code.count)
    branches = [Branch](repeating: [], count: code.count)
  }

  private struct Branch: OptionSet {
    let rawValue: UInt8
    static let skipped = Branch(rawValue: 1)
    static let entered = Branch(rawValue: 2)
  }

  /// The code behind those JUMPIs that jumped whenever a path came by. What a path knows of memory may
  /// decide where others that know something else were not followed, as they stood alike.
  var skippedBranches: [Int] {
    branches.indices.filter { branches[$0] == .skipped && $0 + 1 < code.count }.map { $0 + 1 }
  }

  /// Notes that a path has passed the JUMPDEST at a place.
  mutating func reach(_ place: Int) { reached[place] = true }

  /// Begins a new list of ``touched`` formulas.
  mutating func forgetTouched() {
    touched.removeAll(keepingCapacity: true)
    storedWords.removeAll(keepingCapacity: true)
    readsImmutable = false
    touchedMarks.forget()
    storedMarks.forget()
  }

  /// Notes that a step made a formula.
  @inline(__always)
  mutating func note(_ expression: Expression) {
    guard table.readsCalldata(expression), touchedMarks.insert(expression)
    else { return }
    touched.append(expression)
  }

  private mutating func noteLimit(of value: Expression, _ limit: Expression) {
    guard let number = table.int(limit), number <= Self.largestCopy, table.value(value) == nil
    else { return }
    limits[value] = max(limits[value] ?? 0, number)
  }

  /// A constant as a place in memory; nil beyond what any contract can pay for.
  func place(_ constant: UInt256) -> Int? {
    guard let place = Int(exactly: constant), place < 1 << 40 else { return nil }
    return place
  }

  /// Whether a jump can go there.
  func isJumpDestination(_ value: UInt256) -> Bool {
    guard let offset = Int(exactly: value), offset < code.count else { return false }
    return isDestination[offset]
  }

  /// Runs until something happens; at most `limit` steps, after which the path ends as an error.
  mutating func step(_ state: inout State, limit: Int) -> Event {
    while true {
      guard state.offset < code.count else { return .end(.stop) }
      guard state.steps < limit else { return .end(.error) }
      state.steps += 1
      let byte = code[state.offset]
      if byte >= 0x5f, byte <= 0x7f {
        push(Int(byte) - 0x5f, &state)
        continue
      }
      let count = state.stack.count
      if byte >= 0x80, byte <= 0x8f {
        let depth = Int(byte) - 0x7f
        guard count >= depth, count < 1024 else { return .end(.error) }
        state.stack.append(state.stack[count - depth])
        state.offset += 1
        continue
      }
      if byte >= 0x90, byte <= 0x9f {
        let depth = Int(byte) - 0x8f
        guard count > depth else { return .end(.error) }
        state.stack.swapAt(count - 1, count - 1 - depth)
        state.offset += 1
        continue
      }
      guard let (opcode, inputs) = instructions[Int(byte)], count >= inputs, count < 1024
      else { return .end(.error) }
      if let event = execute(opcode, inputs, &state) { return event }
    }
  }

  private mutating func push(_ width: Int, _ state: inout State) {
    if width == 32, state.offset + 1 < code.count, code[state.offset + 1] == 0 {
      readsImmutable = true
    }
    let known = pushed[state.offset]
    if known != 0 {
      state.stack.append(Expression(index: known - 1))
    } else {
      let number = table.constant(immediate(width, at: state.offset + 1))
      pushed[state.offset] = number.index + 1
      state.stack.append(number)
    }
    state.offset += width + 1
  }

  /// The number that some bytes of the code are, with zeros behind its end.
  private func immediate(_ width: Int, at start: Int) -> UInt256 {
    var limbs: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    for index in 0..<width {
      let byte = start + index < code.count ? UInt64(code[start + index]) : 0
      switch (width - 1 - index) >> 3 {
      case 0: limbs.0 = limbs.0 << 8 | byte
      case 1: limbs.1 = limbs.1 << 8 | byte
      case 2: limbs.2 = limbs.2 << 8 | byte
      default: limbs.3 = limbs.3 << 8 | byte
      }
    }
    return UInt256(limbs: limbs.0, limbs.1, limbs.2, limbs.3)
  }

  /// Does one instruction other than PUSH, DUP and SWAP.
  private mutating func execute(
    _ opcode: Opcode, _ inputs: Int, _ state: inout State
  ) -> Event? {
    let start = state.stack.count - inputs
    let here = state.offset
    func operand(_ index: Int) -> Expression { state.stack[start + inputs - 1 - index] }
    switch opcode {
    case .add, .mul, .sub, .div, .sdiv, .mod, .smod, .exp, .signExtend, .lt, .gt, .slt, .sgt, .eq,
      .and, .or, .xor, .byte, .shl, .shr, .sar:
      let result = table.binary(opcode, operand(0), operand(1))
      if opcode == .and || opcode == .signExtend, let first = table.value(operand(0)),
        let second = table.value(operand(1))
      {
        let cut = ValueCut(opcode, first, second)
        if cut != .none { state.cuts.add(cut, of: result, at: state.steps) }
      }
      if notesLimits, opcode == .gt || opcode == .lt {
        let isGreater = opcode == .gt
        noteLimit(
          of: isGreater ? operand(0) : operand(1), isGreater ? operand(1) : operand(0))
      }
      state.stack.removeLast()
      state.stack[start] = result
      note(result)
      if opcode == .mod || opcode == .and, reports.contains(.indices), table.value(result) == nil {
        state.offset = here + 1
        return .effect(opcode, operands: [], result: result)
      }
    case .isZero, .not, .clz:
      let result = table.unary(opcode, operand(0))
      if opcode == .isZero, here > 0, code[here - 1] == Opcode.isZero.rawValue,
        table.value(result) != nil
      {
        state.cuts.add(.boolean, of: result, at: state.steps)
      }
      state.stack[start] = result
      note(result)
    case .addmod, .mulmod:
      let result = table.make(
        Operator(opcode), operand(0).index, operand(1).index, operand(2).index)
      state.stack.drop(2)
      state.stack[start] = result
    case .pop: state.stack.removeLast()
    case .jumpDest:
      state.offset = here + 1
      return .jumpDestination
    case .jump:
      let target = state.stack.removeLast()
      guard let value = table.value(target) else { return .unresolvedJump(target) }
      guard isJumpDestination(value) else { return .end(.error) }
      state.offset = Int(value.limbs.0)
      return nil
    case .jumpI:
      let (target, condition) = (operand(0), operand(1))
      state.stack.drop(2)
      state.offset = here + 1
      let value = table.value(target)
      let destination = value.flatMap { isJumpDestination($0) ? Int($0.limbs.0) : nil }
      if let known = table.value(condition) {
        branches[here].insert(known.isZero ? .entered : .skipped)
        if known.isZero { return nil }
        guard let destination else { return value == nil ? .unresolvedJump(target) : .end(.error) }
        state.offset = destination
        return nil
      }
      branches[here].insert(.entered)
      return .fork(condition: condition, destination: destination)
    case .stop: return .end(.stop)
    case .return: return .end(.returned(offset: operand(0), length: operand(1)))
    case .revert: return .end(.reverted(offset: operand(0), length: operand(1)))
    case .invalid: return .end(.error)
    case .selfDestruct: return .end(.selfDestruct(beneficiary: operand(0)))
    case .mload:
      let (constant, rest) = table.linear(operand(0))
      var value: Expression?
      if let place = place(constant) {
        value = state.memory.word(at: rest, place, &table, code: code)
      }
      let address = operand(0)
      state.stack[start] = value ?? table.make(.memory, address.index)
    case .mstore, .mstore8:
      let (constant, rest) = table.linear(operand(0))
      let value = operand(1)
      if table.readsCalldata(value), table.isOp(value, .calldataLoad) {
        if storedMarks.insert(value) { storedWords.append(value) }
      }
      if let place = place(constant) {
        let isWord = opcode == .mstore
        state.memory.append(
          .init(
            rest: rest, start: place, count: isWord ? 32 : 1,
            content: isWord ? .word(value) : .byte(value),
            cut: table.value(value) == nil ? .none : state.cuts.cut(of: value, at: state.steps)))
      }
      state.stack.drop(2)
    case .keccak256:
      let result = hash(at: operand(0), operand(1), state.memory)
      let operands = [operand(0), operand(1)]
      state.stack.removeLast()
      state.stack[start] = result
      state.offset = here + 1
      return .effect(opcode, operands: operands, result: result)
    case .calldataLoad:
      let result = table.calldata(operand(0))
      state.stack[start] = result
      note(result)
    case .calldataCopy, .codeCopy, .returndataCopy, .mcopy, .extCodeCopy:
      let operands = (0..<inputs).map(operand)
      copy(opcode, operands, &state)
      state.stack.drop(inputs)
      state.offset = here + 1
      return .effect(opcode, operands: operands, result: nil)
    case .pc: state.stack.append(table.constant(here))
    case .codeSize: state.stack.append(table.constant(code.count))
    case .gas, .msize:
      state.stack.append(table.make(Operator(opcode), number: Int32(here)))
    case .returndataSize:
      state.stack.append(
        state.answer == .none
          ? table.constant(0) : table.make(Operator(opcode), number: state.answer.offset))
    case .sload, .tload, .balance, .extCodeSize, .extCodeHash, .blockHash, .blobHash:
      let place = operand(0)
      let result = table.make(Operator(opcode), place.index)
      state.stack[start] = result
      guard reports.contains(.reads) else { break }
      state.offset = here + 1
      return .effect(opcode, operands: [place], result: result)
    case .address, .origin, .caller, .callValue, .calldataSize, .gasPrice, .coinbase, .timestamp,
      .number, .prevRandao, .gasLimit, .chainID, .selfBalance, .baseFee, .blobBaseFee:
      let result = table.make(Operator(opcode))
      state.stack.append(result)
      guard opcode != .callValue, opcode != .calldataSize, reports.contains(.reads) else { break }
      state.offset = here + 1
      return .effect(opcode, operands: [], result: result)
    case .sstore, .tstore, .log0, .log1, .log2, .log3, .log4:
      let operands = (0..<inputs).map(operand)
      state.stack.drop(inputs)
      state.offset = here + 1
      return .effect(opcode, operands: operands, result: nil)
    case .create, .create2:
      let operands = (0..<inputs).map(operand)
      state.stack.drop(inputs - 1)
      let result = table.make(Operator(opcode), number: Int32(here))
      state.stack[start] = result
      state.answer = .call(Int32(here))
      state.offset = here + 1
      return .effect(opcode, operands: operands, result: result)
    case .call, .callCode, .delegateCall, .staticCall:
      let operands = (0..<inputs).map(operand)
      state.stack.drop(inputs - 1)
      let result = table.make(.success, number: Int32(here))
      state.stack[start] = result
      if table.int(operands[1]) == 4, opcode == .call || opcode == .staticCall,
        table.int(operands[inputs - 1]) != nil
      {
        // The precompiled contract that gives back what it gets is how memory was copied before MCOPY.
        moveWords(
          [operands[inputs - 2], operands[inputs - 4], operands[inputs - 1]], &state)
      } else {
        let isCopy = table.int(operands[1]) == 4 && (opcode == .call || opcode == .staticCall)
        let first =
          isCopy ? firstWord(at: operands[inputs - 4], operands[inputs - 1], state.memory) : nil
        write(
          .returned(call: Int32(here), offset: table.constant(0)), at: operands[inputs - 2],
          count: operands[inputs - 1], &state)
        if let first {
          write(
            .word(first), at: operands[inputs - 2], count: table.constant(32), &state)
        }
      }
      state.answer = .call(Int32(here))
      state.offset = here + 1
      return .effect(opcode, operands: operands, result: result)
    default: return .end(.error)
    }
    state.offset = here + 1
    return nil
  }
}

extension [Expression] {
  /// Takes words off the top, which `removeLast(_:)` does by way of replacing any range.
  @inline(__always)
  fileprivate mutating func drop(_ count: Int) {
    for _ in 0..<count { removeLast() }
  }
}
