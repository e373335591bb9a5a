import EVMPrimitives

/// One way through code: what was assumed at its forks, and what it did to other code and to storage.
struct CodePath {
  /// A condition that was not known, and which side of its fork the path took.
  struct Assumption: Hashable {
    var condition: Expression
    /// Whether the condition is other than zero.
    var holds: Bool
  }

  /// A call of other code, with the memory that it was made with.
  struct Call {
    var opcode: Opcode
    /// Where the instruction stands.
    var offset: Int
    var target: Expression
    var input: Expression
    var inputLength: Expression
    var memory: SymbolicMemory
    /// How many of the path's assumptions were made before it.
    var assumptionCount: Int
  }

  /// An SSTORE.
  struct Write {
    var slot: Expression
    var value: Expression
    /// How many of the path's assumptions were made before it.
    var assumptionCount: Int
  }

  var state = SymbolicMachine.State()
  var assumptions: [Assumption] = []
  var calls: [Call] = []
  var writes: [Write] = []
  /// The first topics of logs; nil for a log without topics.
  var topics: [Expression?] = []
  /// How the path ended; nil while it runs, and when it was given up.
  var ending: SymbolicMachine.Ending?

  /// Whether the path has assumed this condition, and on which side; ISZERO in front is looked through.
  func assumed(_ condition: Expression, _ table: ExpressionTable) -> Bool? {
    let (core, isInverted) = table.withoutNegations(condition)
    for assumption in assumptions where assumption.condition == core {
      return assumption.holds != isInverted
    }
    return nil
  }

  /// Takes a side of a fork.
  mutating func assume(_ condition: Expression, _ holds: Bool, _ table: ExpressionTable) {
    let (core, isInverted) = table.withoutNegations(condition)
    assumptions.append(Assumption(condition: core, holds: holds != isInverted))
  }

  /// Whether the path ends without undoing what it did.
  var endsWell: Bool {
    switch ending {
    case .stop, .returned, .selfDestruct: true
    case .reverted, .error, nil: false
    }
  }
}

extension ExpressionTable {
  /// A condition without the ISZEROs in front of it, and whether their number is odd.
  func withoutNegations(_ condition: Expression) -> (core: Expression, isInverted: Bool) {
    var (core, isInverted) = (condition, false)
    while isOp(core, .isZero) {
      core = operands(core).0
      isInverted.toggle()
    }
    return (core, isInverted)
  }

  /// A value without masks, shifts and divisions by constants around it: what a packed word is taken
  /// from.
  func withoutPacking(_ expression: Expression) -> Expression {
    var result = expression
    for _ in 0..<16 {
      let (first, second) = operands(result)
      switch op(result) {
      case Operator(.and), Operator(.shr), Operator(.shl), Operator(.sar):
        guard value(first) != nil else { return result }
        result = second
      case Operator(.div), Operator(.signExtend):
        if value(second) != nil {
          result = first
        } else if isOp(result, .signExtend), value(first) != nil {
          result = second
        } else {
          return result
        }
      case Operator(.mul):
        guard value(first) != nil else { return result }
        result = second
      default: return result
      }
    }
    return result
  }
}
