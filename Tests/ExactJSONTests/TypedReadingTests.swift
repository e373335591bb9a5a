import ExactJSON
import Testing

@Suite struct `Typed reading` {
  let root = try! JSONDocument(
    parsing: """
      {"params": [{"value": "0x1", "odd key": 7},
        -5, true, 1.5], "text": "a\\u0062c", "none": null}
      """
  ).root

  @Test func `values come out as their types`() throws {
    #expect(try root.require("params").requireElements().count == 4)
    #expect(try root.require("params")[1]?.integer(as: Int16.self) == -5)
    #expect(try root.require("params")[2]?.requireBool() == true)
    #expect(try root.require("params")[3]?.requireNumber().lexeme == "1.5")
    #expect(try root.require("text").requireString() == "abc")
    #expect(root["text"]?.withUTF8 { $0.count } == 3)
    #expect(root["params"]?.withUTF8 { $0.count } == nil)
    #expect(root["none"]?.isNull == true)
    #expect(root["absent"] == nil)
    #expect(root["params"]?[4] == nil)
    #expect(root["params"]?[-1] == nil)
    #expect(root["params"]?.description.hasSuffix("1.5]") == true)
  }

  @Test func `a key is compared by code points`() throws {
    let root = try JSONDocument(parsing: "{\"\u{e9}\": 1}").root
    #expect(root["\u{e9}"] != nil)
    #expect(root["e\u{301}"] == nil)
  }

  @Test func `errors name path and place`() throws {
    let params = try root.require("params")
    let first = try #require(params[0])
    expect("Expected a boolean at $.params[0].value (line 1, column 23, byte 22), found a string.")
    {
      _ = try first.require("value").requireBool()
    }
    expect(
      "Expected a string at $.params[0]['odd key'] (line 1, column 41, byte 40), found a number."
    ) {
      _ = try first.require("odd key").requireString()
    }
    expect("The object at $.params[0] (line 1, column 13, byte 12) has no key 'to'; add it.") {
      _ = try first.require("to")
    }
    expect(
      "The key 'odd key' at $.params[0]['odd key'] (line 1, column 41, byte 40) is unknown; "
        + "the keys known here are 'value', 'to'."
    ) {
      try first.requireKeys(known: ["value", "to"])
    }
    expect(
      "The number at $.params[1] (line 2, column 3, byte 46) cannot be read: '-5' does not fit into UInt64."
    ) {
      _ = try params[1]?.integer(as: UInt64.self)
    }
    expect("The value at $.text (line 2, column 27, byte 70) cannot be read: It is no unit.") {
      throw try root.require("text").invalid("It is no unit.")
    }
    expect("Expected an array at $ (line 1, column 1, byte 0), found an object.") {
      _ = try root.requireElements()
    }
    expect("Expected an object at $.none (line 2, column 47, byte 90), found null.") {
      _ = try root.require("none").require("x")
    }
  }

  private func expect(_ sentence: String, _ body: () throws -> Void) {
    do {
      try body()
      Issue.record("nothing was thrown; expected: \(sentence)")
    } catch {
      #expect("\(error)" == sentence)
    }
  }
}
