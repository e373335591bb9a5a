public import EVMPrimitives

/// Which parts of code can run after which: basic blocks and the edges between them, found by
/// following the code with what is known of the stack.
///
/// Every block here can be reached from offset 0 by edges that stand here, as far as the code alone
/// tells; conditions that need calldata, storage or the chain are taken both ways. What no path
/// reaches is in ``unreached``. Where a jump's targets are not known it is in ``unresolved``, and the
/// graph is not complete.
///
/// Cost: below a millisecond for most contracts; bounded by ``ControlFlowLimits`` for all.
public struct ControlFlowGraph: Hashable, Sendable {
  /// Instructions that run one after the other.
  public struct Block: Hashable, Sendable {
    /// The offset of the first instruction.
    public let start: Int
    /// The offset behind the last instruction and its PUSH data; never past the code.
    public let end: Int
    /// The offset of the last instruction.
    public let last: Int
    /// How the block ends.
    public let ending: Ending
    /// The start of the block that every path to this one passes last, within the function; nil for
    /// the first of a function and of the code.
    public internal(set) var dominator: Int?
    /// The entry of the internal function that the block belongs to, the first by offset when
    /// several share it; nil outside of functions.
    public internal(set) var function: Int?
  }

  /// How a block ends.
  public enum Ending: String, Hashable, Sendable, CaseIterable {
    case fallThrough, jump, branch, stop, `return`, revert, invalid, selfDestruct
    /// A byte that is no instruction: it fails as INVALID does.
    case undefined
    /// The end of the code, where the EVM stops as at a STOP.
    case endOfCode
  }

  /// A way from one block to another.
  public struct Edge: Hashable, Sendable {
    /// How control passes.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      /// To the next instruction, which is a JUMPDEST.
      case fallThrough
      /// By JUMP.
      case jump
      /// By JUMPI whose condition holds.
      case taken
      /// Past JUMPI whose condition does not hold.
      case notTaken
      /// By a jump to one of several places that a table or a computation gives.
      case table
      /// By JUMP to an internal function, which returns to where the caller said.
      case call
      /// By JUMP from an internal function to where its caller said.
      case `return`
    }
    /// The start of the block that control leaves.
    public let from: Int
    /// The start of the block that it enters.
    public let to: Int
    public let kind: Kind
  }

  /// A jump of which not all targets are known, or that has none.
  public struct UnresolvedJump: Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
      /// The instruction at the offset gives the target, such as SLOAD.
      case loaded(Opcode, offset: Int)
      /// The target is computed from what is not known.
      case unknown
      /// An index without a bound selects the target.
      case unboundedIndex
      /// More targets than ``ControlFlowLimits/tableEntries``.
      case tooManyTargets
      /// No JUMPDEST stands at the number: the jump always fails.
      case notJumpDestination(UInt256)
    }
    /// The offset of the JUMP or JUMPI.
    public let offset: Int
    public let reason: Reason
  }

  /// An internal function: code that is called with the place to return to on the stack.
  public struct Function: Hashable, Sendable {
    public struct Call: Hashable, Sendable {
      /// The start of the block that calls.
      public let from: Int
      /// Where the function returns to for it.
      public let returnsTo: Int
    }
    /// The start of the first block.
    public let entry: Int
    /// The starts of the blocks, without those of functions that it calls.
    public let blocks: [Int]
    /// The blocks that return.
    public let exits: [Int]
    public let calls: [Call]
  }

  /// A natural loop: blocks that can run again and again, entered at one.
  public struct Loop: Hashable, Sendable {
    /// The start of the block that every way into the loop passes.
    public let header: Int
    /// The starts of the blocks that go back to the header.
    public let latches: [Int]
    /// The starts of all blocks of the loop.
    public let blocks: [Int]
    /// How many loops it stands in, itself included.
    public let depth: Int
  }

  /// Bytes that no known path reaches.
  public struct Region: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
      /// Begins with a JUMPDEST and reads as instructions.
      case code
      /// Tables, metadata, constants, embedded code, or instructions that cannot run.
      case data
    }
    public let start: Int
    public let end: Int
    public let kind: Kind
  }

  /// Why a graph is not complete.
  public enum Gap: String, Hashable, Sendable, CaseIterable {
    case states, statesPerBlock, work, stackWords
    /// Dominators, loops or functions would cost too much; blocks and edges are whole.
    case structure
    /// Some jumps are not resolved; see ``ControlFlowGraph/unresolved``.
    case unresolvedJumps
  }

  /// The length of the code.
  public let byteCount: Int
  /// Reached blocks by offset.
  public let blocks: [Block]
  /// By block left, block entered and kind.
  public let edges: [Edge]
  /// By offset.
  public let unresolved: [UnresolvedJump]
  /// By entry.
  public let functions: [Function]
  /// By header.
  public let loops: [Loop]
  /// By offset.
  public let unreached: [Region]
  /// Why some blocks or edges may be missing; nil for a complete graph.
  public let gap: Gap?

  /// Whether all blocks that can run and all edges between them are here.
  public var isComplete: Bool { gap == nil }
}

extension ControlFlowGraph.Edge.Kind {
  /// The place among all kinds.
  var number: UInt8 {
    switch self {
    case .fallThrough: 0
    case .jump: 1
    case .taken: 2
    case .notTaken: 3
    case .table: 4
    case .call: 5
    case .return: 6
    }
  }
}

extension ControlFlowGraph.Gap: CustomStringConvertible {
  /// A sentence.
  public var description: String {
    switch self {
    case .states:
      "More stacks are possible than the limit of states; raise it to see more."
    case .statesPerBlock:
      "More stacks are possible at a block than the limit of states of a block; raise it to see more."
    case .work: "Following the code costs more work than the limit; raise it to see more."
    case .stackWords: "The stacks hold more words than the limit; raise it to see more."
    case .structure:
      "Finding functions, dominators and loops costs more work than the limit; blocks and edges are whole."
    case .unresolvedJumps:
      "Some jumps are not resolved, so blocks behind them may be missing; they are listed."
    }
  }
}

extension ControlFlowGraph.UnresolvedJump.Reason: CustomStringConvertible {
  /// Half a sentence.
  public var description: String {
    switch self {
    case .loaded(let opcode, let offset):
      "the target is what \(opcode.mnemonic) at 0x\(String(offset, radix: 16)) gives"
    case .unknown: "the target is computed from what is not known"
    case .unboundedIndex: "the target is selected by an index without a bound"
    case .tooManyTargets: "the target is one of more than the limit of table entries"
    case .notJumpDestination(let number):
      "no JUMPDEST stands at 0x\(number.text(radix: 16)), so the jump always fails"
    }
  }
}
