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
    let root = try JSONDocument(parsing: text).root.require("stateRoot").requireString()
    #expect(made.stateRoot.hex == root)
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
      #expect(Hex.encode(outcome.output) == Hex.encode(step.output), "\(place)")
      #expect(outcome.gasUsed == step.gasUsed, "\(place)")
      #expect(outcome.logs == step.logs, "\(place)")
    }
    #expect(world.stateRoot == scenario.stateRoot, "\(scenario)")
  }
}

/// A row of `contracts/btfs/behaviours.jsonl`.
struct Scenario: Sendable, CustomTestStringConvertible, CustomStringConvertible {
  let name: String
  let steps: [Step]
  private let before: JSON
  let stateRoot: Hash256

  var description: String { name }
  var testDescription: String { name }

  static func all() throws -> [Scenario] {
    try VectorFile("contracts/btfs/behaviours.jsonl").rows.map { row in
      Scenario(
        name: try row.string("name"),
        steps: try row.json.require("steps").requireElements().map { try Step($0) },
        before: try JSON(row.json.require("accounts")),
        stateRoot: try Hash256(row.bytes("stateRoot")))
    }
  }

  private init(name: String, steps: [Step], before: JSON, stateRoot: Hash256) {
    self.name = name
    self.steps = steps
    self.before = before
    self.stateRoot = stateRoot
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
