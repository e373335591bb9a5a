extension [UInt8] {
  /// Appends `text` in quotes, with the escapes that RFC 8259 section 7 demands.
  mutating func appendJSONString(_ text: String, escapesLineSeparators: Bool) {
    append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var plain = 0
      for position in 0..<utf8.count {
        let byte = utf8[position]
        let length: Int
        if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
          guard escapesLineSeparators else { continue }
          if byte == 0x7f {
            length = 1
          } else if byte == 0xe2, utf8[position + 1] == 0x80, utf8[position + 2] & 0xfe == 0xa8 {
            // U+2028 and U+2029: a string's UTF-8 is whole, so two bytes follow.
            length = 3
          } else {
            continue
          }
        } else {
          length = 1
        }
        append(contentsOf: utf8[plain..<position])
        plain = position + length
        appendEscape(of: length == 3 ? 0x2000 | UInt16(utf8[position + 2] & 0x3f) : UInt16(byte))
      }
      append(contentsOf: utf8[plain...])
    }
    append(UInt8(ascii: "\""))
  }

  private mutating func appendEscape(of unit: UInt16) {
    append(UInt8(ascii: "\\"))
    switch unit {
    case 0x22: append(UInt8(ascii: "\""))
    case 0x5c: append(UInt8(ascii: "\\"))
    case 0x08: append(UInt8(ascii: "b"))
    case 0x0c: append(UInt8(ascii: "f"))
    case 0x0a: append(UInt8(ascii: "n"))
    case 0x0d: append(UInt8(ascii: "r"))
    case 0x09: append(UInt8(ascii: "t"))
    default:
      append(UInt8(ascii: "u"))
      for shift: UInt16 in [12, 8, 4, 0] {
        let digit = UInt8(unit >> shift & 0xf)
        append(digit < 10 ? digit + 0x30 : digit + 0x57)
      }
    }
  }
}
