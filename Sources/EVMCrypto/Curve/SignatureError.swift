public import EVMPrimitives

/// Why bytes are not a signature, or a signature gives no public key.
public enum SignatureError: Error, Hashable, Sendable {
  /// One of a signature's two numbers.
  public enum Scalar: String, Hashable, Sendable {
    case r
    case s
  }

  /// Neither 65 bytes, nor 64 where these were asked for.
  case wrongByteCount(Int)
  /// Text that is not hex.
  case notHex(HexError)
  /// A number that is zero.
  case zero(Scalar)
  /// A number that is the group order n or greater.
  case notBelowGroupOrder(Scalar)
  /// A last byte other than 0, 1, 27 and 28.
  case invalidV(UInt8)
  /// The recovery ids 2 and 3 (also as 29 and 30), which the EVM does not know.
  case unusedRecoveryID(v: UInt8)
  /// Recovery, or a form with v, of a signature that came without v.
  case noRecovery
  /// The compact form of a signature whose s is high.
  case highS
  /// No public key fits: r is not the x coordinate of a point, or the key would be infinity.
  case noPublicKey
}

extension SignatureError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .wrongByteCount(64):
      "The signature has 64 bytes, which is EIP-2098's compact form or lacks its last byte v; give 65 bytes (130 hex digits), or say that it is compact."
    case .wrongByteCount(let count):
      "The signature has \(count) bytes; a signature has 65 (130 hex digits): r, s and v."
    case .notHex(let error): "The signature is not hex: \(error)"
    case .zero(let scalar):
      "The signature's \(scalar.rawValue) is zero, so nobody made this signature; ask for a new one."
    case .notBelowGroupOrder(let scalar):
      "The signature's \(scalar.rawValue) is not below the order of the secp256k1 group; it was altered or is no signature, so copy it again."
    case .invalidV(let v):
      "The signature's last byte is \(v); it must be 27 or 28, or 0 or 1."
        + (v >= 35 ? " A v of 35 or more carries a chain id and belongs to transactions." : "")
    case .unusedRecoveryID(let v):
      "The signature's last byte \(v) means a recovery id of 2 or 3, which the EVM refuses; ask the signer to sign again."
    case .noRecovery:
      "The signature has no v, so it cannot tell who signed; give all 65 bytes, or verify it with the public key."
    case .highS:
      "The signature's s is above half the group order, which the compact form cannot hold; normalise it first."
    case .noPublicKey:
      "No public key fits this signature and digest: it was altered or belongs to something else."
    }
  }
}
