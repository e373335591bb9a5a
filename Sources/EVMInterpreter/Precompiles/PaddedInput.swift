import EVMPrimitives

/// The input of a precompile, which reads as if zeros without end followed it.
struct PaddedInput {
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The 32 bytes from `offset` on as a big-endian number.
  func word(at offset: Int) -> UInt256 {
    if bytes.count >= 32, offset <= bytes.count - 32 {
      return UInt256(
        Hash256(copying: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + 32])))
    }
    guard offset < bytes.count else { return .zero }
    return withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { padded in
      padded.initializeMemory(as: UInt8.self, repeating: 0)
      padded.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset...]))
      return UInt256(Hash256(copying: UnsafeRawBufferPointer(padded)))
    }
  }

  /// Calls `body` with `count` bytes from `offset` on: where they stand, or a copy when they go
  /// beyond the end.
  func withBytes<Result>(
    at offset: Int, count: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    let start = min(offset, bytes.count)
    let present = UnsafeRawBufferPointer(rebasing: bytes[start...].prefix(count))
    if present.count == count { return body(present) }
    var padded = [UInt8](repeating: 0, count: count)
    padded.withUnsafeMutableBytes { $0.copyMemory(from: present) }
    return padded.withUnsafeBytes(body)
  }
}
