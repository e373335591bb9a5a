import EVMAccounts
import EVMInterpreter
import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Testing
import VectorFiles

/// What two other machines saw the contracts of BTFS and Swarm do, done here: a test for each claim.
@Suite struct `The vault system runs` {
  @Test func `the genesis of the library is the one that the machines made`() throws {
    let text = try VectorFile.contents(of: "contracts/btfs/genesis.json")
    let made = try WorldState(alloc: JSONDocument(parsing: text).root.require("accounts"))
    #expect(BTFSGenesis.state.stateRoot == made.stateRoot)
    #expect(made.count == 25)
    for account in [BTFSGenesis.owner, BTFSGenesis.renter, BTFSGenesis.host] {
      #expect(made[account]?.code.bytes == [])
      #expect(made[account]?.balance.description == "1000000000000000000000000000")
    }
  }

  @Test(arguments: try Scenario.all())
  func `as two machines did`(_ scenario: Scenario) throws {
    var world = BTFSGenesis.state
    for (address, account) in try scenario.accountsBefore() { world[address] = account }
    for (index, step) in scenario.steps.enumerated() {
      let outcome = try step.run(on: &world)
      let place = "\(scenario), step \(index + 1)"
      #expect(outcome.isSuccess == step.succeeds, "\(place)")
      if let created = outcome.createdAddress, step.succeeds {
        #expect(created.bytes == step.output, "\(place)")
      } else {
        #expect(Hex.encode(outcome.output) == Hex.encode(step.output), "\(place)")
      }
      #expect(outcome.gasUsed == step.gasUsed, "\(place)")
      #expect(outcome.logs == step.logs, "\(place)")
    }
    for (address, expected) in try scenario.accountsAfter() {
      let account = try #require(world[address], "\(scenario): \(address)")
      if let balance = expected.balance {
        #expect(account.balance == balance, "\(scenario): \(address)")
      }
      if let nonce = expected.nonce {
        #expect(account.nonce == nonce, "\(scenario): \(address)")
      }
      if let code = expected.code { #expect(account.code.bytes == code) }
      for (slot, word) in expected.storage {
        #expect(account.storage[slot] == word, "\(scenario): \(address), slot \(slot.quantity)")
      }
    }
  }
}

/// A row of `contracts/btfs/behaviours.jsonl`.
struct Scenario: Sendable, CustomTestStringConvertible, CustomStringConvertible {
  let name: String
  let steps: [Step]
  private let before: JSON
  private let after: JSON

  var description: String { name }
  var testDescription: String { name }

  static func all() throws -> [Scenario] {
    try VectorFile("contracts/btfs/behaviours.jsonl").rows.map { row in
      Scenario(
        name: try row.string("name"),
        steps: try row.json.require("steps").requireElements().map { try Step($0) },
        before: try JSON(row.json.require("accounts")), after: try JSON(row.json.require("after")))
    }
  }

  private init(name: String, steps: [Step], before: JSON, after: JSON) {
    self.name = name
    self.steps = steps
    self.before = before
    self.after = after
  }

  /// Accounts that stand besides those of the genesis.
  func accountsBefore() throws -> [(Address, WorldAccount)] {
    try JSONDocument(parsing: Array(before.text().utf8)).root.requireElements().map { value in
      let address = try Address(hex: value.require("address").requireString())
      var account = WorldAccount()
      if let balance = value["balance"] {
        account.balance = try UInt256(decimalOrHex: balance.requireString())
      }
      if let code = value["code"] {
        account.code = ExecutableCode(try Hex.decode(code.requireString()))
      }
      if let nonce = value["nonce"] {
        account.nonce = UInt64(truncatingIfNeeded: try UInt256(decimalOrHex: nonce.requireString()))
      }
      return (address, account)
    }
  }

  struct Expected {
    var balance: UInt256?
    var nonce: UInt64?
    var code: [UInt8]?
    var storage: [(UInt256, UInt256)]
  }

  func accountsAfter() throws -> [(Address, Expected)] {
    try JSONDocument(parsing: Array(after.text().utf8)).root.requireMembers().map { key, value in
      (
        try Address(hex: key),
        Expected(
          balance: try value["balance"].map { try UInt256(quantity: $0.requireString()) },
          nonce: try value["nonce"].map {
            UInt64(truncatingIfNeeded: try UInt256(quantity: $0.requireString()))
          },
          code: try value["code"].map { try Hex.decode($0.requireString()) },
          storage: try value["storage"]?.requireMembers().map { slot, word in
            (try UInt256(quantity: slot), try UInt256(quantity: word.requireString()))
          } ?? [])
      )
    }
  }
}

/// A transaction of a scenario, and what it must do.
struct Step: Sendable {
  let sender: Address
  let target: Address?
  let value: UInt256
  let input: [UInt8]
  let block: BlockContext
  let succeeds: Bool
  let output: [UInt8]
  let gasUsed: UInt64
  let logs: [Log]

  init(_ json: JSONValue) throws {
    func number(_ key: String) throws -> UInt256 {
      try UInt256(quantity: json.require(key).requireString())
    }
    sender = try Address(hex: json.require("from").requireString())
    target = try json.require("to").string.map { try Address(hex: $0) }
    value = try number("value")
    input = try Hex.decode(json.require("data").requireString())
    block = BlockContext(
      number: UInt64(truncatingIfNeeded: try number("number")),
      timestamp: UInt64(truncatingIfNeeded: try number("timestamp")), gasLimit: 30_000_000,
      coinbase: try Address([UInt8](repeating: 0xc0, count: 20)), prevRandao: .one, chainID: 199)
    succeeds = try json.require("success").requireBool()
    output = try Hex.decode(json.require("output").requireString())
    gasUsed = UInt64(truncatingIfNeeded: try number("gasUsed"))
    logs = try json.require("logs").requireElements().map { log in
      Log(
        address: try Address(hex: log.require("address").requireString()),
        topics: try log.require("topics").requireElements().map {
          try Hash256(hex: $0.requireString())
        },
        data: try Hex.decode(log.require("data").requireString()))
    }
  }

  /// Runs it as a transaction of BTTC that costs nothing.
  func run(on world: inout WorldState) throws -> TransactionOutcome {
    let executor = TransactionExecutor(state: JournaledState(world, under: .bttc), block: block)
    let outcome = try executor.execute(
      UnsignedTransaction(
        nonce: world[sender]?.nonce ?? 0, gasLimit: 8_000_000, to: target, value: value,
        input: input, variant: .legacy(chainID: 199, gasPrice: .zero)),
      from: sender)
    world.apply(executor.state.changes())
    return outcome
  }
}
