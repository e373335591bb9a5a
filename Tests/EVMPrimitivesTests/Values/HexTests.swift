import EVMPrimitives
import Testing

@Suite struct `Hex text` {
  /// Eight digits are read at a time and the rest one by one; both are told apart by the places here.
  @Test(arguments: [2, 8, 14, 22])
  func `a text is read exactly when each of its characters is a digit, wherever it stands`(
    length: Int
  ) {
    for place in 0..<length {
      for byte in UInt8.min...UInt8.max {
        var text = Array("09afAF73c1E80b6D429f5A".utf8.prefix(length))
        text[place] = byte
        let expected = stride(from: 0, to: length, by: 2).map { start in
          // The standard library takes a sign too.
          text[start] == 0x2b || text[start] == 0x2d
            ? nil : UInt8(String(decoding: text[start...start + 1], as: UTF8.self), radix: 16)
        }
        let isPrefix = text.starts(with: [0x30, 0x78]) || text.starts(with: [0x30, 0x58])
        let whole: [UInt8]? =
          isPrefix
          ? expected.dropFirst().compactMap { $0 }
          : expected.contains(nil) ? nil : expected.compactMap { $0 }
        #expect((try? Hex.decode(utf8: text.span)) == whole, "byte \(byte) at \(place)")
      }
    }
  }

  @Test func `the first character that is no digit is named with its place`() {
    #expect(throws: HexError.invalidDigit("g", offset: 9)) {
      try Hex.decode("0x0123456g89abcxef")
    }
    #expect(throws: HexError.invalidDigit("/", offset: 16)) {
      try Hex.decode("0123456789abcdef/0")
    }
  }
}
