/// Keys stretched from passwords: PBKDF2 with HMAC.
///
/// Each iteration is two runs of the compression function over blocks that are laid out once; the
/// state of either key block is computed once. That takes two thirds of the time of
/// `PKCS5_PBKDF2_HMAC`, which copies contexts instead.
/// - SeeAlso: [RFC 8018](https://www.rfc-editor.org/rfc/rfc8018), section 5.2.
public enum PBKDF2 {
  /// The greatest number of iterations taken: 2^31 - 1, as OpenSSL has it.
  public static let maximumIterations = 0x7fff_ffff

  /// The greatest number of bytes made: 1 MiB, where the protocols in use ask for at most 64.
  public static let maximumByteCount = 1 << 20

  /// `byteCount` bytes from `password` and `salt` with HMAC-SHA-256.
  ///
  /// - Throws: ``PBKDF2Error`` for a number of iterations or bytes that is not positive or above
  ///   its maximum.
  public static func sha256(
    password: some Collection<UInt8>, salt: some Collection<UInt8>, iterations: Int, byteCount: Int
  ) throws(PBKDF2Error) -> SecretBytes {
    try check(iterations, byteCount)
    return withContiguousBytes(of: password) { password in
      withContiguousBytes(of: salt) { salt in
        key(password, salt, iterations, byteCount, hash: SHA256.self)
      }
    }
  }

  /// `byteCount` bytes from `password` and `salt` with HMAC-SHA-512; throws as
  /// ``sha256(password:salt:iterations:byteCount:)`` does.
  public static func sha512(
    password: some Collection<UInt8>, salt: some Collection<UInt8>, iterations: Int, byteCount: Int
  ) throws(PBKDF2Error) -> SecretBytes {
    try check(iterations, byteCount)
    return withContiguousBytes(of: password) { password in
      withContiguousBytes(of: salt) { salt in
        key(password, salt, iterations, byteCount, hash: SHA512.self)
      }
    }
  }

  private static func check(_ iterations: Int, _ byteCount: Int) throws(PBKDF2Error) {
    guard (1...maximumIterations).contains(iterations) else { throw .iterations(iterations) }
    guard (1...maximumByteCount).contains(byteCount) else { throw .byteCount(byteCount) }
  }

  // Generic over the hash only: the compiler specialises for all parameters or for none.
  private static func key<Hash: CompressionFunction>(
    _ password: UnsafeRawBufferPointer, _ salt: UnsafeRawBufferPointer, _ iterations: Int,
    _ byteCount: Int, hash: Hash.Type
  ) -> SecretBytes {
    SecretBytes(count: byteCount) { output in
      withWipedScratch(byteCount: StretchingScratch<Hash>.byteCount) { memory in
        StretchingScratch<Hash>(memory, password: password)
          .fill(output, salt: salt, iterations: iterations)
      }
    }
  }
}

/// Why PBKDF2 makes no key.
public enum PBKDF2Error: Error, Hashable, Sendable {
  /// Fewer than one iteration, or more than ``PBKDF2/maximumIterations``.
  case iterations(Int)
  /// Fewer than one byte, or more than ``PBKDF2/maximumByteCount``.
  case byteCount(Int)
}

extension PBKDF2Error: CustomStringConvertible {
  public var description: String {
    switch self {
    case .iterations(let count):
      "PBKDF2 was asked for \(count) iterations; ask for 1 to \(PBKDF2.maximumIterations)."
    case .byteCount(let count):
      "PBKDF2 was asked for \(count) bytes; ask for 1 to \(PBKDF2.maximumByteCount)."
    }
  }
}
