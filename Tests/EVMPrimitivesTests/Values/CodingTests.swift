import EVMPrimitives
import ExactJSON
import Testing

@Suite struct `Values in JSON` {
  private struct Row: Codable, Equatable {
    var quantity: UInt256
    @DecimalCoded var amount: UInt256
    @DecimalCoded var change: Int256
    var address: Address
    var hash: Hash256
  }

  private static let text = #"""
    {"quantity":"0x100","amount":"1331381000000000000","change":"-5",\#
    "address":"0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC",\#
    "hash":"0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"}
    """#

  @Test func `words are written as quantities, or in decimal where that is asked for`() throws {
    let row = Row(
      quantity: 256, amount: 1_331_381_000_000_000_000, change: -5,
      address: try Address(parsing: "0xf54430f85b5862cdd3278c3c78fda39b65f4a2bc"),
      hash: Keccak256.empty)
    #expect(String(decoding: try ExactJSONEncoder().encode(row), as: UTF8.self) == Self.text)
    #expect(try ExactJSONDecoder().decode(Row.self, from: Array(Self.text.utf8)) == row)
  }

  @Test func `a bare number of any size is read exactly`() throws {
    let row = try ExactJSONDecoder().decode(
      [UInt256].self,
      from: Array("[9007199254740993, \(UInt256.max), 18446744073709551616]".utf8))
    #expect(row == [9_007_199_254_740_993, .max, 1 << 64])
    #expect(throws: (any Error).self) {
      try ExactJSONDecoder().decode([UInt256].self, from: Array("[\(UInt256.max)0]".utf8))
    }
    #expect(throws: (any Error).self) {
      try ExactJSONDecoder().decode([UInt256].self, from: Array("[1.5]".utf8))
    }
  }

  @Test(arguments: [#"["0x"]"#, #"["-1"]"#, #"["1e3"]"#, "[true]", "[null]", #"[" 1"]"#])
  func `what is no word is refused`(text: String) {
    #expect(throws: (any Error).self) {
      try ExactJSONDecoder().decode([UInt256].self, from: Array(text.utf8))
    }
  }

  @Test func `a quantity without a prefix or digits is refused`() {
    let cases: [(String, String)] = [
      ("12", "A quantity begins with 0x."),
      ("0x", "0x alone is empty data, not a quantity; zero is written 0x0."),
      ("0xg", "Character 'g' at offset 2 is not a hex digit (0-9, a-f)."),
      ("0x1" + String(repeating: "0", count: 64), "The quantity does not fit 256 bits."),
    ]
    for (text, sentence) in cases {
      let error = #expect(throws: QuantityError.self) { try UInt256(quantity: text) }
      #expect(error?.description == sentence)
    }
    #expect((try? UInt256(quantity: "0x0400")) == 0x400)
  }
}
