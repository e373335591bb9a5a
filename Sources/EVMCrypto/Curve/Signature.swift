internal import CSecp256k1
public import EVMPrimitives

/// An ECDSA signature over secp256k1, with what it takes to recover the signer where that was given.
///
/// r and s are from 1 to n - 1, always. Several byte strings can spell one signature: v as 0/1 or
/// 27/28, the 64 bytes of EIP-2098, and (r, n - s) with the other v. `==` compares what was given,
/// ``form`` included; whether two signatures say the same is asked of the digest and the signer.
///
/// - SeeAlso: SEC 1, version 2.0, section 4.1; [EIP-2](https://eips.ethereum.org/EIPS/eip-2);
///   [EIP-2098](https://eips.ethereum.org/EIPS/eip-2098).
public struct Signature: Hashable, Sendable {
  /// How the signature was written.
  public enum Form: Hashable, Sendable {
    /// r, s and a last byte of 27 or 28: what contracts take.
    case v27or28
    /// r, s and a last byte of 0 or 1: what libraries return; contracts refuse it.
    case v0or1
    /// r and s with the parity in the top bit of s (EIP-2098), 64 bytes.
    case compact
    /// r and s alone, 64 bytes: enough to verify with a public key, not to recover one.
    case withoutRecovery
  }

  /// The parity of the y coordinate of the point whose x is r; it selects the public key.
  public enum Parity: UInt8, Hashable, Sendable {
    case even = 0
    case odd = 1

    var flipped: Parity { self == .even ? .odd : .even }
  }

  /// r then s in memory, as C takes them.
  struct Scalars: Hashable, Sendable {
    var r: Hash256
    var s: Hash256
  }

  let scalars: Scalars

  /// What recovery needs beside r and s; nil only in the form ``Form/withoutRecovery``.
  public let parity: Parity?

  /// How the signature was written.
  public let form: Form

  /// r, 32 bytes, most significant first.
  public var r: Hash256 { scalars.r }

  /// s, 32 bytes, most significant first.
  public var s: Hash256 { scalars.s }

  /// The signature of given numbers, 32 bytes each, most significant first.
  ///
  /// - Parameter parity: Nil for a signature without recovery.
  /// - Throws: ``SignatureError`` when r or s is zero or not below n.
  public init(r: Hash256, s: Hash256, parity: Parity?) throws(SignatureError) {
    try self.init(
      checking: Scalars(r: r, s: s), parity: parity,
      form: parity == nil ? .withoutRecovery : .v27or28)
  }

  init(checking scalars: Scalars, parity: Parity?, form: Form) throws(SignatureError) {
    guard scalars.r != .zero else { throw .zero(.r) }
    guard scalars.s != .zero else { throw .zero(.s) }
    guard CurveOrder.contains(scalars.r) else { throw .notBelowGroupOrder(.r) }
    guard CurveOrder.contains(scalars.s) else { throw .notBelowGroupOrder(.s) }
    self.init(scalars, parity: parity, form: form)
  }

  init(_ scalars: Scalars, parity: Parity?, form: Form) {
    self.scalars = scalars
    self.parity = parity
    self.form = form
  }

  /// Whether s is at most half of n, as contracts and EIP-2 demand.
  public var isLowS: Bool { CurveOrder.isLow(s) }

  /// The same statement with a low s; the parity changes with it.
  public var normalized: Signature {
    guard !isLowS else { return self }
    var signature = scalars.parsed
    let high = signature
    withUnsafePointer(to: high) {
      _ = secp256k1_ecdsa_signature_normalize(CurveContext.pointer, &signature, $0)
    }
    return Signature(Scalars(signature), parity: parity?.flipped, form: form)
  }
}

extension Signature.Scalars {
  init(copying bytes: UnsafeRawBufferPointer) {
    self.init(
      r: Hash256(copying: UnsafeRawBufferPointer(rebasing: bytes[0..<32])),
      s: Hash256(copying: UnsafeRawBufferPointer(rebasing: bytes[32..<64])))
  }

  init(_ parsed: secp256k1_ecdsa_signature) {
    self = withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { buffer in
      withUnsafePointer(to: parsed) {
        _ = secp256k1_ecdsa_signature_serialize_compact(
          CurveContext.pointer, buffer.bytePointer, $0)
      }
      return Self(copying: UnsafeRawBufferPointer(buffer))
    }
  }

  /// The numbers for C, which takes them because both are below n.
  var parsed: secp256k1_ecdsa_signature {
    withUnsafeBytes(of: self) { bytes in
      var parsed = secp256k1_ecdsa_signature()
      _ = secp256k1_ecdsa_signature_parse_compact(
        CurveContext.pointer, &parsed, bytes.bytePointer)
      return parsed
    }
  }
}
