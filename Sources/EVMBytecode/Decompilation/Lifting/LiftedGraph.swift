/// Bytes that an instruction takes from memory: their place, or what is known to stand there.
package indirect enum Message: Hashable, Sendable {
  case memory(Term, length: Term)
  case parts([MessagePart])
}

/// Bytes in a row of a message.
package enum MessagePart: Hashable, Sendable {
  /// `count` bytes of the word, from `skip` on.
  case word(Term, skip: Int, count: Int)
  case calldata(Term, length: Term)
  case code(Int, count: Int)
  /// So many zeros, to a multiple of 32.
  case zeros(Term)
  /// What the call returned; -1 for the latest.
  case returned(Int32, Term, length: Term)
}

/// Where a value comes from that is no formula.
package enum Source: Hashable, Sendable {
  case storage(Term)
  case transient(Term)
  case memory(Term)
  case hash(Message)
  case call(CallTerms)
  case create(value: Term, Message, salt: Term)
  case returndataSize
  case gas(at: Int)
  case memorySize
  case balance(Term)
  case selfBalance
  case codeSize(Term)
  case codeHash(Term)
  /// A formula that is given a name because it is long.
  case term(Term)
}

/// A call with its operands; `value` is none where the instruction has none.
package struct CallTerms: Hashable, Sendable {
  package enum Kind: Hashable, Sendable { case call, callCode, delegateCall, staticCall }
  package var kind: Kind
  package var gas: Term
  package var target: Term
  package var value: Term
  package var input: Message
  package var output: Term
  package var outputLength: Term
}

/// What code does at one place.
package enum Action: Hashable, Sendable {
  case define(Int32, Source)
  case store(Term, Term)
  case storeByte(Term, Term)
  case copy(CopySource, to: Term, from: Term, length: Term)
  case setStorage(Term, Term)
  case setTransient(Term, Term)
  case log([Term], Message)
  /// Variables get values, all at once.
  case assign([Assignment])
}

package struct Assignment: Hashable, Sendable {
  package var variable: Int32
  package var value: Term
}

package enum CopySource: Hashable, Sendable {
  case calldata, code, memory
  /// What the call returned; -1 for the latest.
  case returned(Int32)
  case account(Term)
}

/// How a path ends.
package enum PathEnd: Hashable, Sendable {
  case stop
  case `return`(Message)
  case revert(Message)
  case invalid
  case selfDestruct(Term)
  /// A byte that is no instruction.
  case undefined(UInt8)
  /// Too few or too many words on the stack.
  case stackFault
  /// A jump to where no JUMPDEST stands.
  case badJump(Term)
  /// A jump to a place that is not known.
  case unresolvedJump(Term)
  /// A limit of the decompilation was reached here; the offset is where code goes on.
  case limit(at: Int)
}

/// An action with the instructions that it is made of, as ranges of offsets.
package struct PlacedAction: Hashable, Sendable {
  package var action: Action
  package var places: [Range<Int>]
}

struct LiftedEdge {
  var target: Int
  var moves: [Assignment]
  /// The call whose data the path brings along as the latest; -1 when it is not known.
  var lastCall: Int32 = -1
}

enum Terminator {
  case jump(LiftedEdge)
  case branch(Term, taken: LiftedEdge, notTaken: LiftedEdge)
  case end(PathEnd)
}

struct LiftedNode {
  var start: Int
  var actions: [PlacedAction] = []
  var terminator = Terminator.end(.stop)
  /// The instructions of the terminator.
  var places: [Range<Int>] = []
}

/// A function as a graph of blocks, each for one context, with formulas instead of a stack.
struct LiftedGraph {
  var nodes: [LiftedNode]
  var table: TermTable
  var variableCount: Int
  /// Whether a limit cut it.
  var isCut: Bool
}

extension LiftedGraph {
  /// A function that is not read at all, because the others used up the work.
  static func cut(_ assumption: EntryAssumption) -> LiftedGraph {
    var node = LiftedNode(start: 0)
    node.terminator = .end(.limit(at: 0))
    return LiftedGraph(
      nodes: [node], table: TermTable(assumption), variableCount: 0, isCut: true)
  }
}
