public import EVMPrimitives

/// The address of an account or contract as Tron writes it.
///
/// It is the 20 bytes of an EVM address with 0x41 in front; a BTFS node's key has both. Tron and
/// BTTC are nevertheless two chains: what is sent to an exchange's Tron address on BTTC is lost.
/// - SeeAlso: Tron protocol, "Address format".
public struct TronAddress: Hashable, Sendable {
  /// The byte in front of every address of Tron's main network.
  public static let prefix: UInt8 = 0x41

  /// How many characters the text has.
  public static let length = 34

  /// The 20 bytes.
  public let address: Address

  public init(_ address: Address) { self.address = address }

  /// The address that 34 characters of Base58Check spell, `T` first.
  ///
  /// - Throws: ``TronAddressError``.
  public init(parsing text: some StringProtocol) throws(TronAddressError) {
    let bytes: [UInt8]
    do { bytes = try Base58Check.decode(text) } catch {
      // A text that is not 34 characters long cannot have a right checksum: the length is the news.
      switch error {
      case .invalidCharacter(let character, let offset):
        throw .invalidCharacter(character, offset: offset, length: text.utf8.count)
      case .wrongChecksum where text.utf8.count == Self.length: throw .wrongChecksum
      case .wrongChecksum, .noChecksum, .tooLong: throw .wrongLength(text.utf8.count)
      }
    }
    guard bytes.count == 21 else { throw .wrongByteCount(bytes.count) }
    guard bytes[0] == Self.prefix else { throw .wrongPrefix(bytes[0]) }
    self.init(
      bytes.withUnsafeBytes { Address(copying: UnsafeRawBufferPointer(rebasing: $0[1...])) })
  }

  /// The address that hex spells, `41` and 40 digits, with or without `0x`.
  ///
  /// - Throws: ``TronAddressError``.
  public init(hex text: some StringProtocol) throws(TronAddressError) {
    let bytes: [UInt8]
    do { bytes = try Hex.decode(text) } catch { throw .notHex(error) }
    guard bytes.count == 21 else { throw .wrongByteCount(bytes.count) }
    guard bytes[0] == Self.prefix else { throw .wrongPrefix(bytes[0]) }
    self.init(
      bytes.withUnsafeBytes { Address(copying: UnsafeRawBufferPointer(rebasing: $0[1...])) })
  }

  /// 0x and 42 hex digits, of which the first two are 41.
  public var hex: String { Hex.encode([Self.prefix] + address.bytes) }

  /// 34 characters, `T` first.
  public var text: String {
    withUnsafeTemporaryAllocation(byteCount: 25, alignment: 8) { bytes in
      bytes[0] = Self.prefix
      address.copyBytes(to: UnsafeMutableRawBufferPointer(rebasing: bytes[1..<21]))
      return Base58Check.encode(checksumming: bytes)
    }
  }
}

extension TronAddress: CustomStringConvertible {
  /// ``text``.
  public var description: String { text }
}

/// Why a text is not a Tron address.
public enum TronAddressError: Error, Hashable, Sendable {
  /// A character that Base58 does not have; `length` is that of the whole text.
  case invalidCharacter(Character, offset: Int, length: Int)
  /// Another number of characters than 34.
  case wrongLength(Int)
  /// 34 characters whose checksum is wrong.
  case wrongChecksum
  /// Text that is in order but spells another number of bytes than 21.
  case wrongByteCount(Int)
  /// 21 bytes that do not begin with 0x41.
  case wrongPrefix(UInt8)
  /// Text that is not hex.
  case notHex(HexError)
}

extension TronAddressError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalidCharacter(let character, let offset, let length):
      "Character \(quoted(character)) at offset \(offset) cannot stand in a Tron address, which is Base58 (no 0, O, I and l)"
        + (length == TronAddress.length
          ? "" : ", and the text has \(length) characters instead of 34")
        + "; it was redacted or mistyped, so copy it again from its source."
    case .wrongLength(let length):
      "The Tron address has \(length) characters, but one has 34; copy all of it from its source."
    case .wrongChecksum:
      "The checksum of this Tron address is wrong, so a character was altered or redacted; copy it again from its source."
    case .wrongByteCount(let count):
      "The text spells \(count) bytes, but a Tron address has 21: 0x41 and 20 more. It is something else."
    case .wrongPrefix(let prefix):
      "The address begins with the byte \(Hex.encode([prefix])), but one of Tron begins with 0x41; it belongs to another network."
    case .notHex(let error): "The Tron address is not hex: \(error)"
    }
  }
}
