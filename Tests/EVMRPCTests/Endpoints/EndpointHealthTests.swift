import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Testing

@Suite struct `The health of an endpoint` {
  private func ask(_ test: ScriptedPool) async throws {
    _ = try await test.pool.ask(.balance(of: test.account))
  }

  @Test func `an endpoint that fails again and again is left alone, ever longer`() async throws {
    let test = try ScriptedPool(of: 2) { $0.failureLimit = 2 }
    test.nodes[0].fail()
    for _ in 0..<5 { try await ask(test) }
    #expect(test.nodes[0].count("eth_chainId") == 2)
    #expect(test.pool.health[0].state == .open(until: .seconds(2)))
    #expect(test.pool.health[0].failuresInRow == 2)

    // Its trial fails, and it has to wait twice as long.
    test.time.pass(.seconds(2))
    #expect(test.pool.health[0].state == .halfOpen)
    for _ in 0..<5 { try await ask(test) }
    #expect(test.nodes[0].count("eth_chainId") == 3)
    #expect(test.pool.health[0].state == .open(until: .seconds(6)))

    // It comes back, and all is forgotten.
    test.time.pass(.seconds(4))
    test.nodes[0].answerHonestly()
    try await ask(test)
    #expect(test.nodes[0].count("eth_getBalance") == 1)
    #expect(test.pool.health[0].state == .good)
    #expect(test.pool.health[0].failuresInRow == 0)
  }

  @Test func `the pauses of one that stays away have an end`() async throws {
    let test = try ScriptedPool(of: 2) { $0.longestCoolDown = .seconds(5) }
    test.nodes[0].fail()
    for _ in 0..<3 { try await ask(test) }
    for pause in [2, 4, 5, 5] {
      test.time.pass(.seconds(pause))
      #expect(test.pool.health[0].state == .halfOpen)
      try await ask(test)
      #expect(test.pool.health[0].state != .halfOpen)
    }
  }

  @Test func `one that wants fewer requests is left alone as long as it asks for`() async throws {
    let test = try ScriptedPool(of: 2)
    test.nodes[0].reply { _ in
      .failure(.rateLimited(endpoint: "a", retryAfter: .seconds(30)))
    }
    try await ask(test)
    #expect(test.pool.health[0].state == .open(until: .seconds(30)))
  }

  @Test func `when all are left alone all are asked nevertheless`() async throws {
    let test = try ScriptedPool(of: 2) { $0.failureLimit = 1 }
    for node in test.nodes { node.fail() }
    await #expect(throws: RPCFailure.self) { try await ask(test) }
    for node in test.nodes { node.answerHonestly() }
    try await ask(test)
    #expect(test.pool.health[0].state == .good)
  }

  @Test func `one whose results are none is left alone, however well it answers else`()
    async throws
  {
    let test = try ScriptedPool(of: 2)
    test.nodes[0].reply(to: "eth_getBalance", .result(nil))
    for _ in 0..<4 { try await ask(test) }
    #expect(test.nodes[0].count("eth_getBalance") == 2)
    #expect(test.nodes[1].count("eth_getBalance") == 4)
    // On trial it fails at once.
    test.time.pass(.seconds(2))
    for _ in 0..<4 { try await ask(test) }
    #expect(test.nodes[0].count("eth_getBalance") == 3)
    #expect(test.pool.health[0].state == .open(until: .seconds(6)))
  }

  @Test func `latency is measured on the calls that are made`() async throws {
    let test = try ScriptedPool(of: 1)
    #expect(test.pool.health[0].latency == nil)
    let time = test.time
    test.nodes[0].reply { _ in
      time.pass(.milliseconds(100))
      return .honest
    }
    try await ask(test)
    // A batch of three, then one of one: 300 ms less a quarter of the difference.
    #expect(test.pool.health[0].latency == .milliseconds(250))
    #expect(test.pool.health[0].batchCount == 2)
    #expect(test.pool.health[0].failureCount == 0)
  }

  @Test func `chain and head are looked at again after a while, not each time`() async throws {
    let test = try ScriptedPool(of: 1)
    for _ in 0..<4 { try await ask(test) }
    #expect(test.nodes[0].count("eth_chainId") == 1)
    test.time.pass(.seconds(15))
    for _ in 0..<4 { try await ask(test) }
    #expect(test.nodes[0].count("eth_chainId") == 2)
    #expect(test.pool.health[0].head?.number == 3)
  }
}

@Suite struct `A block in the arguments` {
  private static let refusal = RPCFailure.node(
    code: -32602,
    message: "invalid argument 1: json: cannot unmarshal object into Go value of type string")

  private func refuseHashes(_ node: ScriptedNode) {
    node.reply { request in
      let hasHash = request.parameters.contains { if case .object = $0 { true } else { false } }
      return hasHash && request.method == "eth_getBalance" ? .failure(Self.refusal) : .honest
    }
  }

  // EIP-1898
  @Test func `is named by its number where a node takes no hash, and checked afterwards`()
    async throws
  {
    let test = try ScriptedPool(of: 1)
    refuseHashes(test.nodes[0])
    for _ in 0..<2 {
      let balance = try await test.pool.ask(.balance(of: test.account, at: test.head))
      #expect(balance == test.chain.balance(of: test.account))
    }
    #expect(test.pool.health[0].takesBlockHashes == false)
    let asked = test.nodes[0].asked.filter {
      $0.method == "eth_getBalance" || $0.parameters.first == "0x3"
    }
    #expect(
      asked.map(\.parameters) == [
        [.string(test.account.hex), test.head.json], [.string(test.account.hex), "0x3"],
        ["0x3", false], [.string(test.account.hex), "0x3"], ["0x3", false],
      ])
  }

  @Test func `that left the chain is not read by its number`() async throws {
    let test = try ScriptedPool(of: 1) { $0.lagAttempts = 0 }
    refuseHashes(test.nodes[0])
    _ = try await test.pool.ask(.balance(of: test.account, at: test.head))
    let lost = BlockID.pinned(number: 3, hash: Hash256(UInt256(99)))
    await #expect(throws: RPCFailure.blockNotFound("block \(Hash256(UInt256(99)))")) {
      try await test.pool.ask(.balance(of: test.account, at: lost))
    }
    // The chain changes its mind between the read and the check.
    let other = Hash256(UInt256(5)).hex
    let node = test.nodes[0]
    let chain = test.chain
    node.reply { request in
      guard request.parameters.first == "0x3",
        case .object(let members)? = try? chain.call(request.method, .array(request.parameters))
      else { return .honest }
      return .result(
        .object(
          members.map { $0.key == "hash" ? JSON.Member("hash", .string(other)) : $0 }))
    }
    await #expect(throws: RPCFailure.self) {
      try await test.pool.ask(.balance(of: test.account, at: test.head))
    }
  }

  @Test func `is named by its hash where a node takes it`() async throws {
    let test = try ScriptedPool(of: 1)
    _ = try await test.pool.ask(.balance(of: test.account, at: test.head))
    #expect(test.pool.health[0].takesBlockHashes == true)
    #expect(test.nodes[0].count("eth_getBlockByNumber") == 1)
  }
}
