import Cheques
import EVMABI
import EVMBytecode
import EVMPrimitives

extension VaultSystemReading {
  typealias Finding = VaultSystemContract.Finding

  func findings(of kind: VaultSystemContract.Kind) -> [Finding] {
    switch kind {
    case .vault, .multiTokenVault, .swarmChequebook:
      return [payout, bounced, initialisation].compactMap { $0 } + upgrades + withdrawals
        + signatures
    case .vaultFactory, .chequebookFactory: return [peers, choices].compactMap { $0 }
    case .vaultProxy: return [shell].compactMap { $0 } + upgrades
    case .priceOracle, .multiTokenPriceOracle, .wrappedCoin: return upgrades
    }
  }

  // MARK: - Vaults

  /// The functions that pay cheques: those that are called so, and those that check a signature.
  private var cashing: Set<Selector?> {
    let names = [
      Self.cash, Self.multiCash, "cashCheque(address,address,uint256,bytes,uint256,bytes)",
    ]
    return Set(
      behaviour.signatureChecks.map(\.function) + names.map { Selector(signature: $0) })
  }

  private var cashOuts: [ContractAction] {
    behaviour.payments.filter { action in
      guard case .movesTokens(.transfer, _, _) = action.kind else { return false }
      return cashing.contains(action.function)
    }
  }

  /// What happens when a cheque exceeds the balance.
  private var payout: Finding? {
    let payments = cashOuts
    guard !payments.isEmpty else { return nil }
    let offsets = payments.flatMap(\.offsets)
    let paysBalance = payments.contains { action in
      guard case .movesTokens(_, _, let arguments) = action.kind, arguments.count > 1 else {
        return false
      }
      return arguments[1].text.contains("balanceOf(this contract)")
    }
    if paysBalance {
      return Finding(
        name: "partial-payout", severity: .note,
        statement:
          "When a cheque exceeds the balance, what there is is paid, and the rest may be cashed later.",
        offsets: offsets)
    }
    let asksBalance = payments.allSatisfy { action in
      action.requirements.contains { $0.text.contains("balanceOf(this contract) >=") }
    }
    guard asksBalance else { return nil }
    return Finding(
      name: "all-or-nothing", severity: .note,
      statement: "A cheque that exceeds the balance is refused whole.", offsets: offsets)
  }

  /// Whether a bounce leaves a mark.
  private var bounced: Finding? {
    let marks = behaviour.actions.filter { action in
      guard case .writes(let place, let value) = action.kind else { return false }
      return place.text == "bounced" && value.constant != .zero
    }
    guard !marks.isEmpty, marks.allSatisfy({ !$0.canSucceed }) else { return nil }
    return Finding(
      name: "bounced-never-kept", severity: .note,
      statement:
        "The bounced mark is only set on paths that always revert, so it never reads true: it proves nothing.",
      offsets: marks.flatMap(\.offsets))
  }

  /// Whether the issuer can be set again.
  private var initialisation: Finding? {
    let names = ["init(address,address)", "init(address,address,uint256)"]
    let writes = behaviour.actions.filter { action in
      guard case .writes = action.kind else { return false }
      return names.contains { action.function == Selector(signature: $0) }
    }
    let open = writes.filter { action in
      action.isComplete && !action.isGuarded && !action.requirements.contains { $0.kind == .unset }
    }
    guard !writes.isEmpty, open.count == writes.count else { return nil }
    return Finding(
      name: "initialised-again", severity: .danger,
      statement: "Nothing was found that keeps anyone from initialising it again.",
      offsets: open.flatMap(\.offsets))
  }

  /// Who can change the code.
  private var upgrades: [Finding] {
    behaviour.control.compactMap { action in
      guard action.function != nil else { return nil }
      let guards = action.requirements.filter(\.limitsCaller).map(\.text)
      let once = action.requirements.contains { $0.kind == .unset }
      let name: String
      switch action.kind {
      case .writesControl(let slot, _): name = "sets the \(slot.name)"
      case .delegateCall(let target): name = "runs the code of \(target)"
      case .selfDestruct: name = "ends the contract"
      case .writesAnySlot(let slot, _): name = "writes \(slot)"
      default: return nil
      }
      let function = action.function?.hex ?? ""
      guard guards.isEmpty else {
        return Finding(
          name: "guarded-upgrade", severity: .warning,
          statement: "\(function) \(name) where \(guards.joined(separator: " and ")).",
          offsets: action.offsets)
      }
      guard action.isComplete else { return nil }
      return Finding(
        name: once ? "open-until-set" : "open-upgrade", severity: .danger,
        statement:
          "\(function) \(name), and no check of who calls was found"
          + (once ? "; it works only until it was done." : "."),
        offsets: action.offsets)
    }
  }

  /// Who can take what cheques are to be paid from.
  private var withdrawals: [Finding] {
    behaviour.payments.compactMap { action in
      guard case .movesTokens(.transfer, _, let arguments) = action.kind,
        !cashing.contains(action.function), let function = action.function
      else { return nil }
      let guards = action.requirements.filter(\.limitsCaller).map(\.text)
      let amount = arguments.count > 1 ? arguments[1].text : "an amount"
      guard guards.isEmpty else {
        return Finding(
          name: "issuer-withdraws", severity: .warning,
          statement:
            "\(function.hex) takes \(amount) out where \(guards.joined(separator: " and ")): a cheque is a claim, not collateral.",
          offsets: action.offsets)
      }
      guard action.isComplete else { return nil }
      return Finding(
        name: "open-withdrawal", severity: .danger,
        statement: "\(function.hex) takes \(amount) out, and no check of who calls was found.",
        offsets: action.offsets)
    }
  }

  /// What is lacking where signatures are checked.
  private var signatures: [Finding] {
    chequeChecks(of: [.btfs, .btfsMulti(token: .zero), .swarm]).compactMap { check in
      guard check.method == .ecrecover, !check.refusesZero else { return nil }
      return Finding(
        name: "zero-signer", severity: .danger,
        statement:
          "A malformed signature recovers the zero address, and that was not seen to be refused: it passes while the issuer is zero.",
        offsets: [check.offset])
    }
  }

  // MARK: - Factories and shells

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

  private var peers: Finding? {
    guard let isOnce = registersPeersOnce else { return nil }
    return Finding(
      name: isOnce ? "peer-id-squatted" : "peer-id-overwritten", severity: .danger,
      statement: isOnce
        ? "A peer id is registered for whoever comes first."
        : "Anyone may overwrite the vault that is registered for a peer id.",
      offsets: peerWrites.flatMap(\.offsets))
  }

  /// Whether the caller chooses what the new contract becomes.
  private var choices: Finding? {
    let clones = behaviour.creations
    guard !clones.isEmpty, clones.allSatisfy({ !$0.isGuarded }) else { return nil }
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

  private var shell: Finding? {
    guard let (action, isGuarded) = shellInitialisation, !isGuarded, action.isComplete else {
      return nil
    }
    return Finding(
      name: "unguarded-init", severity: .danger,
      statement:
        "init is not guarded: anyone may call it at any time, install hostile logic and take the funds.",
      offsets: action.offsets)
  }
}
