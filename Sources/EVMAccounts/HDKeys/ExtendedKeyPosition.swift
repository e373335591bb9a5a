internal import EVMCrypto
internal import EVMPrimitives

/// What an extended key carries beside the key: its place in the tree.
struct ExtendedKeyPosition: Sendable {
  /// How the parent is known; its fingerprint needs its public key, which costs 20 microseconds
  /// and is wanted only by who prints the extended key.
  enum Parent: Sendable {
    case none
    case fingerprint(UInt32)
    case publicKey(PublicKey)
    case secretKey(SecretKey)
  }

  static let master = ExtendedKeyPosition(
    depth: 0, parent: .none, childIndex: ChildIndex(rawValue: 0))

  var depth: UInt8
  var parent: Parent
  var childIndex: ChildIndex

  var parentFingerprint: UInt32 {
    switch parent {
    case .none: 0
    case .fingerprint(let fingerprint): fingerprint
    case .publicKey(let key): key.fingerprint
    case .secretKey(let key): key.publicKey.fingerprint
    }
  }
}

extension PublicKey {
  /// The first four bytes of the RIPEMD-160 of the SHA-256 of the compressed key, big-endian.
  ///
  /// - SeeAlso: BIP-32, "Key identifiers".
  var fingerprint: UInt32 {
    withUnsafeTemporaryAllocation(byteCount: 33, alignment: 8) { compressed in
      writeCompressed(to: compressed)
      let once = SHA256.hash(UnsafeRawBufferPointer(compressed))
      let twice = withUnsafeBytes(of: once) { RIPEMD160.hash($0) }
      return withUnsafeBytes(of: twice) { UInt32(bigEndian: $0.loadUnaligned(as: UInt32.self)) }
    }
  }
}

/// The 78 bytes of an extended key, before they are text.
///
/// - SeeAlso: BIP-32, "Serialization format".
struct ExtendedKeyBytes {
  static let byteCount = 78

  /// Versions that mean a key for somewhere else: testnet, and SLIP-132's script kinds.
  private static let otherVersions: [UInt32: String] = [
    0x0435_8394: "tprv", 0x0435_87cf: "tpub", 0x049d_7878: "yprv", 0x049d_7cb2: "ypub",
    0x04b2_430c: "zprv", 0x04b2_4746: "zpub", 0x044a_4e28: "uprv", 0x044a_5262: "upub",
    0x045f_18bc: "vprv", 0x045f_1cf6: "vpub", 0x0295_b005: "Yprv", 0x0295_b43f: "Ypub",
    0x02aa_7a99: "Zprv", 0x02aa_7ed3: "Zpub",
  ]

  static func version(_ kind: ExtendedKeyError.Kind) -> UInt32 {
    kind == .private ? 0x0488_ade4 : 0x0488_b21e
  }

  /// The text of a position, a chain code and the 33 key bytes that `writeKey` writes.
  static func text(
    _ kind: ExtendedKeyError.Kind, _ position: ExtendedKeyPosition, chainCode: SecretBytes,
    writeKey: (UnsafeMutableRawBufferPointer) -> Void
  ) -> String {
    withWipedScratch(byteCount: byteCount + 4) { bytes in
      bytes.storeBytes(of: version(kind).bigEndian, as: UInt32.self)
      bytes[4] = position.depth
      bytes.storeBytes(
        of: position.parentFingerprint.bigEndian, toByteOffset: 5, as: UInt32.self)
      bytes.storeBytes(
        of: position.childIndex.rawValue.bigEndian, toByteOffset: 9, as: UInt32.self)
      chainCode.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: bytes[13..<45]).copyMemory(from: $0)
      }
      writeKey(UnsafeMutableRawBufferPointer(rebasing: bytes[45..<78]))
      return Base58Check.encode(checksumming: bytes)
    }
  }

  /// Reads the text of a key of `kind`; gives its position, chain code and 33 key bytes.
  static func read<Result>(
    _ text: some StringProtocol, _ kind: ExtendedKeyError.Kind,
    _ body: (ExtendedKeyPosition, SecretBytes, UnsafeRawBufferPointer)
      throws(ExtendedKeyError) -> Result
  ) throws(ExtendedKeyError) -> Result {
    var bytes: [UInt8]
    do { bytes = try Base58Check.decode(text) } catch { throw .notBase58Check(error) }
    defer { wipe(&bytes) }
    return try SecretBytes(bytes).withUnsafeBytes { bytes throws(ExtendedKeyError) -> Result in
      guard bytes.count == byteCount else { throw .wrongByteCount(bytes.count) }
      try check(version: bytes.number(at: 0), kind)
      let prefix = bytes[45]
      let fits = kind == .private ? prefix == 0 : prefix == 2 || prefix == 3
      guard fits else { throw .keyDoesNotFitVersion(prefix: prefix, kind) }
      let fingerprint = bytes.number(at: 5)
      let position = ExtendedKeyPosition(
        depth: bytes[4], parent: .fingerprint(fingerprint),
        childIndex: ChildIndex(rawValue: bytes.number(at: 9)))
      if position.depth == 0 {
        guard fingerprint == 0 else { throw .masterWithParent }
        guard position.childIndex.rawValue == 0 else { throw .masterWithChildNumber }
      }
      return try body(
        position, SecretBytes(bytes[13..<45]), UnsafeRawBufferPointer(rebasing: bytes[45..<78]))
    }
  }

  private static func check(
    version found: UInt32, _ kind: ExtendedKeyError.Kind
  ) throws(ExtendedKeyError) {
    if found == version(kind) { return }
    for other in [ExtendedKeyError.Kind.private, .public] where found == version(other) {
      throw .otherKind(found: other)
    }
    if let prefix = otherVersions[found] { throw .otherNetwork(prefix: prefix) }
    throw .unknownVersion(found)
  }
}

extension UnsafeRawBufferPointer {
  /// The big-endian number of four bytes at `offset`.
  fileprivate func number(at offset: Int) -> UInt32 {
    UInt32(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }
}
