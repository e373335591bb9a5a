import EVMABI
import EVMBytecode
import EVMPrimitives

/// What the code of factories, proxy shells and price oracles shows.
extension VaultSystemReading {
  /// Writes of what a peer id's vault is.
  private var peerWrites: [ContractAction] {
    let slots = layout.variables.filter {
      guard case .mapping(.string, .value(.address)) = $0.type else { return false }
      return true
    }.map(\.slot)
    return behaviour.actions.filter { action in
      guard case .writes(let place, _) = action.kind, let slot = place.slot else { return false }
      return slots.contains(slot)
    }
  }

  /// Whether a peer id can be registered only once; nil where none is registered.
  var registersPeersOnce: Bool? {
    let writes = peerWrites
    guard !writes.isEmpty else { return nil }
    return writes.allSatisfy { action in
      guard case .writes(let place, _) = action.kind else { return false }
      return action.requirements.contains { $0.kind == .unset && $0.slot == place.slot }
    }
  }

  var peers: Finding? {
    guard let isOnce = registersPeersOnce else { return nil }
    return Finding(
      name: isOnce ? "peer-id-squatted" : "peer-id-overwritten", severity: .danger,
      statement: isOnce
        ? "A peer id is registered for whoever comes first, with any issuer and logic: a vault that is found by it may be a stranger's."
        : "Anyone may overwrite the vault that is registered for a peer id.",
      offsets: peerWrites.flatMap(\.offsets))
  }

  /// Whether what is created is initialised with a token that the factory keeps, and with no more that
  /// the caller chooses than an issuer.
  private var setsToken: Bool {
    let selectors = ["init(address,address)", "init(address,address,uint256)"]
      .map { Selector(signature: $0) }
    let calls = behaviour.actions.compactMap { action -> [ValueSource]? in
      guard case .calls(_, let selector, let arguments) = action.kind,
        behaviour.creations.contains(where: { $0.function == action.function })
      else { return nil }
      return selector.map(selectors.contains) == true ? arguments : []
    }
    return !calls.isEmpty
      && calls.allSatisfy { $0.count > 1 && ($0[1].kind == .storage || $0[1].kind == .constant) }
  }

  /// Whether the caller chooses what the new contract becomes.
  var choices: Finding? {
    let clones = behaviour.creations
    guard !clones.isEmpty, clones.allSatisfy({ !$0.isGuarded }) else { return nil }
    if setsToken {
      return Finding(
        name: "deploy-names-issuer", severity: .note,
        statement:
          "Anyone may have it create a contract in any issuer's name: that it created one proves logic and token, not the issuer.",
        offsets: clones.flatMap(\.offsets))
    }
    return Finding(
      name: "deploy-proves-little", severity: .warning,
      statement:
        "Anyone may have it create a contract; that it created one proves nothing of issuer, token or logic.",
      offsets: clones.flatMap(\.offsets))
  }

  /// The write by which a shell gets its logic, and whether it works once only.
  var shellInitialisation: (action: ContractAction, isGuarded: Bool)? {
    let names = ["init(address,bytes)", "init(address,address,bytes)"]
    let writes = behaviour.actions.filter { action in
      guard case .writesControl(let slot, _) = action.kind, slot == .implementation else {
        return false
      }
      return names.contains { action.function == Selector(signature: $0) }
    }
    guard let action = writes.first else { return nil }
    let isGuarded = writes.allSatisfy { write in
      write.isGuarded || write.requirements.contains { $0.kind == .unset }
    }
    return (action, isGuarded)
  }

  var shell: Finding? {
    guard let (action, isGuarded) = shellInitialisation, !isGuarded, action.isComplete else {
      return nil
    }
    return Finding(
      name: "unguarded-init", severity: .danger,
      statement:
        "init is not guarded: anyone may call it at any time, install hostile logic and take the funds.",
      offsets: action.offsets)
  }

  /// Who sets what a price oracle answers.
  var prices: [Finding] {
    let names = [
      "updatePrice(uint256)", "updatePrices(address[],uint256[])", "updateExchangeRate(uint256)",
      "updatePricesAndRates(address[],uint256[],uint256[])",
    ]
    return names.map { Selector(signature: $0) }.compactMap { function in
      let writes = behaviour.actions.filter { action in
        guard case .writes = action.kind else { return false }
        return action.function == function
      }
      guard let first = writes.first, writes.allSatisfy(\.isComplete) else { return nil }
      let guards = first.requirements.filter(\.limitsCaller).map(\.text)
      let isGuarded = writes.allSatisfy(\.isGuarded)
      return Finding(
        name: isGuarded ? "owner-sets-prices" : "open-prices",
        severity: isGuarded ? .note : .danger,
        statement: isGuarded
          ? "\(title(of: function)) sets what is to be paid where \(guards.joined(separator: " and "))."
          : "\(title(of: function)) sets what is to be paid, and no check of who calls was found.",
        offsets: writes.flatMap(\.offsets))
    }
  }
}
