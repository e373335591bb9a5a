public import EVMCrypto
public import EVMPrimitives

/// The peer ID of a node whose key is secp256k1: 53 characters that begin with `16Uiu2HA`.
///
/// Such an ID holds the whole public key (the identity multihash of its protobuf), so the node's
/// BTTC and Tron addresses follow from it.
/// - SeeAlso: [libp2p, "Peer IDs and Keys"](https://github.com/libp2p/specs/blob/master/peer-ids/peer-ids.md)
public struct PeerID: Hashable, Sendable {
  /// The node's public key.
  public let publicKey: PublicKey

  public init(_ publicKey: PublicKey) { self.publicKey = publicKey }

  /// The peer ID that somebody wrote, in Base58.
  ///
  /// - Throws: ``PeerIDError``, which names the other kinds of peer ID.
  public init(parsing text: some StringProtocol) throws(PeerIDError) {
    let bytes: [UInt8]
    do { bytes = try Base58.decode(text) } catch {
      if let kind = Self.kindOfCID(text) { throw .contentIdentifier(base: kind) }
      throw .notBase58(error)
    }
    let protobuf = try Self.identity(bytes)
    do throws(LibP2PKeyError) {
      publicKey = try SecretBytes(protobuf).withUnsafeBytes { bytes throws(LibP2PKeyError) in
        try LibP2PKey.publicKey(protobuf: bytes)
      }
    } catch {
      if case .otherKeyType(let type) = error { throw .otherKeyType(type) }
      throw .noKey(error)
    }
  }

  /// What an identity multihash holds: code 0x00, length, and that many bytes.
  private static func identity(_ bytes: [UInt8]) throws(PeerIDError) -> ArraySlice<UInt8> {
    guard bytes.count >= 2 else { throw .tooShort(byteCount: bytes.count) }
    if bytes[0] == 0x12, bytes[1] == 0x20, bytes.count == 34 { throw .hashOnly }
    guard bytes[0] == 0 else { throw .otherMultihash(code: bytes[0]) }
    guard Int(bytes[1]) == bytes.count - 2 else {
      throw .wrongByteCount(expected: Int(bytes[1]), found: bytes.count - 2)
    }
    return bytes.dropFirst(2)
  }

  /// The base of a text that begins like a version 1 content identifier of a key.
  private static func kindOfCID(_ text: some StringProtocol) -> String? {
    if text.hasPrefix("k2k") || text.hasPrefix("k51") { return "base 36" }
    return text.hasPrefix("bafz") ? "base 32" : nil
  }

  /// 53 characters of Base58.
  public var text: String {
    let protobuf = LibP2PKey.publicHeader + publicKey.compressed
    return Base58.encode([0, UInt8(protobuf.count)] + protobuf)
  }
}

extension PeerID: CustomStringConvertible {
  /// ``text``.
  public var description: String { text }
}

/// Why a text is not the peer ID of a secp256k1 key.
public enum PeerIDError: Error, Hashable, Sendable {
  /// Text that is not Base58.
  case notBase58(Base58Error)
  /// A peer ID as a version 1 content identifier.
  case contentIdentifier(base: String)
  /// Fewer bytes than any multihash has.
  case tooShort(byteCount: Int)
  /// A SHA-256 of a key (`Qm...`), from which no key can be had.
  case hashOnly
  /// A multihash of another function.
  case otherMultihash(code: UInt8)
  /// A multihash that is shorter or longer than it says.
  case wrongByteCount(expected: Int, found: Int)
  /// A key of another type: 0 RSA, 1 Ed25519 (`12D3Koo...`), 3 ECDSA.
  case otherKeyType(UInt8)
  /// A multihash that holds no readable secp256k1 key.
  case noKey(LibP2PKeyError)
}

extension PeerIDError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notBase58(let error): "The peer ID cannot be read: \(error)"
    case .contentIdentifier(let base):
      "This is a peer ID written as a content identifier in \(base); give its Base58 form, which begins with 16Uiu2HA."
    case .tooShort(let count):
      "The peer ID has \(count) bytes; that of a BTFS node has 39 (53 characters). Copy all of it."
    case .hashOnly:
      "This peer ID (Qm...) is only the SHA-256 of a key, usually an RSA key, so no key and no address follow from it; the account is not in it."
    case .otherMultihash(let code):
      "The text is Base58 but its first byte, \(Hex.encode([code])), is not that of a peer ID; one of a BTFS node begins with 16Uiu2HA."
    case .wrongByteCount(let expected, let found):
      "The peer ID says that \(expected) bytes follow, but \(found) do; a character was lost or added, so copy it again."
    case .otherKeyType(let type):
      "The key in this peer ID is of type \(LibP2PKeyError.name(of: type))\(type == 1 ? ", as IDs that begin with 12D3Koo have" : ""), which has no EVM address; that of a BTFS node begins with 16Uiu2HA."
    case .noKey(let error): "The peer ID holds no secp256k1 key: \(error)"
    }
  }
}
