import EVMAccounts
import EVMBytecode
import EVMCrypto
import EVMPrimitives

/// Whose vault it is, and what that is proven by.
extension AuditFindings {
  var identity: [AuditFinding?] { issuer + token + peers }

  private var issuer: [AuditFinding?] {
    let issuer = subject.issuer
    let lines = [evidence(subject.issuerQuestion), evidence(.issuer(vault))]
    guard let best = issuer.best else {
      return [AuditFinding(.issuerUnread, .warning, .unknown, lines)]
    }
    if issuer.differs { return [AuditFinding(.issuerMismatch, .critical, .proven, lines)] }
    if best == .zero {
      return [
        AuditFinding(.noIssuer, .critical, issuer.stored == nil ? .reported : .proven, lines)
      ]
    }
    guard let code = codes[best], !code.isEmpty, !isDelegation(code) else { return [] }
    return [
      AuditFinding(
        .issuerIsContract, .critical, .proven,
        lines + [AuditEvidence(.code, "the code of \(best)", "\(code.count) bytes")])
    ]
  }

  /// An account with a key whose calls run other code (EIP-7702).
  private func isDelegation(_ code: [UInt8]) -> Bool {
    code.count == 23 && code.starts(with: [0xef, 0x01, 0x00])
  }

  private var token: [AuditFinding?] {
    let token = subject.token
    let lines = [evidence(subject.tokenQuestion), evidence(.token(vault))]
    guard let best = token.best else {
      return [AuditFinding(.tokenUnread, .warning, .unknown, lines)]
    }
    if token.differs { return [AuditFinding(.tokenMismatch, .critical, .proven, lines)] }
    var findings: [AuditFinding?] = []
    if let expected = subject.expectedToken, expected.address != best {
      findings.append(
        AuditFinding(
          .foreignToken, .critical, token.stored == nil ? .reported : .proven,
          lines + [
            AuditEvidence(
              .table, "\(expected.symbol) of \(subject.network)", expected.address.checksummed)
          ]))
    }
    if codes[best]?.isEmpty == true {
      findings.append(
        AuditFinding(
          .tokenWithoutCode, .critical, .proven,
          lines + [AuditEvidence(.code, "the code of \(best)", "empty")]))
    }
    return findings
  }

  // MARK: - Factories

  var registration: [AuditFinding?] {
    let registrations = subject.registrations
    guard !registrations.isEmpty else { return [] }
    let lines = registrations.map {
      evidence(.isDeployed(factory: $0.record.factory, vault: vault))
    }
    let deployers = registrations.filter { $0.isDeployed == true }
    var findings: [AuditFinding?] = []
    if deployers.isEmpty {
      let isAnswered = registrations.contains { $0.isDeployed == false }
      findings.append(
        AuditFinding(
          isAnswered ? .notRegistered : .registrationUnread, isAnswered ? .critical : .warning,
          isAnswered ? .proven : .unknown, lines))
    } else {
      findings.append(
        AuditFinding(
          .deployProvesLittle, .note, .proven,
          deployers.map {
            evidence(.isDeployed(factory: $0.record.factory, vault: vault))
          }
            + deployers.map {
              AuditEvidence(.table, $0.record.factory.checksummed, $0.record.label)
            }))
      findings += deployers.map(factory)
      if isBTFS {
        findings.append(
          AuditFinding(
            .deployEvent, .note, .reported,
            [table("VaultDeployed(issuer, contractAddress, id) echoes deployVault's arguments")]))
      }
    }
    return findings
  }

  /// The factory's own code.
  private func factory(_ registration: VaultAudit.Registration) -> AuditFinding? {
    let address = registration.record.factory
    guard let bytes = codes[address], let code = try? Bytecode(bytes),
      FactoryCode.withCodeHash(code.hash) == nil, registration.record.generation != .swarm
    else { return nil }
    let kind = CodeReading.of(code).system?.kind
    return AuditFinding(
      .factoryCode, .note, .proven,
      [
        AuditEvidence(
          .code, "the code of \(address)",
          "\(code.count) bytes, hash \(code.hash); \(kind.map { "by what it does, \($0.title)" } ?? "no factory by what it does")"
        )
      ])
  }

  // MARK: - Peer IDs

  private var peers: [AuditFinding?] {
    let generation = resolution.generation
    guard let peerID = subject.peerID else {
      switch generation {
      case .proxyV1:
        return [
          AuditFinding(
            .peerOverwritten, .note, .reported,
            [table("the factory writes peerVaultAddress at each deployVault")])
        ]
      case .proxyV2:
        return [
          AuditFinding(
            .peerOpen, .note, .reported,
            [table("the factory takes a peer ID once, from anybody")])
        ]
      default: return []
      }
    }
    let account = peerID.publicKey.address
    let lines =
      [
        AuditEvidence(.given, "the account of \(peerID)", account.checksummed),
        evidence(subject.issuerQuestion), evidence(.issuer(vault)),
      ]
      + subject.registrations.filter { $0.peerVault == vault }.map {
        evidence(.peerVault(factory: $0.record.factory, peerID: peerID.text))
      }
    guard let issuer = subject.issuer.best else { return [] }
    if issuer == account { return [AuditFinding(.peerOwn, .note, .proven, lines)] }
    return [
      AuditFinding(
        generation == .proxyV1 ? .peerOverwritten : .peerSquatted, .critical, .proven, lines)
    ]
  }
}
