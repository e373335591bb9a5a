internal import CSecp256k1
public import EVMPrimitives

extension SecretKey {
  /// Signs a 32-byte digest: deterministic, with a low s and v of 27 or 28.
  ///
  /// The digest is signed as it stands. Whether it is safe to sign is the caller's question: a bare
  /// hash may stand for anything, a transaction included.
  /// - SeeAlso: [RFC 6979](https://www.rfc-editor.org/rfc/rfc6979), section 3.2, with SHA-256.
  public func sign(_ digest: Hash256) -> Signature {
    withUnsafeBytes { key in
      Swift.withUnsafeBytes(of: digest) { digest in
        var made = secp256k1_ecdsa_recoverable_signature()
        let signed = secp256k1_ecdsa_sign_recoverable(
          CurveContext.pointer, &made, digest.bytePointer, key.bytePointer, nil, nil)
        return withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { buffer in
          var recoveryID: Int32 = 0
          _ = secp256k1_ecdsa_recoverable_signature_serialize_compact(
            CurveContext.pointer, buffer.bytePointer, &recoveryID, &made)
          // Neither happens: the key was checked, and an r that needs a recovery id of 2 or 3 is
          // one in 2^128.
          guard signed == 1, let parity = Signature.Parity(rawValue: UInt8(recoveryID)) else {
            preconditionFailure("libsecp256k1 made no signature with a key that it had accepted")
          }
          return Signature(
            Signature.Scalars(copying: UnsafeRawBufferPointer(buffer)), parity: parity,
            form: .v27or28)
        }
      }
    }
  }
}

extension PublicKey {
  /// Which values of s count as valid.
  public enum SRule: Hashable, Sendable {
    /// Only a low s, as contracts demand.
    case lowOnly
    /// A high s too, which is what ECDSA itself says.
    case any
  }

  /// Whether the holder of this key signed `digest`.
  ///
  /// - Parameter rule: By default a high s makes a signature invalid, because contracts refuse it.
  ///   The signature's parity and v are not looked at; recovery does that.
  public func isValid(
    _ signature: Signature, for digest: Hash256, s rule: SRule = .lowOnly
  ) -> Bool {
    var key = parsed
    var parsed = signature.scalars.parsed
    if rule == .any {
      let given = parsed
      withUnsafePointer(to: given) {
        _ = secp256k1_ecdsa_signature_normalize(CurveContext.pointer, &parsed, $0)
      }
    }
    return withUnsafeBytes(of: digest) {
      secp256k1_ecdsa_verify(CurveContext.pointer, &parsed, $0.bytePointer, &key) == 1
    }
  }
}

extension Signature {
  /// The public key whose holder signed `digest`.
  ///
  /// A signature over another digest gives another key and no error; compare the key with the one
  /// that was expected. A high s is taken, as go-btfs and the EVM's precompile do; ``isLowS`` tells.
  /// - Throws: ``SignatureError/noRecovery`` and ``SignatureError/noPublicKey``.
  /// - SeeAlso: SEC 1, version 2.0, section 4.1.6.
  public func publicKey(signing digest: Hash256) throws(SignatureError) -> PublicKey {
    guard let parity else { throw .noRecovery }
    let point = withUnsafeBytes(of: scalars) { scalars in
      withUnsafeBytes(of: digest) { digest in
        var signature = secp256k1_ecdsa_recoverable_signature()
        var point = secp256k1_pubkey()
        let recovered =
          secp256k1_ecdsa_recoverable_signature_parse_compact(
            CurveContext.pointer, &signature, scalars.bytePointer, Int32(parity.rawValue)) == 1
          && secp256k1_ecdsa_recover(
            CurveContext.pointer, &point, &signature, digest.bytePointer) == 1
        return recovered ? point : nil
      }
    }
    guard let point else { throw .noPublicKey }
    return PublicKey(point)
  }

  /// The address of the account that signed `digest`; see ``publicKey(signing:)``.
  public func address(signing digest: Hash256) throws(SignatureError) -> Address {
    try publicKey(signing: digest).address
  }
}
