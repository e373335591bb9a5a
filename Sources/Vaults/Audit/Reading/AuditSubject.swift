import EVMAccounts
import EVMBytecode
import EVMPrimitives

/// A vault as an audit sees it: where it leads, and what was answered, by name.
struct AuditSubject {
  let network: Network
  let peerID: PeerID?
  let resolution: ResolvedVault
  let answers: AuditAnswers

  var vault: Address { resolution.vault }

  /// The factories of the chain, those whose clones the vault is first.
  var factories: [VaultFactoryRecord] {
    let all = network.own(VaultFactoryRecord.all) { $0.chainID }
    let likely = resolution.factoryRecords
    return likely + all.filter { !likely.contains($0) }
  }

  /// The shell's hop, where the vault has one behind itself.
  var master: VaultHop? {
    resolution.hops.dropFirst().first { $0.code.guardsInitialisation != nil }
  }

  /// Whether a slot in the vault's own storage names the logic.
  var hasLogicSlot: Bool {
    resolution.hops.contains { hop in
      if case .slot(let slot, _, _)? = hop.source { slot == .implementation } else { false }
    } || resolution.verdict == .partial(.noTarget(in: .implementation))
  }

  // MARK: - Slots

  /// Where the logic keeps a variable: by its code's layout, or by that of all upgradeable vaults,
  /// which unknown logic need not have.
  func slot(of variable: String) -> UInt256? {
    if let slot = resolution.slot(of: variable) { return slot }
    guard resolution.layout == nil, hasLogicSlot else { return nil }
    return Self.upgradeable[variable]
  }

  private static let upgradeable: [String: UInt256] = [
    "token": 101, "totalPaidOut": 103, "issuer": 104,
  ]

  /// Whether the layout is proven to be the logic's.
  var knowsLayout: Bool { resolution.layout != nil }

  private func stored(_ variable: String) -> UInt256? {
    guard knowsLayout, let slot = slot(of: variable) else { return nil }
    return answers[.storage(of: resolution.storage, slot: slot)]
  }

  var issuerQuestion: AuditQuestion? {
    slot(of: "issuer").map { .storage(of: resolution.storage, slot: $0) }
  }

  var tokenQuestion: AuditQuestion? {
    slot(of: "token").map { .storage(of: resolution.storage, slot: $0) }
  }

  // MARK: - By name

  var issuer: VaultAudit.Told<Address> {
    .init(
      stored: stored("issuer").map(Address.init(truncating:)),
      told: answers.address(.issuer(vault)))
  }

  var token: VaultAudit.Told<Address> {
    .init(
      stored: stored("token").map(Address.init(truncating:)), told: answers.address(.token(vault)))
  }

  var logic: VaultAudit.Told<Address> {
    .init(
      stored: answers[implementationQuestion].flatMap { $0.isZero ? nil : Address(truncating: $0) },
      told: answers.address(.implementation(vault)))
  }

  var implementationQuestion: AuditQuestion {
    .storage(of: vault, slot: UInt256(KnownStorageSlot.implementation.key))
  }

  var totalPaidOut: VaultAudit.Told<UInt256> {
    .init(stored: stored("totalPaidOut"), told: answers[.totalPaidOut(vault)])
  }

  /// The bounced flag shares the issuer's word: byte 20.
  var bounced: VaultAudit.Told<Bool> {
    .init(
      stored: stored("issuer").map { !(($0 >> 160) & 0xff).isZero },
      told: answers[.bounced(vault)].map { !$0.isZero })
  }

  // MARK: - Money

  /// The token that vaults of this kind should pay in on this chain.
  var expectedToken: Network.Token? {
    if resolution.kind == .swarmChequebook, network == .embedded {
      return Network.gnosis.tokens.first
    }
    return network.tokens.first
  }

  /// The tokens to look at: the chain's, and the one that the vault pays in.
  var tokens: [(address: Address, token: Network.Token?)] {
    var tokens = network.tokens.map { ($0.address, Optional($0)) }
    for address in [expectedToken?.address, token.best].compactMap(\.self)
    where address != .zero && !tokens.contains(where: { $0.0 == address }) {
      tokens.append((address, expectedToken.flatMap { $0.address == address ? $0 : nil }))
    }
    return tokens
  }

  var balances: [VaultAudit.TokenBalance] {
    tokens.map { address, known in
      let isOwn = address == token.best
      return VaultAudit.TokenBalance(
        address: address, token: known, isOwn: isOwn,
        balance: answers[.balance(token: address, of: vault)],
        paidOut: isOwn
          ? totalPaidOut.best : answers[.paidOutInToken(vault: vault, token: address)])
    }
  }

  /// What the vault has in the token of cheques that name none.
  var ownBalance: VaultAudit.TokenBalance? { balances.first(where: \.isOwn) }

  var registrations: [VaultAudit.Registration] {
    factories.map { record in
      VaultAudit.Registration(
        record: record,
        isDeployed: answers[.isDeployed(factory: record.factory, vault: vault)].map { !$0.isZero },
        peerVault: peerID.flatMap {
          answers.address(.peerVault(factory: record.factory, peerID: $0.text))
        })
    }
  }
}
