public import EVMAccounts
public import EVMCrypto
public import EVMPrimitives

/// A transaction that somebody wants: without nonce, gas and price, which the chain decides.
public struct TransactionRequest: Hashable, Sendable {
  /// Whom it calls or pays; creates a contract when missing.
  public var to: Address?
  public var data: [UInt8]
  /// In wei.
  public var value: UInt256
  public var purpose: TransactionPurpose

  public init(
    to: Address?, data: [UInt8] = [], value: UInt256 = 0, purpose: TransactionPurpose
  ) {
    self.to = to
    self.data = data
    self.value = value
    self.purpose = purpose
  }
}

/// Whoever signs transactions of one account.
public struct TransactionSigner: Sendable {
  public let account: Address
  private let sign: @Sendable (UnsignedTransaction) throws -> SignedTransaction

  /// - Parameter sign: Signs a transaction as `account`; another account's signature is refused.
  public init(
    account: Address,
    sign: @escaping @Sendable (UnsignedTransaction) throws -> SignedTransaction
  ) {
    self.account = account
    self.sign = sign
  }

  /// Signs with a key in memory.
  public init(_ key: SecretKey) {
    self.init(account: key.publicKey.address) { try $0.signed(with: key) }
  }

  /// - Throws: ``SendingFailure/otherSigner(expected:found:)`` for another account's signature, or one
  ///   over another transaction.
  func signed(_ transaction: UnsignedTransaction) throws -> SignedTransaction {
    let signed = try sign(transaction)
    let found = try? signed.sender()
    guard found == account, signed.transaction == transaction else {
      throw SendingFailure.otherSigner(expected: account, found: found)
    }
    return signed
  }
}
