import EVMPrimitives
import ExactJSON
import EmbeddedChain
import ExactJSON
import Testing
import VectorFiles

@Suite struct `Transactions of the executable specifications` {
  @Test func `leave the state, logs and gas that the specifications compute`() throws {
    for row in try VectorFile("execution-specs/transactions.jsonl").rows {
      let test = try StateTest(name: try row.string("name"), row.json)
      try #require(!test.cases.isEmpty, "\(row)")
      for testCase in test.cases {
        let result = test.run(testCase)
        let place = "\(row) \(test.name), \(testCase.forkName)"
        #expect(result.failure == nil, "\(place)")
        #expect(result.stateRoot == testCase.stateRoot, "\(place)")
        #expect(result.logsHash == testCase.logsHash, "\(place)")
        #expect(
          (result.refusal != nil) == (testCase.expectedException != nil),
          "\(place): \(String(describing: result.refusal))")
        let gas = try #require(
          row.json["post"]?[testCase.forkName]?[testCase.index]?["gasUsed"]?.string)
        #expect(result.gasUsed == (try UInt64(exactly: UInt256(quantity: gas))), "\(place)")
        let passes = result.passes
        #expect(passes, "\(place)")
      }
    }
  }

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
