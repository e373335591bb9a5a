public import EVMCrypto
public import EVMPrimitives

/// Why a text is not an extended key.
///
/// - SeeAlso: BIP-32, test vector 5, which has one text for each.
public enum ExtendedKeyError: Error, Hashable, Sendable {
  /// Which of the two kinds of extended key.
  public enum Kind: String, Hashable, Sendable {
    case `private`
    case `public`
  }

  /// Text that is not Base58, or whose checksum is wrong.
  case notBase58Check(Base58Error)
  /// Another number of bytes than 78.
  case wrongByteCount(Int)
  /// Version bytes of no known kind of key.
  case unknownVersion(UInt32)
  /// A key for another network or script, named by the letters it begins with.
  case otherNetwork(prefix: String)
  /// A private key where a public one was asked for, or the other way round.
  case otherKind(found: Kind)
  /// A key byte string of the other kind: a private key begins with 00, a public one with 02 or 03.
  case keyDoesNotFitVersion(prefix: UInt8, Kind)
  /// A master key (depth 0) that names a parent.
  case masterWithParent
  /// A master key (depth 0) with a child number.
  case masterWithChildNumber
  /// A private key that is zero or not below the group order.
  case notASecretKey(SecretKeyError)
  /// A public key that is no point of the curve.
  case notAPublicKey(PublicKeyError)
}

extension ExtendedKeyError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notBase58Check(let error): "The extended key cannot be read: \(error)"
    case .wrongByteCount(let count):
      "The extended key has \(count) bytes; one has 78 (111 characters with its checksum). Copy all of it."
    case .unknownVersion(let version):
      "The extended key begins with version \(hex(version)), which is no kind of key known here; give one that begins with xprv or xpub."
    case .otherNetwork(let prefix):
      "This is a \(prefix), a key for another network or kind of script; give the xprv or xpub of the same wallet."
    case .otherKind(.private):
      "This is an extended private key (xprv), and a public one (xpub) was asked for; derive its xpub and give that."
    case .otherKind(.public):
      "This is an extended public key (xpub), and a private one (xprv) is needed; give the xprv or the mnemonic."
    case .keyDoesNotFitVersion(let prefix, let kind):
      "The extended key says that it is \(kind.rawValue), but its key begins with \(Hex.encode([prefix])); it is damaged, so copy it again."
    case .masterWithParent:
      "The extended key has depth 0, that of a master key, and yet names a parent; it is damaged, so copy it again."
    case .masterWithChildNumber:
      "The extended key has depth 0, that of a master key, and yet a child number; it is damaged, so copy it again."
    case .notASecretKey(let error): "The extended key holds no secret key: \(error)"
    case .notAPublicKey(let error): "The extended key holds no public key: \(error)"
    }
  }

  private func hex(_ version: UInt32) -> String {
    withUnsafeBytes(of: version.bigEndian) { Hex.encode($0) }
  }
}

/// Why a child key cannot be derived.
public enum DerivationError: Error, Hashable, Sendable {
  /// A seed of fewer than 16 or more than 64 bytes.
  case seedByteCount(Int)
  /// A hardened step from a public key.
  case hardenedFromPublic(ChildIndex)
  /// A step below depth 255.
  case tooDeep
  /// A step whose key would be zero or not below the group order: one in 2^127.
  case noKey(ChildIndex)
  /// A seed whose master key would be zero or not below the group order: one in 2^127.
  case noMasterKey
}

extension DerivationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .seedByteCount(let count):
      "The seed has \(count) bytes; a seed has 16 to 64, and that of a mnemonic has 64."
    case .hardenedFromPublic(let index):
      "Step \(index) is hardened and cannot be derived from a public key; give the xprv, or the xpub of the key below that step."
    case .tooDeep:
      "The key would be deeper than 255 levels below its master key; use a shorter path."
    case .noKey(let index):
      "Step \(index) has no key for this parent (BIP-32 foresees one case in 2^127); use the next number."
    case .noMasterKey:
      "This seed has no master key (BIP-32 foresees one case in 2^127); use another."
    }
  }
}
