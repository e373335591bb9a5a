internal import CSecp256k1
public import EVMPrimitives

/// A secp256k1 public key: a point of the curve other than infinity.
///
/// Two keys are equal when they are the same point, whichever form they were read from.
/// - SeeAlso: SEC 1, version 2.0, section 2.3.3.
public struct PublicKey: Hashable, Sendable {
  /// Both coordinates, big-endian, one after the other in memory: what an address is hashed from.
  private struct Point: Hashable, Sendable {
    var x: Hash256
    var y: Hash256
  }

  private let point: Point

  /// The key of 33 bytes (02 or 03, then x) or of 65 (04, then x and y), big-endian.
  ///
  /// The hybrid form (06 and 07) is refused.
  /// - Throws: ``PublicKeyError`` with what is wrong.
  @inlinable
  public init(_ bytes: some Collection<UInt8>) throws(PublicKeyError) {
    self = try withContiguousBytes(of: bytes) { Self.read($0) }.get()
  }

  @usableFromInline
  static func read(_ bytes: UnsafeRawBufferPointer) -> Result<PublicKey, PublicKeyError> {
    let count = bytes.count
    guard count == 33 || count == 65 else { return .failure(.wrongByteCount(count)) }
    let prefix = bytes[0]
    switch prefix {
    case 2, 3, 4:
      let expected = prefix == 4 ? 65 : 33
      guard count == expected else {
        return .failure(
          .prefixForOtherByteCount(prefix: prefix, expected: expected, found: count))
      }
    case 6, 7: return .failure(.hybrid(prefix: prefix))
    default: return .failure(.unknownPrefix(prefix))
    }
    return parse(bytes).map { .success(PublicKey($0)) } ?? .failure(.notOnCurve)
  }

  /// The key that hex digits spell, with or without `0x`.
  ///
  /// - Throws: ``PublicKeyError`` as for the bytes, or with the error of the hex.
  public init(hex text: some StringProtocol) throws(PublicKeyError) {
    let bytes: [UInt8]
    do { bytes = try Hex.decode(text) } catch { throw .notHex(error) }
    try self.init(bytes)
  }

  /// The point of C.
  init(_ parsed: secp256k1_pubkey) {
    point = withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { buffer in
      var parsed = parsed
      var count = 65
      _ = secp256k1_ec_pubkey_serialize(
        CurveContext.pointer, buffer.bytePointer, &count, &parsed,
        UInt32(SECP256K1_EC_UNCOMPRESSED))
      return Point(
        x: Hash256(copying: UnsafeRawBufferPointer(rebasing: buffer[1..<33])),
        y: Hash256(copying: UnsafeRawBufferPointer(rebasing: buffer[33..<65])))
    }
  }

  private static func parse(_ bytes: UnsafeRawBufferPointer) -> secp256k1_pubkey? {
    var parsed = secp256k1_pubkey()
    let result = secp256k1_ec_pubkey_parse(
      CurveContext.pointer, &parsed, bytes.bytePointer, bytes.count)
    return result == 1 ? parsed : nil
  }

  /// The point for C.
  var parsed: secp256k1_pubkey {
    withUncompressed { bytes in
      guard let parsed = Self.parse(bytes) else {
        preconditionFailure("libsecp256k1 refused a point that it had accepted")
      }
      return parsed
    }
  }

  private func withUncompressed<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { buffer in
      buffer[0] = 4
      withUnsafeBytes(of: point) {
        UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyMemory(from: $0)
      }
      return body(UnsafeRawBufferPointer(buffer))
    }
  }

  /// 33 bytes: 02 for an even y or 03 for an odd one, then x.
  public var compressed: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 33) { buffer, count in
      writeCompressed(to: UnsafeMutableRawBufferPointer(buffer))
      count = 33
    }
  }

  /// Writes ``compressed`` to the start of `destination`.
  ///
  /// - Precondition: It has room for 33 bytes.
  package func writeCompressed(to destination: UnsafeMutableRawBufferPointer) {
    destination[0] = withUnsafeBytes(of: point) { 2 | $0[63] & 1 }
    point.x.copyBytes(to: UnsafeMutableRawBufferPointer(rebasing: destination[1..<33]))
  }

  /// 65 bytes: 04, then x and y.
  public var uncompressed: [UInt8] { withUncompressed { [UInt8]($0) } }

  /// The last 20 bytes of the Keccak-256 hash of x and y.
  ///
  /// - SeeAlso: Yellow paper, appendix F.
  public var address: Address {
    withUnsafeBytes(of: point) { Address(lastBytesOf: Keccak256.hash($0)) }
  }

  /// The point plus `tweak` times the generator, or nil when the tweak is n or more or the sum is
  /// the point at infinity.
  ///
  /// - Parameter tweak: 32 bytes, most significant first.
  package func adding(tweak: UnsafeRawBufferPointer) -> PublicKey? {
    guard tweak.count == SecretKey.byteCount else { return nil }
    var sum = parsed
    let added = secp256k1_ec_pubkey_tweak_add(CurveContext.pointer, &sum, tweak.bytePointer)
    return added == 1 ? PublicKey(sum) : nil
  }
}

extension PublicKey: CustomStringConvertible {
  /// The compressed form as hex.
  public var description: String { Hex.encode(compressed) }
}

/// Why bytes are not a public key.
public enum PublicKeyError: Error, Hashable, Sendable {
  /// Neither 33 nor 65 bytes.
  case wrongByteCount(Int)
  /// A first byte that belongs to the form of the other length.
  case prefixForOtherByteCount(prefix: UInt8, expected: Int, found: Int)
  /// The hybrid form, first byte 06 or 07.
  case hybrid(prefix: UInt8)
  /// A first byte that belongs to no form.
  case unknownPrefix(UInt8)
  /// Coordinates of no point on the curve.
  case notOnCurve
  /// Text that is not hex.
  case notHex(HexError)
}

extension PublicKeyError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .wrongByteCount(let count):
      "The public key has \(count) bytes; give the compressed form of 33 bytes (66 hex digits) or the uncompressed one of 65 (130)."
    case .prefixForOtherByteCount(let prefix, let expected, let found):
      "The public key begins with \(Hex.encode([prefix])) like one of \(expected) bytes, but has \(found); copy all of it."
    case .hybrid(let prefix):
      "The public key is in the hybrid form (first byte \(Hex.encode([prefix]))), which Ethereum does not use; give it with first byte 0x02, 0x03 or 0x04."
    case .unknownPrefix(let prefix):
      "The public key begins with \(Hex.encode([prefix])); it must be 0x02 or 0x03 (compressed) or 0x04 (uncompressed)."
    case .notOnCurve:
      "The public key is no point of the secp256k1 curve, so it was altered or belongs to another curve; copy it again from its source."
    case .notHex(let error): "The public key is not hex: \(error)"
    }
  }
}
