public import EVMPrimitives

/// A contract at a known address: what go-btfs's or bee's configuration says it is.
///
/// A name for an address, no statement about the code there.
public struct KnownContract: Hashable, Sendable {
  /// What a contract is for.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    case vaultFactory = "vault-factory"
    case vaultMaster = "vault-master"
    case vaultLogic = "vault-logic"
    /// BTFS's, of one price or of prices per token.
    case priceOracle = "price-oracle"
    case status
    /// The contract of go-btfs 2.3 to 3 that knew what files are called.
    case fileMeta = "file-meta"
    /// The registry of storage contracts that took its place.
    case storageRegistry = "storage-registry"
    case stake
    case proposal
    case chequebookFactory = "chequebook-factory"
    case chequebookMaster = "chequebook-master"
    case chequebookPriceOracle = "chequebook-price-oracle"
    case token
    case unused
  }

  public let chainID: UInt64
  public let address: Address
  public let role: Role
  /// The name in a sentence, such as `vault logic V2`.
  public let name: String
  /// The release or day from which it was used, where that is known.
  public let since: String?
  /// Whether the newest releases use it.
  public let isCurrent: Bool

  init(
    _ chainID: UInt64, _ role: Role, _ name: String, _ address: String, since: String? = nil,
    isCurrent: Bool = false
  ) {
    self.init(
      chainID, role, name, at: knownAddress(address), since: since, isCurrent: isCurrent)
  }

  init(
    _ chainID: UInt64, _ role: Role, _ name: String, at address: Address, since: String?,
    isCurrent: Bool
  ) {
    self.chainID = chainID
    self.address = address
    self.role = role
    self.name = name
    self.since = since
    self.isCurrent = isCurrent
  }

  /// All known contracts: factories and masters of ``VaultFactoryRecord``, tokens of ``Network``,
  /// and the services of BTFS.
  public static let all: [KnownContract] =
    VaultFactoryRecord.all.flatMap(\.contracts) + mainnet + donau + swarm
    + Network.all.flatMap { network in
      network.tokens.map { token in
        KnownContract(
          network.chainID, .token, "token \(token.symbol)", at: token.address, since: nil,
          isCurrent: true)
      }
    }

  /// What is known at this address, on every chain; one address may be several contracts.
  public static func at(_ address: Address) -> [KnownContract] {
    all.filter { $0.address == address }
  }

  /// What is known at this address on one chain.
  public static func at(_ address: Address, chainID: UInt64) -> KnownContract? {
    all.first { $0.address == address && $0.chainID == chainID }
  }
}

extension KnownContract: CustomStringConvertible {
  /// For instance: vault logic V2 on BTTC mainnet (chain 199), since go-btfs 2.1.2.
  public var description: String {
    "\(name) on \(Network.title(ofChain: chainID))" + (since.map { ", since \($0)" } ?? "")
  }
}

extension VaultFactoryRecord {
  /// The factory and its master.
  fileprivate var contracts: [KnownContract] {
    let isOfChequebooks = generation == .swarm || generation == .chequebook
    let kind = isOfChequebooks ? "chequebook" : "vault"
    let master = generation.master == .proxyShell ? "proxy shell" : "master \(kind)"
    let first = release.map { "go-btfs \($0)" } ?? since
    return [
      KnownContract(
        chainID, isOfChequebooks ? .chequebookFactory : .vaultFactory, label, at: factory,
        since: first, isCurrent: isCurrent),
      KnownContract(
        chainID, isOfChequebooks ? .chequebookMaster : .vaultMaster, "\(master) of \(label)",
        at: self.master, since: first, isCurrent: isCurrent),
    ]
  }
}
