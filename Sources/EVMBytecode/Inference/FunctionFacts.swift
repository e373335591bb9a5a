import EVMPrimitives

/// Things that were found, each once, in the order in which they were.
struct OrderedFinds<Element: Hashable & Sendable>: Sequence, Sendable {
  /// All of them, once they are many; a few are found sooner one by one than by their hashes.
  private var seen: Set<Element> = []
  private var all: [Element] = []

  private static var few: Int { 12 }

  mutating func insert(_ element: Element) {
    if all.count < Self.few {
      if !all.contains(element) { all.append(element) }
      return
    }
    if seen.isEmpty { seen = Set(all) }
    if seen.insert(element).inserted { all.append(element) }
  }

  func makeIterator() -> IndexingIterator<[Element]> { all.makeIterator() }
}

/// What was seen on the paths of one function.
struct FunctionFacts: Sendable {
  /// A condition that was not known, and what becomes of each side as far as it is clear.
  struct Guard: Hashable, Sendable {
    var condition: Expression
    /// Whether the side that ends in a bare revert is the one that jumps.
    var failsWhenTaken: Bool
  }

  struct Log: Hashable, Sendable {
    var offset: Int
    var topics: [Expression]
    var data: [Expression]
    var dataLength: Int?
    /// The data in the ABI's shape; nil when that is not known.
    var parts: [EncodedPart]?
  }

  /// Data that a path reverts with, behind a selector.
  struct Revert: Hashable, Sendable {
    var selector: UInt32
    var parts: [EncodedPart]?
  }

  struct StorageAccess: Hashable, Sendable {
    var offset: Int
    var slot: Expression
    /// The value that is written; nil for a read.
    var written: Expression?
    var isTransient: Bool
  }

  /// A condition and the way it went.
  struct Condition: Hashable, Sendable {
    var expression: Expression
    var isTrue: Bool
  }

  /// Something that a function does to others or to the contract's state.
  struct Effect: Hashable, Sendable {
    var offset: Int
    var opcode: Opcode
    /// As the stack has them, the top first.
    var operands: [Expression]
    /// Of a call: the first four bytes of its calldata, and the words behind them.
    var selector: UInt32?
    var arguments: [Expression] = []
    /// Of a creation: whether code of this contract was copied for it.
    var copiesOwnCode = false
  }

  /// What was true of every path on which an effect was seen.
  struct Circumstances: Sendable {
    var conditions: Set<Condition>
    /// The calls to other contracts that came before it on some path, by their offsets.
    var callsBefore: Set<Int>
    /// Whether some path with it ends well, so that it is not undone.
    var canSucceed: Bool
    /// Whether all paths to it were told apart; without it no conditions are known.
    var isComplete: Bool
  }

  struct CalldataCopy: Hashable, Sendable {
    var offset: Expression
    var length: Expression
  }

  /// Conditions that were not known.
  var conditions = OrderedFinds<Expression>()
  /// Conditions that decide between going on and a bare revert.
  var guards = OrderedFinds<Guard>()
  var logs = OrderedFinds<Log>()
  var storage = OrderedFinds<StorageAccess>()
  var copies = OrderedFinds<CalldataCopy>()
  /// What the function does, in the order in which it was seen.
  var effects: [Effect] = []
  var circumstances: [Effect: Circumstances] = [:]
  /// The hash and the two scalars of signatures that ecrecover was asked about.
  var signatureWords: Set<Expression> = []
  /// Hashes of memory.
  var hashes = OrderedFinds<Expression>()
  /// Revert data of which the first four bytes are known.
  var reverts = OrderedFinds<Revert>()
  /// Addresses that were called.
  var callees = OrderedFinds<Expression>()
  /// Words of what is returned, where the whole is known, path by path.
  var returns = OrderedFinds<[Expression]>()
  /// What is returned in the ABI's shape, path by path; empty where a path ends without data.
  var outputs = OrderedFinds<[EncodedPart]>()

  var readsState = false
  var writesState = false
  /// Whether a path on which coins may have been sent ends well, and whether any path does.
  var succeedsWithValue = false
  var succeeds = false
  /// Whether coins are refused on some path.
  var checksValue = false
  /// Formulas over calldata that the function's code made.
  var touched: [Expression] = []
  /// Words of calldata that it wrote to memory as they stand.
  var storedWords: [Expression] = []
  var isComplete = true
}
