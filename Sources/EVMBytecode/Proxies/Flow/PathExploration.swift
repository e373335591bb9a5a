import EVMPrimitives

/// Follows every way through code from one place, within bounds, and keeps what each did.
///
/// Where the selector is compared with a number the path goes on as if it were another: so a walk
/// from the code's beginning sees what runs when no function is called, with the functions beside it.
struct PathExploration {
  /// How much is followed.
  struct Limits {
    var steps: Int
    /// Paths whose end is kept.
    var paths: Int

    /// For what runs when no function is called.
    static let fallback = Limits(steps: 60_000, paths: 400)
  }

  /// A function that a comparison of the selector leads to.
  struct Function {
    var selector: Selector
    var start: CodePath
  }

  private(set) var paths: [CodePath] = []
  private(set) var functions: [Function] = []
  private(set) var steps = 0
  /// Whether nothing was cut but loops, which are followed a few times; a jump back to a place passed
  /// often is taken for one.
  private(set) var isComplete = true

  private var known: Set<Selector> = []
  private var seen: Set<UInt64> = []
  private var visits: [UInt64: UInt8] = [:]

  private static let pathStepLimit = 20_000
  private static let waitingLimit = 512
  private static let visitLimit = 16
  private static let callLimit = 16
  private static let tableLimit = 256

  init(_ machine: inout SymbolicMachine, from start: CodePath = CodePath(), limits: Limits) {
    machine.reports = .all
    var waiting = [start]
    waiting[0].state.steps = 0
    while let path = waiting.popLast() {
      guard steps < limits.steps, paths.count < limits.paths else {
        isComplete = false
        return
      }
      follow(path, &waiting, &machine)
    }
  }

  private mutating func follow(
    _ start: CodePath, _ waiting: inout [CodePath], _ machine: inout SymbolicMachine
  ) {
    var path = start
    while true {
      let (before, from) = (path.state.steps, path.state.offset)
      let event = machine.step(&path.state, limit: Self.pathStepLimit)
      steps += path.state.steps - before
      switch event {
      case .jumpDestination:
        guard visit(path, machine, isBack: path.state.offset <= from) else { return }
      case .fork(let condition, let destination):
        fork(condition, destination, &path, &waiting, machine)
        if path.ending != nil {
          paths.append(path)
          return
        }
      case .effect(let opcode, let operands, let result):
        guard observe(opcode, operands, result, &path, &waiting, &machine) else {
          isComplete = false
          return
        }
        if path.ending != nil {
          paths.append(path)
          return
        }
      case .end(let ending):
        // A path that used up its steps has not ended.
        guard path.state.steps < Self.pathStepLimit else {
          isComplete = false
          return
        }
        path.ending = ending
        paths.append(path)
        return
      case .unresolvedJump:
        isComplete = false
        return
      }
    }
  }

  /// Takes one side of a fork and leaves the other for later; a side that leads nowhere is an end.
  private mutating func fork(
    _ condition: Expression, _ destination: Int?, _ path: inout CodePath,
    _ waiting: inout [CodePath], _ machine: SymbolicMachine
  ) {
    if let side = path.assumed(condition, machine.table) {
      guard side else { return }
      if let destination { path.state.offset = destination } else { path.ending = .error }
      return
    }
    var taken = path
    if let destination { taken.state.offset = destination } else { taken.ending = .error }
    if let comparison = SelectorComparison(condition, machine.table) {
      let (function, other) = comparison.isEqualWhenTaken ? (taken, path) : (path, taken)
      if function.ending == nil, known.insert(comparison.selector).inserted {
        functions.append(Function(selector: comparison.selector, start: function))
      }
      path = other
      return
    }
    // Which half of the table is searched says nothing once all functions are left out.
    if !machine.table.isSelectorOrder(condition) {
      path.assume(condition, false, machine.table)
      taken.assume(condition, true, machine.table)
    }
    if taken.ending != nil {
      paths.append(taken)
    } else if waiting.count < Self.waitingLimit {
      waiting.append(taken)
    } else {
      isComplete = false
    }
  }

  /// Takes down what an instruction does; false when the path has made too many calls to go on.
  private mutating func observe(
    _ opcode: Opcode, _ operands: [Expression], _ result: Expression?, _ path: inout CodePath,
    _ waiting: inout [CodePath], _ machine: inout SymbolicMachine
  ) -> Bool {
    switch opcode {
    case .call, .callCode, .delegateCall, .staticCall:
      guard path.calls.count < Self.callLimit else { return false }
      let first = opcode == .call || opcode == .callCode ? 3 : 2
      path.calls.append(
        .init(
          opcode: opcode, offset: path.state.offset - 1, target: operands[1],
          input: operands[first], inputLength: operands[first + 1],
          memory: path.state.memory.withoutAnswer(of: Int32(path.state.offset - 1)),
          assumptionCount: path.assumptions.count))
    case .sstore:
      guard path.writes.count < 4 * Self.callLimit else { return false }
      path.writes.append(
        .init(
          slot: operands[0], value: operands[1], assumptionCount: path.assumptions.count))
    case .log0: path.topics.append(nil)
    case .log1, .log2, .log3, .log4: path.topics.append(operands[2])
    case .returndataCopy:
      // Past the end of the answer there is nothing to copy: EIP-211 makes it an error.
      let size = machine.table.make(
        Operator(.returndataSize), number: path.state.answer.offset)
      if operands[2] == size, machine.table.value(operands[1])?.isZero == false {
        path.ending = .error
      }
    case .mod, .and:
      guard let result, let count = machine.table.selectorTableSize(result, Self.tableLimit),
        waiting.count + count < Self.waitingLimit
      else { return true }
      for index in 1..<max(1, count) {
        var copy = path
        copy.state.stack[copy.state.stack.count - 1] = machine.table.constant(index)
        waiting.append(copy)
      }
      path.state.stack[path.state.stack.count - 1] = machine.table.constant(0)
    default: break
    }
    return true
  }

  /// Whether a path may go on at a JUMPDEST: not twice in the same state, and a few times for each
  /// chain of return addresses.
  ///
  /// A way back is taken for a loop, which is left out without a word; a way forward is not.
  private mutating func visit(
    _ path: CodePath, _ machine: SymbolicMachine, isBack: Bool
  ) -> Bool {
    var chain = UInt64(path.state.offset) &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(path.calls.count)
    var whole = chain &+ UInt64(path.state.stack.count) &+ UInt64(path.writes.count) << 16
    for assumption in path.assumptions {
      whole = Self.mixed(
        whole, UInt64(assumption.condition.index) << 1 | (assumption.holds ? 1 : 0))
    }
    for word in path.state.stack {
      whole = Self.mixed(whole, UInt64(word.index))
      if let value = machine.table.int(word), value < machine.code.count,
        machine.isDestination[value]
      {
        chain = Self.mixed(chain, UInt64(value))
      }
    }
    guard seen.insert(whole).inserted else { return false }
    let count = visits[chain] ?? 0
    guard count < Self.visitLimit else {
      if !isBack { isComplete = false }
      return false
    }
    visits[chain] = count + 1
    return true
  }

  private static func mixed(_ hash: UInt64, _ value: UInt64) -> UInt64 {
    let product = (hash ^ value) &* 0xff51_afd7_ed55_8ccd
    return product ^ product >> 32
  }
}

extension ExpressionTable {
  /// Whether a condition only says where among the functions a selector stands: greater or less than a
  /// constant.
  func isSelectorOrder(_ condition: Expression) -> Bool {
    let (core, _) = withoutNegations(condition)
    guard isOp(core, .gt) || isOp(core, .lt) else { return false }
    let (first, second) = operands(core)
    return value(first) != nil && isSelector(second) || value(second) != nil && isSelector(first)
  }

  /// The number of rows, if a value is the selector's remainder by the size of a table.
  func selectorTableSize(_ result: Expression, _ limit: Int) -> Int? {
    let (first, second) = operands(result)
    // Of a power of two the remainder is an AND, the constant of which stands first.
    let isRemainder = isOp(result, .mod)
    guard isRemainder || isOp(result, .and) else { return nil }
    guard let size = int(isRemainder ? second : first).map({ isRemainder ? $0 : $0 + 1 }),
      isRemainder || size.nonzeroBitCount == 1, (1...limit).contains(size),
      dependsOnSelector(isRemainder ? first : second, depth: 12)
    else { return nil }
    return size
  }
}
