import EVMABI
public import EVMPrimitives
public import EVMRPC

/// Something that a factory logged, of BTFS or of Swarm.
public enum FactoryEvent: Hashable, Sendable {
  /// A vault was deployed.
  ///
  /// - Parameters:
  ///   - issuer: What the deployer said; nothing ties it to the issuer that the vault keeps.
  ///   - peerID: As the deployer wrote it; `nil` of factories before January 2022.
  case vaultDeployed(issuer: Address, vault: Address, peerID: String?)
  /// A chequebook was deployed, of Swarm or of BTFS in 2021.
  case simpleSwapDeployed(chequebook: Address)

  /// The event of a log, which was filtered by the factory's address; `nil` for a log that the chain
  /// took back and for what is no event of a factory.
  public init?(_ log: RPCLog) {
    guard !log.isRemoved else { return nil }
    self.init(topics: log.topics, data: log.data)
  }

  /// The event of a log's topics and data; `nil` for an event of something else and for malformed
  /// data.
  public init?(topics: [Hash256], data: [UInt8]) {
    guard let event = try? Self.read(topics, data) else { return nil }
    self = event
  }

  /// The first topics of all events that are read. No parameter of them is indexed: who looks for one
  /// vault or issuer reads all.
  public static let topics: [Hash256] = [
    deployedWithPeerID.topic, deployed.topic, simpleSwapDeployed.topic,
  ]

  /// The contract that was deployed.
  public var contract: Address {
    switch self {
    case .vaultDeployed(_, let vault, _): vault
    case .simpleSwapDeployed(let chequebook): chequebook
    }
  }

  private static let deployedWithPeerID = EventForm(
    "VaultDeployed(address issuer, address contractAddress, string id)")
  private static let deployed = EventForm("VaultDeployed(address issuer, address contractAddress)")
  private static let simpleSwapDeployed = EventForm("SimpleSwapDeployed(address contractAddress)")

  private static func read(_ topics: [Hash256], _ data: [UInt8]) throws -> FactoryEvent? {
    if let values = deployedWithPeerID.values(topics: topics, data: data) {
      let (issuer, vault, id) = try unpack(
        values, as: Address.self, Address.self, ContractText.self)
      return .vaultDeployed(issuer: issuer, vault: vault, peerID: id.text)
    }
    if let values = deployed.values(topics: topics, data: data) {
      let (issuer, vault) = try unpack(values, as: Address.self, Address.self)
      return .vaultDeployed(issuer: issuer, vault: vault, peerID: nil)
    }
    return try simpleSwapDeployed.values(topics: topics, data: data).map {
      .simpleSwapDeployed(chequebook: try unpack($0, as: Address.self))
    }
  }
}
