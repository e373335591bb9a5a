import Cheques
import EVMBytecode
import EVMPrimitives

/// The money behind cheques, and how it goes.
extension AuditFindings {
  var money: [AuditFinding?] {
    var findings: [AuditFinding?] = []
    if let own = subject.ownBalance, own.balance?.isZero == true {
      findings.append(
        AuditFinding(
          .emptyVault, .warning, .proven,
          [evidence(.balance(token: own.address, of: vault))]))
    }
    let told = AuditQuestion.totalBalance(vault)
    if let own = subject.ownBalance, let balance = own.balance, let said = answers[told],
      said != balance
    {
      findings.append(
        AuditFinding(
          .balanceDiffers, .critical, .proven,
          [evidence(.balance(token: own.address, of: vault)), evidence(told)]))
    }
    let coins = AuditQuestion.coins(of: vault)
    if let amount = answers[coins], !amount.isZero {
      findings.append(AuditFinding(.coins, .note, .proven, [evidence(coins)]))
    }
    findings.append(bounced)
    findings.append(
      known(
        .issuerCashes, .warning, by: ["issuer-cashes"],
        said: "cashChequeBeneficiary asks no signature of the issuer"))
    if shown("issuer-withdraws").isEmpty {
      findings.append(
        known(
          .issuerWithdraws, .warning, by: [], said: "withdraw pays the issuer up to the balance"))
    }
    if kind == .swarmChequebook {
      findings.append(
        AuditFinding(.hardDeposits, .note, .proven, [evidence(.totalHardDeposit(vault))]))
    }
    return findings
  }

  private var bounced: AuditFinding? {
    let bounced = subject.bounced
    guard bounced.best == true || bounced.told == true else { return nil }
    return AuditFinding(
      .bounced, .warning, bounced.stored == true ? .proven : .reported,
      [evidence(subject.issuerQuestion), evidence(.bounced(vault))])
  }

  /// What happens to a cheque above the balance.
  var payout: [AuditFinding?] {
    guard resolution.verdict == .complete else { return [] }
    let rule =
      switch resolution.payoutRule {
      case .allOrNothing: AuditRule.allOrNothing
      case .partial: AuditRule.partialPayout
      case .unknown: AuditRule.payoutUnknown
      }
    let strength = resolution.payoutRuleStrength
    return [
      AuditFinding(
        rule, strength == .unknown ? .warning : .note, strength,
        strength == .proven
          ? evidence(of: shown("all-or-nothing") + shown("partial-payout"))
          : [
            AuditEvidence(
              .table, resolution.logic?.checksummed ?? vault.checksummed,
              resolution.payoutRule.description)
          ])
    ]
  }

  // MARK: - Cheques that were given

  var solvencyFindings: [AuditFinding?] {
    guard let solvency else { return [] }
    var findings: [AuditFinding?] = solvency.totals.map { total in
      guard let isCovered = total.isCovered else { return nil }
      return AuditFinding(
        isCovered ? .covered : .insolvent, isCovered ? .note : .critical, .proven,
        [
          AuditEvidence(
            .given,
            "the outstanding sum of \(counted(total.claims.count, "cheque"))",
            amount(total.outstanding, of: total.token)),
          AuditEvidence(
            .call, "what the vault has", amount(total.balance, of: total.token)),
        ])
    }
    if !solvency.rejections.isEmpty {
      findings.append(
        AuditFinding(
          .chequeNotGood, .warning, .proven,
          solvency.rejections.prefix(20).map { rejection in
            AuditEvidence(
              .given,
              "the cheque of \(rejection.cheque.beneficiary) over \(rejection.cheque.cumulativePayout)",
              rejection.reason)
          }))
    }
    return findings
  }

  private func amount(_ units: UInt256?, of token: Address?) -> String {
    guard let units else { return "not read" }
    let known = token.flatMap { token in subject.tokens.first { $0.address == token }?.token }
    guard let known else { return units.description }
    return "\(TokenAmount(smallestUnits: units, in: known.denomination)) (\(units))"
  }
}
