import EVMAccounts
import EVMInterpreter
import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Testing
import VectorFiles

/// The vault system at its known addresses: what pyrevm and py-evm saw it do, our interpreter sees.
@Suite struct `The vault system runs` {
  /// A call of a scenario, and what came of it.
  private struct Step {
    let sender: Address
    let transaction: UnsignedTransaction
    let block: BlockContext
    let succeeded: Bool
    let output: [UInt8]
    let gasUsed: UInt64
    let logs: [Log]

    init(_ json: JSONValue, nonce: UInt64) throws {
      sender = try Address(hex: json.require("from").requireString())
      transaction = try UnsignedTransaction(
        nonce: nonce, gasLimit: 8_000_000,
        to: json.require("to").string.map { try Address(hex: $0) },
        value: UInt256(quantity: json.require("value").requireString()),
        input: Hex.decode(json.require("data").requireString()),
        variant: .legacy(chainID: 199, gasPrice: .zero))
      block = try BlockContext(
        number: json.require("number").number, timestamp: json.require("timestamp").number,
        coinbase: Address([UInt8](repeating: 0xc0, count: 20)), prevRandao: .one, chainID: 199)
      succeeded = try json.require("success").requireBool()
      output = try Hex.decode(json.require("output").requireString())
      gasUsed = try json.require("gasUsed").number
      logs = try json.require("logs").requireElements().map { log in
        try Log(
          address: Address(hex: log.require("address").requireString()),
          topics: log.require("topics").requireElements().map {
            try Hash256(hex: $0.requireString())
          },
          data: Hex.decode(log.require("data").requireString()))
      }
    }
  }

  private static func genesis() throws -> (state: WorldState, root: Hash256) {
    let text = try VectorFile.contents(of: "contracts/btfs/genesis.json")
    let document = try JSONDocument(parsing: text).root
    return (
      try WorldState(alloc: document.require("accounts")),
      try Hash256(hex: document.require("stateRoot").requireString())
    )
  }

  @Test func `its genesis has the root that was computed elsewhere`() throws {
    let (state, root) = try Self.genesis()
    #expect(state.stateRoot == root)
  }

  @Test func `every scenario answers, logs, costs and leaves behind what it did elsewhere`() throws
  {
    let genesis = try Self.genesis().state
    var steps = 0
    for row in try VectorFile("contracts/btfs/behaviours.jsonl").rows {
      var state = genesis
      for account in try row.json.require("accounts").requireElements() {
        state[try Address(hex: account.require("address").requireString())] = WorldAccount(
          nonce: try account.require("nonce").number,
          balance: try UInt256(quantity: account.require("balance").requireString()),
          code: ExecutableCode(try Hex.decode(account.require("code").requireString())))
      }
      for (index, json) in try row.json.require("steps").requireElements().enumerated() {
        let place = "\(try row.string("name")), step \(index + 1)"
        let sender = try Address(hex: json.require("from").requireString())
        let step = try Step(json, nonce: state[sender]?.nonce ?? 0)
        let journal = JournaledState(state, under: .berlin)
        let outcome = try TransactionExecutor(state: journal, block: step.block)
          .execute(step.transaction, from: step.sender)
        #expect(outcome.isSuccess == step.succeeded, "\(place)")
        #expect(outcome.output == step.output, "\(place)")
        #expect(outcome.gasUsed == step.gasUsed, "\(place)")
        #expect(outcome.logs == step.logs, "\(place)")
        state.apply(journal.changes())
        steps += 1
      }
      let root = try Hash256(row.bytes("stateRoot"))
      #expect(state.stateRoot == root, "\(row)")
    }
    #expect(steps > 600)
  }
}

extension JSONValue {
  /// A quantity of at most 64 bits.
  fileprivate var number: UInt64 {
    get throws {
      try #require(UInt64(exactly: UInt256(quantity: requireString())))
    }
  }
}
