public import EVMCrypto
public import EVMPrimitives

extension SignedCheque {
  /// The cheque when the vault's contract would accept this signature from `issuer`.
  ///
  /// Stricter than go-btfs, which takes a high s and so can hold a cheque that cannot be cashed. The
  /// cost is that of one public key recovery.
  /// - Throws: ``ChequeRejection`` with the cause; ``diagnosis(issuer:context:)`` looks for the
  ///   mistake behind it.
  public func verified(issuer: Address) throws(ChequeRejection) -> VerifiedCheque {
    switch signature.form {
    case .v27or28: break
    case .v0or1: throw .recoveryByteZeroOrOne
    case .compact: throw .compactSignature
    case .withoutRecovery: throw .noRecoveryByte
    }
    guard signature.isLowS else { throw .highS }
    let signer: Address
    do { signer = try self.signer() } catch { throw .unrecoverable(error) }
    guard signer == issuer else { throw .otherSigner(found: signer, issuer: issuer) }
    return VerifiedCheque(verified: self, issuer: issuer)
  }
}

/// Why a cheque's signature is not the issuer's as the vault's contract takes it.
public enum ChequeRejection: Error, Hashable, Sendable {
  /// A last byte of 0 or 1, which OpenZeppelin's ECDSA refuses.
  case recoveryByteZeroOrOne
  /// 64 bytes of EIP-2098. Some vaults' contracts take them and no go-btfs node does.
  case compactSignature
  /// 64 bytes without v.
  case noRecoveryByte
  /// An s above half the group order, which OpenZeppelin's ECDSA refuses and go-btfs takes.
  case highS
  /// No public key fits the signature.
  case unrecoverable(SignatureError)
  /// The signature is that of another account, or of another cheque.
  case otherSigner(found: Address, issuer: Address)
}

extension ChequeRejection: CustomStringConvertible {
  public var description: String {
    switch self {
    case .recoveryByteZeroOrOne:
      "The signature's last byte is 0 or 1, which the contract refuses; it must be 27 or 28, so add 27 to it."
    case .compactSignature:
      "The signature is in EIP-2098's compact form, which nodes and some vaults refuse; write it as 65 bytes."
    case .noRecoveryByte:
      "The signature has no last byte v, without which the contract cannot recover the signer; ask for all 65 bytes."
    case .highS:
      "The signature's s is in the upper half, which the contract refuses although go-btfs takes it; the same signature with a low s can be cashed."
    case .unrecoverable(let error): error.description
    case .otherSigner(let found, let issuer):
      "For this cheque the signature is that of \(found), not of the issuer \(issuer)."
    }
  }
}
