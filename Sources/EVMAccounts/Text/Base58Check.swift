internal import EVMCrypto
public import EVMPrimitives

/// Base58 with four bytes of checksum behind the payload: the first of its double SHA-256.
///
/// - SeeAlso: Bitcoin's Base58Check, which Tron and BIP-32 use.
public enum Base58Check {
  /// The text of `payload` and its checksum.
  public static func encode(_ payload: some Collection<UInt8>) -> String {
    withUnsafeTemporaryAllocation(byteCount: payload.count + 4, alignment: 8) { buffer in
      buffer.copyBytes(from: payload)
      return encode(checksumming: buffer)
    }
  }

  /// The text of a payload behind which four bytes are left for the checksum.
  static func encode(checksumming buffer: UnsafeMutableRawBufferPointer) -> String {
    let payloadCount = buffer.count - 4
    let sum = checksum(of: UnsafeRawBufferPointer(rebasing: buffer[..<payloadCount]))
    buffer.storeBytes(of: sum, toByteOffset: payloadCount, as: UInt32.self)
    return Base58.encode(UnsafeRawBufferPointer(buffer))
  }

  /// The payload that `text` spells.
  ///
  /// - Throws: ``Base58Error`` as ``Base58/decode(_:)`` does, and for a checksum that is missing or
  ///   wrong.
  public static func decode(_ text: some StringProtocol) throws(Base58Error) -> [UInt8] {
    let bytes = try Base58.decode(text)
    guard bytes.count >= 4 else { throw .noChecksum(byteCount: bytes.count) }
    let right = bytes.withUnsafeBytes { bytes in
      checksum(of: UnsafeRawBufferPointer(rebasing: bytes.dropLast(4)))
        == bytes.loadUnaligned(fromByteOffset: bytes.count - 4, as: UInt32.self)
    }
    guard right else { throw .wrongChecksum }
    return Array(bytes.dropLast(4))
  }

  /// Four bytes as they stand in memory.
  private static func checksum(of payload: UnsafeRawBufferPointer) -> UInt32 {
    let once = SHA256.hash(payload)
    let twice = withUnsafeBytes(of: once) { SHA256.hash($0) }
    return withUnsafeBytes(of: twice) { $0.loadUnaligned(as: UInt32.self) }
  }
}
