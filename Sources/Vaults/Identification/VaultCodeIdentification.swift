public import EVMBytecode
public import EVMPrimitives

/// What is known of a proxy that points at the master of a known vault factory.
///
/// The code of a vault names only its master, and is the same for all vaults of a factory: chain,
/// issuer, token, logic and balance are not in it. Claims are labelled by how they are known.
public struct VaultCodeIdentification: Hashable, Sendable {
  /// The proxy that was recognised.
  public let proxy: ProxyRecognition
  /// The factories whose master the proxy points at, on the chain asked for or on all chains: one
  /// factory address, and so one master, may stand on several.
  public let candidates: [VaultFactoryRecord]
  /// Factories with the same master on chains that were not asked for.
  public let elsewhere: [VaultFactoryRecord]

  /// Identifies a proxy; nil when it points at no known master.
  ///
  /// - Parameter chainID: The chain that the code comes from, when that is known. A master that is
  ///   only known on other chains is still an answer, with no ``candidates``.
  public init?(_ proxy: ProxyRecognition, chainID: UInt64? = nil) {
    guard let master = proxy.target.address else { return nil }
    let records = VaultFactoryRecord.withMaster(master)
    guard !records.isEmpty else { return nil }
    self.proxy = proxy
    candidates = records.filter { chainID == nil || $0.chainID == chainID }
    elsewhere = records.filter { chainID != nil && $0.chainID != chainID }
  }

  /// The address that the proxy points at.
  public var master: Address { proxy.target.address ?? .zero }

  /// Whether the code is exactly what the factory's CREATE2 leaves behind. Another kind of proxy
  /// over the same master was made by somebody else.
  public var isFactoryMade: Bool {
    (candidates + elsewhere).contains { $0.cloneCodeHash == proxy.codeHash }
  }

  /// The risks of the candidates' generations, the worst first; none when the code is not
  /// factory-made, as nothing is then known of how it was set up. ``VaultRisk/generations`` tells
  /// which candidate a risk belongs to.
  public var risks: [VaultRisk] {
    isFactoryMade ? VaultRisk.of(candidates.map(\.generation)) : []
  }

  /// One sentence for each candidate: what the code is.
  public var summary: String {
    if !isFactoryMade {
      let names = (candidates + elsewhere).map { "\($0.label) on \($0.chainTitle)" }
      return
        "It points at the master of \(names.joined(separator: " and of ")), but its code is not what that factory creates: somebody else made it."
    }
    if candidates.isEmpty {
      let names = elsewhere.map { "\($0.label) on \($0.chainTitle)" }
      return
        "Not a vault that is known on this chain; its master is that of \(names.joined(separator: " and of "))."
    }
    return candidates.map(Self.sentence).joined(separator: " Or: ")
  }

  private static func sentence(_ record: VaultFactoryRecord) -> String {
    let logic =
      switch record.generation.master {
      case .proxyShell: "the logic sits in the clone's own ERC-1967 slot"
      case .logic: "the logic is the master's own code, so there is no second hop and no upgrade"
      }
    return
      "\(record.master) is \(record.masterNoun) that \(record.label) created with its first CREATE; vaults of this factory share this code hash; \(logic). The factory is \(record.factory) on \(record.chainTitle)."
  }
}

extension VaultFactoryRecord {
  var chainTitle: String { Network.title(ofChain: chainID) }

  /// What the master is, with its article.
  var masterNoun: String {
    switch generation {
    case .proxyV1, .proxyV2: "the proxy shell"
    case .directVault, .directVaultWithPeerID: "the vault"
    case .chequebook, .swarm: "the chequebook"
    }
  }
}
