internal import CLibCrypto

/// Bytes that nobody else should see: a key, a seed, a password.
///
/// They live in one block of memory that is overwritten when the last reference goes. Neither
/// `print`, nor string interpolation, nor `dump`, nor reflection shows them; there is no `==` and
/// no coding. Who needs the bytes says so with ``withUnsafeBytes(_:)``.
public final class SecretBytes: @unchecked Sendable {
  // Sendable although it owns a pointer: the memory is written only inside the initialisers, before
  // any other thread can hold a reference, and in `deinit`, when none holds one any more.
  private let memory: UnsafeMutableRawBufferPointer

  /// How many bytes there are.
  public var count: Int { memory.count }

  /// A secret of `count` bytes that `fill` writes; they are zero before.
  ///
  /// When `fill` throws, what it wrote is wiped.
  /// - Precondition: `count` is not negative.
  public init<Failure: Error>(
    count: Int, filledBy fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    memory = .allocate(byteCount: count, alignment: 16)
    memory.initializeMemory(as: UInt8.self, repeating: 0)
    try fill(memory)
  }

  /// A copy of `bytes`, which the caller wipes if it can.
  public convenience init(_ bytes: some Collection<UInt8>) {
    self.init(count: bytes.count) { $0.copyBytes(from: bytes) }
  }

  deinit {
    wipe(memory)
    memory.deallocate()
  }

  /// Calls `body` with the bytes, which are valid until it returns.
  public func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeRawBufferPointer(memory))
  }

  /// Whether both hold the same bytes, in a time that depends on their number only.
  public func isEqual(to other: SecretBytes) -> Bool {
    guard count == other.count else { return false }
    guard count > 0 else { return true }
    return CRYPTO_memcmp(memory.baseAddress, other.memory.baseAddress, count) == 0
  }

  /// Whether the secret is `bytes`, in a time that depends on their number only.
  public func isEqual(to bytes: some Collection<UInt8>) -> Bool {
    isEqual(to: SecretBytes(bytes))
  }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `<redacted>`, whatever the bytes are.
  public var description: String { "<redacted>" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Overwrites `memory` in a way that the optimiser keeps.
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
package func withWipedScratch<Result, Failure: Error>(
  byteCount: Int, _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Result
) throws(Failure) -> Result {
  try withUnsafeTemporaryAllocation(byteCount: byteCount, alignment: 16) {
    buffer throws(Failure) -> Result in
    defer { wipe(buffer) }
    return try body(buffer)
  }
}
