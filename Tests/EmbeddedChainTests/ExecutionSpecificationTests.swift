import EVMPrimitives
import ExactJSON
import EmbeddedChain
import Testing
import VectorFiles

@Suite struct `Transactions of the executable specifications` {
  @Test func `do on BTTC what they do under Berlin`() throws {
    var count = 0
    for row in try VectorFile("execution-specs/transactions.jsonl").rows {
      let text = String(decoding: row.json.sourceText, as: UTF8.self)
      let document = try JSONDocument(
        parsing: text.replacing(#""Berlin":"#, with: #""bttc":"#))
      let test = try StateTest(name: try row.string("name"), document.root)
      for testCase in test.cases where testCase.forkName == "bttc" {
        let result = test.run(testCase)
        #expect(result.stateRoot == testCase.stateRoot, "\(row) \(test.name)")
        let passes = result.passes
        #expect(passes, "\(row) \(test.name)")
        count += 1
      }
    }
    #expect(count > 40)
  }
}
