import ChequerTesting
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Testing

@Suite struct `Reads with proofs` {
  private let test: ScriptedPool
  private let wbtt: Address

  init() throws {
    test = try ScriptedPool(of: 2)
    wbtt = TestToken.wbtt.address
  }

  private func caller(
    _ withoutProofs: ProofCheckedCaller.WithoutProofs = .refused
  ) async throws -> ProofCheckedCaller {
    try ProofCheckedCaller(
      test.pool, at: await test.pool.pinnedHeader(), withoutProofs: withoutProofs)
  }

  @Test func `say what the chain says`() async throws {
    let caller = try await caller()
    let head = caller.header.id
    let state = test.chain.state
    let words = (0..<70).map { UInt256($0) }
    #expect(
      try await caller.ask(.balance(of: test.account, at: head))
        == test.chain.balance(of: test.account))
    #expect(try await caller.ask(.nonce(of: test.account, at: head)) == 0)
    #expect(try await caller.ask(.code(of: test.account, at: head)) == [])
    #expect(try await caller.ask(.code(of: wbtt, at: head)) == test.chain.ask(.code(of: wbtt)))
    test.forget()
    let answers = try await caller.ask(words.map { .storage(of: wbtt, slot: $0, at: head) })
    for (slot, answer) in zip(words, answers) {
      #expect(try answer.get() == state[wbtt]?.storage[slot] ?? 0)
    }
    #expect(try answers.contains { try $0.get() != 0 })
    // Seventy words are proven by two proofs, and none is asked for alone.
    #expect(test.nodes[0].count("eth_getProof") == 2)
    #expect(test.nodes[0].count("eth_getStorageAt") == 0)
    #expect(caller.isProven)
  }

  @Test func `show that there is no such account`() async throws {
    let caller = try await caller()
    let nobody = try Address(hex: "0x00000000000000000000000000000000000ABCDE")
    #expect(try await caller.ask(.balance(of: nobody, at: caller.header.id)) == 0)
    #expect(try await caller.ask(.code(of: nobody, at: caller.header.id)) == [])
    #expect(try await caller.ask(.storage(of: nobody, slot: 1, at: caller.header.id)) == 0)
  }

  @Test(
    arguments: [
      ["balance": "0x7"], ["nonce": "0x9"], ["accountProof": []],
      ["codeHash": .string(Hash256(UInt256(1)).hex)],
      ["storageHash": .string(Hash256(UInt256(1)).hex)],
    ] as [[String: JSON]])
  func `pass over an endpoint whose proof does not hold`(lie: [String: JSON]) async throws {
    let caller = try await caller()
    test.nodes[0].alter("eth_getProof", lie)
    #expect(
      try await caller.ask(.balance(of: test.account, at: caller.header.id))
        == test.chain.balance(of: test.account))
    #expect(test.pool.health[0].lastFailure?.contains("does not hold") == true)
    #expect(test.pool.health.map(\.contradictions) == [1, 0])
  }

  @Test func `do not believe a proof that does not hold`() async throws {
    let header = try await test.pool.pinnedHeader()
    let caller = try ProofCheckedCaller(test.nodes[0], at: header)
    test.nodes[0].alter("eth_getProof", ["balance": "0x7"])
    let error = await #expect(throws: RPCFailure.self) {
      try await caller.ask(.balance(of: test.account, at: header.id))
    }
    guard case .unproven("eth_getProof", let reason) = error else {
      Issue.record("It is another failure: \(String(describing: error))")
      return
    }
    #expect(reason.contains("7"))
  }

  @Test func `do not believe code that has another hash`() async throws {
    let caller = try await caller()
    test.nodes[0].reply(to: "eth_getCode", .result("0x6001"))
    let code = try await caller.ask(.code(of: wbtt, at: caller.header.id))
    #expect(try await code == test.chain.ask(.code(of: wbtt)))
    test.nodes[1].reply(to: "eth_getCode", .result("0x"))
    await #expect(throws: RPCFailure.self) {
      try await caller.ask(.code(of: wbtt, at: caller.header.id))
    }
  }

  @Test func `need a header that hashes to its hash`() async throws {
    for node in test.nodes {
      node.alter("eth_getBlockByNumber", ["stateRoot": .string(Hash256(UInt256(9)).hex)])
    }
    let header = try await test.pool.pinnedHeader()
    #expect(throws: RPCFailure.self) { try ProofCheckedCaller(test.pool, at: header) }
  }

  @Test func `fail where there are no proofs, unless they may do without`() async throws {
    for node in test.nodes {
      node.reply(to: "eth_getProof", .failure(.unsupported(method: "eth_getProof")))
    }
    let strict = try await caller()
    await #expect(throws: RPCFailure.unsupported(method: "eth_getProof")) {
      try await strict.ask(.balance(of: test.account, at: strict.header.id))
    }
    let tolerant = try await caller(.accepted)
    #expect(
      try await tolerant.ask(.balance(of: test.account, at: tolerant.header.id))
        == test.chain.balance(of: test.account))
    #expect(!tolerant.isProven)
  }

  @Test func `leave calls and other blocks to the caller`() async throws {
    let caller = try await caller()
    test.forget()
    _ = try await caller.ask(.balance(of: test.account, at: .number(1)))
    _ = try await caller.ask(.call(CallMessage(to: test.account), at: caller.header.id))
    #expect(test.nodes[0].count("eth_getProof") == 0)
  }

  @Test func `ask one endpoint for proofs where calls are asked of two`() async throws {
    let agreed = test.pool.agreeing()
    let caller = try ProofCheckedCaller(agreed, at: await agreed.ask(.header(.latest)))
    test.forget()
    _ = try await caller.ask(.balance(of: test.account, at: caller.header.id))
    _ = try await caller.ask(.call(CallMessage(to: test.account), at: caller.header.id))
    #expect(test.nodes.map { $0.count("eth_getProof") } == [1, 0])
    #expect(test.nodes.map { $0.count("eth_call") } == [1, 1])
  }
}
