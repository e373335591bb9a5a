import Cheques
import EVMABI
import EVMBytecode
import EVMPrimitives

extension VaultSystemReading {
  typealias Finding = VaultSystemContract.Finding

  func findings(of kind: VaultSystemContract.Kind) -> [Finding] {
    switch kind {
    case .vault, .multiTokenVault, .swarmChequebook:
      return [payout, bounced, initialisation, selfReport, permanence, ownCashing].compactMap { $0 }
        + upgrades + withdrawals + signatures
    case .vaultFactory, .chequebookFactory: return [peers, choices].compactMap { $0 }
    case .vaultProxy: return [shell].compactMap { $0 } + upgrades
    case .priceOracle, .multiTokenPriceOracle: return prices + upgrades
    case .wrappedCoin: return upgrades
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

  /// Whether a cheque that exceeds the balance is refused whole, or paid in part; nil where the code
  /// shows neither.
  var refusesWhole: Bool? {
    let payments = cashOuts
    guard !payments.isEmpty else { return nil }
    let paysBalance = payments.contains { action in
      guard case .movesTokens(_, _, let arguments) = action.kind, arguments.count > 1 else {
        return false
      }
      return arguments[1].text.contains("balanceOf(this contract)")
    }
    if paysBalance { return false }
    let asksBalance = payments.allSatisfy { action in
      action.requirements.contains { $0.text.contains("balanceOf(this contract) >=") }
    }
    return asksBalance ? true : nil
  }

  /// What happens when a cheque exceeds the balance.
  private var payout: Finding? {
    guard let refusesWhole else { return nil }
    return Finding(
      name: refusesWhole ? "all-or-nothing" : "partial-payout", severity: .note,
      statement: refusesWhole
        ? "A cheque that exceeds the balance is refused whole."
        : "When a cheque exceeds the balance, what there is is paid, and the rest may be cashed later.",
      offsets: cashOuts.flatMap(\.offsets))
  }

  /// Whether a bounce leaves a mark.
  private var bounced: Finding? {
    let places = layout.variables.filter {
      $0.type == .value(.bool) && $0.readers.contains(Selector(signature: "bounced()"))
    }
    let marks = behaviour.actions.filter { action in
      guard case .writes(let place, let value) = action.kind, value.constant != .zero else {
        return false
      }
      return places.contains { $0.slot == place.slot && $0.offset == place.byte }
    }
    guard !marks.isEmpty, marks.allSatisfy({ !$0.canSucceed && $0.isComplete }) else { return nil }
    return Finding(
      name: "bounced-never-kept", severity: .note,
      statement:
        "The bounced mark is only set on paths that always revert, so it never reads true: it proves nothing.",
      offsets: marks.flatMap(\.offsets))
  }

  /// Who can set the issuer, and whether again.
  private var initialisation: Finding? {
    let names = ["init(address,address)", "init(address,address,uint256)"]
    let writes = behaviour.actions.filter { action in
      guard case .writes = action.kind else { return false }
      return names.contains { action.function == Selector(signature: $0) }
    }
    guard !writes.isEmpty, writes.allSatisfy({ $0.isComplete && !$0.isGuarded }) else {
      return nil
    }
    if writes.allSatisfy({ $0.requirements.contains { $0.kind == .unset } }) {
      return Finding(
        name: "first-initialises", severity: .note,
        statement:
          "init works once, for whoever comes first, and names issuer and token: read issuer() of the vault, and of a logic too.",
        offsets: writes.flatMap(\.offsets))
    }
    let open = writes.filter { action in
      action.isComplete && !action.isGuarded && !action.requirements.contains { $0.kind == .unset }
    }
    guard open.count == writes.count else { return nil }
    return Finding(
      name: "initialised-again", severity: .danger,
      statement: "Nothing was found that keeps anyone from initialising it again.",
      offsets: open.flatMap(\.offsets))
  }

  /// Whether the code tells which code runs.
  private var selfReport: Finding? {
    guard has("implementation()") else { return nil }
    return Finding(
      name: "implementation-may-lie", severity: .note,
      statement:
        "implementation() is answered by this code, and another logic may answer anything: read the raw slot.",
      offsets: [])
  }

  /// Whether nothing can change the code.
  private var permanence: Finding? {
    guard behaviour.isComplete, behaviour.control.isEmpty else { return nil }
    return Finding(
      name: "not-upgradeable", severity: .note,
      statement:
        "Nothing was found that changes or ends the code: if the issuer's key is lost, only cheques already signed take the balance out.",
      offsets: [])
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
      let function = action.function.map { title(of: $0) } ?? ""
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

  /// Whether deposits are held back for beneficiaries.
  private var holdsBack: Bool { has(Self.hardDeposits) }

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
            "\(title(of: function)) takes \(amount) out where \(guards.joined(separator: " and ")): \(holdsBack ? "without a hard deposit " : "")a cheque is a claim, not collateral.",
          offsets: action.offsets)
      }
      guard action.isComplete else { return nil }
      return Finding(
        name: "open-withdrawal", severity: .danger,
        statement:
          "\(title(of: function)) takes \(amount) out, and no check of who calls was found.",
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

  /// Whether the issuer may cash without a signature.
  private var ownCashing: Finding? {
    let waived = chequeChecks(of: [.btfs, .btfsMulti(token: .zero), .swarm])
      .filter(\.isWaivedForSigner)
    guard !waived.isEmpty else { return nil }
    return Finding(
      name: "issuer-cashes", severity: .warning,
      statement:
        "The issuer's own call needs no signature: the issuer may cash to itself, which empties \(holdsBack ? "all that no hard deposit holds" : "the vault") and raises totalPaidOut.",
      offsets: waived.map(\.offset))
  }
}
