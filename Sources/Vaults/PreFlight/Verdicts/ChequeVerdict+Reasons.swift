import Cheques
import EVMABI
import EVMBytecode
import EVMPrimitives

extension ChequeVerdict {
  /// What the answer rests on, in the order in which a contract looks at it.
  public var reasons: [VerdictReason] {
    [
      logic, issuerReason, signatureReason, tokenReason, payment, balance, payoutRule, bounce,
      runHere, nodeReason, contradiction, rivals, recipientReason,
    ].compactMap(\.self) + gasReasons
  }

  /// Whether what the vault's functions answer is proven: they are run here, and are what they are
  /// named, in logic that is told by its code to be a vault's.
  private var strength: Claim.Strength {
    vault.resolved?.verdict == .complete && vault.resolved?.kind != nil ? .proven : .reported
  }

  // MARK: - The vault

  private var logic: VerdictReason? {
    guard let resolved = vault.resolved else {
      return VerdictReason(
        "vault", .unknown,
        "What the vault is could not be read"
          + (vault.failure.map { ": \($0)" } ?? "."), isWarning: true)
    }
    guard resolved.verdict == .complete, let hop = resolved.logicHop else {
      return VerdictReason(
        "vault", .proven, "The vault \(vault.address): \(resolved.verdict).", isWarning: true)
    }
    let name = hop.known.map { ", \($0.name)" } ?? ""
    guard let kind = resolved.kind else {
      return VerdictReason(
        "vault", .unknown,
        "The vault runs logic at \(hop.address)\(name) that is no known vault's; it may do something else in another block.",
        isWarning: true)
    }
    return VerdictReason(
      "vault", .proven, "The vault runs \(kind.title) at \(hop.address)\(name).")
  }

  private var issuerReason: VerdictReason? {
    guard let issuer = vault.issuer else {
      return VerdictReason(
        "issuer", .unknown, "The vault names no issuer.", isWarning: true)
    }
    if issuer == .zero {
      return VerdictReason("issuer", .proven, "The vault has no issuer.", isWarning: true)
    }
    if let stored = vault.storedIssuer, stored != issuer {
      return VerdictReason(
        "issuer", .proven,
        "issuer() answers \(issuer), but \(stored) stands in the vault's storage.", isWarning: true)
    }
    return VerdictReason(
      "issuer", vault.storedIssuer == nil ? strength : .proven, "The vault's issuer is \(issuer).")
  }

  // MARK: - The cheque

  private var signatureReason: VerdictReason? {
    switch signature {
    case .valid:
      VerdictReason(
        "signature", .proven, "The issuer signed the cheque as it stands.")
    case .rewritten(let mistakes):
      VerdictReason(
        "signature", .proven,
        "The issuer signed the cheque as it stands, but "
          + mistakes.map(\.description).joined(separator: ", and ")
          + "; it is cashed here in the form that contracts take, which nodes do not do.",
        isWarning: true)
    case .notNeeded:
      VerdictReason(
        "signature", .proven,
        "The issuer is the beneficiary, of whom contracts ask no signature.", isWarning: true)
    case .flawed(let flaw):
      VerdictReason("signature", .proven, flaw.description, isWarning: true)
    case .unchecked:
      VerdictReason(
        "signature", .unknown, "Without an issuer there is nothing to compare the signature with.",
        isWarning: true)
    }
  }

  private var tokenReason: VerdictReason? {
    guard let address = token.address else {
      return VerdictReason(
        "token", .unknown, "The vault does not tell in which token it pays.", isWarning: true)
    }
    let name = token.denomination.map { "\($0.symbol) (\(address))" } ?? "\(address)"
    switch token.isPromised {
    case true?: return VerdictReason("token", strength, "The cheque is paid in \(name).")
    case false?:
      return VerdictReason(
        "token", strength,
        "The vault pays in \(name), which is not the token that such cheques promise on this chain; it may be worth nothing.",
        isWarning: true)
    case nil:
      return VerdictReason(
        "token", .unknown,
        "The vault pays in \(name); which token such cheques promise on this chain is not known.",
        isWarning: true)
    }
  }

  private var payment: VerdictReason? {
    guard let paidOut, let outstanding else { return nil }
    let promised = cheque.cheque.cumulativePayout
    if paidOut > promised {
      return VerdictReason(
        "paid-out", strength,
        "Paid so far is \(text(paidOut)), more than the \(text(promised)) that this cheque promises in total: it is an old one."
      )
    }
    return VerdictReason(
      "paid-out", strength,
      "The cheque promises \(text(promised)) in total; paid so far is \(text(paidOut)), due is \(text(outstanding))."
    )
  }

  private var balance: VerdictReason? {
    guard let available else { return nil }
    let isShort = outstanding.map { $0 > available } ?? false
    return VerdictReason(
      "balance", strength, "The vault could pay \(text(available)).", isWarning: isShort)
  }

  private var payoutRule: VerdictReason? {
    guard let resolved = vault.resolved, resolved.isContract else { return nil }
    let rule = resolved.payoutRule.description
    return VerdictReason(
      "payout-rule", resolved.payoutRuleStrength,
      "By the vault's logic \(rule)" + (rule.hasSuffix(".") ? "" : "."))
  }

  private var bounce: VerdictReason? {
    guard vault.hasBounced == true else { return nil }
    return VerdictReason(
      "bounced", strength, "A cheque of this vault bounced before.", isWarning: true)
  }

  // MARK: - The runs

  private var runHere: VerdictReason {
    switch simulation {
    case .failure(let failure):
      return VerdictReason(
        "run", .unknown, "The cash-out could not be run here: \(failure)", isWarning: true)
    case .success(let run):
      var result = "Run here, the cash-out \(run.ending)"
      if case .succeeded = run.ending {
        result += " and the recipient gets \(text(run.received))"
        if let announced = run.announced, announced != run.received {
          result += ", while the vault's event says \(text(announced))"
        }
      }
      if case .reverted(let reason) = run.ending,
        let explanation = RevertExplanation.of(reason.description)
      {
        return VerdictReason(
          "run", .proven, result + ": " + explanation.meaning, isWarning: true)
      }
      return VerdictReason(
        "run", .proven, result + ".", isWarning: run.received == 0)
    }
  }

  private var nodeReason: VerdictReason? {
    switch node {
    case .notAsked: nil
    case .unreachable: VerdictReason("node", .unknown, node.description)
    default:
      VerdictReason(
        "node", .reported, node.description,
        isWarning: (try? simulation.get()).map { node.contradicts($0.ending) } ?? false)
    }
  }

  private var contradiction: VerdictReason? {
    guard let expected, expected != answer, (try? simulation.get()) != nil else { return nil }
    return VerdictReason(
      "rules", .proven,
      "By the rules of such vaults the answer would be \(expected.title), but the run showed otherwise.",
      isWarning: true)
  }

  private var rivals: VerdictReason? {
    guard let competition else { return nil }
    if competition.isSuperseded {
      return VerdictReason(
        "competition", .proven,
        "A newer cheque in the list pays at least as much and replaces this one.", isWarning: true)
    }
    if competition.olderPays {
      return VerdictReason(
        "competition", .proven,
        "An older cheque in the list pays more now than this one; what it pays counts towards this one.",
        isWarning: true)
    }
    let sum =
      "\(competition.claims) beneficiaries in the list have \(text(competition.due)) due from this vault, which has \(text(competition.available))"
    return competition.sufficesForAll
      ? VerdictReason("competition", strength, "\(sum): enough for all of them.")
      : VerdictReason(
        "competition", strength,
        "\(sum): who cashes first is paid first. Cashed in the list's order, this one pays \(text(competition.paidInOrder)).",
        isWarning: true)
  }

  private var recipientReason: VerdictReason? {
    if recipient == cheque.cheque.vault {
      return VerdictReason(
        "recipient", .proven,
        "The money would go back to the vault that pays it, where it is the issuer's again.",
        isWarning: true)
    }
    guard recipient != caller else { return nil }
    return VerdictReason("recipient", .proven, "The money would go to \(recipient).")
  }

  // MARK: - Gas

  private var gasReasons: [VerdictReason] {
    guard let gas else { return [] }
    var reasons: [VerdictReason] = []
    if !gas.isCovered {
      reasons.append(
        VerdictReason(
          "coin", .proven,
          "\(caller) has \(gas.text(gas.coin)), but a transaction with \(gas.limit) gas at \(gas.price) wei needs \(gas.text(gas.reserve)): \(gas.text(gas.missing)) are missing.",
          isWarning: true))
    }
    if case .loss(let loss)? = worth {
      reasons.append(
        VerdictReason(
          "worth", .reported,
          "Cashing costs \(gas.text(loss)) more in gas than it pays, at this gas price.",
          isWarning: true))
    }
    return reasons
  }
}
