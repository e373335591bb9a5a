extension UInt256 {
  /// The number of exactly 32 bytes, most significant first, as an ABI word holds it.
  ///
  /// - Throws: ``ByteCountError`` when there are fewer or more.
  public init(bigEndian bytes: some Collection<UInt8>) throws(ByteCountError) {
    self.init(try Hash256(bytes))
  }

  /// The number of at most 32 bytes, most significant first; no bytes are zero.
  ///
  /// - Throws: ``ByteCountError`` when there are more than 32.
  public init(bigEndianUpTo32 bytes: some Collection<UInt8>) throws(ByteCountError) {
    guard bytes.count <= 32 else { throw ByteCountError(expected: 32, found: bytes.count) }
    var value = UInt256.zero
    for byte in bytes {
      value = value.shiftedLeft(by: 8) | UInt256(limb: UInt64(byte))
    }
    self = value
  }

  /// The 32 bytes, most significant first.
  public var bigEndianBytes: [UInt8] { Hash256(self).bytes }

  /// The bytes without leading zeros, most significant first; none for zero, as RLP wants it.
  public var minimalBigEndianBytes: [UInt8] {
    Array(bigEndianBytes.suffix((significantBitCount + 7) / 8))
  }

  /// The number as a JSON-RPC quantity: `0x` and hex digits without leading zeros, `0x0` for zero.
  ///
  /// - SeeAlso: Ethereum execution APIs, "Hex value encoding".
  public var quantity: String { "0x" + text(radix: 16) }

  /// The number of a hex quantity, with `0x` in front and at least one digit.
  ///
  /// Leading zeros are read, because some nodes send them; a number above 256 bits never is.
  /// - Throws: ``QuantityError``.
  public init(quantity text: some StringProtocol) throws(QuantityError) {
    guard text.utf8.starts(with: "0x".utf8) || text.utf8.starts(with: "0X".utf8) else {
      throw .missingPrefix
    }
    do { self = try UInt256(parsing: text.dropFirst(2), radix: 16) } catch {
      switch error {
      case .empty: throw .noDigits
      case .invalidDigit(let character, let offset, _):
        throw .invalidDigit(character, offset: offset + 2)
      case .tooLarge: throw .tooLarge
      }
    }
  }

  /// The number of a decimal text or of a hex quantity, as people and programs write either.
  ///
  /// - Throws: ``IntegerTextError``; offsets count from the start of `text`.
  public init(decimalOrHex text: some StringProtocol) throws(IntegerTextError) {
    guard text.utf8.starts(with: "0x".utf8) || text.utf8.starts(with: "0X".utf8) else {
      self = try UInt256(parsing: text)
      return
    }
    do { self = try UInt256(parsing: text.dropFirst(2), radix: 16) } catch {
      guard case .invalidDigit(let character, let offset, let radix) = error else { throw error }
      throw .invalidDigit(character, offset: offset + 2, radix: radix)
    }
  }
}

/// Why a text is not a hex quantity of JSON-RPC.
public enum QuantityError: Error, Hashable, Sendable {
  /// There is no `0x` in front.
  case missingPrefix
  /// `0x` alone is empty data, not a quantity.
  case noDigits
  /// A character that is not a hex digit; `offset` counts UTF-8 bytes from the start.
  case invalidDigit(Character, offset: Int)
  /// The number is above 2^256 - 1.
  case tooLarge
}

extension QuantityError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missingPrefix: "A quantity begins with 0x."
    case .noDigits: "0x alone is empty data, not a quantity; zero is written 0x0."
    case .invalidDigit(let character, let offset):
      "Character \(quoted(character)) at offset \(offset) is not a hex digit (0-9, a-f)."
    case .tooLarge: "The quantity does not fit 256 bits."
    }
  }
}
