public import EVMCrypto
public import EVMPrimitives

/// Keys as libp2p stores and sends them: a protobuf of key type and key bytes, in Base64.
///
/// A BTFS node's config has its private key in this form (`PrivKey`, 48 characters that begin with
/// `CAISI`), its `id` command the public one. Only secp256k1 keys are read, and only in the one
/// spelling that libp2p itself writes.
/// - SeeAlso: [libp2p, "Peer IDs and Keys"](https://github.com/libp2p/specs/blob/master/peer-ids/peer-ids.md)
public enum LibP2PKey {
  /// Field 1 (key type), varint 2 (secp256k1), then field 2 (data) with its length.
  static let privateHeader: [UInt8] = [0x08, 0x02, 0x12, 0x20]
  static let publicHeader: [UInt8] = [0x08, 0x02, 0x12, 0x21]

  /// The secret key in the Base64 of its protobuf.
  ///
  /// - Throws: ``LibP2PKeyError``; it never shows the text.
  public static func secretKey(
    parsing text: some StringProtocol
  ) throws(LibP2PKeyError) -> SecretKey {
    let bytes = try decode(text)
    return try bytes.withUnsafeBytes { bytes throws(LibP2PKeyError) in
      try check(bytes, header: privateHeader, keyByteCount: 32)
      do throws(SecretKeyError) { return try SecretKey(bytes.dropFirst(4)) } catch {
        throw .notASecretKey(error)
      }
    }
  }

  /// The public key in the Base64 of its protobuf.
  ///
  /// - Throws: ``LibP2PKeyError``.
  public static func publicKey(
    parsing text: some StringProtocol
  ) throws(LibP2PKeyError) -> PublicKey {
    let bytes = try decode(text)
    return try bytes.withUnsafeBytes { bytes throws(LibP2PKeyError) in
      try publicKey(protobuf: bytes)
    }
  }

  static func publicKey(
    protobuf bytes: UnsafeRawBufferPointer
  ) throws(LibP2PKeyError) -> PublicKey {
    try check(bytes, header: publicHeader, keyByteCount: 33)
    do { return try PublicKey(bytes.dropFirst(4)) } catch { throw .notAPublicKey(error) }
  }

  /// The text of a secret key, which gives the key away: 48 characters.
  public static func revealedText(of key: SecretKey) -> String {
    withWipedScratch(byteCount: 36) { bytes in
      bytes.copyBytes(from: privateHeader)
      key.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: bytes[4...]).copyMemory(from: $0)
      }
      return Base64.encode(UnsafeRawBufferPointer(bytes))
    }
  }

  /// The text of a public key: 52 characters.
  public static func text(of key: PublicKey) -> String {
    (publicHeader + key.compressed).withUnsafeBytes { Base64.encode($0) }
  }

  private static func decode(
    _ text: some StringProtocol
  ) throws(LibP2PKeyError) -> SecretBytes {
    let characters = SecretBytes(text.utf8)
    guard characters.count <= 4096 else { throw .wrongByteCount(characters.count / 4 * 3) }
    return try characters.withUnsafeBytes { characters throws(LibP2PKeyError) in
      var bytes: [UInt8] = []
      bytes.reserveCapacity(characters.count / 4 * 3)
      defer { wipe(&bytes) }
      do throws(Base64Error) {
        try Base64.decode(characters.assumingMemoryBound(to: UInt8.self)) { bytes.append($0) }
      } catch { throw .notBase64(error) }
      return SecretBytes(bytes)
    }
  }

  private static func check(
    _ bytes: UnsafeRawBufferPointer, header: [UInt8], keyByteCount: Int
  ) throws(LibP2PKeyError) {
    guard bytes.count >= 4, bytes[0] == 0x08, bytes[2] == 0x12 else { throw .notAKey }
    guard bytes[1] == header[1] else { throw .otherKeyType(bytes[1]) }
    guard bytes.count == header.count + keyByteCount else {
      // The other of the two kinds is likelier than a wrong length.
      if bytes[3] == privateHeader[3], bytes.count == 36 { throw .privateInsteadOfPublic }
      if bytes[3] == publicHeader[3], bytes.count == 37 { throw .publicInsteadOfPrivate }
      throw .wrongByteCount(bytes.count)
    }
    guard bytes[3] == header[3] else { throw .notAKey }
  }
}

/// Why a text is not a libp2p key. No case carries a piece of it.
public enum LibP2PKeyError: Error, Hashable, Sendable {
  /// Text that is not Base64.
  case notBase64(Base64Error)
  /// Bytes that are not a protobuf of key type and key.
  case notAKey
  /// A key of another type: 0 RSA, 1 Ed25519, 3 ECDSA.
  case otherKeyType(UInt8)
  /// A protobuf of another length than that of a secp256k1 key.
  case wrongByteCount(Int)
  /// A public key where a private one was asked for.
  case publicInsteadOfPrivate
  /// A private key where a public one was asked for.
  case privateInsteadOfPublic
  /// A private key that is zero or not below the group order.
  case notASecretKey(SecretKeyError)
  /// A public key that is no point of the curve.
  case notAPublicKey(PublicKeyError)
}

extension LibP2PKeyError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notBase64(let error): "The libp2p key cannot be read: \(error)"
    case .notAKey:
      "The bytes are no libp2p key, which is a protobuf of key type and key; copy all of it again from the node."
    case .otherKeyType(let type):
      "The libp2p key is of type \(Self.name(of: type)), but a BTFS account needs secp256k1 (type 2)."
    case .wrongByteCount(let count):
      "The libp2p key has \(count) bytes; a private secp256k1 key has 36 (48 characters), a public one 37 (52). Copy all of it."
    case .publicInsteadOfPrivate:
      "This is a libp2p public key, and a private one is needed; it is PrivKey in the node's config."
    case .privateInsteadOfPublic:
      "This is a libp2p private key, and a public one was asked for; keep it secret."
    case .notASecretKey(let error): "The libp2p key holds no secret key: \(error)"
    case .notAPublicKey(let error): "The libp2p key holds no public key: \(error)"
    }
  }

  static func name(of type: UInt8) -> String {
    switch type {
    case 0: "RSA (0)"
    case 1: "Ed25519 (1)"
    case 2: "secp256k1 (2)"
    case 3: "ECDSA (3)"
    default: "\(type)"
    }
  }
}
