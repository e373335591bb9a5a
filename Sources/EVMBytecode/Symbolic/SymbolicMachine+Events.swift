extension SymbolicMachine {
  /// The last call that a path made.
  enum Answer: Hashable {
    /// There was no call: the answer is empty.
    case none
    /// The call at this offset of the code.
    case call(Int32)
    /// The path began somewhere in the middle.
    case unknown

    /// The call's offset, or -1.
    var offset: Int32 { if case .call(let offset) = self { offset } else { -1 } }
  }

  /// What stopped a run.
  enum Event {
    /// JUMPI on a condition that is not known; the offset taken if it is not zero, nil if that is no
    /// place to jump to.
    case fork(condition: Expression, destination: Int?)
    /// The path ended by an instruction that ends a call, or by an error of the machine.
    case end(Ending)
    /// A jump to a place that is not known.
    case unresolvedJump(Expression)
    /// A JUMPDEST was reached.
    case jumpDestination
    /// An instruction that somebody may care about, with its operands, top of the stack first. It
    /// has had its effect.
    case effect(Opcode, operands: [Expression], result: Expression?)
  }

  /// Instructions that change nothing outside the stack.
  struct Reports: OptionSet {
    let rawValue: UInt8
    /// Remainders and masks, which tables are indexed by.
    static let indices = Reports(rawValue: 1)
    /// Reads of storage and of the environment.
    static let reads = Reports(rawValue: 2)
    static let all: Reports = [.indices, .reads]
  }

  enum Ending {
    case stop
    case returned(offset: Expression, length: Expression)
    case reverted(offset: Expression, length: Expression)
    case selfDestruct(beneficiary: Expression)
    /// INVALID, an unknown instruction, too few or many words on the stack, a jump to no destination.
    case error
  }
}
