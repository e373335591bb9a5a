import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Testing

@Suite struct `Endpoints that must agree` {
  private func balance(
    _ test: ScriptedPool, _ caller: AgreedCaller? = nil
  ) async throws -> UInt256 {
    try await (caller ?? test.pool.agreeing()).ask(.balance(of: test.account, at: test.head))
  }

  private func lie(_ node: ScriptedNode) { node.reply(to: "eth_getBalance", .result("0x7")) }

  // MARK: Votes

  @Test func `are asked by twos`() async throws {
    let test = try ScriptedPool(of: 3)
    let caller = test.pool.agreeing()
    #expect(try await balance(test, caller) == test.chain.balance(of: test.account))
    #expect(test.nodes.map { $0.count("eth_getBalance") } == [1, 1, 0])
    #expect(caller.isConfirmed)
  }

  @Test func `that differ are an error that shows both answers`() async throws {
    let test = try ScriptedPool(of: 2)
    lie(test.nodes[1])
    let error = await #expect(throws: RPCFailure.self) { try await balance(test) }
    #expect(
      error
        == .disagreement(
          method: "eth_getBalance",
          answers: [
            EndpointOpinion(endpoint: "a", answer: "'0x33b2e3c9fd0803ce8000000'"),
            EndpointOpinion(endpoint: "b", answer: "'0x7'"),
          ]))
    #expect(test.pool.health.map(\.contradictions) == [0, 0])
  }

  @Test func `show no more than eighty characters of an answer`() async throws {
    let test = try ScriptedPool(of: 2)
    test.nodes[0].reply(
      to: "eth_getCode", .result(.string("0x" + String(repeating: "ab", count: 500))))
    let error = await #expect(throws: RPCFailure.self) {
      try await test.pool.agreeing().ask(.code(of: test.account, at: test.head))
    }
    guard case .disagreement(_, let answers) = error else {
      Issue.record("It is another failure: \(String(describing: error))")
      return
    }
    #expect(answers.allSatisfy { $0.answer.count <= 83 })
  }

  @Test(arguments: 0..<3)
  func `are believed when they are most, and the liar is known`(liar: Int) async throws {
    let test = try ScriptedPool(of: 3)
    lie(test.nodes[liar])
    let caller = test.pool.agreeing()
    #expect(try await balance(test, caller) == test.chain.balance(of: test.account))
    guard liar < 2 else { return }
    #expect(test.pool.health[liar].contradictions == 1)
    // It is asked last from then on.
    test.forget()
    #expect(try await balance(test, caller) == test.chain.balance(of: test.account))
    #expect(test.nodes[liar].count("eth_getBalance") == 0)
    #expect(caller.isConfirmed)
  }

  @Test func `are not believed when no answer has most of them behind it`() async throws {
    let test = try ScriptedPool(of: 4)
    lie(test.nodes[1])
    test.nodes[2].fail()
    test.nodes[3].fail()
    await #expect(throws: RPCFailure.self) { try await balance(test) }
    test.nodes[2].answerHonestly()
    // Two of four are no majority against a third.
    await #expect(throws: RPCFailure.self) { try await balance(test) }
    test.nodes[3].answerHonestly()
    #expect(try await balance(test) == test.chain.balance(of: test.account))
  }

  @Test func `say the same whatever the case, the zeros and the order`() async throws {
    let test = try ScriptedPool(of: 2)
    test.nodes[1].reply { [chain = test.chain] request in
      guard let answer = try? chain.call(request.method, .array(request.parameters)) else {
        return .honest
      }
      switch answer {
      case .string("0xc7"), .bool: return .honest
      case .string(let text) where request.method == "eth_getBalance":
        return .result(.string("0x000" + text.dropFirst(2).uppercased()))
      case .string(let text): return .result(.string("0x" + text.dropFirst(2).uppercased()))
      case .object(let members): return .result(.object(members.reversed()))
      default: return .honest
      }
    }
    let caller = test.pool.agreeing()
    _ = try await balance(test, caller)
    let wbtt = try Address(hex: "0x23181F21DEa5936e24163FFABa4Ea3B316B57f3C")
    #expect(try await !caller.ask(.code(of: wbtt, at: test.head)).isEmpty)
    #expect(try await caller.ask(.header(.number(2))).number == 2)
    #expect(try await caller.ask(.storage(of: wbtt, slot: 2, at: test.head)) >= 0)
    #expect(test.nodes[1].count("eth_getStorageAt") == 1)
  }

  @Test func `agree on a revert by its data`() async throws {
    let test = try ScriptedPool(of: 3)
    func revert(_ data: [UInt8], _ message: String) -> ScriptedNode.Reply {
      .failure(.reverted(data: data, message: message))
    }
    test.nodes[0].reply(to: "eth_call", revert([1, 2], "execution reverted: no"))
    test.nodes[1].reply(to: "eth_call", revert([], "VM Exception: revert"))
    let call = RPCCall.call(CallMessage(to: test.account), at: test.head)
    await #expect(throws: RPCFailure.reverted(data: [1, 2], message: "execution reverted: no")) {
      try await test.pool.agreeing().ask(call)
    }
    // A lie that it reverts is outvoted.
    test.nodes[1].answerHonestly()
    #expect(try await test.pool.agreeing().ask(call) == [])
  }

  @Test func `outvote a result by errors`() async throws {
    let test = try ScriptedPool(of: 3)
    let refusal = RPCFailure.node(code: -32000, message: "insufficient funds")
    test.nodes[0].reply(to: "eth_call", .result("0x01"))
    for node in test.nodes.dropFirst() { node.reply(to: "eth_call", .failure(refusal)) }
    await #expect(throws: refusal) {
      try await test.pool.agreeing().ask(
        .call(CallMessage(to: test.account), at: test.head))
    }
  }

  @Test func `need not all know a receipt`() async throws {
    let test = try ScriptedPool(of: 3)
    let hash = Hash256(UInt256(5))
    #expect(try await test.pool.agreeing().ask(.receipt(of: hash)) == nil)
    let sent = try test.chain.call(
      "eth_sendTransaction",
      [["from": .string(test.account.hex), "to": .string(test.account.hex), "value": "0x1"]])
    let known = try Hash256(hex: try #require(sent.text))
    test.nodes[0].reply(to: "eth_getTransactionReceipt", .result(nil))
    let receipt = try await test.pool.agreeing().ask(.receipt(of: known))
    #expect(receipt?.transactionHash == known)
    #expect(test.pool.health[0].contradictions == 0)
    // One alone may be ahead, or invent it.
    test.nodes[1].reply(to: "eth_getTransactionReceipt", .result(nil))
    #expect(try await test.pool.agreeing().ask(.receipt(of: known)) == nil)
    test.nodes[2].fail()
    #expect(try await test.pool.agreeing().ask(.receipt(of: known)) == nil)
  }

  @Test func `take a header whose hash proves what is not compared`() async throws {
    let test = try ScriptedPool(of: 2)
    test.nodes[0].alter("eth_getBlockByNumber", ["extraData": "0x1234"])
    #expect(try await test.pool.agreeing().ask(.header(.number(2))).isSound)
  }

  @Test func `do not believe that what runs no code reverts`() async throws {
    let test = try ScriptedPool(of: 3)
    test.nodes[0].reply(
      to: "eth_getTransactionReceipt", .failure(.reverted(data: [], message: "reverted")))
    #expect(try await test.pool.agreeing().ask(.receipt(of: Hash256(UInt256(5)))) == nil)
    #expect(try await test.pool.ask(.receipt(of: Hash256(UInt256(5)))) == nil)
  }

  // MARK: Too few

  @Test func `that are too few do not answer, unless they may`() async throws {
    let test = try ScriptedPool(of: 2)
    test.nodes[1].fail()
    let error = await #expect(throws: RPCFailure.self) { try await balance(test) }
    guard case .exhausted(let opinions) = error else {
      Issue.record("It is another failure: \(String(describing: error))")
      return
    }
    #expect(opinions.map(\.endpoint) == ["a", "b", "the pool"])
    #expect(opinions.last?.answer == "2 endpoints must say the same before it is believed.")
    let caller = test.pool.agreeing(shortage: .accepted)
    #expect(caller.isConfirmed)
    #expect(try await balance(test, caller) == test.chain.balance(of: test.account))
    #expect(!caller.isConfirmed)
  }

  @Test func `are one where only one is, and say so`() async throws {
    let test = try ScriptedPool(of: 1)
    let caller = test.pool.agreeing()
    #expect(!caller.isConfirmed)
    #expect(try await balance(test, caller) == test.chain.balance(of: test.account))
    #expect(try await caller.ask(.header(.latest)).number == 3)
  }

  @Test func `replace one that does not have the block yet`() async throws {
    let test = try ScriptedPool(of: 3)
    test.nodes[0].reply(to: "eth_getBalance", .failure(.blockNotFound("block 3")))
    #expect(try await balance(test) == test.chain.balance(of: test.account))
    #expect(test.time.slept.isEmpty)
  }

  @Test func `replace one that never answers`() async throws {
    let test = try ScriptedPool(of: 3, isHasty: true)
    test.nodes[1].reply(to: "eth_getBalance", .hang)
    #expect(try await balance(test) == test.chain.balance(of: test.account))
    #expect(test.nodes[1].wasCancelled)
    #expect(test.nodes[2].count("eth_getBalance") == 1)
  }

  @Test func `wait for one that does not have the block yet`() async throws {
    let test = try ScriptedPool(of: 2)
    let node = test.nodes[0]
    node.reply(to: "eth_getBalance", .failure(.blockNotFound("block 3")))
    test.time.whileSleeping { _ in node.answerHonestly() }
    #expect(try await balance(test) == test.chain.balance(of: test.account))
    #expect(test.time.slept == [.seconds(1)])
  }

  // MARK: Latest

  @Test func `read the latest state at one block, named by its hash`() async throws {
    let test = try ScriptedPool(of: 2)
    let caller = test.pool.agreeing()
    let answers = try await caller.answers(to: [
      RPCCall.balance(of: test.account).request, RPCCall.code(of: test.account).request,
      RPCCall.blockNumber.request, RPCCall.header(.latest).request,
    ])
    #expect(try answers[2].get().string == "0x3")
    #expect(try answers[3].get()["number"]?.string == "0x3")
    for node in test.nodes {
      for request in node.asked where request.method == "eth_getBalance" {
        #expect(request.parameters[1] == test.head.json)
      }
      #expect(node.count("eth_getBalance") == 1)
    }
  }

  @Test func `read the latest block whole where the transactions are asked for`() async throws {
    let test = try ScriptedPool(of: 2)
    let request = RPCRequest("eth_getBlockByNumber", ["latest", true])
    let answer = try await test.pool.agreeing().answers(to: [request])[0].get()
    #expect(answer["number"]?.string == "0x3")
    let whole = RPCRequest("eth_getBlockByNumber", ["0x3", true])
    #expect(test.nodes.allSatisfy { $0.asked.contains(whole) && !$0.asked.contains(request) })
  }

  // MARK: Estimates

  @Test func `take the middle of what they know of an account that sends`() async throws {
    let test = try ScriptedPool(of: 3)
    for (node, nonce) in zip(test.nodes, ["0x5", "0x6", "0xffffffffffffffff"] as [JSON]) {
      node.reply(to: "eth_getTransactionCount", .result(nonce))
    }
    let nonce = try await test.pool.agreeing().ask(.nonce(of: test.account, at: .pending))
    #expect(nonce == 6)
  }

  @Test(
    arguments: [
      (["0x64", "0x65", "0xffffffffffffffffffff"], 101), (["0x0", "0x64", "0x65"], 100),
      (["0x64", "0x68"], 104),
    ] as [([JSON], UInt256)])
  func `take the middle of their prices of gas`(prices: [JSON], middle: UInt256) async throws {
    let test = try ScriptedPool(of: prices.count)
    for (node, price) in zip(test.nodes, prices) {
      node.reply(to: "eth_gasPrice", .result(price))
    }
    #expect(try await test.pool.agreeing().ask(.gasPrice) == middle)
  }

  @Test func `that have nothing in common about the price of gas disagree`() async throws {
    let test = try ScriptedPool(of: 2)
    test.nodes[0].reply(to: "eth_gasPrice", .result("0x1"))
    test.nodes[1].reply(to: "eth_gasPrice", .result("0xff"))
    let error = await #expect(throws: RPCFailure.self) {
      try await test.pool.agreeing().ask(.gasPrice)
    }
    #expect(
      error?.description
        == "The endpoints disagree about eth_gasPrice: a says '0x1'; b says '0xff'; nothing is decided on either."
    )
  }
}

@Suite struct `The block that endpoints agree on` {
  @Test func `is the highest that two have`() async throws {
    let test = try ScriptedPool(of: 3)
    let old = try test.chain.call("eth_getBlockByNumber", ["0x2", false])
    let older = try test.chain.call("eth_getBlockByNumber", ["0x1", false])
    for (node, head) in zip(test.nodes.dropFirst(), [old, older]) {
      node.reply { $0.parameters.first == "latest" ? .result(head) : .honest }
    }
    let header = try await test.pool.pinnedHeader()
    #expect(header.number == 2)
    #expect(header.isSound)
  }

  @Test func `is not one that a single endpoint invents`() async throws {
    let test = try ScriptedPool(of: 3)
    test.nodes[0].alter("eth_getBlockByNumber", ["number": "0x99"])
    #expect(try await test.pool.pinnedHeader().number == 3)
    #expect(try await test.pool.pinnedHeader().hash == test.chain.latestBlock.hash)
  }

  @Test func `is an older one while they differ about the newest`() async throws {
    let test = try ScriptedPool(of: 2)
    let chain = test.chain
    test.nodes[1].reply { request in
      guard request.method == "eth_getBlockByNumber", request.parameters.first != "0x2",
        case .object(let members)? = try? chain.call(request.method, .array(request.parameters))
      else { return .honest }
      let hash = JSON.string(Hash256(UInt256(9)).hex)
      return .result(.object(members.map { $0.key == "hash" ? JSON.Member("hash", hash) : $0 }))
    }
    #expect(try await test.pool.pinnedHeader().number == 2)
  }

  @Test func `is never older than the one before`() async throws {
    let test = try ScriptedPool(of: 2)
    #expect(try await test.pool.pinnedHeader().number == 3)
    let old = try test.chain.call("eth_getBlockByNumber", ["0x2", false])
    for node in test.nodes {
      node.reply { $0.parameters.first == "latest" ? .result(old) : .honest }
    }
    await #expect(throws: RPCFailure.blockNotFound("block 3, which was seen before")) {
      try await test.pool.pinnedHeader()
    }
    let nodes = test.nodes
    test.time.whileSleeping { _ in for node in nodes { node.answerHonestly() } }
    #expect(try await test.pool.pinnedHeader().number == 3)
  }

  @Test func `is none where one of two is missing`() async throws {
    let test = try ScriptedPool(of: 2)
    test.nodes[1].fail()
    let error = await #expect(throws: RPCFailure.self) { try await test.pool.pinnedHeader() }
    #expect(
      error?.description
        == "No endpoint answers. b: Its name does not resolve. the pool: 2 endpoints must have a block before it is believed."
    )
    #expect(try await test.pool.pinnedHeader(shortage: .accepted).number == 3)
  }

  @Test func `may have a hash that is not that of its fields, which is told`() async throws {
    let test = try ScriptedPool(of: 2)
    for node in test.nodes {
      node.alter("eth_getBlockByNumber", ["hash": .string(Hash256(UInt256(9)).hex)])
    }
    #expect(try await !test.pool.pinnedHeader().isSound)
  }
}

extension JSON {
  fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
}
