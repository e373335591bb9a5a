import EVMInterpreter
import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Testing
import VectorFiles

@Suite struct `State tests` {
  @Test func `are read in the forms of all years, with numbers that no field holds`() throws {
    for row in try VectorFile("execution-specs/published.jsonl").rows {
      let test = try StateTest(name: try row.string("name"), row.json)
      try #require(!test.cases.isEmpty, "\(row)")
      for testCase in test.cases {
        let result = test.run(testCase)
        let place = "\(row) \(testCase.forkName)"
        #expect(result.stateRoot == testCase.stateRoot, "\(place)")
        #expect(try (result.refusal != nil) == row.bool("refused"), "\(place)")
        #expect(result.gasUsed == 0, "\(place)")
        // The oldest files do not say that a transaction is refused, nor who made them.
        let passes = result.passes
        #expect(passes == (testCase.expectedException != nil || !test.namesRefusals), "\(place)")
      }
    }
  }

  @Test func `never stop the process, however they are spoilt`() throws {
    var generator = SeededGenerator(seed: 20_26)
    let rows = try VectorFile("execution-specs/transactions.jsonl").rows
      .filter { $0.json.sourceText.count < 8_000 }
    var read = 0
    for _ in 0..<800 {
      let row = rows[Int(generator.next() % UInt64(rows.count))]
      var bytes = Array(row.json.sourceText)
      for _ in 0...generator.next() % 3 {
        let place = Int(generator.next() % UInt64(bytes.count))
        switch generator.next() % 4 {
        case 0: bytes[place] = Array("0123456789abcdef\"{}[]x".utf8)[Int(generator.next() % 22)]
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(UInt8(ascii: "f"), at: place)
        default: bytes[place] ^= UInt8(truncatingIfNeeded: generator.next())
        }
      }
      guard let document = try? JSONDocument(parsing: bytes),
        let test = try? StateTest(name: "", document.root)
      else { continue }
      for testCase in test.cases.prefix(3) {
        _ = test.run(testCase)
        read += 1
      }
    }
    #expect(read > 250)
  }

  @Test func `say which fork they want when there is none`() throws {
    let row = try #require(try VectorFile("execution-specs/transactions.jsonl").rows.first)
    let text = String(decoding: row.json.sourceText, as: UTF8.self)
      .replacing(#""Osaka":"#, with: #""Tokyo":"#)
    let test = try StateTest(name: "", JSONDocument(parsing: text).root)
    let testCase = try #require(test.cases.last)
    let result = test.run(testCase)
    #expect(result.stateRoot == nil && result.logsHash == nil)
    #expect(result.failure?.description.contains("no fork 'Tokyo'") == true)
    let passes = result.passes
    #expect(!passes)
  }

  @Test func `have more room for blobs in the forks after Osaka that only make it`() throws {
    // The same six blobs at an excess where the price of each fork is another.
    let rows = try VectorFile("execution-specs/transactions.jsonl").rows
    let row = try #require(rows.first { try $0.string("name") == "pays enough for its blob" })
    let text = String(decoding: row.json.sourceText, as: UTF8.self)
    var balances: Set<UInt256> = []
    for fork in ["Osaka", "BPO1", "BPO2"] {
      let changed = text.replacing(#""Osaka":"#, with: "\"\(fork)\":")
        .replacing(
          #""currentExcessBlobGas":"0x7a1200""#, with: #""currentExcessBlobGas":"0x1c00000""#)
      let test = try StateTest(name: "", JSONDocument(parsing: changed).root)
      let testCase = try #require(test.cases.last)
      #expect(testCase.forkName == fork)
      #expect(try testCase.fork() == .osaka)
      let result = test.run(testCase)
      let sender = try #require(test.transaction.sender)
      balances.insert(try #require(result.post?[sender]?.balance))
    }
    #expect(balances.count == 3)
  }
}
