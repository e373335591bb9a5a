public import EVMCrypto
public import EVMPrimitives

/// Data that an account signs and that can be no transaction: EIP-191's `0x19`, a version, what the
/// version demands, and the data.
///
/// No RLP list is encoded with 0x19 in front, so a signature here can never spend anything.
///
/// - SeeAlso: [EIP-191](https://eips.ethereum.org/EIPS/eip-191)
public protocol AccountMessage: Hashable, Sendable {
  /// Everything that is hashed, from 0x19 on.
  var signedBytes: [UInt8] { get }
}

extension AccountMessage {
  /// The hash that is signed: Keccak-256 of ``signedBytes``.
  public var digest: Hash256 { Keccak256.hash(signedBytes) }

  /// The signature of a key: deterministic, with a low s and v of 27 or 28.
  public func signature(by key: SecretKey) -> Signature { key.sign(digest) }

  /// The account that signed the message.
  ///
  /// A signature over another message gives another account and no error; compare it with the one
  /// that was expected. A high s is taken, as wallets do; `Signature.isLowS` tells.
  /// - Throws: `SignatureError` for a signature without recovery and one that nobody made.
  public func signer(of signature: Signature) throws(SignatureError) -> Address {
    try signature.address(signing: digest)
  }
}
