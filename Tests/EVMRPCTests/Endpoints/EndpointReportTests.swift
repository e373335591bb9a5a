import ChequerTesting
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Testing

@Suite struct `A report on endpoints` {
  private func report(
    _ change: (ScriptedNode) -> Void = { _ in }
  ) async throws -> EndpointReport {
    let test = try ScriptedPool(of: 2)
    change(test.nodes[0])
    return try #require(try await test.pool.report().endpoints.first)
  }

  @Test func `tells what a good one is and can`() async throws {
    let report = try await report()
    #expect(report.isReachable)
    #expect(report.chainID == 199)
    #expect(report.clientVersion == "chequer/0.1.0/swift")
    #expect(report.head?.number == 3)
    #expect(report.headAge == 7)
    #expect(report.lag == 0)
    #expect(report.isSyncing == false)
    #expect(report.isLondon == false)
    #expect(report.hasSoundHeaders == true)
    #expect(report.proofs == .yes)
    #expect(report.blockHashes == .yes)
    #expect(report.overrides == .yes)
    #expect(report.archive == .unknown)
    #expect(report.logSpan == 1)
    // The chain is too short to show a limit of logs.
    #expect(report.verdict == .good)
    #expect(report.advice == "It can do all that is needed.")
  }

  @Test func `finds the widest range of logs and the oldest state`() async throws {
    let chain = try DevelopmentChain(.btfs(clock: .still(from: 1_700_000_000)))
    _ = try chain.call("hardhat_mine", ["0x4b0"])
    let node = ScriptedNode("a", chain)
    var options = EndpointPoolOptions()
    options.maximumHeadAge = nil
    let pool = EndpointPool([node.endpoint], chainID: 199, options: options)
    var report = try #require(try await pool.report().endpoints.first)
    #expect(report.head?.number == 1_200)
    #expect(report.logSpan == 1_000)
    #expect(report.archive == .yes)
    #expect(report.verdict == .good)
    #expect(report.advice == "It can do all that is needed.")
    node.reply { request in
      if case .object(let filter)? = request.parameters.first,
        filter.contains(JSON.Member("fromBlock", .string("0xc9")))
      {
        return .failure(.node(code: -32000, message: "exceed max block range: 500"))
      }
      return request.parameters.last == "0x1"
        ? .failure(.blockNotFound("missing trie node")) : .honest
    }
    report = try #require(try await pool.report().endpoints.first)
    #expect(report.logSpan == 1)
    #expect(report.archive == .no)
    #expect(
      report.advice == """
        It has no state of old blocks, so it cannot answer about the past. \
        It gives logs of 1 block at a time; histories take long.
        """)
  }

  @Test func `names what keeps one from being used, and what to do`() async throws {
    var found = try await report { $0.fail() }
    #expect(found.verdict == .unusable)
    #expect(
      found.advice
        == "It does not answer (Its name does not resolve.); check its address, or name another endpoint."
    )
    found = try await report { $0.reply(to: "eth_chainId", .result("0x1")) }
    #expect(found.advice == "It serves chain 1, not 199; name an endpoint of chain 199.")
    found = try await report { $0.reply(to: "eth_syncing", .result(["currentBlock": "0x1"])) }
    #expect(
      found.advice == "Its node is still catching up with the chain; wait until it has.")
    found = try await report { $0.alter("eth_getBlockByNumber", ["timestamp": "0x6553f000"]) }
    #expect(found.verdict == .unusable)
    #expect(found.advice.hasPrefix("Its newest block is "))
    found = try await report { $0.alter("eth_getProof", ["balance": "0x7"]) }
    #expect(found.advice.hasPrefix("Its proofs do not hold ("))
  }

  @Test func `names what one cannot do`() async throws {
    let found = try await report { node in
      node.reply { request in
        switch request.method {
        case "eth_getProof": .failure(.unsupported(method: "eth_getProof"))
        case "eth_getBalance": .failure(.node(code: -32602, message: "cannot unmarshal object"))
        case "eth_call": .result("0x")
        case "eth_getLogs": .failure(.node(code: -32000, message: "no logs here"))
        default: .honest
        }
      }
    }
    #expect(found.proofs == .no)
    #expect(found.blockHashes == .no)
    #expect(found.overrides == .no)
    #expect(found.logSpan == 0)
    #expect(found.verdict == .limited)
    #expect(
      found.advice == """
        It gives no proofs; only another endpoint can confirm what it says. \
        It takes no block by its hash; its blocks are checked afterwards. \
        It runs no calls on changed accounts, which some simulations need. \
        It gives no logs, so histories must come from another endpoint.
        """)
  }

  @Test func `says when an endpoint takes no batches`() async throws {
    let test = try ScriptedPool(of: 1)
    let pool = EndpointPool(
      [Endpoint(name: "a", caller: SingleCaller(node: test.nodes[0]))], chainID: 199,
      clock: test.time.clock())
    let report = try #require(try await pool.report().endpoints.first)
    #expect(report.batchLimit == 1)
    #expect(report.advice.hasSuffix("It takes no batches; long lists take long."))
  }

  @Test func `says how many can be used, and when the clock is wrong`() async throws {
    var test = try ScriptedPool(of: 3)
    #expect(
      try await test.pool.report().advice == "3 endpoints can be used and confirm each other.")
    test.nodes[0].fail()
    test.nodes[1].reply(to: "eth_chainId", .result("0x1"))
    var report = try await test.pool.report()
    #expect(report.usableCount == 1)
    #expect(
      report.advice
        == "One endpoint can be used, and nobody confirms what it says; name a second one.")
    test = try ScriptedPool(of: 2, now: 1_699_999_903)
    report = try await test.pool.report()
    #expect(report.clockLag == 100)
    #expect(
      report.advice.hasSuffix(
        "The newest block is 100 seconds in the future: set this machine's clock right."))
    test = try ScriptedPool(of: 0)
    #expect(
      try await test.pool.report().advice == "No endpoint can be used; name another one.")
  }
}

/// Says that its endpoint takes one request at a time.
private struct SingleCaller: BatchingCaller {
  let node: ScriptedNode
  var batchLimit: Int { 1 }

  func answers(
    to requests: [RPCRequest]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    try await node.answers(to: requests)
  }
}
