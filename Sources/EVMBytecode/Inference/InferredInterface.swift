public import EVMABI
public import EVMPrimitives

/// A function as its code shows it.
public struct InferredFunction: Hashable, Sendable {
  public let selector: Selector
  /// The parameters' types as far as the code tells them apart; `uint256` where nothing does.
  public let arguments: [ABIType]
  public let mutability: StateMutability
  /// Where the function's code begins, after the dispatcher.
  public let entry: Int
  /// Whether all paths were followed within the bounds.
  public let isComplete: Bool

  /// The types as a signature has them: `uint256,(address,bytes)[]`.
  public var argumentList: String { arguments.map(\.description).joined(separator: ",") }
}

/// An event that code can log.
public struct InferredEvent: Hashable, Sendable {
  public let topic: Hash256
  /// How many parameters are indexed.
  public let indexedCount: Int
}

/// What a contract offers, found by following its code: functions, events and custom errors.
///
/// Functions are found by following the dispatcher, not by their constants; of each the paths are
/// followed with calldata as formulas, and the types are read off what becomes of it. Nothing here is
/// executed, and every analysis is bounded.
public struct InferredInterface: Hashable, Sendable {
  /// In the order of their selectors.
  public let functions: [InferredFunction]
  /// Functions that assembly answers to in the fallback function, beside the dispatcher.
  public let fallbackFunctions: [InferredFunction]
  public let events: [InferredEvent]
  /// Selectors of custom errors; `Error(string)` and `Panic(uint256)` are left out.
  public let errors: [Selector]
  /// Whether the dispatcher and all functions were followed to their ends.
  public let isComplete: Bool

  /// The selectors of the functions that the dispatcher leads to, in order, without their types: some
  /// tens of microseconds for a contract of usual size.
  public static func selectors(in code: Bytecode) -> [Selector] {
    var machine = SymbolicMachine(code)
    return FunctionDiscovery(&machine).entries.filter { !$0.isHandWritten }.map(\.selector)
  }

  /// Follows the code; a few milliseconds for a contract of usual size, and bounded for any.
  public init(_ code: Bytecode) { self.init(CodeExploration(code)) }

  /// Reads the interface off paths that were followed already.
  public init(_ exploration: CodeExploration) {
    var found = FoundEvents()
    for facts in exploration.allFacts { found.add(facts, exploration.machine.table) }
    events = found.events
    errors = found.errors
    let checksMasks = exploration.checksMasks
    var functions: [InferredFunction] = []
    var fallbackFunctions: [InferredFunction] = []
    for function in exploration.functions {
      let entry = function.entry
      let inference = ArgumentInference(
        evidence: function.evidence, votes: exploration.votes, checksMasks: checksMasks,
        isSolidity: exploration.isSolidity)
      let inferred = InferredFunction(
        selector: entry.selector, arguments: inference.arguments(),
        mutability: StateMutability(function.facts, isLibrary: exploration.isLibrary),
        entry: entry.state.offset, isComplete: function.facts.isComplete)
      if entry.isHandWritten {
        fallbackFunctions.append(inferred)
      } else {
        functions.append(inferred)
      }
    }
    self.functions = functions
    self.fallbackFunctions = fallbackFunctions
    isComplete = exploration.isComplete
  }
}

/// Events and errors that paths have shown.
private struct FoundEvents {
  private var logs: [Hash256: Int] = [:]
  private var selectors: Set<UInt32> = []

  mutating func add(_ facts: FunctionFacts, _ table: ExpressionTable) {
    for log in facts.logs {
      // A small first topic is an anonymous event's parameter.
      guard let first = log.topics.first, let topic = table.value(first),
        topic.significantBitCount > 160
      else { continue }
      let hash = Hash256(topic)
      logs[hash] = max(logs[hash] ?? 0, log.topics.count - 1)
    }
    selectors.formUnion(facts.revertSelectors)
  }

  var events: [InferredEvent] {
    logs.map { InferredEvent(topic: $0.key, indexedCount: $0.value) }.sorted { $0.topic < $1.topic }
  }

  /// Without `Error(string)`, `Panic(uint256)` and zero.
  var errors: [Selector] {
    selectors.subtracting([0, 0x08c3_79a0, 0x4e48_7b71]).sorted().map(Selector.init)
  }
}

extension StateMutability {
  /// What the paths of a function show that it may do.
  init(_ facts: FunctionFacts, isLibrary: Bool) {
    let takesValue =
      isLibrary ? false : facts.succeeds ? facts.succeedsWithValue : !facts.checksValue
    self =
      takesValue
      ? .payable : facts.writesState ? .nonpayable : facts.readsState ? .view : .pure
  }
}
