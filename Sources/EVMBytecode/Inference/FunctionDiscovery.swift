import EVMPrimitives

/// A function that the dispatcher leads to, and the state in which its code begins.
struct FunctionEntry {
  var selector: Selector
  /// Whether the selector was compared where it stands in its word, which no compiler's dispatcher
  /// does: assembly in the fallback function.
  var isHandWritten = false
  var state: SymbolicMachine.State
  /// Whether the path to it has refused coins already.
  var refusesValue: Bool
}

/// Follows the dispatcher from the code's beginning to every function.
///
/// Comparisons of the selector with constants decide, however they are written; tables are followed
/// entry by entry where the selector is taken modulo their size.
struct FunctionDiscovery {
  private(set) var entries: [FunctionEntry] = []
  private var known: Set<Selector> = []
  /// The states that were left, for what runs when no function is called.
  private(set) var isComplete = true

  private struct Path {
    var state: SymbolicMachine.State
    var refusesValue: Bool
  }

  /// Paths and steps are bounded: real dispatchers need a few hundred of either.
  private static let pathLimit = 20_000
  private static let stepLimit = 400_000
  private static let pathStepLimit = 6_000
  private static let tableLimit = 1024
  private static let waitingLimit = 4096
  private static let visitLimit: UInt8 = 2

  init(_ machine: inout SymbolicMachine) {
    machine.reports = .indices
    var paths = [Path(state: .init(), refusesValue: false)]
    var visits = SightCounts()
    var pathCount = 0
    var steps = 0
    while var path = paths.popLast() {
      pathCount += 1
      guard pathCount <= Self.pathLimit, steps <= Self.stepLimit, paths.count <= Self.waitingLimit
      else {
        isComplete = false
        return
      }
      running: while true {
        let before = path.state.steps
        let event = machine.step(&path.state, limit: Self.pathStepLimit)
        steps += path.state.steps - before
        switch event {
        case .jumpDestination:
          // Tables of the same code come by with other constants; the rest needs no second look.
          var hash = UInt64(path.state.offset) &* 0x9e37_79b9_7f4a_7c15
          for word in path.state.stack {
            let known = machine.table.value(word) == nil ? 0 : UInt64(word.index) + 1
            hash = (hash ^ known) &* 0xff51_afd7_ed55_8ccd
            hash ^= hash >> 32
          }
          guard visits.add(hash, limit: Self.visitLimit) != .beyond else { break running }
        case .fork(let condition, let destination):
          let comparison = SelectorComparison(condition, machine.table)
          let value = ValueCheck(condition, machine.table)
          var taken = path
          if let destination {
            taken.state.offset = destination
            taken.refusesValue = path.refusesValue || value.takenRefuses
          }
          path.refusesValue = path.refusesValue || value.notTakenRefuses
          if let comparison {
            let onTaken = comparison.isEqualWhenTaken
            if onTaken {
              if destination != nil { record(comparison, taken) }
            } else {
              record(comparison, path)
              guard destination != nil else { break running }
              path = taken
            }
          } else if destination != nil {
            paths.append(taken)
          }
        case .effect(.mod, _, let result?), .effect(.and, _, let result?):
          guard let count = machine.table.selectorTableSize(result, Self.tableLimit) else {
            continue
          }
          for index in 1..<max(1, count) {
            var copy = path
            copy.state.stack[copy.state.stack.count - 1] = machine.table.constant(index)
            paths.append(copy)
          }
          path.state.stack[path.state.stack.count - 1] = machine.table.constant(0)
        case .effect: continue
        case .end: break running
        case .unresolvedJump:
          isComplete = false
          break running
        }
      }
    }
    entries.sort { $0.selector.rawValue < $1.selector.rawValue }
  }

  private mutating func record(_ comparison: SelectorComparison, _ path: Path) {
    guard known.insert(comparison.selector).inserted else { return }
    entries.append(
      FunctionEntry(
        selector: comparison.selector, isHandWritten: comparison.isShifted, state: path.state,
        refusesValue: path.refusesValue))
  }
}

/// A fork's condition that tells one selector from the others.
struct SelectorComparison {
  var selector: Selector
  /// Whether it was compared as the upper bytes of a word.
  var isShifted = false
  /// Whether the selector is this one on the side that jumps.
  var isEqualWhenTaken: Bool

  init?(_ condition: Expression, _ table: borrowing ExpressionTable) {
    var condition = condition
    var isInverted = false
    while table.isOp(condition, .isZero) {
      condition = table.operands(condition).0
      isInverted.toggle()
    }
    let (first, second) = table.operands(condition)
    switch table.op(condition) {
    case Operator(.eq): break
    case Operator(.and) where table.isOp(first, .eq) || table.isOp(second, .eq):
      // Vyper's dense table asks for the length of calldata in the same breath.
      let equality = table.isOp(first, .eq) ? first : second
      guard let comparison = SelectorComparison(equality, table) else { return nil }
      self = comparison
      isEqualWhenTaken = !isInverted
      return
    case Operator(.xor), Operator(.sub): isInverted.toggle()
    case Operator(.add):
      // SUB of a constant is ADD of its negative.
      guard let negative = table.value(first),
        let number = UInt32(exactly: UInt256.zero &- negative),
        table.isSelector(second)
      else { return nil }
      selector = Selector(rawValue: number)
      isEqualWhenTaken = isInverted
      return
    default:
      // The selector 0 is compared by ISZERO alone.
      guard table.isSelector(condition) else { return nil }
      selector = Selector(rawValue: 0)
      isEqualWhenTaken = isInverted
      return
    }
    for (constant, other) in [(first, second), (second, first)] {
      guard let value = table.value(constant) else { continue }
      if table.isSelector(other), let number = UInt32(exactly: value) {
        selector = Selector(rawValue: number)
      } else if table.isShiftedSelector(other), value.limbs.0 | value.limbs.1 | value.limbs.2 == 0,
        value.limbs.3 & 0xffff_ffff == 0
      {
        selector = Selector(rawValue: UInt32(value.limbs.3 >> 32))
        isShifted = true
      } else {
        return nil
      }
      isEqualWhenTaken = !isInverted
      return
    }
    return nil
  }
}

/// What a fork's condition says about coins that are sent along.
struct ValueCheck {
  /// Whether there are none on the side that jumps, and on the other.
  var takenRefuses = false
  var notTakenRefuses = false

  init() {}

  init(_ condition: Expression, _ table: borrowing ExpressionTable) {
    var condition = condition
    var isInverted = false
    while table.isOp(condition, .isZero) {
      condition = table.operands(condition).0
      isInverted.toggle()
    }
    guard Self.isNonzeroWithValue(condition, table, depth: 6) else { return }
    if isInverted { takenRefuses = true } else { notTakenRefuses = true }
  }

  /// Whether a value cannot be zero when coins are sent: CALLVALUE itself, or something or'ed to it.
  private static func isNonzeroWithValue(
    _ expression: Expression, _ table: borrowing ExpressionTable, depth: Int
  ) -> Bool {
    guard depth > 0 else { return false }
    let (first, second) = table.operands(expression)
    switch table.op(expression) {
    case Operator(.callValue): return true
    case Operator(.or):
      return isNonzeroWithValue(first, table, depth: depth - 1)
        || isNonzeroWithValue(second, table, depth: depth - 1)
    case Operator(.gt):
      return table.isOp(first, .callValue) && table.value(second)?.isZero == true
    case Operator(.lt):
      return table.isOp(second, .callValue) && table.value(first)?.isZero == true
    case Operator(.isZero):
      // ISZERO(ISZERO(x)) within a formula.
      guard table.isOp(first, .isZero) else { return false }
      return isNonzeroWithValue(table.operands(first).0, table, depth: depth - 1)
    default: return false
    }
  }
}

extension ExpressionTable {
  /// Whether a value is the first four bytes of calldata as a number.
  func isSelector(_ expression: Expression) -> Bool {
    let (first, second) = operands(expression)
    switch op(expression) {
    case Operator(.shr): return int(first) == 224 && isFirstWord(second)
    case Operator(.div): return isFirstWord(first) && isTwoToThe224(second)
    case Operator(.and): return value(first) == 0xffff_ffff && isSelector(second)
    case Operator(.or), Operator(.add): return selectorBytes(expression, shift: 0, depth: 8) == 0xf
    default: return false
    }
  }

  /// Which of the selector's four bytes stand in their places, as bits, in a value that is put together
  /// of single bytes; nil when something else is in it.
  private func selectorBytes(_ expression: Expression, shift: Int, depth: Int) -> Int? {
    guard depth > 0 else { return nil }
    let (first, second) = operands(expression)
    switch op(expression) {
    case Operator(.or), Operator(.add):
      guard let left = selectorBytes(first, shift: shift, depth: depth - 1),
        let right = selectorBytes(second, shift: shift, depth: depth - 1), left & right == 0
      else { return nil }
      return left | right
    case Operator(.shl):
      guard let count = int(first), (0...24).contains(count) else { return nil }
      return selectorBytes(second, shift: shift + count, depth: depth - 1)
    case Operator(.byte):
      guard let index = int(first), (0...3).contains(index), shift == 24 - 8 * index,
        isFirstWord(second)
      else { return nil }
      return 1 << index
    default: return nil
    }
  }

  /// Whether a value is the first word of calldata, of which only four bytes count.
  func isShiftedSelector(_ expression: Expression) -> Bool {
    let (first, second) = operands(expression)
    guard isOp(expression, .and), let mask = value(first), isFirstWord(second) else { return false }
    return mask == UInt256(limbs: 0, 0, 0, 0xffff_ffff_0000_0000)
  }

  private func isFirstWord(_ expression: Expression) -> Bool {
    guard isOp(expression, .calldataLoad) else {
      // The upper bytes, from which the lower ones have been cut.
      return isShiftedSelector(expression)
    }
    return int(operands(expression).0) == 0
  }

  private func isTwoToThe224(_ expression: Expression) -> Bool {
    value(expression) == UInt256(limbs: 0, 0, 0, 1 << 32)
  }

  /// Whether a value is computed from the selector.
  func dependsOnSelector(_ expression: Expression, depth: Int) -> Bool {
    guard depth > 0 else { return false }
    if isSelector(expression) { return true }
    let node = node(expression)
    switch node.op.opcode {
    case nil, .calldataLoad, .sload, .gas, .msize, .create, .create2: return false
    default: break
    }
    for operand in [node.a, node.b] where operand >= 0 {
      if dependsOnSelector(Expression(index: operand), depth: depth - 1) { return true }
    }
    return false
  }
}
