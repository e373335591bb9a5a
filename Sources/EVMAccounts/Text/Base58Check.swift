internal import EVMCrypto
internal import EVMPrimitives

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

/// Why a text is not Base58, or not Base58Check.
public enum Base58Error: Error, Hashable, Sendable {
  /// A character outside the alphabet; `offset` counts UTF-8 bytes from the start of the text.
  case invalidCharacter(Character, offset: Int)
  /// More characters than ``Base58/maximumLength``.
  case tooLong(Int)
  /// Fewer bytes than a checksum has.
  case noChecksum(byteCount: Int)
  /// A checksum that does not belong to the payload.
  case wrongChecksum
}

extension Base58Error: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalidCharacter(let character, let offset):
      "Character \(quoted(character)) at offset \(offset) is not Base58, which has no 0, O, I and l and no signs; copy the text again from its source."
    case .tooLong(let count):
      "The text has \(count) characters, more than the \(Base58.maximumLength) that any Base58 text read here has."
    case .noChecksum(let count):
      "The Base58 text spells \(count) bytes, but its checksum alone has 4; copy all of it."
    case .wrongChecksum:
      "The Base58 checksum is wrong, so a character was altered, lost or redacted; copy the text again from its source."
    }
  }
}
