internal import CLibCrypto

/// Keys stretched from passwords at the price of memory: scrypt.
///
/// OpenSSL does the work. It refuses an N of 2^(16 r) or more, as RFC 7914 has it, though Web3's own
/// test vector and files that follow it have N = 2^18 with r = 1; those go through ``ROMix``.
/// - SeeAlso: [RFC 7914](https://www.rfc-editor.org/rfc/rfc7914).
public enum Scrypt {
  /// The greatest number of bytes made: 1 MiB, where the protocols in use ask for 32 or 64.
  public static let maximumByteCount = 1 << 20

  /// The greatest product of block size and parallelization: 2^30 - 1.
  public static let maximumBlocks = 1 << 30 - 1

  /// How much memory may be taken unless the caller says otherwise: 1 GiB, four times what geth's
  /// keystores need.
  public static let usualMemoryLimit = 1 << 30

  /// `byteCount` bytes from `password` and `salt`.
  ///
  /// Time grows with `cost * blockSize * parallelization`: about a second for 2^21.
  /// - Parameters:
  ///   - cost: N, a power of two above 1.
  ///   - blockSize: r, at least 1.
  ///   - parallelization: p, at least 1; the blocks are worked on one after the other.
  ///   - byteCount: How many bytes to make, at most ``maximumByteCount``.
  ///   - memoryLimit: How many bytes of memory may be taken; see ``memory(cost:blockSize:parallelization:)``.
  /// - Throws: ``ScryptError`` for parameters outside these ranges, before any memory is taken, and
  ///   when the system has no memory.
  public static func key(
    password: some Collection<UInt8>, salt: some Collection<UInt8>, cost: Int, blockSize: Int,
    parallelization: Int, byteCount: Int, memoryLimit: Int = usualMemoryLimit
  ) throws(ScryptError) -> SecretBytes {
    guard (1...maximumByteCount).contains(byteCount) else { throw .byteCount(byteCount) }
    let needed = try memory(cost: cost, blockSize: blockSize, parallelization: parallelization)
    guard needed <= memoryLimit else { throw .tooMuchMemory(needed: needed, limit: memoryLimit) }
    guard needed < .max else { throw .noMemory(needed: needed) }
    let parameters = Parameters(
      cost: cost, blockSize: blockSize, parallelization: parallelization, byteCount: byteCount)
    let key = withContiguousBytes(of: password) { password in
      withContiguousBytes(of: salt) { salt in
        16 * blockSize < 63 && cost >= 1 << (16 * blockSize)
          ? ROMix.key(password, salt, parameters)
          : keyOfOpenSSL(password, salt, parameters, memoryLimit: needed)
      }
    }
    guard let key else { throw .noMemory(needed: needed) }
    return key
  }

  /// How many bytes of memory scrypt takes: 128 r (N + p + 2); `Int.max` if they are more than that.
  ///
  /// - Throws: ``ScryptError`` for a cost that is no power of two above 1, and for a block size and
  ///   parallelization that are not positive or whose product is above ``maximumBlocks``.
  public static func memory(
    cost: Int, blockSize: Int, parallelization: Int
  ) throws(ScryptError) -> Int {
    guard cost > 1, cost & (cost - 1) == 0 else { throw .cost(cost) }
    guard (1...maximumBlocks).contains(blockSize) else { throw .blockSize(blockSize) }
    guard parallelization > 0, parallelization <= maximumBlocks / blockSize else {
      throw .parallelization(parallelization, blockSize: blockSize)
    }
    // The sum is below 2^62 + 2^31, the factor below 2^37.
    let (bytes, overflow) = (cost + parallelization + 2).multipliedReportingOverflow(
      by: 128 * blockSize)
    return overflow ? .max : bytes
  }

  struct Parameters {
    var cost: Int
    var blockSize: Int
    var parallelization: Int
    var byteCount: Int
  }

  private static func keyOfOpenSSL(
    _ password: UnsafeRawBufferPointer, _ salt: UnsafeRawBufferPointer, _ parameters: Parameters,
    memoryLimit: Int
  ) -> SecretBytes? {
    // C takes text without a terminator, which a pointer to nothing would not be.
    var none: UInt8 = 0
    return withUnsafePointer(to: &none) { none in
      var made: Int32 = 0
      let key = SecretBytes(count: parameters.byteCount) { key in
        made = EVP_PBE_scrypt(
          (password.baseAddress ?? UnsafeRawPointer(none)).assumingMemoryBound(to: CChar.self),
          password.count,
          (salt.baseAddress ?? UnsafeRawPointer(none)).assumingMemoryBound(to: UInt8.self),
          salt.count, UInt64(parameters.cost), UInt64(parameters.blockSize),
          UInt64(parameters.parallelization), UInt64(memoryLimit), key.bytePointer, key.count)
      }
      guard made == 1 else {
        ERR_clear_error()
        return nil
      }
      return key
    }
  }
}

/// Why scrypt makes no key.
public enum ScryptError: Error, Hashable, Sendable {
  /// A cost N that is no power of two above 1.
  case cost(Int)
  /// A block size r below 1 or above ``Scrypt/maximumBlocks``.
  case blockSize(Int)
  /// A parallelization p below 1, or one whose product with r is above ``Scrypt/maximumBlocks``.
  case parallelization(Int, blockSize: Int)
  /// Fewer than one byte, or more than ``Scrypt/maximumByteCount``.
  case byteCount(Int)
  /// More memory than the caller allows; both in bytes.
  case tooMuchMemory(needed: Int, limit: Int)
  /// The system does not give the memory.
  case noMemory(needed: Int)
}

extension ScryptError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cost(let cost):
      "scrypt was given the cost N = \(cost), which is not a power of two above 1; check the number."
    case .blockSize(let size):
      "scrypt was given the block size r = \(size); it is 1 to \(Scrypt.maximumBlocks)."
    case .parallelization(let count, let size):
      "scrypt was given the parallelization p = \(count), which with r = \(size) is not 1 to \(Scrypt.maximumBlocks) blocks; check both numbers."
    case .byteCount(let count):
      "scrypt was asked for \(count) bytes; ask for 1 to \(Scrypt.maximumByteCount)."
    case .tooMuchMemory(let needed, let limit):
      "scrypt needs \(inMebibytes(needed)) of memory with these numbers, and \(inMebibytes(limit)) are allowed; allow more if you trust them."
    case .noMemory(let needed):
      "The system does not give scrypt the \(inMebibytes(needed)) of memory that it needs; end other programs and try again."
    }
  }

  /// A number of bytes as a reader sees it, rounded up.
  private func inMebibytes(_ bytes: Int) -> String {
    let mebibytes = bytes / (1 << 20) + (bytes % (1 << 20) == 0 ? 0 : 1)
    return bytes == .max ? "more than 8 EiB" : "\(mebibytes) MiB"
  }
}
