import Cheques
public import EVMAccounts
import EVMBytecode
public import EVMPrimitives
public import EVMRPC

extension VaultAudit {
  /// Audits a vault at one block.
  ///
  /// What an endpoint does not answer is told by the finding `not-read`, and nothing is concluded from
  /// it.
  /// - Parameters:
  ///   - vault: Any address; that it is no contract is an answer.
  ///   - peerID: The node by whose peer ID the vault was found; its account should be the issuer.
  ///   - block: The block to read; all is read at the one that it names now.
  /// - Throws: `RPCFailure` when the block or the way to the logic is not answered, and
  ///   `CancellationError`.
  public static func run(
    _ vault: Address, peerID: PeerID? = nil, network: Network, caller: some RPCCaller,
    at block: BlockID = .latest, options: Options = Options()
  ) async throws -> VaultAudit {
    let header = try await caller.ask(.header(block))
    let resolution = try await ResolvedVault.resolve(
      vault, at: header.id, by: caller, network: network)
    var reader = AuditReader(
      caller: caller, block: header.id, network: network, peerID: peerID, resolution: resolution)
    try await reader.read()
    let solvency =
      options.cheques.isEmpty ? nil : try await reader.solvency(of: options.cheques)
    let history = try await VaultHistory.read(
      of: vault, options.history, upTo: header.number, by: caller, network: network,
      onProgress: options.onProgress)
    let findings = AuditFindings(
      subject: reader.subject, codes: reader.codes, history: history, solvency: solvency)
    return VaultAudit(
      vault: vault, peerID: peerID, network: network, header: header, resolution: resolution,
      answers: reader.answers, history: history, solvency: solvency, codeSummary: nil, claims: [],
      checks: [],
      findings: findings.sorted)
  }

  /// The vaults that the factories of a chain have for a node's peer ID, those of current factories
  /// first.
  ///
  /// Anybody may have registered them: audit with the peer ID, so that the issuer is compared.
  /// - Throws: `RPCFailure` when no factory could be asked, and `CancellationError`.
  public static func vaults(
    of peerID: PeerID, network: Network, caller: some RPCCaller, at block: BlockID = .latest
  ) async throws -> [(record: VaultFactoryRecord, vault: Address)] {
    let records = network.own(VaultFactoryRecord.all) { $0.chainID }
    let answers = try await caller.ask(
      records.map { VaultFactoryContract($0.factory).peerVaultAddress(peerID.text, at: block) })
    var found: [(record: VaultFactoryRecord, vault: Address)] = []
    var failure: RPCFailure?
    for (record, answer) in zip(records, answers) {
      switch answer {
      case .success(let vault) where vault != .zero: found.append((record, vault))
      case .failure(.malformed), .failure(.reverted), .success: continue
      case .failure(let reason): failure = reason
      }
    }
    if found.isEmpty, let failure { throw failure }
    return found
  }
}

/// Asks all that an audit wants to know beyond the way to the logic.
struct AuditReader {
  let caller: any RPCCaller
  let block: BlockID
  let network: Network
  let peerID: PeerID?
  let resolution: ResolvedVault
  private(set) var answers = AuditAnswers()
  /// The code of the issuer, the token and the factories; what was not answered is missing.
  private(set) var codes: [Address: [UInt8]] = [:]

  init(
    caller: any RPCCaller, block: BlockID, network: Network, peerID: PeerID?,
    resolution: ResolvedVault
  ) {
    self.caller = caller
    self.block = block
    self.network = network
    self.peerID = peerID
    self.resolution = resolution
  }

  var subject: AuditSubject {
    AuditSubject(network: network, peerID: peerID, resolution: resolution, answers: answers)
  }

  mutating func read() async throws(CancellationError) {
    let vault = resolution.vault
    guard resolution.isContract else {
      return try await answers.ask([.coins(of: vault)], of: caller, at: block)
    }
    try await answers.ask(firstQuestions, of: caller, at: block)
    // The token is known now.
    let subject = subject
    try await answers.ask(
      subject.tokens.map { .balance(token: $0.address, of: vault) }, of: caller, at: block)
    let likely = subject.registrations.filter {
      $0.isDeployed == true || resolution.factoryRecords.contains($0.record)
    }
    let wanted =
      [subject.issuer.best, subject.token.best].compactMap(\.self) + likely.map(\.record.factory)
    let bytes = try await caller.ask(wanted.map { RPCCall.code(of: $0, at: block) })
    for (address, code) in zip(wanted, bytes) { codes[address] = try? code.get() }
  }

  private var firstQuestions: [AuditQuestion] {
    let vault = resolution.vault
    let subject = subject
    var questions: [AuditQuestion] = [
      .coins(of: vault), .issuer(vault), .token(vault), .totalPaidOut(vault), .bounced(vault),
    ]
    questions += [KnownStorageSlot.implementation, .admin, .beacon].map {
      .storage(of: vault, slot: UInt256($0.key))
    }
    questions += ["issuer", "token", "totalPaidOut"].compactMap { name in
      subject.slot(of: name).map { .storage(of: resolution.storage, slot: $0) }
    }
    if resolution.kind == .swarmChequebook {
      questions.append(.totalHardDeposit(vault))
    } else {
      questions += [.implementation(vault), .totalBalance(vault)]
    }
    if resolution.supportsMultiToken == true {
      questions += network.tokens.dropFirst().map {
        .paidOutInToken(vault: vault, token: $0.address)
      }
    }
    if let master = subject.master {
      questions.append(
        .storage(of: master.address, slot: UInt256(KnownStorageSlot.implementation.key)))
    }
    if subject.hasLogicSlot, let logic = resolution.logic, let slot = resolution.slot(of: "issuer")
    {
      questions.append(.storage(of: logic, slot: slot))
    }
    questions += subject.factories.map { .isDeployed(factory: $0.factory, vault: vault) }
    if let peerID {
      questions += subject.factories.map {
        .peerVault(factory: $0.factory, peerID: peerID.text)
      }
    }
    return questions
  }

  /// Whether the vault could pay cheques.
  mutating func solvency(
    of cheques: [SignedCheque]
  ) async throws(CancellationError) -> VaultSolvency {
    let vault = resolution.vault
    let (counted, rejections) = VaultSolvency.counted(
      cheques, on: vault, issuer: subject.issuer.best, chainID: network.chainID
    ) { scheme in
      switch scheme {
      case .btfs:
        resolution.kind == .swarmChequebook
          ? "It is signed as a cheque of a vault, and this is a chequebook of Swarm." : nil
      case .btfsMulti:
        resolution.supportsMultiToken == false
          ? "It names a token, and this vault pays cheques only in its own." : nil
      case .swarm:
        resolution.kind == .swarmChequebook || resolution.kind == nil
          ? nil : "It is signed as a cheque of Swarm, and this is a vault of BTFS."
      }
    }
    try await answers.ask(
      counted.map {
        .paidOut(vault: vault, token: $0.scheme.token, beneficiary: $0.beneficiary)
      }
        + counted.compactMap { cheque in
          cheque.scheme.token.map { .balance(token: $0, of: vault) }
        }, of: caller, at: block)
    let subject = subject
    let answers = answers
    return VaultSolvency(
      counted, rejections: rejections, token: { $0.token ?? subject.token.best },
      paidOut: {
        answers[.paidOut(vault: vault, token: $0.scheme.token, beneficiary: $0.beneficiary)]
      },
      balance: { cheque in
        (cheque.scheme.token ?? subject.token.best).flatMap {
          answers[.balance(token: $0, of: vault)]
        }
      })
  }
}
