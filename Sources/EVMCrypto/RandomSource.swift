internal import CLibCrypto

/// Where keys and entropy come from; a parameter of whatever makes them.
public protocol RandomSource: Sendable {
  /// Fills all of `buffer` with bytes that nobody can predict.
  ///
  /// - Throws: ``RandomError`` when it cannot; the buffer's content is then worthless.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(RandomError)
}

/// The system's generator, through OpenSSL's generator for private values.
///
/// - SeeAlso: `RAND_priv_bytes(3)`.
public struct SystemRandom: RandomSource {
  public init() {}

  public func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(RandomError) {
    var rest = buffer
    while let start = rest.baseAddress, !rest.isEmpty {
      let count = min(rest.count, 1 << 20)
      guard RAND_priv_bytes(start.assumingMemoryBound(to: UInt8.self), Int32(count)) == 1 else {
        ERR_clear_error()
        throw .unavailable
      }
      rest = UnsafeMutableRawBufferPointer(rebasing: rest[count...])
    }
  }
}

extension RandomSource {
  /// `count` fresh random bytes.
  ///
  /// - Throws: ``RandomError`` for a negative count, or when the source fails.
  public func bytes(_ count: Int) throws(RandomError) -> SecretBytes {
    guard count >= 0 else { throw .negativeCount(count) }
    return try SecretBytes(count: count) { buffer throws(RandomError) in try fill(buffer) }
  }
}

/// Why there are no random bytes.
public enum RandomError: Error, Hashable, Sendable {
  /// The source has no entropy to give.
  case unavailable
  /// A negative number of bytes was asked for.
  case negativeCount(Int)
  /// So many draws in a row were no secret key that the source must be broken.
  case notRandom(draws: Int)
}

extension RandomError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unavailable:
      "The random number generator gives no bytes; nothing was generated. Try again when the system has entropy."
    case .negativeCount(let count):
      "\(count) random bytes were asked for; ask for none or more."
    case .notRandom(let draws):
      "\(draws) random draws in a row were outside the range of secret keys, which chance does not do; replace the random source."
    }
  }
}
