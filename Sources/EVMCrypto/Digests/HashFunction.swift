internal import CLibCrypto

/// What HMAC needs of a hash function, over its C state in memory.
///
/// OpenSSL's low-level functions: one hash costs a sixth of what EVP takes, and the first use does
/// not load the library's configuration (1.6 ms). Every requirement is static, so each caller is
/// compiled for its function.
protocol HashFunction {
  /// Size of the C state.
  static var stateByteCount: Int { get }
  /// Size of a message block: 64 or 128 bytes.
  static var blockByteCount: Int { get }
  static var digestByteCount: Int { get }

  static func start(_ state: UnsafeMutableRawPointer)
  static func absorb(_ bytes: UnsafeRawBufferPointer, into state: UnsafeMutableRawPointer)
  static func finish(_ state: UnsafeMutableRawPointer, to digest: UnsafeMutableRawPointer)
}

extension HashFunction {
  /// The digest of one message. What C leaves of the message on the stack it wipes itself.
  static func digest<Digest>(
    of message: UnsafeRawBufferPointer, as make: (UnsafeRawBufferPointer) -> Digest
  ) -> Digest {
    withUnsafeTemporaryAllocation(
      byteCount: stateByteCount + digestByteCount, alignment: 16
    ) { scratch in
      let state = scratch.baseAddress.unsafelyUnwrapped
      start(state)
      absorb(message, into: state)
      finish(state, to: state + stateByteCount)
      return make(UnsafeRawBufferPointer(rebasing: scratch[stateByteCount...]))
    }
  }
}

/// Calls `body` with the elements of `bytes` where they stand, or with a copy that is wiped.
@inlinable
func withContiguousBytes<Result>(
  of bytes: some Collection<UInt8>, _ body: (UnsafeRawBufferPointer) -> Result
) -> Result {
  let direct = bytes.withContiguousStorageIfAvailable { body(UnsafeRawBufferPointer($0)) }
  return direct ?? SecretBytes(bytes).withUnsafeBytes(body)
}
