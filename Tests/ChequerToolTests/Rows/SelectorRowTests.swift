import ExactJSON
import Testing
import VectorFiles

@Suite struct `Rows of selectors` {
  @Test func `selectors are those of the source, keys in order, as inspect says them`() throws {
    let rows = try VectorFile("contracts/contracts-2.jsonl").rows
    let codes: [JSON] = try rows.map { ["code": .string(try $0.string("runtime"))] }
    let inspected = try answers("inspect", to: codes)
    for (index, line) in try answers("selectors", to: codes).enumerated() {
      let answer = try JSONDocument(parsing: line).root
      #expect(
        try Array(answer.requireMembers().map(\.key).prefix(3)) == [
          "selectors", "events", "errors",
        ])
      let functions = try answer.require("selectors").requireElements()
      let stated = try rows[index].json.require("functions").requireElements()
        .map { try $0.require("selector").requireString() }.sorted()
      #expect(try functions.map { try $0.require("selector").requireString() } == stated)
      for function in functions {
        #expect(
          try function.requireMembers().map(\.key).prefix(3)
            == ["selector", "arguments", "mutability"])
      }
      let members = String(line.dropFirst().dropLast())
      let whole = inspected[index]
      #expect(whole.contains(members.prefix(while: { $0 != "]" })))
    }
  }

  @Test func `creation code answers with its contract's functions`() throws {
    let row = try #require(
      try VectorFile("contracts/contracts-1.jsonl").rows.first { $0.has("creation") })
    let lines = try answers(
      "selectors",
      to: [
        ["code": .string(try row.string("creation"))], ["code": .string(try row.string("runtime"))],
      ])
    #expect(lines[0] == lines[1])
  }
}
