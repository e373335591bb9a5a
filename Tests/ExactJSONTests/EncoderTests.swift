import ExactJSON
import Testing

@Suite struct `Encoding types` {
  private struct Row: Codable, Equatable {
    var z: [Int8?]
    var a: UInt128
    var text: String
    var absent: Bool?
    var inner: [[String: Int128]]
  }

  @Test func `members keep the order of the type and integers every digit`() throws {
    let row = Row(z: [1, nil, -3], a: .max, text: "\"é", absent: nil, inner: [["k": .min], [:]])
    let bytes = try ExactJSONEncoder().encode(row)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == #"{"z":[1,null,-3],"a":340282366920938463463374607431768211455,"text":"\"é","#
        + #""inner":[{"k":-170141183460469231731687303715884105728},{}]}"#)
    #expect(try ExactJSONDecoder().decode(Row.self, from: bytes) == row)
  }

  @Test func `a single value and a pretty style`() throws {
    var encoder = ExactJSONEncoder()
    #expect(try encoder.encode(UInt64.max) == Array("18446744073709551615".utf8))
    encoder.style = .pretty
    #expect(try encoder.encode([true]) == Array("[\n  true\n]".utf8))
  }

  @Test func `a Double is refused by name`() {
    #expect {
      try ExactJSONEncoder().encode(["x": 0.5])
    } throws: { error in
      guard case EncodingError.invalidValue(_, let context)? = error as? EncodingError else {
        return false
      }
      return context.debugDescription == "A Double is not written as JSON, which would round it."
        && context.codingPath.map(\.stringValue) == ["x"]
    }
  }

  @Test func `a type that encodes nothing is refused`() {
    struct Silent: Encodable { func encode(to encoder: any Encoder) {} }
    #expect(throws: EncodingError.self) { try ExactJSONEncoder().encode([Silent()]) }
  }
}
