public import EVMPrimitives
public import EVMRPC

/// The price oracle since go-btfs 2.3: a price and a rate per token.
///
/// A price is what a gibibyte costs a day, in units of 10^-6 of the token as go-btfs uses it; a rate
/// is how many of the token's smallest unit such a unit is.
public struct MultiTokenPriceOracleContract: ContractBinding {
  public let address: Address
  public init(_ address: Address) { self.address = address }

  public func getPrice(_ token: Address, at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("getPrice(address)(uint256)", token, at: block)
  }

  public func getRate(_ token: Address, at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("getRate(address)(uint256)", token, at: block)
  }

  /// The prices of tokens, in order; the contract refuses an empty list.
  public func getPrices(_ tokens: [Address], at block: BlockID = .latest) -> RPCCall<[UInt256]> {
    read("getPrices(address[])(uint256[])", tokens, at: block)
  }

  /// The rates of tokens, in order; the contract refuses an empty list.
  public func getRates(_ tokens: [Address], at block: BlockID = .latest) -> RPCCall<[UInt256]> {
    read("getRates(address[])(uint256[])", tokens, at: block)
  }

  /// Prices and rates of tokens, in order; the contract refuses an empty list.
  public func getPricesAndRates(
    _ tokens: [Address], at block: BlockID = .latest
  ) -> RPCCall<[TokenPrice]> {
    read("getPricesAndRates(address[])(uint256[],uint256[])", tokens, at: block) { values in
      let (prices, rates) = try unpack(values, as: [UInt256].self, [UInt256].self)
      guard prices.count == tokens.count, rates.count == tokens.count else {
        throw PriceCountError(tokens: tokens.count, prices: prices.count, rates: rates.count)
      }
      return zip(tokens, zip(prices, rates)).map {
        TokenPrice(token: $0, price: $1.0, rate: $1.1)
      }
    }
  }

  public func prices(_ token: Address, at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("prices(address)(uint256)", token, at: block)
  }

  public func rates(_ token: Address, at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("rates(address)(uint256)", token, at: block)
  }

  /// Who may change prices and rates.
  public func owner(at block: BlockID = .latest) -> RPCCall<Address> {
    read("owner()(address)", at: block)
  }

  /// The calldata that sets prices and rates, as many as tokens.
  public func updatePricesAndRates(
    _ tokens: [Address], _ prices: [UInt256], _ rates: [UInt256]
  ) -> [UInt8] {
    calldata("updatePricesAndRates(address[],uint256[],uint256[])", tokens, prices, rates)
  }
}

/// What the oracle says of one token.
public struct TokenPrice: Hashable, Sendable {
  public let token: Address
  public let price: UInt256
  public let rate: UInt256
}

/// An oracle's lists that do not belong together.
private struct PriceCountError: Error, CustomStringConvertible {
  let tokens: Int
  let prices: Int
  let rates: Int

  var description: String {
    "There are \(counted(prices, "price")) and \(counted(rates, "rate")) of \(counted(tokens, "token"))."
  }
}
