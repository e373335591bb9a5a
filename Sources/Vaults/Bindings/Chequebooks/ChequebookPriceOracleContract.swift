public import EVMPrimitives
public import EVMRPC

/// Swarm's oracle of what its tokens buy.
public struct ChequebookPriceOracleContract: ContractBinding {
  public let address: Address
  public init(_ address: Address) { self.address = address }

  /// Tokens per unit of accounting, and what a first cheque is worth less.
  public func getPrice(at block: BlockID = .latest) -> RPCCall<ChequebookPrice> {
    read("getPrice()(uint256,uint256)", at: block) {
      let (price, deduction) = try unpack($0, as: UInt256.self, UInt256.self)
      return ChequebookPrice(price: price, chequeValueDeduction: deduction)
    }
  }

  public func price(at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("price()(uint256)", at: block)
  }

  /// The calldata that sets the price; the owner alone may.
  public func updatePrice(_ price: UInt256) -> [UInt8] { calldata("updatePrice(uint256)", price) }
}

/// What Swarm's oracle says.
public struct ChequebookPrice: Hashable, Sendable {
  public let price: UInt256
  /// What is taken off the first cheque of a peer.
  public let chequeValueDeduction: UInt256
}
