public import EVMPrimitives

/// Coin that leaves the beacon chain for an account.
///
/// - SeeAlso: [EIP-4895](https://eips.ethereum.org/EIPS/eip-4895)
public struct Withdrawal: Hashable, Sendable {
  public var index: UInt64
  public var validatorIndex: UInt64
  public var address: Address
  /// In Gwei, 10^9 wei.
  public var amountInGwei: UInt64

  public init(index: UInt64, validatorIndex: UInt64, address: Address, amountInGwei: UInt64) {
    self.index = index
    self.validatorIndex = validatorIndex
    self.address = address
    self.amountInGwei = amountInGwei
  }

  /// In wei.
  public var amount: UInt256 { UInt256(amountInGwei) &* UInt256(1_000_000_000 as UInt64) }

  public var rlp: RLPItem {
    .list([
      .number(UInt256(index)), .number(UInt256(validatorIndex)), .bytes(of: address),
      .number(UInt256(amountInGwei)),
    ])
  }
}
