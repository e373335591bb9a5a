public import EVMCrypto
public import EVMPrimitives

/// A transaction with its sender's signature: what is sent to a node.
///
/// The signature is kept as r, s and the parity of y; v follows from the type and the chain id, so
/// the two cannot contradict each other. A high s is held, because Frontier took it;
/// ``TransactionRules`` refuses it where the fork does.
public struct SignedTransaction: Hashable, Sendable {
  public let transaction: UnsignedTransaction
  /// r, s and the parity of y.
  public let signature: Signature

  /// A transaction and a signature, be it over it or not.
  ///
  /// - Throws: ``TransactionError/signature(_:)`` with `noRecovery` for a signature that says
  ///   nothing about recovery.
  public init(
    _ transaction: UnsignedTransaction, signature: Signature
  ) throws(TransactionError) {
    guard let parity = signature.parity else { throw .signature(.noRecovery) }
    do {
      // In one form, so that equal transactions are equal however the signature was written.
      self.signature = try Signature(r: signature.r, s: signature.s, parity: parity)
    } catch { throw .signature(error) }
    self.transaction = transaction
  }

  /// The account that signed, and pays.
  ///
  /// A signature over other fields gives another account and no error.
  /// - Throws: `SignatureError.noPublicKey` when no account can have made the signature.
  public func sender() throws(SignatureError) -> Address {
    try signature.address(signing: transaction.signingHash)
  }

  /// Keccak-256 of ``encoded``: the name by which nodes know the transaction.
  public var hash: Hash256 { Keccak256.hash(encoded) }

  /// The signature's last number: 27 or 28, or with the chain id 35 + 2 x id and one more, for type 0
  /// (EIP-155); 0 or 1 for the others.
  public var v: UInt256 {
    let parity = UInt256(signature.parity?.rawValue ?? 0)
    guard case .legacy(let chainID, _) = transaction.variant else { return parity }
    guard let chainID else { return 27 + parity }
    return 35 + 2 * UInt256(chainID) + parity
  }

  /// The bytes that are sent: the RLP list, for types 1 to 4 behind the type's byte.
  ///
  /// For type 3 this is what a block holds; blobs travel beside it in a ``PooledTransaction``.
  public var encoded: [UInt8] { transaction.type.envelope(of: rlp) }

  /// The list of all fields, those of the signature last.
  var rlp: RLPItem {
    .list(
      transaction.fields + [
        .number(v), .number(UInt256(signature.r)), .number(UInt256(signature.s)),
      ])
  }
}
