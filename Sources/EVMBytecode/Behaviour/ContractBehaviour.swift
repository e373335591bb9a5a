public import EVMPrimitives

/// What a contract can do to others, to its own code and to the coins and tokens that it holds, and
/// what is asked before.
///
/// Everything is read off paths through the code: an action stands with the instructions that do it
/// and with what held on every path to them. A guard that is not found may still be there, such as in
/// another contract that is asked.
public struct ContractBehaviour: Hashable, Sendable {
  /// By function, in the order in which they were seen.
  public let actions: [ContractAction]
  public let signatureChecks: [SignatureCheck]
  /// The numbers of more than 160 bits that stand in code that was followed, such as the hashes of
  /// EIP-712's types.
  public let hashes: Set<UInt256>
  /// Whether all functions were followed to their ends.
  public let isComplete: Bool

  /// - Parameter names: What slots and other contracts' functions are called.
  public init(_ code: Bytecode, names: StorageNames = StorageNames()) {
    self.init(CodeExploration(code, notesEffects: true), names: names)
  }

  /// Reads the behaviour off paths that were followed with their effects noted.
  ///
  /// - Parameters:
  ///   - names: What slots and other contracts' functions are called.
  ///   - parameters: The names of functions' parameters.
  public init(
    _ exploration: CodeExploration, names: StorageNames,
    parameters: [Selector: [Int: String]] = [:]
  ) {
    let paths = StoragePathReader(exploration)
    var actions: [ContractAction] = []
    var checks: [SignatureCheck] = []
    let parts =
      exploration.functions.map { (Optional($0.entry.selector), $0.facts) }
      + [(nil, exploration.otherwise)]
    for (selector, facts) in parts where !facts.effects.isEmpty {
      let reading = BehaviourReading(
        facts, selector, exploration.machine.table, paths, names: names,
        parameters: selector.flatMap { parameters[$0] } ?? [:])
      actions += reading.actions()
      checks += reading.signatureChecks()
    }
    self.actions = actions
    signatureChecks = checks
    hashes = Set(exploration.machine.table.constants.filter { $0.significantBitCount > 160 })
    isComplete = exploration.isComplete
  }
}

extension ContractBehaviour {
  /// Actions by which the code that runs can change, or the contract can end: delegated calls to what is
  /// not fixed, and writes of the slots that decide where they go.
  public var control: [ContractAction] {
    let targets = Set(
      actions.compactMap { action -> UInt256? in
        guard case .delegateCall(let target) = action.kind else { return nil }
        return target.slot
      })
    return actions.filter { action in
      guard action.canSucceed else { return false }
      switch action.kind {
      // Running its own code again changes nothing, and an address in the code cannot change.
      case .delegateCall(let target): return target.constant == nil && target.kind != .contract
      case .selfDestruct, .writesControl, .writesAnySlot: return true
      case .writes(let place, _): return place.slot.map(targets.contains) == true
      default: return false
      }
    }
  }

  /// Actions that move coins and tokens, in or out.
  public var payments: [ContractAction] {
    actions.filter {
      switch $0.kind {
      case .sendsCoins, .movesTokens: true
      default: false
      }
    }
  }

  public var creations: [ContractAction] {
    actions.filter { if case .creates = $0.kind { true } else { false } }
  }
}
