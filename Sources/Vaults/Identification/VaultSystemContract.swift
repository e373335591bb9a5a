public import EVMBytecode
import EVMPrimitives

/// A contract of the vault system, recognised by what its code does: functions, the types of the
/// signatures that it checks, and how it uses storage. The compiler and the names of its source do not
/// matter.
public struct VaultSystemContract: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case vault
    case multiTokenVault = "multi-token-vault"
    case swarmChequebook = "swarm-chequebook"
    case vaultFactory = "vault-factory"
    case chequebookFactory = "chequebook-factory"
    case vaultProxy = "vault-proxy"
    case priceOracle = "price-oracle"
    case multiTokenPriceOracle = "multi-token-price-oracle"
    case wrappedCoin = "wrapped-coin"
  }

  /// Something that the code shows and that a holder of cheques should know.
  public struct Finding: Hashable, Sendable {
    /// A stable name for programs.
    public let name: String
    public let severity: VaultRisk.Severity
    /// One sentence.
    public let statement: String
    /// The instructions that show it, by their offsets.
    public let offsets: [Int]
  }

  public let kind: Kind
  /// Why it is taken for one.
  public let evidence: [String]
  /// The generations that have these functions, where that tells them apart.
  public let generations: [VaultGeneration]
  /// The worst first.
  public let findings: [Finding]

  /// Recognises a contract; nil when it is none of the system's.
  public init?(
    _ interface: InferredInterface, _ layout: StorageLayout, _ behaviour: ContractBehaviour
  ) {
    let reading = VaultSystemReading(interface, layout, behaviour)
    guard let kind = reading.kind else { return nil }
    self.kind = kind
    evidence = reading.evidence(of: kind)
    generations = reading.generations(of: kind)
    findings = reading.findings(of: kind).sorted {
      ($1.severity, $0.name) < ($0.severity, $1.name)
    }
  }
}

extension VaultSystemContract.Kind {
  /// What it is, in a sentence.
  public var title: String {
    switch self {
    case .vault: "a BTFS vault"
    case .multiTokenVault: "a BTFS vault for several tokens"
    case .swarmChequebook: "a chequebook as Swarm has them"
    case .vaultFactory: "a factory of BTFS vaults"
    case .chequebookFactory: "a factory of chequebooks"
    case .vaultProxy: "the proxy shell of BTFS vaults"
    case .priceOracle: "BTFS's price oracle of one price"
    case .multiTokenPriceOracle: "BTFS's price oracle of several tokens"
    case .wrappedCoin: "a token that wraps the chain's coin, like WBTT"
    }
  }
}
