public import EVMABI
public import EVMPrimitives

/// A function as its code shows it.
public struct InferredFunction: Hashable, Sendable {
  public let selector: Selector
  /// The parameters' types as far as the code tells them apart; `uint256` where nothing does.
  public let arguments: [ABIType]
  /// The types that are returned, as far as the code tells them apart; empty when nothing is returned,
  /// nil when the code does not show what is.
  public let outputs: [ABIType]?
  public let mutability: StateMutability
  /// Where the function's code begins, after the dispatcher.
  public let entry: Int
  /// Whether all paths were followed within the bounds.
  public let isComplete: Bool

  /// The types as a signature has them: `uint256,(address,bytes)[]`.
  public var argumentList: String { arguments.list }
  /// The types of ``outputs`` likewise.
  public var outputList: String? { outputs?.list }
  /// The bytes of the head that the code asks for, where it does.
  let checkedHeadSize: Int?
  /// Whether that is the head alone, as solc asks for it.
  let hasExactHead: Bool
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
  /// Custom errors; `Error(string)` and `Panic(uint256)` are left out.
  public let errors: [InferredError]
  /// The texts that the code reverts with, as `Error(string)`, in the order of their characters.
  public let reasons: [RevertText]
  /// The codes of `Panic(uint256)` that the code reverts with.
  public let panics: [PanicUse]
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
    let contract = ContractValues(exploration)
    let table = exploration.machine.table
    var found = FoundData(table: table, isSolidity: exploration.isSolidity)
    let checksMasks = exploration.checksMasks
    var functions: [InferredFunction] = []
    var fallbackFunctions: [InferredFunction] = []
    for function in exploration.functions {
      let entry = function.entry
      let inference = ArgumentInference(
        evidence: function.evidence, votes: exploration.votes, checksMasks: checksMasks,
        isSolidity: exploration.isSolidity)
      let values = ValueTypes(table, inference, parameters: nil)
      let types = EncodedTypes(table: table, values: values, contract: contract)
      found.add(function.facts, of: entry.selector, types)
      let inferred = InferredFunction(
        selector: entry.selector, arguments: inference.arguments(),
        outputs: types.types(of: Array(function.facts.outputs)),
        mutability: StateMutability(function.facts, isLibrary: exploration.isLibrary),
        entry: entry.state.offset, isComplete: function.facts.isComplete,
        checkedHeadSize: inference.checkedHeadSize,
        hasExactHead: exploration.isSolidity)
      if entry.isHandWritten {
        fallbackFunctions.append(inferred)
      } else {
        functions.append(inferred)
      }
    }
    let values = ValueTypes(table, nil, parameters: nil)
    let types = EncodedTypes(table: table, values: values, contract: contract)
    found.add(exploration.otherwise, of: nil, types)
    for facts in exploration.strays { found.add(facts, of: nil, types, isStray: true) }
    events = found.events
    errors = found.errors
    reasons = found.reasons
    panics = found.panics
    self.functions = functions
    self.fallbackFunctions = fallbackFunctions
    isComplete = exploration.isComplete
  }
}

extension [ABIType] {
  fileprivate var list: String { map(\.description).joined(separator: ",") }
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
