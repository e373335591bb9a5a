import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Testing

@Suite struct `A race of endpoints` {
  private let test: ScriptedPool

  init() throws { test = try ScriptedPool(of: 3) { $0.policy = .race } }

  private func balance() async throws -> UInt256 {
    try await test.pool.ask(.balance(of: test.account))
  }

  @Test func `is won by the first answer, and the other is cancelled`() async throws {
    test.nodes[0].reply(to: "eth_getBalance", .hang)
    #expect(try await balance() == test.chain.balance(of: test.account))
    #expect(test.nodes[0].wasCancelled)
    #expect(test.nodes[2].asked.isEmpty)
    // Who lost has not failed.
    #expect(test.pool.health[0].failureCount == 0)
  }

  // Alloy's fallback takes the first answer even if it is an error.
  @Test func `is not won by an error`() async throws {
    test.nodes[0].fail()
    test.nodes[1].reply(to: "eth_getBalance", .failure(.node(code: -32000, message: "busy")))
    #expect(try await balance() == test.chain.balance(of: test.account))
    #expect(test.nodes[2].count("eth_getBalance") == 1)
  }

  @Test func `is not won by a result that is none`() async throws {
    test.nodes[0].reply(to: "eth_getBalance", .result("0x"))
    test.nodes[1].reply(to: "eth_getBalance", .result(nil))
    #expect(try await balance() == test.chain.balance(of: test.account))
  }

  @Test func `is run by the two that were quickest`() async throws {
    for (node, milliseconds) in zip(test.nodes, [300, 100, 200]) {
      let time = test.time
      node.reply { _ in
        time.pass(.milliseconds(milliseconds))
        return .honest
      }
    }
    _ = try await test.pool.report()
    test.forget()
    _ = try await balance()
    #expect(test.nodes[0].count("eth_getBalance") == 0)
  }

  @Test func `ends at once when it is cancelled`() async throws {
    for node in test.nodes { node.reply { _ in .hang } }
    let task = Task { try await test.pool.ask(.chainID) }
    while test.nodes[1].asked.isEmpty { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}

@Suite struct `A cancelled call` {
  @Test(arguments: [false, true])
  func `ends at once, whoever is asked`(isAgreed: Bool) async throws {
    let test = try ScriptedPool(of: 2)
    for node in test.nodes { node.reply(to: "eth_getBalance", .hang) }
    let caller: any RPCCaller = isAgreed ? test.pool.agreeing() : test.pool
    let task = Task { try await caller.ask(.balance(of: test.account)) }
    while test.nodes[0].count("eth_getBalance") == 0 { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(test.nodes[0].wasCancelled)
    #expect(test.pool.health[0].failureCount == 0)
  }

  @Test func `ends while the pool waits for endpoints`() async throws {
    let test = try ScriptedPool(of: 1) {
      $0.patience = .seconds(90)
      $0.firstPause = ScriptedPool.grace
    }
    test.nodes[0].fail()
    let task = Task { try await test.pool.ask(.chainID) }
    while test.notices.isEmpty { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}

@Suite struct `An outage of all endpoints` {
  // Issue 6: a DNS failure of a minute is ridden out with progress, not an error.
  @Test func `of a minute is ridden out, and told of`() async throws {
    let test = try ScriptedPool(of: 2) { $0.patience = .seconds(90) }
    for node in test.nodes { node.fail() }
    let (nodes, time) = (test.nodes, test.time)
    time.whileSleeping { _ in
      let waited = time.slept.reduce(.zero, +)
      if waited >= .seconds(60) { for node in nodes { node.answerHonestly() } }
    }
    #expect(try await test.pool.ask(.balance(of: test.account)) > 0)
    let pauses = test.time.slept.map(\.components.seconds)
    #expect(pauses == [1, 2, 4, 8, 10, 10, 10, 10, 10])
    #expect(test.notices.map(\.pause.components.seconds) == pauses)
    #expect(test.notices.map(\.attempt) == Array(1...9))
    #expect(
      test.notices.last?.description
        == "No endpoint answers; asking again in 10 s. a, b: Its name does not resolve."
    )
    #expect(test.notices[0].reasons.map(\.endpoint).sorted() == ["a", "b"])
  }

  @Test func `ends in an error when patience does`() async throws {
    let test = try ScriptedPool(of: 2) { $0.patience = .seconds(20) }
    for node in test.nodes { node.fail() }
    let error = await #expect(throws: RPCFailure.self) { try await test.pool.ask(.chainID) }
    guard case .exhausted(let opinions) = error else {
      Issue.record("It is another failure: \(String(describing: error))")
      return
    }
    #expect(Set(opinions.map(\.endpoint)) == ["a", "b"])
    #expect(test.time.slept.map(\.components.seconds) == [1, 2, 4, 8])
  }

  @Test func `that is a refusal for a while is waited for as long as it says`() async throws {
    let test = try ScriptedPool(of: 1) { $0.patience = .seconds(90) }
    test.nodes[0].reply { _ in
      .failure(.rateLimited(endpoint: "a", retryAfter: .seconds(42)))
    }
    let node = test.nodes[0]
    test.time.whileSleeping { _ in node.answerHonestly() }
    #expect(try await test.pool.ask(.balance(of: test.account)) > 0)
    #expect(test.time.slept == [.seconds(42)])
  }

  @Test func `is not waited for when a node has an answer, be it an error`() async throws {
    let test = try ScriptedPool(of: 2) { $0.patience = .seconds(90) }
    test.nodes[0].fail()
    test.nodes[1].reply(to: "eth_call", .failure(.node(code: -32000, message: "no")))
    await #expect(throws: RPCFailure.node(code: -32000, message: "no")) {
      try await test.pool.ask(.call(CallMessage(to: test.account)))
    }
    #expect(test.time.slept.isEmpty)
  }

  @Test func `ends agreed reads likewise`() async throws {
    let test = try ScriptedPool(of: 2) { $0.patience = .seconds(90) }
    for node in test.nodes { node.fail() }
    let nodes = test.nodes
    test.time.whileSleeping { _ in for node in nodes { node.answerHonestly() } }
    #expect(try await test.pool.agreeing().ask(.balance(of: test.account)) > 0)
    #expect(test.notices.count == 1)
  }
}
