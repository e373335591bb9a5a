public import EVMPrimitives

/// The designs that the vaults of BTFS went through, as its sources and go-btfs's history tell.
///
/// A generation says what a factory's clones point at, who may replace their logic, and how a
/// cheque is paid that exceeds the balance. What a vault does today is decided by the logic it
/// points to now.
public enum VaultGeneration: String, Hashable, Sendable, CaseIterable {
  /// November 2021: clones of a chequebook that descends from Swarm's.
  case chequebook
  /// December 2021: clones of a vault, no proxy between.
  case directVault = "direct-vault"
  /// January 2022: the same, deployed with a peer id.
  case directVaultWithPeerID = "direct-vault-with-peer-id"
  /// February 2022, go-btfs 2.1.0: clones of a proxy shell whose `init` anyone may call again.
  case proxyV1 = "proxy-v1"
  /// March 2022, go-btfs 2.1.2: clones of a proxy shell whose `init` works once.
  case proxyV2 = "proxy-v2"
  /// Swarm's chequebooks on Gnosis and Sepolia.
  case swarm

  /// What a clone points at.
  public enum Master: String, Hashable, Sendable {
    /// A `VaultProxy`: an ERC-1967 proxy that finds its logic in the clone's storage.
    case proxyShell = "proxy-shell"
    /// The vault's or chequebook's own code.
    case logic
  }

  public var master: Master {
    switch self {
    case .proxyV1, .proxyV2: .proxyShell
    case .chequebook, .directVault, .directVaultWithPeerID, .swarm: .logic
    }
  }

  /// The factory's function that creates a vault.
  public var deploySignature: String {
    switch self {
    case .chequebook: "deploySimpleSwap(address,bytes32)"
    case .swarm: "deploySimpleSwap(address,uint256,bytes32)"
    case .directVault: "deployVault(address,bytes32)"
    case .directVaultWithPeerID: "deployVault(address,bytes32,string)"
    case .proxyV1, .proxyV2: "deployVault(address,address,bytes32,string,bytes)"
    }
  }

  /// The selector of ``deploySignature``.
  public var deploySelector: Selector { Selector(signature: deploySignature) }

  /// How a cheque is paid that exceeds the vault's balance, by the logic that was released with the
  /// generation.
  public var shortfall: String {
    switch self {
    case .proxyV2: "a cheque above the balance is refused whole"
    case .swarm, .chequebook, .directVault, .directVaultWithPeerID, .proxyV1:
      "a cheque above the balance is paid in part and the vault marked as bounced"
    }
  }

  /// What such a vault is, in a few words.
  public var title: String {
    switch self {
    case .chequebook: "clone of a chequebook (November 2021)"
    case .directVault: "clone of the vault itself, no proxy (December 2021)"
    case .directVaultWithPeerID: "clone of the vault itself, no proxy (January 2022)"
    case .proxyV1: "clone of a proxy shell, V1 (go-btfs 2.1.0 and 2.1.1)"
    case .proxyV2: "clone of a proxy shell, V2 (go-btfs 2.1.2 and later)"
    case .swarm: "clone of Swarm's chequebook"
    }
  }
}
