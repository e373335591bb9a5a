internal import CLibCrypto

/// MD5, which is broken: 16 bytes that anybody can find another message for.
///
/// It is here for one purpose, reading what an old wallet encrypted with MD5 of a password as its
/// key. Nothing new may rest on it.
/// - SeeAlso: [RFC 1321](https://www.rfc-editor.org/rfc/rfc1321); RFC 6151 on why not to use it.
public enum InsecureMD5 {
  /// How many bytes a digest has.
  public static let byteCount = 16

  /// The digest of one message, kept as a secret because it serves as a key.
  public static func hash(_ message: some Collection<UInt8>) -> SecretBytes {
    withContiguousBytes(of: message) { message in
      SecretBytes(count: byteCount) { digest in
        var state = MD5_CTX()
        MD5_Init(&state)
        if let start = message.baseAddress { MD5_Update(&state, start, message.count) }
        MD5_Final(digest.bytePointer, &state)
        withUnsafeMutableBytes(of: &state) { wipe($0) }
      }
    }
  }
}
