import EVMInterpreter
import EVMPrimitives
import ExactJSON
import Glibc

/// Runs programs that come as rows on standard input, and answers each with its result and the least
/// time of `rounds` runs: for `Tests/Comparison/execution_speed.py`, which runs them elsewhere too.
func runPrograms(rounds: Int) {
  while let line = readLine() {
    do {
      let row = try JSONDocument(parsing: Array(line.utf8)).root
      print(try Program(row).answer(rounds: rounds))
    } catch { print((["error": .string("\(error)")] as JSON).text()) }
    fflush(nil)
  }
}

private struct Program {
  let code: ExecutableCode
  let input: [UInt8]
  let gas: UInt64
  let fork = Fork.cancun
  let accounts: [(address: Address, account: ProgramAccount)]
  /// Calls that are made before the time runs.
  let setup: [(sender: Address, to: Address, data: [UInt8])]

  private static let caller = try? Address(hex: "0x1000000000000000000000000000000000000001")
  private static let contract = try? Address(hex: "0x2000000000000000000000000000000000000002")

  init(_ row: JSONValue) throws {
    code = ExecutableCode(try Hex.decode(try row.require("code").requireString()))
    input = try Hex.decode(try row.require("input").requireString())
    gas = UInt64(try row.require("gas").requireString()) ?? 0
    accounts = try row.require("accounts").requireMembers().map { member in
      (try Address(hex: member.key), try ProgramAccount(member.value))
    }
    setup = try row.require("setup").requireElements().map { call in
      (
        try Address(hex: try call.require("from").requireString()),
        try Address(hex: try call.require("to").requireString()),
        try Hex.decode(try call.require("data").requireString())
      )
    }
  }

  func answer(rounds: Int) throws -> String {
    guard let caller = Self.caller, let contract = Self.contract else { return "" }
    var best = Int.max
    var result: ExecutionResult?
    for _ in 0..<rounds {
      let state = JournaledState(EmptyState(), under: fork)
      for (address, account) in accounts { try account.enter(state, at: address) }
      try state.setCode(code, of: contract)
      let block = BlockContext(chainID: 199)
      for call in setup {
        state.beginTransaction()
        let machine = VirtualMachine(state: state, block: block)
        let made = try machine.run(
          Message(.call(call.to), sender: call.sender, input: call.data, gas: 10_000_000))
        guard made.isSuccess else { throw ProgramError.setupFailed(made.output) }
        state.endTransaction()
      }
      let start = threadNanoseconds()
      state.beginTransaction()
      for address in [caller, contract] + Precompile.addresses(under: fork) {
        try state.warm(address)
      }
      let machine = VirtualMachine(state: state, block: block)
      result = try machine.run(
        Message(.call(contract), sender: caller, input: input, gas: gas))
      best = min(best, threadNanoseconds() - start)
    }
    guard let result else { throw ProgramError.noRound }
    let answer: JSON = [
      "output": .string(Hex.encode(result.output)), "status": .string("\(result.status)"),
      "gasUsed": .string("\(gas - result.gasLeft)"),
    ]
    return answer.text().dropLast() + ",\"seconds\":\(Double(best) / 1e9)}"
  }
}

private enum ProgramError: Error {
  case setupFailed([UInt8])
  case noRound
}

private struct ProgramAccount {
  var balance = UInt256.zero
  var nonce: UInt64 = 0
  var code = ExecutableCode.empty
  var storage: [(slot: UInt256, word: UInt256)] = []

  init(_ value: JSONValue) throws {
    if let text = value["balance"] { balance = try UInt256(quantity: text.requireString()) }
    if let text = value["nonce"] {
      nonce = UInt64(exactly: try UInt256(quantity: text.requireString())) ?? 0
    }
    code = ExecutableCode(try Hex.decode(try value.require("code").requireString()))
    if let words = value["storage"] {
      storage = try words.requireMembers().map { word in
        (
          try UInt256(quantity: word.key),
          try UInt256(quantity: word.value.requireString())
        )
      }
    }
  }

  func enter(_ state: JournaledState, at address: Address) throws {
    try state.setBalance(balance, of: address)
    try state.setNonce(nonce, of: address)
    try state.setCode(code, of: address)
    for (slot, word) in storage { try state.setStorage(word, slot: slot, of: address) }
  }
}
