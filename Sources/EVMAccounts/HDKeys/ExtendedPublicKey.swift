public import EVMCrypto

/// A public key from which other public keys can be derived, by steps that are not hardened.
///
/// With it and one private key below it, the private key beside it can be computed: an `xpub` is to
/// be shared with care.
/// - SeeAlso: [BIP-32](https://github.com/bitcoin/bips/blob/master/bip-0032.mediawiki)
public struct ExtendedPublicKey: Sendable {
  /// The key itself.
  public let publicKey: PublicKey
  private let chainCode: SecretBytes
  private let position: ExtendedKeyPosition

  /// How many steps lie between the master key and this one.
  public var depth: Int { Int(position.depth) }

  /// The last of these steps; zero in a master key.
  public var childIndex: ChildIndex { position.childIndex }

  /// The identifier of the parent, shortened to four bytes; zero in a master key.
  public var parentFingerprint: UInt32 { position.parentFingerprint }

  init(publicKey: PublicKey, chainCode: SecretBytes, position: ExtendedKeyPosition) {
    self.publicKey = publicKey
    self.chainCode = chainCode
    self.position = position
  }

  /// The key that an `xpub` spells.
  ///
  /// - Throws: ``ExtendedKeyError``.
  public init(parsing text: some StringProtocol) throws(ExtendedKeyError) {
    self = try ExtendedKeyBytes.read(text, .public) {
      position, chainCode, key throws(ExtendedKeyError) in
      do throws(PublicKeyError) {
        return ExtendedPublicKey(
          publicKey: try PublicKey(key), chainCode: chainCode, position: position)
      } catch { throw .notAPublicKey(error) }
    }
  }

  /// The child `index`.
  ///
  /// - Throws: ``DerivationError``, for a hardened step too.
  /// - SeeAlso: BIP-32, "Public parent key to public child key".
  public func child(_ index: ChildIndex) throws(DerivationError) -> ExtendedPublicKey {
    guard !index.isHardened else { throw .hardenedFromPublic(index) }
    guard position.depth < .max else { throw .tooDeep }
    let child = withWipedScratch(byteCount: 37 + 64) { scratch -> (PublicKey, SecretBytes)? in
      let message = UnsafeMutableRawBufferPointer(rebasing: scratch[..<37])
      let code = UnsafeMutableRawBufferPointer(rebasing: scratch[37...])
      publicKey.writeCompressed(to: message)
      message.storeBytes(of: index.rawValue.bigEndian, toByteOffset: 33, as: UInt32.self)
      chainCode.withUnsafeBytes {
        HMAC.sha512(UnsafeRawBufferPointer(message), key: $0, to: code)
      }
      let tweak = UnsafeRawBufferPointer(rebasing: code[..<32])
      guard let key = publicKey.adding(tweak: tweak) else { return nil }
      return (key, SecretBytes(UnsafeRawBufferPointer(rebasing: code[32...])))
    }
    guard let (key, chainCode) = child else { throw .noKey(index) }
    return ExtendedPublicKey(
      publicKey: key, chainCode: chainCode,
      position: ExtendedKeyPosition(
        depth: position.depth + 1, parent: .publicKey(publicKey), childIndex: index))
  }

  /// The descendant at the end of `path`, which starts at this key.
  ///
  /// - Throws: ``DerivationError``, for a hardened step too.
  public func descendant(_ path: DerivationPath) throws(DerivationError) -> ExtendedPublicKey {
    var key = self
    for index in path.steps { key = try key.child(index) }
    return key
  }

  /// The `xpub`: 111 characters that show every address below.
  public var text: String {
    ExtendedKeyBytes.text(.public, position, chainCode: chainCode) {
      publicKey.writeCompressed(to: $0)
    }
  }
}

extension ExtendedPublicKey: CustomStringConvertible {
  /// ``text``.
  public var description: String { text }
}
