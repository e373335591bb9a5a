import EVMBytecode
import EVMPrimitives
import EVMRPC

/// What the vault's events tell, and what holds for every vault of its kind.
extension AuditFindings {
  func evidence(_ upgrade: VaultHistory.Upgrade) -> AuditEvidence? {
    let sender = upgrade.sender.map { ", sent by \($0)" } ?? ""
    let way =
      switch upgrade.way {
      case .deployment: "at its deployment"
      case .initialisation: "by init on the vault itself"
      case .upgrade: "by upgradeTo"
      case .indirect: "by way of another contract"
      case .unknown: "in a way that was not read"
      }
    let name = subject.network.known(at: upgrade.implementation).map { " (\($0.name))" } ?? ""
    return AuditEvidence(
      .log, "Upgraded in block \(upgrade.entry.block), transaction \(upgrade.entry.transaction)",
      "\(upgrade.implementation)\(name), \(way)\(sender)")
  }

  /// Whether the issuer moved the vault to a known logic, as nodes do at the start of a release.
  private func isRelease(_ upgrade: VaultHistory.Upgrade) -> Bool {
    upgrade.way == .upgrade
      && subject.network.known(at: upgrade.implementation)?.role == .vaultLogic
  }

  /// Logic that was replaced after the deployment.
  var upgrades: [AuditFinding?] {
    let later = history.upgrades.filter { upgrade in
      guard upgrade.way != .deployment else { return false }
      // Of a history that begins with the vault the first event is its deployment's, whoever made it
      // and whether the node still has the transaction or not.
      return
        !(history.isComplete && [.indirect, .unknown].contains(upgrade.way)
        && upgrade == history.upgrades.first)
    }
    // What was not read of the first event of a part may have been the deployment.
    let isOpen =
      !history.isComplete && later.count == 1 && later.first == history.upgrades.first
      && later.first?.way == .unknown
    return [
      later.isEmpty
        ? nil
        : AuditFinding(
          .upgraded, later.allSatisfy(isRelease) ? .note : .warning, isOpen ? .unknown : .proven,
          later.map(evidence)),
      known(
        .releaseChangesLogic, .note, by: [],
        said: "go-btfs calls upgradeTo with its release's logic at each start"
      ).flatMap { subject.hasLogicSlot ? $0 : nil },
    ]
  }

  /// Sums of events against what storage remembers.
  var events: [AuditFinding?] {
    var findings: [AuditFinding?] = []
    if let paid = history.paid(), let total = subject.totalPaidOut.stored, isVault {
      let sums: [AuditEvidence?] = [
        AuditEvidence(.log, "the sum of all ChequeCashed that were read", paid.description),
        subject.slot(of: "totalPaidOut").flatMap {
          evidence(.storage(of: resolution.storage, slot: $0))
        },
        evidence(.totalPaidOut(vault)),
      ]
      if paid > total {
        findings.append(AuditFinding(.paidOutReset, .critical, .proven, sums))
      } else if paid < total, history.isComplete {
        findings.append(AuditFinding(.accountsDiffer, .warning, .proven, sums))
      }
    }
    if !history.isComplete {
      findings.append(
        AuditFinding(
          .historyGap, .note, .unknown,
          history.gaps.prefix(12).map { gap in
            AuditEvidence(
              .log, "blocks \(gap.blocks.lowerBound) to \(gap.blocks.upperBound)", gap.reason)
          }))
    }
    return findings
  }

  /// What follows from how cheques work.
  var general: [AuditFinding?] {
    guard isVault else { return [] }
    func reported(
      _ rule: AuditRule, _ severity: AuditFinding.Severity, _ said: String
    ) -> AuditFinding {
      AuditFinding(rule, severity, .reported, [table(said)])
    }
    var findings: [AuditFinding?] = [
      reported(.firstCome, .warning, "cash-outs are paid in the order in which they are mined"),
      reported(.issuerKey, .note, "cashChequeBeneficiary compares the signer with issuer()"),
    ]
    guard isBTFS else { return findings }
    findings += [
      subject.hasLogicSlot
        ? reported(
          .replayAfterUpgrade, .note, "paidOut stands in the vault's storage, which logic writes")
        : nil,
      reported(
        .manyChains, .note, "the domain of EIP-712 holds the chain id; CREATE2 holds none"),
      reported(
        .checkedAtUpload, .note, "go-btfs compares factory and logic when an upload begins"),
      reported(
        .tokenConfusion, .note,
        "go-btfs signs by the token inside the cheque and stores it by the one beside it"),
      resolution.supportsMultiToken == true
        ? reported(
          .tokenQuirks, .note,
          "the vault requires that transfer returns true, and takes no fee into account")
        : nil,
    ]
    return findings
  }

  /// What the endpoints did not answer.
  var unread: [AuditFinding?] {
    let gaps = answers.gaps
    guard !gaps.isEmpty else { return [] }
    return [
      AuditFinding(
        .notRead, .warning, .unknown,
        gaps.prefix(20).map {
          AuditEvidence(.call, $0.question.description, $0.failure.description)
        }
      )
    ]
  }
}
