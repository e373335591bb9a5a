import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Testing

@Suite struct `A pool of endpoints` {
  // MARK: Failover

  @Test func `asks the first endpoint, and the others only when it fails`() async throws {
    let test = try ScriptedPool(of: 2)
    let balance = test.chain.balance(of: test.account)
    #expect(try await test.pool.ask(.balance(of: test.account)) == balance)
    #expect(test.nodes[1].asked.isEmpty)
    test.nodes[0].fail()
    #expect(try await test.pool.ask(.balance(of: test.account)) == balance)
    #expect(test.nodes[1].count("eth_getBalance") == 1)
  }

  @Test func `asks the next endpoint only for what failed`() async throws {
    let test = try ScriptedPool(of: 2)
    test.nodes[0].reply(
      to: "eth_getCode", .failure(.transport(endpoint: "a", reason: "It was interrupted.")))
    let answers = try await test.pool.answers(to: [
      RPCCall.balance(of: test.account).request, RPCCall.code(of: test.account).request,
    ])
    #expect(try answers.map { try $0.get().string } == ["0x33b2e3c9fd0803ce8000000", "0x"])
    #expect(test.nodes[1].count("eth_getBalance") == 0)
    #expect(test.nodes[1].count("eth_getCode") == 1)
  }

  // An error must not win a race against a result.
  @Test func `takes a result before a node's error`() async throws {
    let test = try ScriptedPool(of: 2)
    test.nodes[0].reply(to: "eth_getBalance", .failure(.node(code: -32603, message: "internal")))
    #expect(try await test.pool.ask(.balance(of: test.account)) > 0)
  }

  @Test func `believes a node's error that a second node has, too`() async throws {
    let test = try ScriptedPool(of: 3)
    for node in test.nodes {
      node.reply(to: "eth_getBalance", .failure(.node(code: -32000, message: "no state")))
    }
    await #expect(throws: RPCFailure.node(code: -32000, message: "no state")) {
      try await test.pool.ask(.balance(of: test.account))
    }
    #expect(test.nodes[2].asked.isEmpty)
  }

  @Test func `takes a revert as the answer that it is`() async throws {
    let test = try ScriptedPool(of: 2)
    let revert = RPCFailure.reverted(data: [1], message: "execution reverted")
    test.nodes[0].reply(to: "eth_call", .failure(revert))
    await #expect(throws: revert) {
      try await test.pool.ask(.call(CallMessage(to: test.account)))
    }
    #expect(test.nodes[1].asked.isEmpty)
  }

  @Test(
    arguments: [
      JSON.null, "0x", [], .string("0x1" + String(repeating: "0", count: 64)), "twelve",
      ["balance": 1],
    ] as [JSON])
  func `asks the next endpoint where a result is none`(_ result: JSON) async throws {
    let test = try ScriptedPool(of: 2)
    test.nodes[0].reply(to: "eth_getBalance", .result(result))
    let balance = try await test.pool.ask(.balance(of: test.account))
    #expect(balance == test.chain.balance(of: test.account))
    #expect(test.pool.health[0].lastFailure?.contains("eth_getBalance cannot be read") == true)
  }

  @Test func `asks everybody before it says that a receipt is unknown`() async throws {
    let test = try ScriptedPool(of: 3)
    let hash = Hash256(UInt256(7))
    #expect(try await test.pool.ask(.receipt(of: hash)) == nil)
    #expect(test.nodes.allSatisfy { $0.count("eth_getTransactionReceipt") == 1 })
  }

  @Test func `does not ask again for a method that a node does not have`() async throws {
    let test = try ScriptedPool(of: 2)
    test.nodes[0].reply(to: "eth_getProof", .failure(.unsupported(method: "eth_getProof")))
    for _ in 0..<3 {
      let proof = try await test.pool.ask(.proof(of: test.account))
      #expect(proof.account.balance == test.chain.balance(of: test.account))
    }
    #expect(test.nodes[0].count("eth_getProof") == 1)
    #expect(test.pool.health[0].unsupportedMethods == ["eth_getProof"])
    test.nodes[1].reply(to: "eth_getProof", .failure(.unsupported(method: "eth_getProof")))
    await #expect(throws: RPCFailure.unsupported(method: "eth_getProof")) {
      try await test.pool.ask(.proof(of: test.account))
    }
  }

  @Test func `says why each endpoint has no answer`() async throws {
    let test = try ScriptedPool(of: 2, chainID: 199)
    test.nodes[0].fail()
    test.nodes[1].reply(to: "eth_chainId", .result("0x1"))
    let error = await #expect(throws: RPCFailure.self) {
      try await test.pool.ask(.balance(of: test.account))
    }
    #expect(
      error?.description
        == "No endpoint answers. a: Its name does not resolve. b: It serves chain 1, not 199.")
  }

  // MARK: Chain

  @Test func `never asks an endpoint of another chain for anything but its chain`() async throws {
    let test = try ScriptedPool(of: 2)
    test.nodes[0].reply(to: "eth_chainId", .result("0x405"))
    #expect(try await test.pool.ask(.balance(of: test.account)) > 0)
    #expect(test.nodes[0].count("eth_getBalance") == 0)
    #expect(test.pool.health[0].state == .wrongChain(found: 1029))
    let alone = try ScriptedPool(of: 1, chainID: 1029)
    await #expect(throws: RPCFailure.wrongChain(endpoint: "a", expected: 1029, found: 199)) {
      try await alone.pool.ask(.balance(of: alone.account))
    }
  }

  @Test func `looks again at the chain of an endpoint after a while`() async throws {
    let test = try ScriptedPool(of: 2)
    test.nodes[0].reply(to: "eth_chainId", .result("0x1"))
    _ = try await test.pool.ask(.balance(of: test.account))
    test.nodes[0].answerHonestly()
    _ = try await test.pool.ask(.balance(of: test.account))
    #expect(test.nodes[0].count("eth_getBalance") == 0)
    test.time.pass(.seconds(16))
    _ = try await test.pool.ask(.balance(of: test.account))
    _ = try await test.pool.ask(.balance(of: test.account))
    #expect(test.pool.health.map(\.state) == [.good, .good])
  }

  // MARK: Lag

  @Test func `does not ask a node that is still catching up`() async throws {
    let test = try ScriptedPool(of: 2)
    test.nodes[0].reply(to: "eth_syncing", .result(["currentBlock": "0x1"]))
    #expect(try await test.pool.ask(.balance(of: test.account)) > 0)
    #expect(test.nodes[0].count("eth_getBalance") == 0)
    #expect(
      test.pool.health[0].state.description
        == "Its node is still catching up with the chain, at block 3.")
  }

  @Test func `does not ask a node whose head is old`() async throws {
    let test = try ScriptedPool(of: 1, now: 1_700_000_124)
    await #expect(
      throws: RPCFailure.lagging(
        endpoint: "a", reason: "Its newest block, 3, is 121 seconds old.")
    ) { try await test.pool.ask(.balance(of: test.account)) }
    let tolerant = try ScriptedPool(of: 1, now: 1_800_000_000) { $0.maximumHeadAge = nil }
    #expect(try await tolerant.pool.ask(.balance(of: tolerant.account)) > 0)
  }

  @Test func `does not ask a node whose head is in the future`() async throws {
    let test = try ScriptedPool(of: 2)
    test.nodes[0].alter("eth_getBlockByNumber", ["timestamp": "0xffffffffffffffff"])
    #expect(try await test.pool.ask(.balance(of: test.account)) > 0)
    #expect(test.nodes[0].count("eth_getBalance") == 0)
  }

  @Test func `does not ask a node that is far behind another`() async throws {
    let test = try ScriptedPool(of: 2) { $0.maximumLag = 2 }
    test.nodes[1].alter("eth_getBlockByNumber", ["number": "0x0"])
    _ = try await test.pool.ask(.balance(of: test.account))
    test.nodes[0].fail()
    await #expect(throws: RPCFailure.self) {
      try await test.pool.ask(.balance(of: test.account))
    }
    #expect(
      test.pool.health[1].state.description == "It is 3 blocks behind the others.")
  }

  @Test func `is not misled by one that invents a head`() async throws {
    let test = try ScriptedPool(of: 3)
    test.nodes[0].alter("eth_getBlockByNumber", ["number": "0xffffffffffffffff"])
    let balance = try await test.pool.agreeing().ask(.balance(of: test.account))
    #expect(balance == test.chain.balance(of: test.account))
    #expect(test.pool.health.dropFirst().map(\.state) == [.good, .good])
  }

  // go-ethereum#27353: a head behind a load balancer goes back.
  @Test func `never answers an older head than before`() async throws {
    let test = try ScriptedPool(of: 2)
    #expect(try await test.pool.ask(.header(.latest)).number == 3)
    for node in test.nodes {
      node.alter("eth_getBlockByNumber", ["number": "0x2"])
    }
    await #expect(throws: RPCFailure.blockNotFound("block 3, which was seen before")) {
      try await test.pool.ask(.header(.latest))
    }
    #expect(test.time.slept == Array(repeating: .seconds(1), count: 5))
    test.nodes[1].answerHonestly()
    #expect(try await test.pool.ask(.header(.latest)).number == 3)
  }

  @Test func `asks again for a block that must be there`() async throws {
    let test = try ScriptedPool(of: 2)
    let head = try await test.pool.ask(.header(.latest))
    for node in test.nodes {
      node.reply(to: "eth_getBalance", .failure(.blockNotFound("block 3")))
    }
    test.time.whileSleeping { [nodes = test.nodes] _ in nodes[1].answerHonestly() }
    #expect(try await test.pool.ask(.balance(of: test.account, at: head.id)) > 0)
    #expect(test.time.slept == [.seconds(1)])
  }
}
