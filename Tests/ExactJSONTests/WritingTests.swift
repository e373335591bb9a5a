import ExactJSON
import Testing

@Suite struct `Writing JSON` {
  private func write(_ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("name", "W\"B\\\u{1}\n\u{2028}\u{7f}é")
      writer.member("amount", integer: UInt128.max)
      writer.key("list")
      writer.array { writer in
        writer.integer(-1)
        writer.bool(true)
        writer.null()
        writer.array { _ in }
        writer.object { _ in }
      }
    }
  }

  @Test func `compact text has no white space`() {
    var writer = JSONWriter()
    write(&writer)
    #expect(
      writer.text == #"{"name":"W\"B\\\u0001\n\u2028\u007fé","#
        + #""amount":340282366920938463463374607431768211455,"list":[-1,true,null,[],{}]}"#)
  }

  @Test func `pretty text indents by two spaces`() {
    var writer = JSONWriter(style: .init(isPretty: true, escapesLineSeparators: false))
    write(&writer)
    #expect(
      writer.text == """
        {
          "name": "W\\"B\\\\\\u0001\\n\u{2028}\u{7f}é",
          "amount": 340282366920938463463374607431768211455,
          "list": [
            -1,
            true,
            null,
            [],
            {}
          ]
        }
        """)
  }

  @Test func `a writer is used again for the next row`() {
    var writer = JSONWriter()
    writer.string("a")
    writer.removeAll()
    writer.value(try! JSONDocument(parsing: "[1.50, 1e3]").root)
    #expect(writer.text == "[1.50, 1e3]")
  }

  @Test func `a tree keeps order and digits both ways`() throws {
    let text = #"{"z":[1.50,-0,1e400,"é",null,true],"a":{"z":{}}}"#
    let tree = try JSON(JSONDocument(parsing: text).root)
    #expect(tree.text() == text)
    #expect(try JSON(JSONDocument(parsing: tree.text(style: .pretty)).root) == tree)
    let literal: JSON = ["z": [nil, true, "x", 12], "a": .integer(UInt64.max)]
    #expect(literal.text() == #"{"z":[null,true,"x",12],"a":18446744073709551615}"#)
  }

  @Test func `a tree is not made deeper than it can be released`() throws {
    let depth = 100_000
    let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let root = try JSONDocument(parsing: text, limits: JSONLimits(depth: depth)).root
    #expect(throws: JSONTypeError.self) { try JSON(root) }
  }

  @Test func `every code point survives writing and reading`() throws {
    var text = ""
    for value in 0...0x10ffff as ClosedRange<UInt32> {
      if let scalar = UnicodeScalar(value) { text.unicodeScalars.append(scalar) }
    }
    for escapes in [true, false] {
      var writer = JSONWriter(style: .init(escapesLineSeparators: escapes))
      writer.string(text)
      let read = try JSONDocument(parsing: writer.bytes).root.string
      #expect(read.map { Array($0.utf8) == Array(text.utf8) } == true)
    }
  }
}
