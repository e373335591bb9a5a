import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Testing
import VectorFiles

/// The vault system's scenarios, which pyrevm and py-evm ran, on a chain with BTTC's rules.
@Suite struct `The vault system on a development chain` {
  private static func chain(_ row: VectorRow) throws -> DevelopmentChain {
    let genesis = try JSONDocument(parsing: VectorFile.contents(of: "contracts/btfs/genesis.json"))
    var world = try WorldState(alloc: genesis.root.require("accounts"))
    for added in try row.json.require("accounts").requireElements() {
      let alloc = JSON.object([JSON.Member(try added.text("address"), try JSON(added))])
      let one = try WorldState(alloc: JSONDocument(parsing: alloc.text()).root)
      for address in one.addresses { world[address] = one[address] }
    }
    let chain = try DevelopmentChain(
      ChainOptions(
        chainID: 199, fork: .bttc, accountCount: 0, genesis: world, genesisTimestamp: 1,
        mining: .onRequest, coinbase: Address(hex: "0xc0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0"),
        now: { 1 }))
    _ = try chain.call("anvil_autoImpersonateAccount", [true])
    return chain
  }

  /// A step whose transaction waits.
  private struct Sent {
    var step: JSONValue
    var hash: JSON
    var comment: String
  }

  @Test func `every step succeeds or fails, answers, logs and costs as it did there`() throws {
    var count = 0
    for row in try VectorFile("contracts/btfs/behaviours.jsonl").rows {
      let chain = try Self.chain(row)
      // Steps of one time stand in one block, so that the time is what it was there.
      var waiting: [Sent] = []
      var time = UInt256.zero
      for step in try row.json.require("steps").requireElements() {
        count += 1
        let timestamp = try UInt256(decimalOrHex: step.text("timestamp"))
        if timestamp != time {
          try mine(waiting, on: chain)
          waiting = []
          time = timestamp
          _ = try chain.call("evm_setNextBlockTimestamp", [.string(timestamp.quantity)])
        }
        let comment = "\(row) \(try row.string("name")), step \(count)"
        waiting.append(
          Sent(step: step, hash: try send(step, to: chain, comment), comment: comment))
      }
      try mine(waiting, on: chain)
    }
    #expect(count > 500)
  }

  /// Asks what a step would return, which a transaction does not say, and sends it.
  private func send(
    _ step: JSONValue, to chain: DevelopmentChain, _ comment: String
  ) throws -> JSON {
    var message: [JSON.Member] = [
      JSON.Member("from", .string(try step.text("from"))),
      JSON.Member("value", .string(try UInt256(decimalOrHex: step.text("value")).quantity)),
      JSON.Member("data", .string(try step.text("data"))), JSON.Member("gas", "0x7a1200"),
      JSON.Member("gasPrice", "0x0"),
    ]
    if let to = step["to"]?.string {
      message.append(JSON.Member("to", .string(to)))
      let isSuccess = try step.require("success").requireBool()
      let output = try step.text("output")
      do throws(RPCError) {
        let returned = try chain.call("eth_call", [.object(message), "pending"])
        #expect(isSuccess && returned.string == output, "\(comment)")
      } catch {
        #expect(!isSuccess, "\(comment): \(error)")
        #expect(Hex.encode(error.data ?? []) == output, "\(comment)")
      }
    }
    return try chain.call("eth_sendTransaction", [.object(message)])
  }

  private func mine(_ waiting: [Sent], on chain: DevelopmentChain) throws {
    guard !waiting.isEmpty else { return }
    try chain.mine()
    for sent in waiting {
      let receipt = try chain.call("eth_getTransactionReceipt", [sent.hash])
      let isSuccess = try sent.step.require("success").requireBool()
      #expect(receipt["status"] == (isSuccess ? "0x1" : "0x0"), "\(sent.comment)")
      #expect(
        try receipt["gasUsed"]?.quantity == UInt256(decimalOrHex: sent.step.text("gasUsed")),
        "\(sent.comment)")
      if sent.step["to"]?.string == nil, isSuccess {
        #expect(
          try receipt["contractAddress"]?.string == sent.step.text("output").lowercased(),
          "\(sent.comment)")
      }
      try expectLogs(of: receipt, sent)
    }
  }

  private func expectLogs(of receipt: JSON, _ sent: Sent) throws {
    let logs = try sent.step.require("logs").requireElements()
    let found = receipt["logs"]?.elements ?? []
    #expect(found.count == logs.count, "\(sent.comment)")
    for (found, expected) in zip(found, logs) {
      #expect(
        try found["address"]?.string == expected.text("address").lowercased(), "\(sent.comment)")
      #expect(try found["data"]?.string == expected.text("data"), "\(sent.comment)")
      #expect(
        try found["topics"]?.elements.compactMap(\.string)
          == expected.require("topics").requireElements().map { try $0.requireString() },
        "\(sent.comment)")
    }
  }
}
