/// Standard Base64 with padding, as Go and JSON APIs write byte strings.
///
/// Reading is strict: the alphabet with `+` and `/`, full padding, and no bits set that belong to no
/// byte, so that one byte string has one text.
/// - SeeAlso: [RFC 4648](https://www.rfc-editor.org/rfc/rfc4648), section 4 and 3.5.
public enum Base64 {
  /// The text of `bytes`.
  public static func encode(_ bytes: some Collection<UInt8>) -> String {
    let bytes = Array(bytes)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      bits <<= UInt32(8 * (3 - group.count))
      for index in 0..<4 {
        let value = UInt8(bits >> UInt32(18 - 6 * index) & 0x3f)
        text.append(index <= group.count ? digit(value) : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes that `text` stands for.
  ///
  /// - Throws: ``Base64Error`` with the place.
  public static func decode(_ text: some StringProtocol) throws(Base64Error) -> [UInt8] {
    let text = String(text)
    let utf8 = Array(text.utf8)
    let padding = utf8.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
    let digits = utf8.dropLast(padding)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count / 4 * 3)
    var bits: UInt32 = 0
    var bitCount: UInt32 = 0
    for (offset, byte) in digits.enumerated() {
      guard let value = value(byte) else {
        throw .invalidCharacter(character(of: text, atByte: offset), offset: offset)
      }
      bits = bits << 6 | UInt32(value)
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
        bits &= 1 << bitCount - 1
      }
    }
    guard utf8.count.isMultiple(of: 4), bitCount < 6 else { throw .wrongLength(utf8.count) }
    guard bits == 0 else { throw .unusedBits }
    return bytes
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    switch value {
    case 0..<26: UInt8(ascii: "A") + value
    case 26..<52: UInt8(ascii: "a") + value - 26
    case 52..<62: UInt8(ascii: "0") + value - 52
    case 62: UInt8(ascii: "+")
    default: UInt8(ascii: "/")
    }
  }

  private static func value(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}

/// Why a text is not Base64.
public enum Base64Error: Error, Hashable, Sendable {
  /// `offset` counts UTF-8 bytes from the start of the text.
  case invalidCharacter(Character, offset: Int)
  /// The number of characters is no multiple of four.
  case wrongLength(Int)
  /// The last character has bits that belong to no byte.
  case unusedBits
}

extension Base64Error: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalidCharacter(let character, let offset):
      "Character \(quoted(character)) at offset \(offset) is not one of Base64's (A-Z, a-z, 0-9, +, / and = at the end)."
    case .wrongLength(let count):
      "The Base64 text has \(count) characters, which is no multiple of four; it was cut, or its padding (=) is missing."
    case .unusedBits:
      "The last character of the Base64 text has bits that belong to no byte; it was altered or cut."
    }
  }
}
