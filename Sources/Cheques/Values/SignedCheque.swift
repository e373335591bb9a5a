public import EVMCrypto
public import EVMPrimitives

/// A cheque with a signature that nobody has checked yet.
///
/// Two byte strings can be the same signature; compare cheques by ``Cheque/digest`` and signer, not
/// by these bytes.
public struct SignedCheque: Hashable, Sendable {
  public let cheque: Cheque
  public let signature: Signature

  public init(cheque: Cheque, signature: Signature) {
    self.cheque = cheque
    self.signature = signature
  }

  /// Who signed, if the cheque says what the signer saw.
  ///
  /// Another cheque gives another address and no error.
  /// - Throws: `SignatureError` when no public key fits at all.
  public func signer() throws(SignatureError) -> Address {
    try signature.address(signing: cheque.digest)
  }
}

extension Cheque {
  /// The cheque signed as contracts take it: deterministic, low s, v of 27 or 28.
  public func signed(with key: SecretKey) -> SignedCheque {
    SignedCheque(cheque: self, signature: key.sign(digest))
  }
}

/// A cheque whose signature its vault's contract accepts from the issuer.
///
/// Only ``SignedCheque/verified(issuer:)`` makes one. That the account is the vault's issuer, and
/// that the vault can pay, is what the chain says and not the cheque.
public struct VerifiedCheque: Hashable, Sendable {
  public let cheque: Cheque
  public let signature: Signature
  /// Who signed.
  public let issuer: Address

  init(verified cheque: SignedCheque, issuer: Address) {
    self.cheque = cheque.cheque
    self.signature = cheque.signature
    self.issuer = issuer
  }
}
