internal import CLibCrypto

/// AES in the three modes in which keys are kept in files: counter, cipher block chaining and
/// cipher feedback.
///
/// None of them notices that the bytes were changed; whoever reads a file checks its code first. A
/// key of 16, 24 or 32 bytes chooses AES-128, AES-192 or AES-256. Through EVP, which uses the
/// processor's AES; its first use in a process costs 1.6 ms.
/// - SeeAlso: FIPS 197; [NIST SP 800-38A](https://doi.org/10.6028/NIST.SP.800-38A).
public enum AES {
  /// How many bytes a block, an initialization vector and a counter have.
  public static let blockByteCount = 16

  /// The input with the key stream of counter mode laid over it: encryption and decryption alike.
  ///
  /// - Parameters:
  ///   - key: 16, 24 or 32 bytes.
  ///   - counter: The first counter, 16 bytes, most significant first; it wraps past its greatest.
  /// - Throws: ``CipherError`` for another number of bytes in `key` or `counter`.
  public static func counterMode(
    _ input: some Collection<UInt8>, key: SecretBytes, counter: some Collection<UInt8>
  ) throws(CipherError) -> SecretBytes {
    let cipher = try cipher(
      key, EVP_aes_128_ctr(), EVP_aes_192_ctr(), EVP_aes_256_ctr())
    return try transformed(input, cipher, key: key, vector: counter, encrypts: true)
  }

  /// What cipher block chaining made `input` of, without its PKCS #7 padding.
  ///
  /// - Parameters:
  ///   - key: 16, 24 or 32 bytes.
  ///   - vector: The initialization vector, 16 bytes.
  /// - Throws: ``CipherError/notWholeBlocks(_:)`` and ``CipherError/wrongPadding``, and for another
  ///   number of bytes in `key` or `vector`.
  public static func decryptedChain(
    _ input: some Collection<UInt8>, key: SecretBytes, vector: some Collection<UInt8>
  ) throws(CipherError) -> SecretBytes {
    guard !input.isEmpty, input.count.isMultiple(of: blockByteCount) else {
      throw .notWholeBlocks(input.count)
    }
    let cipher = try cipher(
      key, EVP_aes_128_cbc(), EVP_aes_192_cbc(), EVP_aes_256_cbc())
    return try transformed(input, cipher, key: key, vector: vector, encrypts: false).unpadded()
  }

  /// What cipher feedback of whole blocks (CFB128) made `input` of; padding stays.
  ///
  /// - Parameters:
  ///   - key: 16, 24 or 32 bytes.
  ///   - vector: The initialization vector, 16 bytes.
  /// - Throws: ``CipherError`` for another number of bytes in `key` or `vector`.
  public static func decryptedFeedback(
    _ input: some Collection<UInt8>, key: SecretBytes, vector: some Collection<UInt8>
  ) throws(CipherError) -> SecretBytes {
    let cipher = try cipher(
      key, EVP_aes_128_cfb128(), EVP_aes_192_cfb128(), EVP_aes_256_cfb128())
    return try transformed(input, cipher, key: key, vector: vector, encrypts: false)
  }

  /// The cipher of a key's length.
  private static func cipher(
    _ key: SecretBytes, _ short: OpaquePointer?, _ middle: OpaquePointer?, _ long: OpaquePointer?
  ) throws(CipherError) -> OpaquePointer? {
    switch key.count {
    case 16: short
    case 24: middle
    case 32: long
    default: throw .keyByteCount(key.count)
    }
  }

  private static func transformed(
    _ input: some Collection<UInt8>, _ cipher: OpaquePointer?, key: SecretBytes,
    vector: some Collection<UInt8>, encrypts: Bool
  ) throws(CipherError) -> SecretBytes {
    guard vector.count == blockByteCount else { throw .vectorByteCount(vector.count) }
    guard input.count <= maximumByteCount else { throw .tooLong(input.count) }
    guard let context = EVP_CIPHER_CTX_new() else { throw .unavailable }
    defer { EVP_CIPHER_CTX_free(context) }
    let vector = Array(vector)
    let isReady = key.withUnsafeBytes {
      EVP_CipherInit_ex(context, cipher, nil, $0.bytePointer, vector, encrypts ? 1 : 0)
    }
    guard isReady == 1, EVP_CIPHER_CTX_set_padding(context, 0) == 1 else { throw failed() }
    var written: Int32 = 0
    var isDone: Int32 = 1
    let output = SecretBytes(count: input.count) { output in
      guard !output.isEmpty else { return }
      withContiguousBytes(of: input) { input in
        isDone = EVP_CipherUpdate(
          context, output.bytePointer, &written, input.bytePointer, Int32(input.count))
      }
    }
    guard isDone == 1, Int(written) == output.count else { throw failed() }
    return output
  }

  /// C counts in 32 bits.
  private static let maximumByteCount = 1 << 30

  private static func failed() -> CipherError {
    ERR_clear_error()
    return .unavailable
  }
}

extension SecretBytes {
  /// The bytes without their PKCS #7 padding: as many bytes, 1 to 16, as the last one says, all of
  /// them equal.
  ///
  /// - Throws: ``CipherError/wrongPadding``, and ``CipherError/notWholeBlocks(_:)`` for a number of
  ///   bytes that is no multiple of 16, or zero.
  /// - SeeAlso: [RFC 5652](https://www.rfc-editor.org/rfc/rfc5652), section 6.3.
  public func unpadded() throws(CipherError) -> SecretBytes {
    try withUnsafeBytes { bytes throws(CipherError) in
      guard let last = bytes.last, bytes.count.isMultiple(of: AES.blockByteCount) else {
        throw .notWholeBlocks(bytes.count)
      }
      let padding = Int(last)
      guard (1...AES.blockByteCount).contains(padding),
        bytes.suffix(padding).allSatisfy({ $0 == last })
      else { throw .wrongPadding }
      return SecretBytes(UnsafeRawBufferPointer(rebasing: bytes.dropLast(padding)))
    }
  }
}

/// Why nothing is encrypted or decrypted. No case carries a byte of it.
public enum CipherError: Error, Hashable, Sendable {
  /// A key of another number of bytes than 16, 24 and 32.
  case keyByteCount(Int)
  /// An initialization vector or counter of another number of bytes than 16.
  case vectorByteCount(Int)
  /// Encrypted bytes that are no whole blocks of 16, or none.
  case notWholeBlocks(Int)
  /// Decrypted bytes whose end is no padding, as a wrong key leaves it.
  case wrongPadding
  /// More bytes than 1 GiB.
  case tooLong(Int)
  /// OpenSSL does not offer the cipher, or has no memory.
  case unavailable
}

extension CipherError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .keyByteCount(let count):
      "The AES key has \(count) bytes; give 16, 24 or 32."
    case .vectorByteCount(let count):
      "The initialization vector has \(count) bytes; AES takes 16."
    case .notWholeBlocks(let count):
      "There are \(count) encrypted bytes, but AES makes whole blocks of 16; copy all of them."
    case .wrongPadding:
      "What was decrypted does not end in padding, so the key or the encrypted bytes are wrong; check both."
    case .tooLong(let count):
      "\(count) bytes are too many for one run of AES; give at most 1073741824."
    case .unavailable:
      "OpenSSL does not offer the cipher; check its configuration."
    }
  }
}
