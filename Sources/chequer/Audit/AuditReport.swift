import EVMRPC
import EVMCrypto
import EVMAccounts
import EVMBytecode
import EVMPrimitives
import Glibc
import Vaults

/// An audit, for people and programs.
struct AuditReport: Sendable {
  let audit: VaultAudit
  /// Other vaults that factories have for the peer ID.
  let others: [(record: VaultFactoryRecord, vault: Address)]

  init(_ audit: VaultAudit, others: [(record: VaultFactoryRecord, vault: Address)] = []) {
    self.audit = audit
    self.others = others
  }

  /// An amount with its unit and in the smallest unit; a bare number for a token that is not known.
  static func amount(_ units: UInt256?, _ denomination: Denomination?) -> String {
    guard let units else { return "not read" }
    guard let denomination else { return units.description }
    let amount = TokenAmount(smallestUnits: units, in: denomination)
    return units.isZero ? amount.description : "\(amount) (\(units))"
  }

  /// The facts about the vault, each as a name and a value.
  var facts: [(name: String, value: String)] {
    guard let vault = audit.vault, let resolution = audit.resolution, let network = audit.network
    else { return [] }
    var facts = [("vault", vault.checksummed)]
    if let peerID = audit.peerID {
      facts.append(("peer ID", "\(peerID), account \(peerID.publicKey.address)"))
    }
    facts.append(("network", network.description))
    if let header = audit.header {
      facts.append(("block", "\(header.number) of \(chainTime(header.timestamp)), \(header.hash)"))
    }
    guard resolution.isContract else { return facts }
    if let generation = resolution.generation {
      facts.append(
        ("design", "\(generation.title), \(resolution.generationStrength.rawValue)"))
    }
    if let logic = resolution.logic {
      facts.append(("logic", "\(logic), \(resolution.knownLogic?.name ?? "none that is known")"))
    }
    facts += [
      ("issuer", Self.text(audit.issuer) { $0.checksummed }),
      ("token", tokenText),
    ]
    for balance in audit.balances
    where balance.isOwn || balance.balance?.isZero == false || balance.paidOut?.isZero == false {
      let unit = balance.token?.denomination
      let name = unit?.symbol ?? "its token"
      facts.append(("has \(name)", Self.amount(balance.balance, unit)))
      if balance.paidOut != nil {
        facts.append(("paid \(name)", Self.amount(balance.paidOut, unit)))
      }
    }
    facts += [
      ("above balance", "\(resolution.payoutRule), \(resolution.payoutRuleStrength.rawValue)"),
      ("bounced", Self.text(audit.bounced) { $0 ? "yes" : "no" }),
    ]
    let deployers = audit.registrations.filter { $0.isDeployed == true }.map(\.record.label)
    facts.append(
      ("deployed by", deployers.isEmpty ? "no known factory" : deployers.joined(separator: ", ")))
    return facts
  }

  private var tokenText: String {
    Self.text(audit.token) { address in
      audit.balances.first { $0.address == address }?.token.map { "\($0.symbol) \(address)" }
        ?? address.checksummed
    }
  }

  /// A value of storage and of the contract's word, in one line.
  private static func text<Value>(
    _ told: VaultAudit.Told<Value>, _ text: (Value) -> String
  ) -> String {
    switch (told.stored, told.told) {
    case (let stored?, let said?) where stored == said: "\(text(stored)), stored and told"
    case (let stored?, let said?): "\(text(stored)) stored, but \(text(said)) told"
    case (let stored?, nil): "\(text(stored)), stored; the contract tells nothing"
    case (nil, let said?): "\(text(said)), as the contract tells; not read from storage"
    case (nil, nil): "not read"
    }
  }

  /// What one hop is, in words.
  static func kind(of hop: VaultHop) -> String {
    if hop.code.byteCount == 0 { return "no code" }
    if let system = hop.code.system { return system.kind.title }
    return hop.code.proxy?.name ?? "code that is not known"
  }
}
