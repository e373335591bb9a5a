public import EVMPrimitives

/// The gas that a transaction costs before any code runs.
///
/// - SeeAlso: Yellow paper, section 6.2; EIP-2 (creation), EIP-2028 (calldata), EIP-2930 (access
///   lists), EIP-3860 (init code), EIP-7623 (floor), EIP-7702 (authorisations).
public struct IntrinsicGas: Hashable, Sendable {
  /// What is paid before the first instruction.
  public let cost: UInt64
  /// What is paid at least in the end for the calldata, since Prague; `nil` before.
  public let floor: UInt64?

  /// The least gas limit with which the transaction is valid.
  public var minimum: UInt64 { max(cost, floor ?? 0) }

  /// The gas of a transaction under the rules of a fork.
  public init(of transaction: UnsignedTransaction, under fork: Fork) {
    // A count is below 2^48 as long as memory is, so no product or sum here comes near 2^64.
    let zeros = UInt64(transaction.input.count { $0 == 0 })
    let others = UInt64(transaction.input.count) - zeros
    var cost = 21_000 + 4 * zeros + (fork.includes(.istanbul) ? 16 : 68) * others
    if transaction.to == nil {
      if fork.includes(.homestead) { cost += 32_000 }
      if fork.includes(.shanghai) { cost += 2 * ((zeros + others + 31) / 32) }
    }
    for entry in transaction.accessList ?? [] {
      cost += 2400 + 1900 * UInt64(entry.storageKeys.count)
    }
    cost += 25_000 * UInt64(transaction.authorizations?.count ?? 0)
    self.cost = cost
    floor = fork.includes(.prague) ? 21_000 + 10 * (zeros + 4 * others) : nil
  }
}
