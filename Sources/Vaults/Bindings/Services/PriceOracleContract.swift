public import EVMPrimitives
public import EVMRPC

/// The price oracle of go-btfs 2.1 and 2.2: a price per token, one exchange rate.
///
/// A price is what a gibibyte costs a day, in units of 10^-6 of the token as go-btfs uses it.
public struct PriceOracleContract: ContractBinding {
  public let address: Address
  public init(_ address: Address) { self.address = address }

  public func getPrice(_ token: Address, at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("getPrice(address)(uint256)", token, at: block)
  }

  /// The prices of tokens, in order; the contract refuses an empty list.
  public func getPrices(_ tokens: [Address], at block: BlockID = .latest) -> RPCCall<[UInt256]> {
    read("getPrices(address[])(uint256[])", tokens, at: block)
  }

  public func prices(_ token: Address, at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("prices(address)(uint256)", token, at: block)
  }

  /// The token's smallest units per unit of price: `getExchangeRate()`.
  public func getExchangeRate(at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("getExchangeRate()(uint256)", at: block)
  }

  public func exchangeRate(at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("exchangeRate()(uint256)", at: block)
  }

  /// Who may change prices.
  public func owner(at block: BlockID = .latest) -> RPCCall<Address> {
    read("owner()(address)", at: block)
  }

  /// The calldata that sets prices, as many as tokens.
  public func updatePrices(_ tokens: [Address], _ prices: [UInt256]) -> [UInt8] {
    calldata("updatePrices(address[],uint256[])", tokens, prices)
  }

  /// The calldata that sets the exchange rate.
  public func updateExchangeRate(_ rate: UInt256) -> [UInt8] {
    calldata("updateExchangeRate(uint256)", rate)
  }
}
