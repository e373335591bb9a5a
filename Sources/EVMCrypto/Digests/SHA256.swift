internal import CLibCrypto
public import EVMPrimitives

/// SHA-256: 32 bytes of digest for a message of any length.
///
/// One message is hashed by ``hash(_:)``; one that comes in pieces by ``update(_:)`` and
/// ``finalized()``.
/// - SeeAlso: FIPS 180-4, section 6.2.
public struct SHA256: Sendable {
  private var state = SHA256_CTX()

  public init() {
    withUnsafeMutableBytes(of: &state) { Self.start($0.baseAddress.unsafelyUnwrapped) }
  }

  /// Takes the next piece of the message.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    withUnsafeMutableBytes(of: &state) {
      Self.absorb(bytes, into: $0.baseAddress.unsafelyUnwrapped)
    }
  }

  /// Takes the next piece of the message.
  @inlinable
  public mutating func update(_ bytes: some Collection<UInt8>) {
    withContiguousBytes(of: bytes) { update($0) }
  }

  /// The digest of all pieces so far; more may follow.
  public func finalized() -> Hash256 {
    var last = state
    return withUnsafeMutableBytes(of: &last) { state in
      withUnsafeTemporaryAllocation(byteCount: Self.digestByteCount, alignment: 8) { digest in
        Self.finish(
          state.baseAddress.unsafelyUnwrapped, to: digest.baseAddress.unsafelyUnwrapped)
        return Hash256(copying: UnsafeRawBufferPointer(digest))
      }
    }
  }

  /// The digest of one message.
  public static func hash(_ message: UnsafeRawBufferPointer) -> Hash256 {
    digest(of: message) { Hash256(copying: $0) }
  }

  /// The digest of one message.
  @inlinable
  public static func hash(_ message: some Collection<UInt8>) -> Hash256 {
    withContiguousBytes(of: message) { hash($0) }
  }
}

extension SHA256: HashFunction {
  static var stateByteCount: Int { MemoryLayout<SHA256_CTX>.size }
  static var blockByteCount: Int { 64 }
  static var digestByteCount: Int { Hash256.byteCount }

  static func start(_ state: UnsafeMutableRawPointer) {
    _ = SHA256_Init(state.assumingMemoryBound(to: SHA256_CTX.self))
  }

  static func absorb(_ bytes: UnsafeRawBufferPointer, into state: UnsafeMutableRawPointer) {
    guard let start = bytes.baseAddress else { return }
    _ = SHA256_Update(state.assumingMemoryBound(to: SHA256_CTX.self), start, bytes.count)
  }

  static func finish(_ state: UnsafeMutableRawPointer, to digest: UnsafeMutableRawPointer) {
    _ = SHA256_Final(
      digest.assumingMemoryBound(to: UInt8.self),
      state.assumingMemoryBound(to: SHA256_CTX.self))
  }
}
