import EVMInterpreter
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

/// Checks the rows of an EIP under each fork for which they hold.
func checkRules(of eip: Int, location: SourceLocation = #_sourceLocation) throws {
  let rows = try VectorFile("evm/rules.jsonl").rows.filter { try $0.integer("eip") == eip }
  #expect(!rows.isEmpty, "EIP-\(eip) has no row", sourceLocation: location)
  for row in rows {
    for name in try row.strings("forks") {
      try RuleRow(row, under: Fork(named: name), location).check()
    }
  }
}

/// A row of `evm/rules.jsonl` under one fork.
private struct RuleRow {
  let row: VectorRow
  let situation: Situation
  let location: SourceLocation
  let title: String

  init(_ row: VectorRow, under fork: Fork, _ location: SourceLocation) throws {
    self.row = row
    self.location = location
    situation = try Situation(row, under: fork)
    title = "\(row) \(try row.string("name")) under \(fork)"
  }

  func check() throws {
    let machine = try situation.machine()
    let result = try machine.run(situation.message)
    expect(result.isSuccess == (try row.bool("success")), "ends by \(result.status)")
    // What a creation gives back as a whole is the code that it made.
    expect(
      Hex.encode(result.output) == (try row.string("output")), Hex.encode(result.output))
    expect(
      UInt256(situation.gas - result.gasLeft) == (try row.word("gasUsed")),
      "\(situation.gas - result.gasLeft) gas")
    if row.has("error") {
      let error = try row.string("error")
      expect(Self.name(of: result.status) == error, "\(result.status), not \(error)")
    }
    let refund = machine.state.refundCounter
    expect(refund == (row.has("refund") ? Int64(try row.integer("refund")) : 0), "\(refund) refund")
    try checkLogs(machine.state.transactionLogs)
    machine.state.endTransaction()
    if let after = row.json["after"] { try check(after, machine.state) }
  }

  private func expect(_ isRight: Bool, _ found: String) {
    #expect(isRight, "\(title): \(found)", sourceLocation: location)
  }

  private static func name(of status: ExecutionStatus) -> String? {
    switch status {
    case .success: nil
    case .revert: "Revert"
    case .halt(let reason):
      switch reason {
      case .outOfGas, .codeTooLarge, .initCodeTooLarge: "OutOfGasError"
      case .stackUnderflow: "StackUnderflowError"
      case .stackOverflow: "StackOverflowError"
      case .invalidJump: "InvalidJumpDestError"
      case .invalidInstruction: "InvalidOpcode"
      case .writeProtection: "WriteInStaticContext"
      case .returnDataOutOfBounds: "OutOfBoundsRead"
      case .reservedCode: "InvalidContractPrefix"
      default: nil
      }
    }
  }

  private func checkLogs(_ logs: [Log]) throws {
    let found = logs.map { log -> JSON in
      [
        "address": .string(Hex.encode(log.address.bytes)),
        "topics": .array(log.topics.map { .string(Hex.encode($0.bytes)) }),
        "data": .string(Hex.encode(log.data)),
      ]
    }
    let wanted = try row.json["logs"].map { try JSON($0) } ?? .array([])
    expect(.array(found) == wanted, "logs \(JSON.array(found).text())")
  }

  private func check(_ after: JSONValue, _ state: JournaledState) throws {
    for member in try after.requireMembers() {
      let address = try Address(parsing: member.key)
      let account = member.value
      expect(try state.exists(address), "\(address) is not there")
      expect(
        try state.nonce(of: address).description == account.require("nonce").requireString(),
        "nonce of \(address) is \(try state.nonce(of: address))")
      expect(
        try state.balance(of: address).description == account.require("balance").requireString(),
        "balance of \(address) is \(try state.balance(of: address))")
      expect(
        Hex.encode(try state.code(of: address).bytes)
          == (try account.require("code").requireString()),
        "code of \(address)")
      let storage = try account.require("storage")
      for slot in 0..<16 as Range<UInt64> {
        let word = try state.storage(of: address, slot: UInt256(slot))
        expect(
          word.description == storage[slot.description]?.string ?? "0",
          "slot \(slot) of \(address) is \(word)")
      }
    }
    for address in try row.json["gone"]?.requireElements().map({ try $0.requireString() }) ?? [] {
      let address = try Address(parsing: address)
      expect(try !state.exists(address), "\(address) is there")
    }
  }
}
