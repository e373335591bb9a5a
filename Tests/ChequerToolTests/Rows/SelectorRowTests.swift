import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Rows of selectors` {
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

  /// transfer(address,uint256) and many_msg_babbage(bytes1) share a selector, as is well known.
  @Test func `of names that share a selector the one with the code's types is chosen`() throws {
    let token = try #require(
      try VectorFile("contracts/contracts-2.jsonl").rows.first { try $0.string("name") == "token" })
    let folder = try TemporaryFolder()
    let file = try folder.write(try token.string("runtime"), to: "token.hex")
    let names = try folder.write("function many_msg_babbage(bytes1)\n", to: "names.txt")
    let answer = try chequer("selectors", file, "--abi", names)
    #expect(
      answer.lines.contains("  - 0xa9059cbb transfer(address,uint256) nonpayable returns (bool)"))
    // Code that asks for two words does not take one, whatever the name; code that asks for nothing may.
    let asking = "0x5f3560e01c63a9059cbb146011575f5ffd5b604060043603126010575f5460005500"
    #expect(try !chequer("selectors", asking, "--abi", names).output.contains("many_msg_babbage"))
    let bare = "0x5f3560e01c63a9059cbb146011575f5ffd5b5f545f5260205ff3"
    let other = try chequer("selectors", bare, "--abi", names)
    #expect(other.output.contains("many_msg_babbage(bytes1), by the code ()"))
  }
}
