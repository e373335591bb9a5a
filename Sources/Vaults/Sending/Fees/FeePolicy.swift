public import EVMAccounts
public import EVMPrimitives

/// What one is ready to pay for a transaction.
public struct FeePolicy: Hashable, Sendable {
  /// The most that a transaction may cost in all, in wei: gas limit times price.
  public var maximumFee: UInt256
  /// Wei per gas to pay; what the endpoints suggest when missing. With a base fee it is the cap.
  public var gasPrice: UInt256?
  /// Gas that a transaction may use; what the estimate says, with the margin, when missing.
  public var gasLimit: UInt64?
  /// Percent above the suggested price. Without a base fee all of it is paid.
  public var priceMargin: UInt64
  /// Percent above the estimated gas. What is not used is not paid.
  public var gasMargin: UInt64

  /// 500 BTT in wei: a cash-out costs some 27 at BTTC's usual price.
  public static let usualMaximumFee =
    UInt256(500) &* UInt256(1_000_000_000_000_000_000 as UInt64)

  public init(
    maximumFee: UInt256 = usualMaximumFee, gasPrice: UInt256? = nil, gasLimit: UInt64? = nil,
    priceMargin: UInt64 = 0, gasMargin: UInt64 = 20
  ) {
    self.maximumFee = maximumFee
    self.gasPrice = gasPrice
    self.gasLimit = gasLimit
    self.priceMargin = priceMargin
    self.gasMargin = gasMargin
  }
}

/// What a transaction pays for a unit of gas, in wei.
public enum GasPrice: Hashable, Sendable {
  /// One price, where gas has no base fee.
  case fixed(UInt256)
  /// A cap and a tip.
  case market(GasFees)

  /// The most that a unit may cost.
  public var maximum: UInt256 {
    switch self {
    case .fixed(let price): price
    case .market(let fees): fees.maxFeePerGas
    }
  }

  /// The prices with which nodes let a transaction take the place of one that pays these: a tenth and
  /// one wei more in each field, or what is suggested now if that is more.
  ///
  /// - Returns: `nil` when a price does not fit 256 bits.
  /// - SeeAlso: geth, `txpool.pricebump`, 10 by default.
  public func bumped(orAtLeast suggestion: GasPrice) -> GasPrice? {
    func bumped(_ price: UInt256, _ suggestion: UInt256) -> UInt256? {
      let (tenth, rest) = price.quotientAndRemainder(dividingBy: 10)
      guard let sum = try? price.adding(tenth &+ (rest.isZero ? 1 : 2)) else { return nil }
      return max(sum, suggestion)
    }
    switch (self, suggestion) {
    case (.fixed(let price), _):
      return bumped(price, suggestion.maximum).map(GasPrice.fixed)
    case (.market(let fees), _):
      var suggestedTip = suggestion.maximum
      if case .market(let suggested) = suggestion { suggestedTip = suggested.maxPriorityFeePerGas }
      guard let tip = bumped(fees.maxPriorityFeePerGas, suggestedTip),
        let cap = bumped(fees.maxFeePerGas, suggestion.maximum)
      else { return nil }
      return .market(GasFees(maxFeePerGas: max(cap, tip), maxPriorityFeePerGas: tip))
    }
  }

  /// The fields of a transaction that pays so.
  func variant(chainID: UInt64) -> UnsignedTransaction.Variant {
    switch self {
    case .fixed(let price): .legacy(chainID: chainID, gasPrice: price)
    case .market(let fees): .feeMarket(chainID: chainID, fees: fees, accessList: [])
    }
  }

  /// What a transaction pays.
  init(of transaction: UnsignedTransaction) {
    self = transaction.fees.map(GasPrice.market) ?? .fixed(transaction.maximumFeePerGas)
  }
}

/// The gas and the price of a transaction that is about to be signed.
public struct FeePlan: Hashable, Sendable {
  /// What it would use by the node's estimate; `nil` where the limit was given.
  public let gasEstimate: UInt64?
  public let gasLimit: UInt64
  public let price: GasPrice
  /// What it can cost at most, in wei.
  public let maximumFee: UInt256
}
