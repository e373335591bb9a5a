import EVMInterpreter
import EVMPrimitives
import EmbeddedChain
import ExactJSON

/// Code that is run as that of a contract, on a chain on which there is nothing but what is given.
struct CodeRun {
  var code: [UInt8]
  var input: [UInt8] = []
  /// Gas for the code alone, without what a transaction costs.
  var gas: UInt64 = 30_000_000
  var fork: Fork = .newest
  /// Who calls.
  var from = Self.defaultSender
  /// Where the code stands.
  var to = Self.defaultContract
  var value: UInt256 = .zero
  /// Wei of any accounts; a sender that is not among them has the value that it sends.
  var balances: [Address: UInt256] = [:]
  /// The code of other contracts.
  var otherCode: [Address: [UInt8]] = [:]
  /// Words in the storage of the code's account.
  var storage: [UInt256: UInt256] = [:]
  /// The accounts that there are besides.
  var state = WorldState()
  /// Whether ``to`` has its code from ``state``, and ``code`` is not asked.
  var callsAccount = false
  var chainID: UInt64 = 1
  /// Whether the code is init code, with the input behind it, that makes a contract.
  var creates = false

  static let defaultSender = Address(truncating: UInt256(0x1000))
  static let defaultContract = Address(truncating: UInt256(0x2000))

  init(code: [UInt8]) { self.code = code }
}

/// How a run ended.
struct CodeRunOutcome {
  var result: ExecutionResult
  /// What was logged; nothing when the run failed.
  var logs: [Log]
  /// Gas that the frame took, before anything is given back.
  var gasUsed: UInt64
  /// Gas that would be given back, before the limit on it.
  var refund: Int64
}

extension CodeRun {
  /// Runs it.
  ///
  /// - Throws: `ExecutionFault` when the run could not be made.
  func run(tracer: (any ExecutionTracer)? = nil) throws -> CodeRunOutcome {
    let state = JournaledState(self.state, under: fork)
    for (address, balance) in balances { try state.setBalance(balance, of: address) }
    if balances[from] == nil, self.state[from] == nil, !value.isZero {
      try state.credit(value, to: from)
    }
    for (address, code) in otherCode {
      try state.setCode(ExecutableCode(code), of: address)
      try state.setNonce(1, of: address)
    }
    // Whoever calls has sent a transaction, so there is such an account.
    if try state.nonce(of: from) == 0 { try state.setNonce(1, of: from) }
    let executable = ExecutableCode(code)
    if !creates, !callsAccount {
      try state.setCode(executable, of: to)
      if try state.nonce(of: to) == 0 { try state.setNonce(1, of: to) }
    }
    if !creates { for (slot, word) in storage { try state.setStorage(word, slot: slot, of: to) } }
    state.beginTransaction()
    var warm = [from] + Precompile.addresses(under: fork)
    if !creates { warm.append(to) }
    for address in warm { try state.warm(address) }
    let machine = VirtualMachine(
      state: state, block: BlockContext(chainID: chainID),
      transaction: TransactionContext(origin: from))
    if fork.includes(.shanghai) { try state.warm(machine.block.coinbase) }
    machine.tracer = tracer
    let result = try machine.run(
      Message(
        kind(executable), sender: from, value: value,
        input: creates ? code + input : input, gas: gas))
    return CodeRunOutcome(
      result: result, logs: result.isSuccess ? state.transactionLogs : [],
      gasUsed: gas - result.gasLeft, refund: result.isSuccess ? state.refundCounter : 0)
  }
}

extension CodeRun {
  private func kind(_ executable: ExecutableCode) -> Message.Kind {
    if creates { return .create(nonce: state[from]?.nonce ?? 0) }
    return callsAccount ? .call(to) : .code(executable, at: to)
  }
}

// MARK: - Rows

extension CodeRun {
  static let keys = ["code", "input", "gas", "fork", "from", "to", "value", "balances"]

  init(_ row: Row) throws {
    self.init(code: try row.bytes("code"))
    if row.has("input") { input = try row.bytes("input") }
    if row.has("gas") {
      let stated = try row.value("gas")
      do { gas = try Self.gas(try stated.word()) } catch let error as GasError {
        throw stated.invalid(error.description)
      }
    }
    if let name = try row.optionalText("fork") {
      do { fork = try Fork(named: name) } catch {
        throw try row.value("fork").invalid(error.description)
      }
    }
    if row.has("from") { from = try row.address("from") }
    if row.has("to") { to = try row.address("to") }
    if row.has("value") { value = try row.word("value") }
    if row.has("balances") {
      for member in try row.value("balances").requireMembers() {
        let (name, balance) = (member.key, member.value)
        do { balances[try Address(parsing: name)] = try balance.word() } catch let error
          as AddressError
        { throw balance.invalid(error.description) }
      }
    }
  }

  /// Gas as a machine counts it, below 2^63.
  static func gas(_ word: UInt256) throws(GasError) -> UInt64 {
    guard let gas = UInt64(exactly: word), gas <= UInt64(Int64.max) else { throw .tooMuch(word) }
    return gas
  }

  enum GasError: Error, CustomStringConvertible {
    case tooMuch(UInt256)

    var description: String {
      switch self {
      case .tooMuch(let gas):
        "The gas \(gas) is more than a machine counts; give at most 2^63 - 1."
      }
    }
  }
}

extension CodeRunOutcome {
  /// `{"success", "output", "gasUsed", "error"?, "logs"}`: the answer to a row.
  var json: JSON { .object(members) }

  var members: [JSON.Member] {
    var members: [JSON.Member] = [
      JSON.Member("success", .bool(result.isSuccess)),
      JSON.Member("output", .string(Hex.encode(result.output))),
      JSON.Member("gasUsed", .string(gasUsed.description)),
    ]
    switch result.status {
    case .success: break
    case .revert: members.append(JSON.Member("error", "reverted"))
    case .halt(let reason): members.append(JSON.Member("error", .string(reason.description)))
    }
    members.append(JSON.Member("logs", .array(logs.map(\.json))))
    return members
  }
}

extension Log {
  /// `{"address", "topics", "data"}`.
  var json: JSON {
    [
      "address": .string(address.checksummed), "topics": .array(topics.map { .string($0.hex) }),
      "data": .string(Hex.encode(data)),
    ]
  }
}
