internal import CLibCrypto
import EVMPrimitives

/// RIPEMD-160: 20 bytes of digest for a message of any length.
///
/// One message is hashed by ``hash(_:)``; one that comes in pieces by ``update(_:)`` and
/// ``finalized()``.
/// - SeeAlso: ISO/IEC 10118-3; BIP-32 identifies keys by the RIPEMD-160 of their SHA-256.
public struct RIPEMD160: Sendable {
  private var state = RIPEMD160_CTX()

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
  public func finalized() -> Hash160 {
    var last = state
    return withUnsafeMutableBytes(of: &last) { state in
      withUnsafeTemporaryAllocation(byteCount: Self.digestByteCount, alignment: 8) { digest in
        Self.finish(
          state.baseAddress.unsafelyUnwrapped, to: digest.baseAddress.unsafelyUnwrapped)
        return Hash160(copying: UnsafeRawBufferPointer(digest))
      }
    }
  }

  /// The digest of one message.
  public static func hash(_ message: UnsafeRawBufferPointer) -> Hash160 {
    digest(of: message) { Hash160(copying: $0) }
  }

  /// The digest of one message.
  @inlinable
  public static func hash(_ message: some Collection<UInt8>) -> Hash160 {
    withContiguousBytes(of: message) { hash($0) }
  }
}

extension RIPEMD160: HashFunction {
  static var stateByteCount: Int { MemoryLayout<RIPEMD160_CTX>.size }
  static var blockByteCount: Int { 64 }
  static var digestByteCount: Int { Hash160.byteCount }

  static func start(_ state: UnsafeMutableRawPointer) {
    _ = RIPEMD160_Init(state.assumingMemoryBound(to: RIPEMD160_CTX.self))
  }

  static func absorb(_ bytes: UnsafeRawBufferPointer, into state: UnsafeMutableRawPointer) {
    guard let start = bytes.baseAddress else { return }
    _ = RIPEMD160_Update(state.assumingMemoryBound(to: RIPEMD160_CTX.self), start, bytes.count)
  }

  static func finish(_ state: UnsafeMutableRawPointer, to digest: UnsafeMutableRawPointer) {
    _ = RIPEMD160_Final(
      digest.assumingMemoryBound(to: UInt8.self),
      state.assumingMemoryBound(to: RIPEMD160_CTX.self))
  }
}
