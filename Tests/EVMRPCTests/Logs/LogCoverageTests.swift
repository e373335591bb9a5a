import ChequerTesting
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Testing
import VectorFiles

@Suite struct `Logs of a chain` {
  /// A chain with events of several contracts in most of its blocks.
  private static let chain = Task {
    let chain = try await EmbeddedChain.btfs()
    for count in 1...12 as ClosedRange<UInt64> {
      try chain.transfer(.wbtt(count), from: chain.renter, to: chain.host)
      try chain.development.mine()
      try chain.approve(.wbtt(count), from: chain.host, for: chain.renter)
    }
    return chain
  }

  private func chain() async throws -> (EmbeddedChain, last: UInt64) {
    let chain = try await Self.chain.value
    return (chain, chain.development.blockNumber)
  }

  private func transfers(_ blocks: ClosedRange<UInt64>) -> RPCLogFilter {
    let transfer = Keccak256.hash(Array("Transfer(address,address,uint256)".utf8))
    return RPCLogFilter(addresses: [TestToken.wbtt.address], topics: [[transfer]], blocks: blocks)
  }

  @Test func `are read in whatever pieces`() async throws {
    let (chain, last) = try await chain()
    for span in [1, 2, 7, 1000] as [UInt64] {
      let coverage = try await LogReader(chain.development, firstSpan: span, longestSpan: span)
        .read(transfers(1...last))
      #expect(coverage.logs.count == 12 && coverage.isComplete)
    }
  }

  @Test func `are borne out by the headers`() async throws {
    let (chain, last) = try await chain()
    let development = chain.development
    let coverage = try await LogReader(development, check: .blooms(by: development))
      .read(transfers(0...last))
    #expect(coverage.logs.count == 12 && coverage.isComplete)
  }

  /// Which logs are told for these faults, and that the rest is a gap: never fewer without a word.
  @Test(
    arguments: [
      .missingLogs(1), .cutLogs(after: 0), .cutLogs(after: 5), .noLogs, .alteredLog, .orphanedLog,
      .strayLog, .pendingLog, .topiclessLog, .mistopicedLog, .bareLog, .foreignLog, .doubleLogs,
      .reversedLogs, .removedLog, .nullLogs,
    ] as [EndpointFault])
  func `that are told wrongly are never taken for all`(_ fault: EndpointFault) async throws {
    let (chain, last) = try await chain()
    let honest = try await LogReader(chain.development).read(transfers(0...last)).logs
    let liar = try await caller(chain.newEndpoint(), fault)
    for check in [.same(by: chain.development), .blooms(by: chain.development)] as [LogReader.Check]
    {
      let coverage = try await LogReader(liar, check: check, firstSpan: 8)
        .read(transfers(0...last))
      let covered = coverage.covered
      #expect(
        coverage.logs
          == honest.filter { log in covered.contains { $0.contains(log.blockNumber ?? .max) } },
        "\(fault.name)")
      if coverage.logs != honest { #expect(!coverage.isComplete, "\(fault.name)") }
    }
  }

  private func caller(
    _ endpoint: FaultyEndpoint, _ fault: EndpointFault
  ) async throws -> RPCClient {
    endpoint.fail(fault)
    return RPCClient(
      try EndpointURL(parsing: await endpoint.url), over: CurlTransport.shared,
      options: RPCClientOptions(retries: .never))
  }

  @Test(arguments: EndpointFault.RangeWords.allCases)
  func `come through an endpoint that gives few blocks at once`(
    _ words: EndpointFault.RangeWords
  ) async throws {
    let (chain, last) = try await chain()
    let client = try await caller(chain.newEndpoint(), .logRange(of: 5, in: words))
    let coverage = try await LogReader(client).read(transfers(0...last))
    #expect(coverage.logs.count == 12 && coverage.isComplete)
  }

  @Test func `come through an endpoint whose answers are too large`() async throws {
    let (chain, last) = try await chain()
    let client = RPCClient(
      try EndpointURL(parsing: await chain.url), over: CurlTransport.shared,
      options: RPCClientOptions(deadlines: Deadlines(byteLimit: 2000), retries: .never))
    let coverage = try await LogReader(client).read(transfers(0...last))
    #expect(coverage.logs.count == 12 && coverage.isComplete)
  }

  // MARK: Kept

  @Test func `are kept as JSON, and read again`() async throws {
    let (chain, last) = try await chain()
    let coverage = try await LogReader(chain.development).read(transfers(3...last))
    let again = try LogCoverage(JSONDocument(parsing: coverage.json.text()).root)
    #expect(again == coverage)
  }

  @Test func `as JSON look like this`() async throws {
    let node = LogNode(logsIn: [5]) { range, logs in
      range.upperBound > 6 ? .failure(.node(code: 1, message: "no")) : .success(logs)
    }
    let coverage = try await LogReader(node, firstSpan: 1, longestSpan: 1).read(
      LogNode.filter(4...7))
    #expect(
      coverage.json.text()
        == #"{"version":1,"addresses":["0x00000000000000000000000000000000000000aa"],"topics":[],"blocks":[4,7],"covered":[[4,6]],"span":1,"logs":[{"address":"0x00000000000000000000000000000000000000aa","topics":[],"data":"0x","blockNumber":"0x5","blockHash":"0x0000000000000000000000000000000000000000000000000000000000000006","transactionHash":"0x0000000000000000000000000000000000000000000000000000000000000005","transactionIndex":"0x0","logIndex":"0x0"}]}"#
    )
  }

  @Test(arguments: [
    (#""version":1"#, #""version":2"#), (#""covered":[[4,6]]"#, #""covered":[[4,8]]"#),
    (#""covered":[[4,6]]"#, #""covered":[[6,4]]"#), (#""covered":[[4,6]]"#, #""covered":[[6,6]]"#),
    (#""covered":[[4,6]]"#, #""covered":[]"#), (#""blocks":[4,7]"#, #""blocks":[4]"#),
    (#""blocks":[4,7]"#, #""blocks":[4,-7]"#), (#""logIndex":"0x0""#, #""logIndex":null"#),
    (#"0aa","topics":[],"data""#, #"0ab","topics":[],"data""#),
    (#""blockNumber":"0x5""#, #""blockNumber":"0x9""#),
    (#""span":1"#, #""span":-1"#), (#""logs":["#, #""logs":[1,"#),
  ])
  func `that were tampered with are refused`(_ old: String, _ new: String) async throws {
    let node = LogNode(logsIn: [5]) { range, logs in
      range.upperBound > 6 ? .failure(.node(code: 1, message: "no")) : .success(logs)
    }
    let coverage = try await LogReader(node, firstSpan: 1, longestSpan: 1).read(
      LogNode.filter(4...7))
    let text = coverage.json.text().replacing(old, with: new)
    #expect(text != coverage.json.text())
    #expect(throws: JSONTypeError.self) { try LogCoverage(JSONDocument(parsing: text).root) }
  }
}
