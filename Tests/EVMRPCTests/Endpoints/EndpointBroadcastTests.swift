import EVMAccounts
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Testing

@Suite struct `A transaction` {
  private let test: ScriptedPool
  private let raw: [UInt8]
  private let hash: Hash256

  init() throws {
    test = try ScriptedPool(of: 3)
    let sender = test.chain.accounts[0]
    let transaction = try UnsignedTransaction(
      nonce: 0, gasLimit: 21_000, to: test.chain.accounts[1].address, value: 5, input: [],
      variant: .legacy(chainID: 199, gasPrice: 1_000_000_000)
    ).signed(with: sender.key)
    raw = transaction.encoded
    hash = transaction.hash
  }

  private var taken: JSON { .string(hash.hex) }

  private func send() async throws -> Hash256 {
    try await test.pool.ask(.send(raw: raw, hash: hash))
  }

  @Test func `goes to every endpoint, and "already known" is as good as taken`() async throws {
    test.nodes[1].reply(
      to: "eth_sendRawTransaction", .failure(.node(code: -32000, message: "already known")))
    test.nodes[2].reply(
      to: "eth_sendRawTransaction",
      .failure(.node(code: -32010, message: "Known transaction: \(hash)")))
    #expect(try await send() == hash)
    #expect(test.nodes.allSatisfy { $0.count("eth_sendRawTransaction") == 1 })
    #expect(test.chain.receipt(of: hash) != nil)
    // All know it now, and that is an answer, too.
    for node in test.nodes {
      node.reply(
        to: "eth_sendRawTransaction", .failure(.node(code: -32000, message: "AlreadyKnown")))
    }
    #expect(try await send() == hash)
  }

  @Test func `is taken when a single endpoint takes it`() async throws {
    test.nodes[0].fail()
    test.nodes[1].reply(
      to: "eth_sendRawTransaction", .failure(.node(code: -32000, message: "txpool is full")))
    test.nodes[2].reply(to: "eth_sendRawTransaction", .result(taken))
    #expect(try await send() == hash)
  }

  @Test func `is handed in only where the chain is still the same`() async throws {
    _ = try await test.pool.ask(.balance(of: test.account))
    #expect(test.pool.health[0].state == .good)
    test.nodes[0].reply(to: "eth_chainId", .result("0x1"))
    #expect(try await send() == hash)
    #expect(test.nodes[0].count("eth_sendRawTransaction") == 0)
    #expect(test.pool.health[0].state == .wrongChain(found: 1))
  }

  @Test func `that is refused by all has the node's words`() async throws {
    for node in test.nodes {
      node.reply(
        to: "eth_sendRawTransaction", .failure(.node(code: -32000, message: "nonce too low")))
    }
    await #expect(throws: RPCFailure.node(code: -32000, message: "nonce too low")) {
      try await send()
    }
  }

  @Test func `is not taken where the node names another one`() async throws {
    for node in test.nodes {
      node.reply(
        to: "eth_sendRawTransaction", .result(.string(Hash256(UInt256(1)).hex)))
    }
    let error = await #expect(throws: RPCFailure.self) { try await send() }
    #expect(error?.description.contains("but \(hash) was sent") == true)
  }

  @Test func `does not wait for an endpoint that never answers`() async throws {
    let hasty = try ScriptedPool(of: 3, isHasty: true)
    hasty.nodes[0].reply(to: "eth_sendRawTransaction", .hang)
    hasty.nodes[1].reply(to: "eth_sendRawTransaction", .result(taken))
    hasty.nodes[2].fail()
    #expect(try await hasty.pool.ask(.send(raw: raw, hash: hash)) == hash)
    #expect(hasty.nodes[0].wasCancelled)
    #expect(
      hasty.pool.health[0].lastFailure
        == "a gave no answer: The others answered long before it.")
  }

  @Test func `and a read may be asked together`() async throws {
    let answers = try await test.pool.answers(to: [
      RPCCall.balance(of: test.account).request, RPCCall.send(raw: raw, hash: hash).request,
      RPCCall.chainID.request,
    ])
    #expect(try answers[1].get().string == hash.hex)
    #expect(try answers[2].get().string == "0xc7")
    #expect(answers.count == 3)
  }

  @Test func `is handed in again when nobody is in reach for a moment`() async throws {
    let patient = try ScriptedPool(of: 2) { $0.patience = .seconds(90) }
    for node in patient.nodes { node.fail() }
    let nodes = patient.nodes
    patient.time.whileSleeping { _ in for node in nodes { node.answerHonestly() } }
    #expect(try await patient.pool.ask(.send(raw: raw, hash: hash)) == hash)
    #expect(patient.notices.count == 1)
  }
}
