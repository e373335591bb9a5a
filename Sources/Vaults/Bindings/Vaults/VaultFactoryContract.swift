public import EVMPrimitives
public import EVMRPC

/// A factory of vaults, of any generation.
public struct VaultFactoryContract: ContractBinding {
  public let address: Address
  public init(_ address: Address) { self.address = address }

  /// Whether the factory deployed a contract: proves who created it, and no more.
  public func deployedContracts(
    _ vault: Address, at block: BlockID = .latest
  ) -> RPCCall<Bool> {
    read("deployedContracts(address)(bool)", vault, at: block)
  }

  /// The vault that somebody deployed with a node's peer id; zero where nobody did. From January 2022
  /// on. Anybody may have: of V1 at any time, of V2 the first.
  public func peerVaultAddress(
    _ peerID: String, at block: BlockID = .latest
  ) -> RPCCall<Address> {
    read("peerVaultAddress(string)(address)", peerID, at: block)
  }

  /// The contract that all its vaults' code points at.
  public func master(at block: BlockID = .latest) -> RPCCall<Address> {
    read("master()(address)", at: block)
  }

  /// The token of its vaults, from December 2021 on: `TokenAddress()`.
  public func tokenAddress(at block: BlockID = .latest) -> RPCCall<Address> {
    read("TokenAddress()(address)", at: block)
  }

  /// The token of its chequebooks, of 2021: `ERC20Address()`.
  public func erc20Address(at block: BlockID = .latest) -> RPCCall<Address> {
    read("ERC20Address()(address)", at: block)
  }
}

// MARK: - Transactions

extension VaultFactoryContract {
  /// Deploys a vault, from V1 on.
  ///
  /// - Parameters:
  ///   - issuer: Only told in the event; whose vault it is says `data`.
  ///   - logic: What the vault runs.
  ///   - salt: With the sender, decides the vault's address.
  ///   - data: What the logic is called with, such as ``VaultContract/initialization(issuer:token:)``.
  public func deployVault(
    issuer: Address, logic: Address, salt: Hash256, peerID: String, data: [UInt8]
  ) -> [UInt8] {
    calldata(
      "deployVault(address,address,bytes32,string,bytes)", issuer, logic, salt, peerID, data)
  }

  /// Deploys a vault by a factory of an earlier generation, whose vaults have no other logic.
  ///
  /// - Returns: `nil` for a generation whose factory takes a logic, or is Swarm's.
  public func deployVault(
    _ generation: VaultGeneration, issuer: Address, salt: Hash256, peerID: String
  ) -> [UInt8]? {
    switch generation {
    case .chequebook: calldata("deploySimpleSwap(address,bytes32)", issuer, salt)
    case .directVault: calldata("deployVault(address,bytes32)", issuer, salt)
    case .directVaultWithPeerID:
      calldata("deployVault(address,bytes32,string)", issuer, salt, peerID)
    case .proxyV1, .proxyV2, .swarm: nil
    }
  }
}
