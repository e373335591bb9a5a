internal import CLibCrypto

/// Bytes that nobody else should see: a key, a seed, a password.
///
/// They live in one block of memory that all copies share and that is overwritten when the last
/// copy goes. Neither `print`, nor string interpolation, nor `dump`, nor reflection shows them;
/// there is no `==` and no coding. Who needs the bytes says so with ``withUnsafeBytes(_:)``.
public struct SecretBytes: @unchecked Sendable {
  // Sendable although it refers to shared memory: the bytes are written only before an initialiser
  // returns, when no other thread can hold a reference, and when the last reference goes. Their
  // count never changes.
  @usableFromInline let memory: SecretMemory

  /// How many bytes there are.
  public var count: Int { memory.header }

  /// A secret of `count` bytes that `fill` writes; they are zero before.
  ///
  /// When `fill` throws, what it wrote is wiped.
  /// - Precondition: `count` is not negative.
  @inlinable
  public init<Failure: Error>(
    count: Int, filledBy fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    memory = .make(count: count)
    let bytes = memory.bytes
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
    try fill(bytes)
  }

  /// A copy of `bytes`, which the caller wipes if it can.
  public init(_ bytes: UnsafeRawBufferPointer) {
    memory = .make(count: bytes.count)
    memory.bytes.copyMemory(from: bytes)
  }

  /// A copy of `bytes`, which the caller wipes if it can.
  @inlinable
  public init(_ bytes: some Collection<UInt8>) {
    self.init(count: bytes.count) { $0.copyBytes(from: bytes) }
  }

  /// Calls `body` with the bytes, which are valid until it returns.
  @inlinable
  public func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(memory) {} }
    return try body(UnsafeRawBufferPointer(memory.bytes))
  }

  /// Whether both hold the same bytes, in a time that depends on their number only.
  public func isEqual(to other: SecretBytes) -> Bool {
    guard count == other.count else { return false }
    guard count > 0 else { return true }
    return withUnsafeBytes { left in
      other.withUnsafeBytes { right in
        CRYPTO_memcmp(left.baseAddress, right.baseAddress, count) == 0
      }
    }
  }

  /// Whether the secret is `bytes`, in a time that depends on their number only.
  @inlinable
  public func isEqual(to bytes: some Collection<UInt8>) -> Bool {
    isEqual(to: SecretBytes(bytes))
  }
}

/// The block behind ``SecretBytes``: a count, and as many bytes behind it.
@usableFromInline
final class SecretMemory: ManagedBuffer<Int, UInt8> {
  @usableFromInline
  static func make(count: Int) -> SecretMemory {
    unsafeDowncast(create(minimumCapacity: count) { _ in count }, to: SecretMemory.self)
  }

  /// The bytes, valid as long as a reference is held.
  @usableFromInline var bytes: UnsafeMutableRawBufferPointer {
    withUnsafeMutablePointers { count, first in
      UnsafeMutableRawBufferPointer(start: first, count: count.pointee)
    }
  }

  deinit { wipe(bytes) }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `<redacted>`, whatever the bytes are.
  public var description: String { "<redacted>" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Overwrites `memory` in a way that the optimiser keeps.
@usableFromInline
package func wipe(_ memory: UnsafeMutableRawBufferPointer) {
  guard let start = memory.baseAddress else { return }
  OPENSSL_cleanse(start, memory.count)
}

/// Overwrites the elements of `array` and empties it; other copies of it are not reached.
package func wipe(_ array: inout [UInt8]) {
  array.withUnsafeMutableBytes { wipe($0) }
  array = []
}

/// Calls `body` with `byteCount` bytes of scratch memory, and wipes them afterwards.
@inlinable
package func withWipedScratch<Result, Failure: Error>(
  byteCount: Int, _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Result
) throws(Failure) -> Result {
  try withUnsafeTemporaryAllocation(byteCount: byteCount, alignment: 16) {
    buffer throws(Failure) -> Result in
    defer { wipe(buffer) }
    return try body(buffer)
  }
}
