import EVMInterpreter
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

@Suite struct `Code runs as on the chain` {
  @Test func `instructions, each with the operands at its edges`() throws {
    try checkRuns(in: "execution/instructions.jsonl")
  }

  @Test func `calls, creations and ends`() throws {
    try checkRuns(in: "execution/calls.jsonl")
  }

  @Test func `random programs`() throws { try checkRuns(in: "execution/programs.jsonl") }
}

/// Checks every row of a file, with each gas and under each fork that it names.
private func checkRuns(in path: String) throws {
  for row in try VectorFile(path).rows {
    let code = ExecutableCode(try row.bytes("code"))
    for run in try row.json.require("runs").requireElements() {
      let named = try run.require("forks").requireElements().map {
        try Fork(named: $0.requireString())
      }
      let (first, last) = (try #require(named.first), try #require(named.last))
      for fork in Fork.ofEthereum where fork.includes(first) && last.includes(fork) {
        try ExecutionRun(row: row, code: code, run: run, fork: fork).check()
      }
    }
  }
}

/// One run of a row: so much gas, under one fork.
private struct ExecutionRun {
  let row: VectorRow
  let code: ExecutableCode
  let run: JSONValue
  let fork: Fork

  private static let sender = "0x1000000000000000000000000000000000000001"
  private static let contract = "0x2000000000000000000000000000000000000002"

  func check() throws {
    let (from, to) = (try Address(parsing: Self.sender), try Address(parsing: Self.contract))
    let state = JournaledState(EmptyState(), under: fork)
    if let balances = row.json["balances"] {
      for member in try balances.requireMembers() {
        let balance = try UInt256(decimalOrHex: member.value.requireString())
        try state.setBalance(balance, of: Address(parsing: member.key))
      }
    }
    try state.setCode(code, of: to)
    try state.setNonce(1, of: to)
    try state.setNonce(1, of: from)
    state.beginTransaction()
    for address in [from, to] + Precompile.addresses(under: fork) { try state.warm(address) }
    // No row asks who the proposer is, but many look at the zero address, which shall be cold.
    let block = BlockContext(coinbase: Address(truncating: UInt256(0xc0_ffee)))
    let machine = VirtualMachine(
      state: state, block: block, transaction: TransactionContext(origin: from))
    let gas = try #require(UInt64(run.require("gas").requireString()))
    let result = try machine.run(
      Message(
        .code(code, at: to), sender: from, value: row.has("value") ? row.word("value") : .zero,
        input: row.has("input") ? row.bytes("input") : [], gas: gas))
    try compare(result, gas: gas, logs: result.isSuccess ? state.transactionLogs : [])
  }

  private func compare(_ result: ExecutionResult, gas: UInt64, logs: [Log]) throws {
    let title = "\(row) under \(fork) with \(gas) gas: \(result.status)"
    #expect(result.isSuccess == run["success"]?.bool, "\(title)")
    #expect(Hex.encode(result.output) == run["output"]?.string, "\(title)")
    #expect((gas - result.gasLeft).description == run["gasUsed"]?.string, "\(title)")
    // Under these two one machine alone names the error, and nobody rules which of two comes first.
    if ![.constantinople, .osaka].contains(fork), let error = run["error"]?.string,
      let expected = Self.statuses[error]
    {
      #expect(expected(result.status), "\(title), not \(error)")
    }
    let found = logs.map { log -> JSON in
      [
        "address": .string(Hex.encode(log.address.bytes)),
        "topics": .array(log.topics.map { .string(Hex.encode($0.bytes)) }),
        "data": .string(Hex.encode(log.data)),
      ]
    }
    let wanted = try run["logs"].map { try JSON($0) } ?? .array([])
    #expect(JSON.array(found) == wanted, "\(title)")
  }

  /// Whether a status is what the rows call by a name.
  private static let statuses: [String: @Sendable (ExecutionStatus) -> Bool] = [
    "revert": { $0 == .revert }, "outOfGas": { $0 == .halt(.outOfGas) },
    "stackUnderflow": { $0 == .halt(.stackUnderflow) },
    "stackOverflow": { $0 == .halt(.stackOverflow) },
    "invalidJump": { $0 == .halt(.invalidJump) },
    "returnDataOutOfBounds": { $0 == .halt(.returnDataOutOfBounds) },
    "invalidInstruction": {
      if case .halt(.invalidInstruction) = $0 { true } else { false }
    },
  ]
}
