import ExactJSON
import Testing

@Suite struct `JSON errors` {
  /// A text, the error's sentence.
  static let sentences: [(String, String)] = [
    (" \n", "The JSON text is empty; it must hold one value."),
    (
      "\u{feff}{}",
      "The JSON text starts with a byte order mark (UTF-8); save it as UTF-8 without one."
    ),
    (
      "{\"a\":",
      "The JSON text ends at line 1, column 6 (byte 5), where a value must come; it may have been cut short."
    ),
    (
      "[1,\n  2 3]",
      "Found '3' at line 2, column 5 (byte 8) of the JSON text, where a comma or ']' must come."
    ),
    (
      "{} x",
      "Something follows the JSON value at line 1, column 4 (byte 3); a JSON text is one value."
    ),
    (
      "[\"éé\", \"abc]",
      "The string that starts at line 1, column 8 (byte 9) of the JSON text has no closing quote."
    ),
    (
      "\"a\tb\"",
      "A string holds the control character byte 0x09 at line 1, column 3 (byte 2); write it as an escape."
    ),
    (
      #"["\x41"]"#,
      #"The escape at line 1, column 3 (byte 2) is not one of JSON (\" \\ \/ \b \f \n \r \t \uXXXX)."#
    ),
    (
      #""\ud800!""#,
      #"The escape \ud800 at line 1, column 2 (byte 1) is half of a surrogate pair; write both halves."#
    ),
    (
      "[-007]",
      "The number at line 1, column 2 (byte 1) of the JSON text starts with a needless zero; leave it out."
    ),
    (
      "{\"a\": 1,\r\n \"\\u0061\": 2}",
      "The key 'a' at line 2, column 2 (byte 11) was already given at line 1, column 2 (byte 1); keep one of them."
    ),
  ]

  @Test(arguments: sentences)
  func `an error says what is wrong and where`(text: String, sentence: String) {
    #expect(message(Array(text.utf8)) == sentence)
  }

  @Test func `bytes that are not UTF-8 are named by place`() {
    #expect(
      message(Array("[\"ab".utf8) + [0xc0, 0x80] + Array("\"]".utf8))
        == "The bytes at line 1, column 5 (byte 4) of the JSON text are not UTF-8; save it as UTF-8."
    )
  }

  @Test func `nesting is refused one past the limit and no earlier`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSONDocument(parsing: nested(128))
    #expect(
      message(Array(nested(129).utf8))
        == "Arrays and objects are nested more than 128 deep at line 1, column 129 (byte 128) of the JSON text."
    )
    #expect(throws: JSONError.self) {
      try JSONDocument(parsing: "[]", limits: JSONLimits(depth: 0))
    }
    _ = try JSONDocument(parsing: "7", limits: JSONLimits(depth: 0))
  }

  @Test func `a text longer than the limit is refused`() {
    #expect(
      message(Array("[1, 2]".utf8), limits: JSONLimits(byteCount: 5))
        == "The JSON text has 6 bytes, more than the 5 allowed; split it.")
  }

  @Test func `a row of a larger text gets its line number`() {
    #expect(throws: JSONError.trailingContent(at: JSONPlace(offset: 2, line: 41, column: 3))) {
      try JSONDocument(parsing: Array("1 2".utf8)[...], firstLine: 41)
    }
  }

  @Test func `an error shows no raw control characters of the input`() throws {
    let text = #"{"\u001b[31m\u202e": 1, "\u001b[31m\u202e": 2}"#
    #expect(message(Array(text.utf8)).hasPrefix("The key '{U+1B}[31m{U+202E}' at"))
  }

  @Test func `the first of several repeated keys is reported, in large objects too`() {
    var members = (0..<5_000).map { "\"key\($0)\": \($0)" }
    members[3_000] = "\"key17\": 0"
    members[4_000] = "\"key2\": 0"
    let text = "{" + members.joined(separator: ",\n") + "}"
    guard case .duplicateKey("key17", let place, let first)? = error(Array(text.utf8)) else {
      Issue.record("no duplicate found")
      return
    }
    #expect(place.line == 3_001)
    #expect(first.line == 18)
  }

  private func error(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) -> JSONError? {
    do throws(JSONError) {
      _ = try JSONDocument(parsing: bytes, limits: limits)
      return nil
    } catch {
      return error
    }
  }

  private func message(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) -> String {
    error(bytes, limits: limits).map { "\($0)" } ?? "accepted"
  }
}
