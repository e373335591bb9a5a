import Cheques
import EVMBytecode
import EVMPrimitives
import Vaults

extension AuditReport {
  func text(_ output: OutputOptions) -> String {
    var blocks = [output.heading(audit.summary)]
    let facts = facts
    if !facts.isEmpty {
      let width = facts.map(\.name.count).max() ?? 0
      blocks.append(
        facts.map { "  \($0.name.padded(to: width))  \($0.value)" }.joined(separator: "\n"))
    }
    if !others.isEmpty {
      blocks.append(
        InspectionReport.list(
          output.heading("Other vaults that are registered for the peer ID:"),
          others.map { "\($0.vault), by \($0.record.label)" }))
    }
    if let hops = audit.resolution?.hops, hops.count > 1 { blocks.append(way(hops, output)) }
    if let summary = audit.codeSummary { blocks.append(summary) }
    blocks += offline(output)
    blocks += findings(output)
    if let solvency = audit.solvency { blocks.append(text(solvency, output)) }
    if let history = audit.history, !history.entries.isEmpty {
      let lines = history.entries.suffix(Self.eventLimit).map { entry in
        "block \(entry.block): \(Self.event(entry.event, in: audit))"
      }
      let left = history.entries.count - lines.count
      blocks.append(
        InspectionReport.list(
          output.heading(
            left > 0 ? "The newest \(lines.count) of \(history.entries.count) events:" : "Events:"),
          lines))
    }
    return blocks.joined(separator: "\n\n")
  }

  /// What is known of bytecode alone, what is not, and what to read.
  private func offline(_ output: OutputOptions) -> [String] {
    var lists = Claim.Strength.allCases.map { strength in
      (Self.title(strength), audit.claims.filter { $0.strength == strength }.map(\.statement))
    }
    lists.append(
      (
        "To read on the chain, or by `chequer audit` of the vault's address:",
        audit.checks.map(\.description)
      ))
    return lists.filter { !$0.1.isEmpty }.map {
      InspectionReport.list(output.heading($0.0), $0.1)
    }
  }

  /// Events that are shown to people; programs get all.
  private static let eventLimit = 40

  static func title(_ strength: Claim.Strength) -> String {
    switch strength {
    case .proven: "Proven from the bytes:"
    case .reported: "Reported, not proven:"
    case .unknown: "Not known without the chain:"
    }
  }

  private func way(_ hops: [VaultHop], _ output: OutputOptions) -> String {
    var lines = [output.heading("The way to the logic:")]
    for (number, hop) in hops.enumerated() {
      let known = hop.known.map { " (\($0.name))" } ?? ""
      lines.append(
        "  \(number + 1). \(hop.address)\(known): \(Self.kind(of: hop)), \(hop.code.byteCount) bytes"
      )
      if let source = hop.source { lines.append("     goes on to \(source)") }
    }
    if let verdict = audit.resolution?.verdict, verdict != .complete {
      lines.append("     \(verdict)")
    }
    return lines.joined(separator: "\n")
  }

  private func findings(_ output: OutputOptions) -> [String] {
    audit.findings.map { finding in
      let mark = output.marked(finding.severity)
      var lines = [
        "\(mark) \(output.heading(finding.title)) [\(finding.id), \(finding.strength.rawValue)]"
      ]
      if !audit.isOffline, finding.severity > .note || finding.strength == .unknown {
        lines += ["  \(finding.meaning)", "  \(finding.advice)"]
      } else {
        lines.append("  \(finding.meaning)")
      }
      // What is only reported of all vaults needs no place.
      let shown = finding.evidence.filter {
        $0.kind != .table || finding.severity > .note && !audit.isOffline
      }
      lines += shown.map { "    - \($0)" }
      return lines.joined(separator: "\n")
    }
  }

  private func text(_ solvency: VaultSolvency, _ output: OutputOptions) -> String {
    var lines = [output.heading("Cheques that were given:")]
    for total in solvency.totals {
      let unit = audit.balances.first { $0.address == total.token }?.token?.denomination
      lines.append(
        "  \(unit?.symbol ?? total.token?.checksummed ?? "its token"): outstanding \(Self.amount(total.outstanding, unit)), the vault has \(Self.amount(total.balance, unit))"
      )
      for claim in total.claims {
        lines.append(
          "    - \(claim.cheque.beneficiary): \(Self.amount(claim.outstanding, unit)) outstanding of \(Self.amount(claim.cheque.cumulativePayout, unit))"
        )
      }
    }
    for rejection in solvency.rejections {
      lines.append("    - not counted: \(rejection.cheque.beneficiary): \(rejection.reason)")
    }
    return lines.joined(separator: "\n")
  }

  /// An event in words, with its amount in its token's unit.
  static func event(_ event: VaultEvent, in audit: VaultAudit) -> String {
    func amount(_ units: UInt256, _ token: Address?) -> String {
      let known =
        token.map { token in audit.balances.first { $0.address == token } }
        ?? audit.balances.first { $0.isOwn }
      return Self.amount(units, known?.token?.denomination)
    }
    switch event {
    case .chequeCashed(let cashed):
      return
        "cheque cashed by \(cashed.beneficiary), \(amount(cashed.totalPayout, cashed.token)) paid to \(cashed.recipient)"
    case .chequeBounced: return "a cheque bounced"
    case .multiTokenChequeBounced(let token): return "a cheque over \(token) bounced"
    case .withdraw(let token, let from, let units):
      return "\(amount(units, token)) withdrawn\(from.map { " by \($0)" } ?? "")"
    case .deposit(let token, let from, let units):
      return "\(amount(units, token)) deposited by \(from)"
    case .upgraded(let logic): return "logic set to \(logic)"
    case .initialized(let version): return "initialised, version \(version)"
    case .adminChanged(_, let new): return "administrator set to \(new)"
    case .beaconUpgraded(let beacon): return "beacon set to \(beacon)"
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}

extension OutputOptions {
  /// A severity as it stands in front of a finding.
  fileprivate func marked(_ severity: AuditFinding.Severity) -> String {
    let text = severity.rawValue.uppercased()
    guard usesColor else { return text }
    let colour =
      switch severity {
      case .critical: "31"
      case .warning: "33"
      case .note: "36"
      }
    return "\u{1b}[1;\(colour)m\(text)\u{1b}[0m"
  }
}
