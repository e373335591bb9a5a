import ExactJSON
import Testing

@Suite struct `Reading JSON` {
  @Test func `a number keeps every digit`() throws {
    let digits = "115792089237316195423570985008687907853269984665640564039457584007913129639935"
    let root = try JSONDocument(parsing: #"{"n": \#(digits), "m": -1.50e+07}"#).root
    #expect(root["n"]?.number?.lexeme == digits)
    #expect(root["m"]?.number?.lexeme == "-1.50e+07")
  }

  @Test func `members keep their order and escapes are resolved`() throws {
    let text = #"{"b": [true, false, null, [], {}], "\u0061": "\ud83d\ude00 \"\\\/\b\f\n\r\t"}"#
    let root = try JSONDocument(parsing: text).root
    #expect(root.members?.map(\.key) == ["b", "a"])
    #expect(root["a"]?.string == "\u{1f600} \"\\/\u{8}\u{c}\n\r\t")
    #expect(root["b"]?.elements?.map(\.kind) == [.boolean, .boolean, .null, .array, .object])
  }

  @Test func `a megabyte of brackets is an error`() throws {
    let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 1 << 20)
    #expect(throws: JSONError.self) { try JSONDocument(parsing: bytes) }
  }

  @Test func `a document as deep as its limit says is read and released`() throws {
    let depth = 1 << 20
    let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let document = try JSONDocument(parsing: text, limits: JSONLimits(depth: depth))
    #expect(document.root.elements?.count == 1)
  }
}
