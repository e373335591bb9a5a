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

  /// Steps that are taken in all at most, each of which makes at most two formulas: memory stays below
  /// 300 MB and time below two seconds, whatever the code.
  static let stepLimit = 2_000_000

  /// Follows the code; a few milliseconds for a contract of usual size, and bounded for any.
  public init(_ code: Bytecode) {
    var machine = SymbolicMachine(code)
    let discovery = FunctionDiscovery(&machine)
    let isSolidity = code.bytes.beginsAsSolidity
    let isLibrary = code.bytes.isGuardedLibrary
    var found = FoundEvents()
    var steps = Self.stepLimit
    var reached: Set<Int> = []
    var isComplete = discovery.isComplete
    var explored: [(entry: FunctionEntry, facts: FunctionFacts, evidence: CalldataEvidence)] = []
    var votes: [Int: CalldataEvidence.KeyVotes] = [:]
    for entry in discovery.entries {
      let exploration = FunctionExploration(
        &machine, from: entry, stepLimit: min(steps, FunctionExploration.stepLimit))
      steps -= exploration.steps
      reached.formUnion(exploration.reached)
      found.add(exploration.facts, machine.table)
      isComplete = isComplete && exploration.facts.isComplete
      let evidence = CalldataEvidence(exploration.facts, machine.table)
      votes.merge(evidence.votes) {
        .init(hashes: $0.hashes + $1.hashes, numbers: $0.numbers + $1.numbers)
      }
      explored.append((entry, exploration.facts, evidence))
    }
    // What no function was seen to reach: its paths were cut, or fallback or receive run it. Behind
    // the last reached place stand data, such as the code of contracts that this one creates.
    for offset in 0..<(reached.max() ?? code.count)
    where machine.isDestination[offset] && !reached.contains(offset) {
      guard steps > 0 else {
        isComplete = false
        break
      }
      let exploration = FunctionExploration(&machine, strayAt: offset, stepLimit: steps)
      steps -= exploration.steps
      reached.formUnion(exploration.reached)
      found.add(exploration.facts, machine.table)
    }

    let checksMasks = isSolidity && explored.contains { $0.evidence.hasMaskCheck }
    var functions: [InferredFunction] = []
    var fallbackFunctions: [InferredFunction] = []
    for (entry, facts, evidence) in explored {
      let inference = ArgumentInference(
        evidence: evidence, votes: votes, checksMasks: checksMasks, isSolidity: isSolidity)
      let function = InferredFunction(
        selector: entry.selector, arguments: inference.arguments(),
        mutability: StateMutability(facts, isLibrary: isLibrary), entry: entry.state.offset,
        isComplete: facts.isComplete)
      if entry.isHandWritten {
        fallbackFunctions.append(function)
      } else {
        functions.append(function)
      }
    }
    self.functions = functions
    self.fallbackFunctions = fallbackFunctions
    events = found.events
    errors = found.errors
    self.isComplete = isComplete
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

extension [UInt8] {
  /// Whether the code begins as solc's does, by setting the free-memory pointer.
  fileprivate var beginsAsSolidity: Bool {
    let start = isGuardedLibrary ? dropFirst(23) : self[...]
    return [[0x60, 0x80], [0x60, 0x60], [0x61, 0x01]].contains { start.starts(with: $0) }
  }

  /// Whether the code begins with solc's guard of a library: its own address compared with the one
  /// that runs, as calls of its functions are delegated.
  var isGuardedLibrary: Bool {
    count > 23 && self[0] == 0x73 && self[21] == 0x30 && self[22] == 0x14
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
