public import EVMBytecode
import EVMPrimitives

extension VaultAudit {
  /// Audits bytecode without a chain: what follows from the code, what is reported of vaults with such
  /// code, and what to read on the chain.
  ///
  /// - Parameter network: The chain that the code comes from, when that is known.
  public init(code: Bytecode, network: Network? = nil) {
    let reading = CodeReading.of(code)
    let identification = reading.proxy.flatMap {
      VaultCodeIdentification($0, chainID: network?.chainID)
    }
    vault = nil
    peerID = nil
    self.network = network
    header = nil
    resolution = nil
    answers = AuditAnswers()
    history = nil
    solvency = nil
    claims = identification?.claims ?? reading.proxy?.claims ?? []
    checks = identification?.checks ?? []
    codeSummary =
      identification?.summary ?? reading.proxy.map { "\($0.summary)." }
      ?? reading.system.map { "By what it does, \($0.kind.title)." }
    let generations = Set(identification?.candidates.map(\.generation) ?? [])
    let designed = identification?.risks.map { AuditFinding($0, of: generations) } ?? []
    let findings = designed + Self.shown(by: reading)
    self.findings = AuditFinding.Severity.allCases.sorted(by: >).flatMap { severity in
      findings.filter { $0.severity == severity }
    }
  }

  /// What the code of a shell or a logic itself shows.
  private static func shown(by reading: CodeReading) -> [AuditFinding] {
    (reading.system?.findings ?? []).map { finding in
      let places = Set(finding.offsets).sorted().prefix(6).map { "0x" + String($0, radix: 16) }
      let place = places.isEmpty ? "the code" : "the code at \(places.joined(separator: ", "))"
      return AuditFinding(
        AuditRule(
          finding.name, finding.statement, VaultAudit.meaning(of: finding.severity),
          do: "Audit the vault's address on its chain."),
        AuditFinding.Severity(finding.severity), .proven,
        [AuditEvidence(.code, place, finding.statement)])
    }
  }

  fileprivate static func meaning(of severity: VaultRisk.Severity) -> String {
    switch severity {
    case .note: "It is how cheques on such code work."
    case .warning: "The issuer, or chance, can make a cheque worthless by it."
    case .danger: "Somebody who is not the issuer can make a cheque worthless by it."
    }
  }
}

extension AuditFinding {
  /// A risk that follows from the design of the generations that some code may be of.
  init(_ risk: VaultRisk, of generations: Set<VaultGeneration>) {
    self.init(
      AuditRule(
        risk.name, Self.titles[risk.name] ?? risk.statement, risk.statement,
        do: "Audit the vault's address on its chain, which tells whether it is so."),
      // What is only reported is critical where it holds whatever the state is; the rest may be well.
      risk.severity == .danger && risk.name != AuditRule.unguardedInit.id
        ? .warning : Severity(risk.severity), .reported,
      [
        AuditEvidence(
          .table, "the sources and the history of go-btfs",
          risk.generations.filter(generations.contains).map(\.title).joined(separator: "; "))
      ])
  }

  private static let titles: [String: String] = Dictionary(
    uniqueKeysWithValues: [
      AuditRule.unguardedInit, .peerOverwritten, .releaseChangesLogic, .issuerUpgrades,
      .issuerWithdraws, .issuerCashes, .deployProvesLittle, .implementationMayLie, .firstCome,
      .partialPayout, .notUpgradeable, .manyChains,
    ].map { ($0.id, $0.title) } + [
      (
        "uninitialised-master",
        "The shell that all vaults of the factory share may be uninitialised"
      ),
      ("peer-id-squatted", AuditRule.peerOpen.title),
      ("any-token", "The vault may pay in another token than the chain's"),
    ])
}

extension AuditFinding.Severity {
  init(_ severity: VaultRisk.Severity) {
    switch severity {
    case .note: self = .note
    case .warning: self = .warning
    case .danger: self = .critical
    }
  }
}
