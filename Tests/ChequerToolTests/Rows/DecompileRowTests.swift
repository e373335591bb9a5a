import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Rows of decompile` {
  @Test func `each function of the source has its statements and a verdict, with keys in order`()
    throws
  {
    let rows = try VectorFile("contracts/contracts-2.jsonl").rows
    let codes: [JSON] = try rows.map { ["code": .string(try $0.string("runtime"))] }
    for (index, line) in try answers("decompile", to: codes).enumerated() {
      let answer = try JSONDocument(parsing: line).root
      #expect(try answer.requireMembers().map(\.key) == ["functions", "complete"])
      let functions = try answer.require("functions").requireElements()
      let stated = try rows[index].json.require("functions").requireElements()
        .map { try $0.require("selector").requireString() }.sorted()
      #expect(functions.compactMap { $0["selector"]?.string } == stated)
      for function in functions {
        let verdict = function["verdict"]?.string
        #expect(verdict == "complete" || verdict == "partial" && function["reason"] != nil)
        let statements = try function.require("statements").requireElements()
        for statement in statements {
          #expect(
            try statement.requireMembers().map(\.key).prefix(3) == ["text", "depth", "pcs"])
        }
        // Every function ends somewhere, by instructions that are named.
        #expect(statements.contains { $0["pcs"]?.elements.map { Array($0).isEmpty } == false })
      }
    }
  }

  /// The clone of the operators' notes: what it hands on, to whom, and what comes back.
  @Test func `a minimal proxy hands on its calldata and what comes of it`() throws {
    let code =
      "0x363d3d373d3d3d363d735cf1f8c1c89e6fd24863918571917b5109d6a1705af43d82803e903d91602b57fd5bf3"
    let answer = try chequer("decompile", code)
    #expect(
      answer.lines == [
        "fallback() external payable {",
        "  (ok1, ret1) = address(0x5cf1f8C1C89e6fd24863918571917b5109D6a170).delegatecall(msg.data);",
        "  if (!ok1) revert(ret1);",
        "  return ret1;",
        "}",
      ])
  }

  @Test func `a function that is not there is an input that is not there`() throws {
    let answer = try chequer("decompile", "0x5f5ffd", "--function", "cashCheque")
    #expect(answer.status == 66)
    #expect(answer.complaint.contains("has no function cashCheque"))
  }
}
