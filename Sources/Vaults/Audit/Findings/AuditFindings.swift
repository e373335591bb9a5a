import EVMBytecode
import EVMPrimitives

/// The rules by which an audit's readings become findings, each in the extension of its topic.
struct AuditFindings {
  let subject: AuditSubject
  /// The code of the issuer, the token and the factories.
  let codes: [Address: [UInt8]]
  let history: VaultHistory
  let solvency: VaultSolvency?

  var resolution: ResolvedVault { subject.resolution }
  var answers: AuditAnswers { subject.answers }
  var vault: Address { resolution.vault }
  var logic: CodeReading? { resolution.logicCode }
  var kind: VaultSystemContract.Kind? { resolution.kind }

  /// Whether the logic is a vault's or a chequebook's by what it does.
  var isVault: Bool {
    kind == .vault || kind == .multiTokenVault || kind == .swarmChequebook
  }

  /// Whether what holds for BTFS's vaults holds here, not that for Swarm's chequebooks.
  var isBTFS: Bool { kind == .vault || kind == .multiTokenVault }

  /// All findings, the worst first, those of one severity in the order of topics.
  var sorted: [AuditFinding] {
    let all: [AuditFinding?]
    if resolution.isContract {
      all =
        way + shell + control + upgrades + identity + registration + money + payout + events
        + solvencyFindings + general + unread
    } else {
      all =
        [
          AuditFinding(
            .noContract, .critical, .proven,
            [AuditEvidence(.code, "the code of \(vault)", "empty")])
        ] + unread
    }
    let findings = all.compactMap(\.self)
    return AuditFinding.Severity.allCases.sorted(by: >).flatMap { severity in
      findings.filter { $0.severity == severity }
    }
  }

  // MARK: - Evidence

  func evidence(_ question: AuditQuestion?) -> AuditEvidence? {
    question.flatMap(answers.evidence)
  }

  /// Instructions of a piece of code.
  func evidence(_ hop: VaultHop?, at offsets: [Int], _ value: String) -> AuditEvidence? {
    hop.map { hop in
      let places = Set(offsets).sorted().prefix(6).map { "0x" + String($0, radix: 16) }
      let place =
        places.isEmpty
        ? "the code of \(hop.address)"
        : "the code of \(hop.address) at \(places.joined(separator: ", "))"
      return AuditEvidence(.code, place, value)
    }
  }

  /// What the logic's code was seen to do.
  func shown(_ name: String) -> [VaultSystemContract.Finding] {
    logic?.system?.findings.filter { $0.name == name } ?? []
  }

  /// Code findings of the logic as evidence.
  func evidence(of findings: [VaultSystemContract.Finding]) -> [AuditEvidence] {
    findings.compactMap { evidence(resolution.logicHop, at: $0.offsets, $0.statement) }
  }

  /// What a source says of all vaults of the generation.
  func table(_ value: String) -> AuditEvidence {
    AuditEvidence(
      .table,
      kind == .swarmChequebook
        ? "the sources of Swarm's chequebook" : "the sources of btfs-vault and go-btfs", value)
  }

  /// A rule that the logic's code shows, or that sources say of its kind.
  func known(
    _ rule: AuditRule, _ severity: AuditFinding.Severity, by names: [String], said: String
  ) -> AuditFinding? {
    let findings = names.flatMap(shown)
    if !findings.isEmpty {
      return AuditFinding(rule, severity, .proven, evidence(of: findings))
    }
    guard isVault || resolution.knownLogic?.role == .vaultLogic else { return nil }
    return AuditFinding(rule, severity, .reported, [table(said)])
  }
}
