public import EVMPrimitives

/// What cashing a cheque costs, in the chain's coin.
public struct GasOutlook: Hashable, Sendable {
  /// Gas that is paid for.
  public let used: UInt64
  /// Gas to give with the transaction: what it needs on the way, and a fifth more.
  public let limit: UInt64
  /// Wei per gas.
  public let price: UInt256
  /// What whoever cashes has, in wei.
  public let coin: UInt256
  /// The chain's coin.
  public let unit: Denomination

  init(used: UInt64, needed: UInt64, price: UInt256, coin: UInt256, in unit: Denomination) {
    self.unit = unit
    self.used = used
    limit = needed + needed / 5
    self.price = price
    self.coin = coin
  }

  /// What is paid, in wei; 2^256 - 1 when a node names an impossible price.
  public var cost: UInt256 { Self.product(used, price) }

  /// What must be there for the node to take the transaction, in wei.
  public var reserve: UInt256 { Self.product(limit, price) }

  /// Whether the coin suffices.
  public var isCovered: Bool { coin >= reserve }

  /// What is missing, in wei.
  public var missing: UInt256 { isCovered ? 0 : reserve &- coin }

  /// An amount of wei in the chain's coin, exactly.
  public func text(_ wei: UInt256) -> String { "\(TokenAmount(smallestUnits: wei, in: unit))" }

  private static func product(_ gas: UInt64, _ price: UInt256) -> UInt256 {
    let (product, overflow) = UInt256(gas).multipliedReportingOverflow(by: price)
    return overflow ? .max : product
  }
}

/// Whether what a cheque pays is more than its gas.
public enum GasWorth: Hashable, Sendable {
  /// More, by so much, in wei.
  case gain(UInt256)
  /// Less, or as much, in wei.
  case loss(UInt256)
  /// The token's price in the coin is not known.
  case unpriced

  /// - Parameter paid: What is paid in a token that is worth the coin one to one.
  init(paid: UInt256, cost: UInt256) {
    self = paid > cost ? .gain(paid &- cost) : .loss(cost &- paid)
  }
}
