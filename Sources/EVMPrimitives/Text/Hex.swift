/// Hexadecimal text of byte strings: two digits a byte, an optional `0x` in front.
///
/// Reading is strict: an even number of ASCII digits and nothing else. Writing is lower case.
public enum Hex {
  /// The bytes that `text` spells, in order.
  ///
  /// - Parameter text: An even number of hex digits of either case, with or without `0x`; `0x` and
  ///   the empty text are zero bytes.
  /// - Throws: ``HexError`` with the place of the first character that is not a hex digit, or with
  ///   the odd number of digits.
  public static func decode(_ text: some StringProtocol) throws(HexError) -> [UInt8] {
    try decode(utf8: String(text).utf8.span)
  }

  /// The bytes that the ASCII text in `utf8` spells; see ``decode(_:)``.
  public static func decode(utf8: Span<UInt8>) throws(HexError) -> [UInt8] {
    let start = prefixLength(utf8)
    let digitCount = utf8.count - start
    guard digitCount & 1 == 0 else {
      try requireDigits(utf8, from: start)
      throw .oddDigitCount(digitCount)
    }
    let byteCount = digitCount / 2
    var complete = true
    let bytes = [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, initializedCount in
      var position = start
      let whole = byteCount & ~3
      utf8.withUnsafeBytes { text in
        for index in stride(from: 0, to: whole, by: 4) {
          let digits = text.loadUnaligned(fromByteOffset: position, as: UInt64.self)
          let (four, areDigits) = fourBytes(ofDigits: UInt64(littleEndian: digits))
          if !areDigits { complete = false }
          UnsafeMutableRawPointer(buffer.baseAddress! + index)
            .storeBytes(of: four.littleEndian, as: UInt32.self)
          position += 8
        }
      }
      for index in whole..<byteCount {
        let pair = nibble(utf8[position]) << 4 | nibble(utf8[position + 1])
        if pair > 0xff { complete = false }
        buffer[index] = UInt8(truncatingIfNeeded: pair)
        position += 2
      }
      initializedCount = byteCount
    }
    if !complete { try requireDigits(utf8, from: start) }
    return bytes
  }

  /// The four bytes that eight digits spell, the first the lowest on either side, and whether all are
  /// digits: eight at a time without a branch, as which digits are letters is anybody's guess.
  @inline(__always)
  private static func fourBytes(ofDigits text: UInt64) -> (UInt32, areDigits: Bool) {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let isLetter = (text >> 6) & ones
    // Letters in lower case.
    let lower = text | isLetter << 5
    let low = lower & (ones &* 0xf)
    // 0-9 have 3 above them, a-f have 6 and stand at 1-6.
    let wrongRow = (lower ^ (ones &* 0x30 &+ isLetter &* 0x30)) & (ones &* 0xf0)
    let tooHigh = (low &+ ones &* 6 &+ isLetter &* 3) & (ones &* 0x10)
    let tooLow = ~(low &+ ones &* 0x10 &- isLetter) & (ones &* 0x10)
    let values = low &+ isLetter &* 9
    let pairs = (values << 4 | values >> 8) & 0x00ff_00ff_00ff_00ff
    let halves = (pairs | pairs >> 8) & 0x0000_ffff_0000_ffff
    return (
      UInt32(truncatingIfNeeded: halves | halves >> 16), wrongRow | tooHigh | tooLow == 0
    )
  }

  /// Lower-case hex of `bytes`, by default with `0x` in front.
  public static func encode(_ bytes: some Collection<UInt8>, prefix: Bool = true) -> String {
    let length = bytes.count * 2 + (prefix ? 2 : 0)
    return String(unsafeUninitializedCapacity: length) { buffer in
      var position = 0
      if prefix {
        buffer[0] = UInt8(ascii: "0")
        buffer[1] = UInt8(ascii: "x")
        position = 2
      }
      for byte in bytes {
        buffer[position] = digit(byte >> 4)
        buffer[position + 1] = digit(byte & 0xf)
        position += 2
      }
      return position
    }
  }

  /// The lower-case ASCII digit of a value below 16.
  @inlinable
  static func digit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? nibble &+ 0x30 : nibble &+ 0x57
  }

  /// The value of an ASCII hex digit, or a number above 255 when `character` is none.
  @inlinable
  static func nibble(_ character: UInt8) -> UInt32 {
    let decimal = UInt32(character) &- 0x30
    if decimal < 10 { return decimal }
    let letter = (UInt32(character) | 0x20) &- 0x61
    return letter < 6 ? letter &+ 10 : 0x100_0000
  }

  static func prefixLength(_ utf8: Span<UInt8>) -> Int {
    utf8.count >= 2 && utf8[0] == UInt8(ascii: "0") && utf8[1] | 0x20 == UInt8(ascii: "x") ? 2 : 0
  }

  private static func requireDigits(
    _ utf8: Span<UInt8>, from start: Int
  ) throws(HexError) {
    for position in start..<utf8.count where nibble(utf8[position]) > 0xf {
      let rest = (position..<min(position + 4, utf8.count)).map { utf8[$0] }
      throw .invalidDigit(String(decoding: rest, as: UTF8.self).first ?? "?", offset: position)
    }
  }
}

/// Why a text is not the hex of a byte string.
public enum HexError: Error, Hashable, Sendable {
  /// A character that is not a hex digit; `offset` counts UTF-8 bytes from the start of the text,
  /// `0x` included.
  case invalidDigit(Character, offset: Int)
  /// Bytes need two digits each; `0` was not guessed in front.
  case oddDigitCount(Int)
  /// The text spells another number of bytes than the value has.
  case wrongByteCount(expected: Int, found: Int)
}

extension HexError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalidDigit(let character, let offset):
      "Character \(quoted(character)) at offset \(offset) is not a hex digit (0-9, a-f)."
    case .oddDigitCount(let count):
      "The hex text has \(counted(count, "digit")), an odd number; every byte needs two."
    case .wrongByteCount(let expected, let found):
      "The hex text spells \(counted(found, "byte")) (\(found * 2) digits), but \(counted(expected, "byte")) (\(expected * 2) digits) are needed."
    }
  }
}
