public import EVMCrypto

/// A secret key from which others can be derived.
///
/// Its text, an `xprv`, gives away all keys below it; ``revealedText`` shows it on purpose.
/// - SeeAlso: [BIP-32](https://github.com/bitcoin/bips/blob/master/bip-0032.mediawiki)
public struct ExtendedPrivateKey: Sendable {
  /// The key itself.
  public let secretKey: SecretKey
  private let chainCode: SecretBytes
  private let position: ExtendedKeyPosition

  /// How many steps lie between the master key and this one.
  public var depth: Int { Int(position.depth) }

  /// The last of these steps; zero in a master key.
  public var childIndex: ChildIndex { position.childIndex }

  /// The identifier of the parent, shortened to four bytes; zero in a master key. May cost the
  /// making of a public key.
  public var parentFingerprint: UInt32 { position.parentFingerprint }

  /// The master key of a seed.
  ///
  /// - Parameter seed: 16 to 64 bytes, such as ``Mnemonic/seed(passphrase:)``.
  /// - Throws: ``DerivationError``.
  public init(seed: SecretBytes) throws(DerivationError) {
    guard (16...64).contains(seed.count) else { throw .seedByteCount(seed.count) }
    let label: StaticString = "Bitcoin seed"
    let key = UnsafeRawBufferPointer(start: label.utf8Start, count: label.utf8CodeUnitCount)
    let halves = withWipedScratch(byteCount: 64) { code -> (SecretKey, SecretBytes)? in
      seed.withUnsafeBytes { HMAC.sha512($0, key: key, to: code) }
      guard let secretKey = try? SecretKey(UnsafeRawBufferPointer(rebasing: code[..<32])) else {
        return nil
      }
      return (secretKey, SecretBytes(UnsafeRawBufferPointer(rebasing: code[32...])))
    }
    guard let halves else { throw .noMasterKey }
    (secretKey, chainCode) = halves
    position = .master
  }

  /// The key that an `xprv` spells.
  ///
  /// - Throws: ``ExtendedKeyError``.
  public init(parsing text: some StringProtocol) throws(ExtendedKeyError) {
    self = try ExtendedKeyBytes.read(text, .private) {
      position, chainCode, key throws(ExtendedKeyError) in
      do throws(SecretKeyError) {
        return ExtendedPrivateKey(
          secretKey: try SecretKey(UnsafeRawBufferPointer(rebasing: key.dropFirst())),
          chainCode: chainCode, position: position)
      } catch { throw .notASecretKey(error) }
    }
  }

  private init(secretKey: SecretKey, chainCode: SecretBytes, position: ExtendedKeyPosition) {
    self.secretKey = secretKey
    self.chainCode = chainCode
    self.position = position
  }

  /// The extended public key beside this private one.
  public var publicKey: ExtendedPublicKey {
    ExtendedPublicKey(
      publicKey: secretKey.publicKey, chainCode: chainCode, position: position)
  }

  /// The child `index`.
  ///
  /// Costs a public key (about 20 microseconds) when the step is not hardened.
  /// - Throws: ``DerivationError``.
  /// - SeeAlso: BIP-32, "Private parent key to private child key".
  public func child(_ index: ChildIndex) throws(DerivationError) -> ExtendedPrivateKey {
    guard position.depth < .max else { throw .tooDeep }
    let publicKey = index.isHardened ? nil : secretKey.publicKey
    let child = withWipedScratch(byteCount: 37 + 64) { scratch -> (SecretKey, SecretBytes)? in
      let message = UnsafeMutableRawBufferPointer(rebasing: scratch[..<37])
      let code = UnsafeMutableRawBufferPointer(rebasing: scratch[37...])
      if let publicKey {
        publicKey.writeCompressed(to: message)
      } else {
        message[0] = 0
        secretKey.withUnsafeBytes {
          UnsafeMutableRawBufferPointer(rebasing: message[1..<33]).copyMemory(from: $0)
        }
      }
      message.storeBytes(of: index.rawValue.bigEndian, toByteOffset: 33, as: UInt32.self)
      chainCode.withUnsafeBytes {
        HMAC.sha512(UnsafeRawBufferPointer(message), key: $0, to: code)
      }
      let tweak = UnsafeRawBufferPointer(rebasing: code[..<32])
      guard let key = secretKey.adding(tweak: tweak) else { return nil }
      return (key, SecretBytes(UnsafeRawBufferPointer(rebasing: code[32...])))
    }
    guard let (key, chainCode) = child else { throw .noKey(index) }
    return ExtendedPrivateKey(
      secretKey: key, chainCode: chainCode,
      position: ExtendedKeyPosition(
        depth: position.depth + 1,
        parent: publicKey.map { .publicKey($0) } ?? .secretKey(secretKey), childIndex: index))
  }

  /// The descendant at the end of `path`, which starts at this key.
  ///
  /// - Throws: ``DerivationError``.
  public func descendant(_ path: DerivationPath) throws(DerivationError) -> ExtendedPrivateKey {
    var key = self
    for index in path.steps { key = try key.child(index) }
    return key
  }

  /// The `xprv`: 111 characters that own every key below.
  public var revealedText: String {
    ExtendedKeyBytes.text(.private, position, chainCode: chainCode) { bytes in
      bytes[0] = 0
      secretKey.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: bytes[1...]).copyMemory(from: $0)
      }
    }
  }
}

extension ExtendedPrivateKey: CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// `<redacted>`, whatever the key is.
  public var description: String { "<redacted>" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
