import EVMInterpreter
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

/// What a run of a vector row starts from: accounts, a message and a block.
struct Situation {
  struct Holder {
    var account: Account
    var code: ExecutableCode
    var storage: [UInt256: UInt256]
  }

  var fork: Fork
  var accounts: [Address: Holder] = [:]
  var sender: Address
  /// `nil` where the input is init code.
  var to: Address?
  var value: UInt256
  var input: [UInt8]
  var gas: UInt64
  var block = BlockContext()
  var transaction: TransactionContext

  init(_ row: VectorRow, under fork: Fork) throws {
    self.fork = fork
    for member in try row.json.require("accounts").requireMembers() {
      accounts[try Address(parsing: member.key)] = try Holder(member.value)
    }
    sender = try row.address("from")
    to = try row.has("to") ? row.address("to") : nil
    value = try row.has("value") ? row.word("value") : .zero
    input = try row.has("input") ? row.bytes("input") : []
    gas = try #require(UInt64(row.string("gas")))
    transaction = TransactionContext(origin: sender)
    if let block = row.json["block"] { try set(block) }
  }

  private mutating func set(_ row: JSONValue) throws {
    func word(_ key: String) throws -> UInt256 {
      try UInt256(decimalOrHex: row.require(key).requireString())
    }
    func number(_ key: String) throws -> UInt64 { try #require(UInt64(exactly: word(key))) }
    block = BlockContext(
      number: try number("number"), timestamp: try number("timestamp"),
      gasLimit: try number("gasLimit"),
      coinbase: try Address(parsing: row.require("coinbase").requireString()),
      prevRandao: try word(fork.includes(.paris) ? "prevRandao" : "difficulty"),
      baseFee: try word("baseFee"), blobBaseFee: try word("blobBaseFee"),
      chainID: try number("chainID"))
    transaction.gasPrice = try word("gasPrice")
    transaction.blobHashes = try row.require("blobHashes").requireElements().map {
      try Hash256(hex: $0.requireString())
    }
  }

  /// A run of it, for more than the result.
  func machine() throws -> VirtualMachine {
    let state = JournaledState(Accounts(holders: accounts), under: fork)
    state.beginTransaction()
    var warm = [sender] + Precompile.addresses(under: fork)
    if let to { warm.append(to) }
    if fork.includes(.shanghai) { warm.append(block.coinbase) }
    for address in warm { try state.warm(address) }
    return VirtualMachine(state: state, block: block, transaction: transaction)
  }

  var message: Message {
    get throws {
      guard let to else {
        return Message(
          .create(nonce: accounts[sender]?.account.nonce ?? 0), sender: sender, value: value,
          input: input, gas: gas)
      }
      return Message(.call(to), sender: sender, value: value, input: input, gas: gas)
    }
  }
}

extension Situation.Holder {
  fileprivate init(_ row: JSONValue) throws {
    let code = try Hex.decode(row.require("code").requireString())
    self.code = ExecutableCode(code)
    storage = [:]
    if let slots = row["storage"] {
      for slot in try slots.requireMembers() {
        storage[try UInt256(decimalOrHex: slot.key)] = try UInt256(
          decimalOrHex: slot.value.requireString())
      }
    }
    account = Account(
      nonce: try #require(UInt64(row.require("nonce").requireString())),
      balance: try UInt256(decimalOrHex: row.require("balance").requireString()),
      codeHash: self.code.hash, hasStorage: !storage.isEmpty)
  }
}

/// The accounts of a row as a state; the hash of a block says its number.
private struct Accounts: StateReader {
  let holders: [Address: Situation.Holder]

  func account(at address: Address) -> Account? { holders[address]?.account }

  func code(at address: Address, hash: Hash256) -> ExecutableCode {
    holders[address]?.code ?? .empty
  }

  func storage(at address: Address, slot: UInt256) -> UInt256 {
    holders[address]?.storage[slot] ?? .zero
  }

  func blockHash(of number: UInt64) -> Hash256? {
    try? Hash256(
      [UInt8](repeating: 0xb1, count: 24)
        + (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) })
  }
}

extension VectorRow {
  func address(_ field: String) throws -> Address { try Address(parsing: string(field)) }

  func word(_ field: String) throws -> UInt256 { try UInt256(decimalOrHex: string(field)) }
}
