public import EVMABI
public import EVMCrypto
public import EVMPrimitives

extension SecretKey {
  /// The signature of EIP-712 typed data: deterministic, low s, v of 27 or 28.
  ///
  /// Show ``TypedData/description`` before.
  public func sign(_ data: TypedData) -> Signature { sign(data.digest) }
}

extension Signature {
  /// The account that signed EIP-712 typed data; other data gives another account and no error.
  ///
  /// - Throws: `SignatureError` when no public key fits, or the signature has no v.
  public func signer(of data: TypedData) throws(SignatureError) -> Address {
    try address(signing: data.digest)
  }
}
