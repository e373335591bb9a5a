/// Standard Base64 with padding, as Go and JSON APIs write byte strings, in its one canonical
/// spelling.
///
/// - SeeAlso: [RFC 4648](https://www.rfc-editor.org/rfc/rfc4648), section 4; section 3.5 for the
///   unused bits, which must be zero here.
public enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The text of `bytes`.
  public static func encode(_ bytes: some Collection<UInt8>) -> String {
    bytes.withContiguousStorageIfAvailable { encode(UnsafeRawBufferPointer($0)) }
      ?? Array(bytes).withUnsafeBytes { encode($0) }
  }

  /// The text of the bytes in memory.
  public static func encode(_ bytes: UnsafeRawBufferPointer) -> String {
    String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text in
      var position = 0
      var index = 0
      while index < bytes.count {
        let count = min(3, bytes.count - index)
        var group: UInt32 = 0
        for offset in 0..<3 {
          group = group << 8 | (offset < count ? UInt32(bytes[index + offset]) : 0)
        }
        for digit in 0..<4 {
          let value = Int(group >> UInt32(18 - 6 * digit) & 0x3f)
          text[position + digit] = digit <= count ? alphabet[value] : UInt8(ascii: "=")
        }
        position += 4
        index += 3
      }
      return position
    }
  }

  /// The bytes that `text` stands for.
  ///
  /// - Throws: ``Base64Error`` with the place.
  public static func decode(_ text: some StringProtocol) throws(Base64Error) -> [UInt8] {
    let utf8 = Array(text.utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count / 4 * 3)
    try utf8.withUnsafeBufferPointer { utf8 throws(Base64Error) in
      try decode(utf8) { bytes.append($0) }
    }
    return bytes
  }

  /// Decodes ASCII `text` and calls `body` for each byte, in order, so that a secret need not lie in
  /// an array.
  ///
  /// - Throws: ``Base64Error`` with the place; bytes before it have been handed over.
  public static func decode(
    _ text: UnsafeBufferPointer<UInt8>, _ body: (UInt8) -> Void
  ) throws(Base64Error) {
    guard text.count.isMultiple(of: 4) else { throw .wrongLength(text.count) }
    var digits = text.count
    while digits > 0, text.count - digits < 2, text[digits - 1] == UInt8(ascii: "=") {
      digits -= 1
    }
    var group: UInt32 = 0
    var bits = 0
    for position in 0..<digits {
      guard let value = value(of: text[position]) else {
        throw .invalidCharacter(offset: position)
      }
      group = group << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        body(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
        group &= 1 << UInt32(bits) - 1
      }
    }
    guard group == 0 else { throw .unusedBits }
  }

  private static func value(of character: UInt8) -> UInt8? {
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

/// Why a text is not Base64. No case carries a character of it, for it may be a key.
public enum Base64Error: Error, Hashable, Sendable {
  /// A number of characters that is no multiple of four.
  case wrongLength(Int)
  /// A character outside the alphabet, padding in the middle included.
  case invalidCharacter(offset: Int)
  /// Bits behind the last byte that are not zero: another spelling of the same bytes.
  case unusedBits
}

extension Base64Error: CustomStringConvertible {
  public var description: String {
    switch self {
    case .wrongLength(let count):
      "The Base64 text has \(count) characters, but every three bytes are four characters; copy all of it, with the = at its end."
    case .invalidCharacter(let offset):
      "The character at offset \(offset) is not Base64 (letters, digits, +, /); copy the text again."
    case .unusedBits:
      "The Base64 text ends in bits that belong to no byte, so its last character was altered; copy it again."
    }
  }
}
