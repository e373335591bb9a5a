public import EVMPrimitives
public import EVMRPC

/// Swarm's factory of chequebooks.
public struct ChequebookFactoryContract: ContractBinding {
  public let address: Address
  public init(_ address: Address) { self.address = address }

  /// Whether the factory deployed a contract.
  public func deployedContracts(
    _ chequebook: Address, at block: BlockID = .latest
  ) -> RPCCall<Bool> {
    read("deployedContracts(address)(bool)", chequebook, at: block)
  }

  /// The contract that all its chequebooks' code points at.
  public func master(at block: BlockID = .latest) -> RPCCall<Address> {
    read("master()(address)", at: block)
  }

  /// The token of its chequebooks: `ERC20Address()`.
  public func erc20Address(at block: BlockID = .latest) -> RPCCall<Address> {
    read("ERC20Address()(address)", at: block)
  }

  /// The calldata that deploys a chequebook.
  ///
  /// - Parameters:
  ///   - defaultHardDepositTimeout: In seconds.
  ///   - salt: With the sender, decides the chequebook's address.
  public func deploySimpleSwap(
    issuer: Address, defaultHardDepositTimeout: UInt256, salt: Hash256
  ) -> [UInt8] {
    calldata(
      "deploySimpleSwap(address,uint256,bytes32)", issuer, defaultHardDepositTimeout, salt)
  }
}
