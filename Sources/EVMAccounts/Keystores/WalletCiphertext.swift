public import EVMCrypto
public import EVMPrimitives

/// A mnemonic or private key as the old BTFS wallet encrypted it: `EncryptedMnemonic` and
/// `EncryptedPrivKey` of a node's config.
///
/// It can be opened and is never written: the password is hashed once, so it can be guessed quickly,
/// and there is no code over the text, so nobody would notice a change. What comes out should be
/// compared with the address that is expected, and kept in a ``Keystore`` from then on.
///
/// There are two forms. The dashboard and later go-btfs: AES-128-CBC with the MD5 of the password as
/// key and a fixed vector, in Base64. Earlier go-btfs: AES-256-CFB with the SHA-256 of the password
/// as key and the vector in front, in URL-safe Base64 without padding. Both pad by PKCS #7.
public struct WalletCiphertext: Sendable {
  /// Which of the two encryptions.
  public enum Form: String, Hashable, Sendable {
    /// AES-128-CBC, MD5, Base64.
    case chained
    /// AES-256-CFB, SHA-256, URL-safe Base64.
    case feedback
  }

  /// What the text may be: one form by its letters and length, or both where they do not decide.
  public let forms: [Form]

  private let bytes: [UInt8]

  /// The vector of every chained text.
  private static let vector: [UInt8] = [2, 0, 1, 6, 0, 8, 1, 4, 2, 0, 1, 6, 0, 8, 1, 4]

  /// Longer texts are no mnemonic and no key.
  private static let maximumLength = 4096

  /// The bytes of the text in a node's config.
  ///
  /// - Throws: ``WalletCiphertextError`` for what is neither Base64 nor whole blocks of AES.
  public init(parsing text: some StringProtocol) throws(WalletCiphertextError) {
    guard text.utf8.count <= Self.maximumLength else { throw .wrongByteCount(text.utf8.count) }
    let hasURLLetters = text.utf8.contains { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    let hasPadding = text.last == "="
    let hasLetters = text.utf8.contains { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") }
    let lacksPadding = !text.utf8.count.isMultiple(of: 4)
    let standard = String(
      decoding: text.utf8.map { character -> UInt8 in
        switch character {
        case UInt8(ascii: "-") where !hasLetters: UInt8(ascii: "+")
        case UInt8(ascii: "_") where !hasLetters: UInt8(ascii: "/")
        default: character
        }
      }, as: UTF8.self)
    let padding = lacksPadding && !hasLetters ? 4 - text.utf8.count % 4 : 0
    do throws(Base64Error) {
      bytes = try Base64.decode(standard + String(repeating: "=", count: padding))
    } catch {
      throw .notBase64(error)
    }
    guard !bytes.isEmpty, bytes.count.isMultiple(of: AES.blockByteCount) else {
      throw .wrongByteCount(bytes.count)
    }
    let isShort = bytes.count == AES.blockByteCount
    if hasURLLetters || lacksPadding {
      if isShort { throw .wrongByteCount(bytes.count) }
      forms = [.feedback]
    } else if hasLetters || hasPadding || isShort {
      forms = [.chained]
    } else {
      forms = [.chained, .feedback]
    }
  }

  /// The mnemonic or key that was encrypted, as ASCII text.
  ///
  /// - Throws: ``WalletCiphertextError/wrongPassword`` when what comes out is not padded text, as
  ///   with a wrong password it practically never is.
  public func text(password: SecretBytes) throws(WalletCiphertextError) -> SecretBytes {
    for form in forms {
      do throws(CipherError) {
        let text = try opened(form, password)
        if text.isPlainText { return text }
      } catch {
        if error == .unavailable { throw .cipher(error) }
      }
    }
    throw .wrongPassword
  }

  private func opened(
    _ form: Form, _ password: SecretBytes
  ) throws(CipherError) -> SecretBytes {
    switch form {
    case .chained:
      let key = password.withUnsafeBytes { InsecureMD5.hash($0) }
      return try AES.decryptedChain(bytes, key: key, vector: Self.vector)
    case .feedback:
      let key = password.withUnsafeBytes { SecretBytes(SHA256.hash($0).bytes) }
      return try AES.decryptedFeedback(
        bytes[AES.blockByteCount...], key: key, vector: bytes[..<AES.blockByteCount]
      ).unpadded()
    }
  }
}

extension SecretBytes {
  /// Whether there is something, and nothing but printable ASCII.
  fileprivate var isPlainText: Bool {
    withUnsafeBytes { bytes in !bytes.isEmpty && bytes.allSatisfy { 0x20...0x7e ~= $0 } }
  }
}

/// Why an old wallet's text does not open. No case carries any of it.
public enum WalletCiphertextError: Error, Hashable, Sendable {
  /// Text that is not Base64, in neither alphabet.
  case notBase64(Base64Error)
  /// A number of bytes that is no multiple of 16, zero, or too great.
  case wrongByteCount(Int)
  /// What was decrypted is not padded text.
  case wrongPassword
  /// OpenSSL refuses to decrypt.
  case cipher(CipherError)
}

extension WalletCiphertextError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notBase64(let error): "The encrypted text cannot be read: \(error)"
    case .wrongByteCount(let count):
      "The encrypted text has \(counted(count, "byte")), but the old wallet wrote whole blocks of 16; copy all of EncryptedMnemonic or EncryptedPrivKey from the node's config."
    case .wrongPassword:
      "The password is wrong, or the text was altered: what comes out is no text, and the old wallet kept no code to tell the two apart. Try the password again, or copy the text again."
    case .cipher(let error): "The encrypted text cannot be decrypted: \(error)"
    }
  }
}
