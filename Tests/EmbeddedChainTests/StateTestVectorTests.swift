import EVMPrimitives
import ExactJSON
import EmbeddedChain
import Testing
import VectorFiles

/// State tests whose outcome the executable specifications and py-evm computed.
@Suite struct `State tests of generated programs and transactions` {
  @Test(arguments: [
    "state-tests/programs.jsonl", "state-tests/transactions.jsonl",
    "execution-specs/transactions.jsonl",
  ])
  func `end with the root, the logs, the gas and the refusal of other machines`(
    _ path: String
  ) throws {
    var forks: Set<String> = []
    for row in try VectorFile(path).rows {
      let test = try StateTest(name: try row.string("name"), row.json)
      try #require(!test.cases.isEmpty, "\(row)")
      for testCase in test.cases {
        forks.insert(testCase.forkName)
        let result = test.run(testCase)
        let place = "\(row) \(test.name), \(testCase.forkName), \(testCase.index)"
        #expect(result.failure == nil, "\(place)")
        #expect(result.stateRoot == testCase.stateRoot, "\(place)")
        #expect(result.logsHash == testCase.logsHash, "\(place)")
        #expect(
          (result.refusal != nil) == (testCase.expectedException != nil),
          "\(place): \(String(describing: result.refusal))")
        let passes = result.passes
        #expect(passes, "\(place)")
        let stated = row.json["post"]?[testCase.forkName]?[testCase.index]?["gasUsed"]?.string
        // A transaction that is refused takes nothing, and some files do not say so.
        let gas = try #require(stated ?? (result.refusal == nil ? nil : "0x0"), "\(place)")
        #expect(result.gasUsed == (try UInt64(exactly: UInt256(quantity: gas))), "\(place)")
      }
    }
    #expect(forks.count > 7, "\(forks.sorted())")
  }
}
