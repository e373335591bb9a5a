import EVMInterpreter
import EVMPrimitives
import ExactJSON

/// Code that is run as that of a contract on a chain on which there is nothing else.
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

  static let defaultSender = Address(truncating: UInt256(0x1000))
  static let defaultContract = Address(truncating: UInt256(0x2000))

  init(code: [UInt8]) { self.code = code }
}

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
      do { fork = try Fork(named: name) } catch { throw try row.value("fork").invalid(error.description) }
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

extension CodeRun {
  /// Runs it.
  func run(tracer: (any ExecutionTracer)? = nil) throws -> (ExecutionResult, [Log]) {
    let state = JournaledState(EmptyState(), under: fork)
    for (address, balance) in balances { try state.setBalance(balance, of: address) }
    if balances[from] == nil, !value.isZero { try state.credit(value, to: from) }
    let executable = ExecutableCode(code)
    try state.setCode(executable, of: to)
    try state.setNonce(1, of: to)
    state.beginTransaction()
    for address in [from, to] + Precompile.addresses(under: fork) { try state.warm(address) }
    let machine = VirtualMachine(state: state, transaction: TransactionContext(origin: from))
    if fork.includes(.shanghai) { try state.warm(machine.block.coinbase) }
    machine.tracer = tracer
    let result = try machine.run(
      Message(.code(executable, at: to), sender: from, value: value, input: input, gas: gas))
    return (result, result.isSuccess ? state.transactionLogs : [])
  }

  /// `{"success", "output", "gasUsed", "error"?, "logs"}`.
  func answer(tracer: (any ExecutionTracer)? = nil) throws -> JSON {
    let (result, logs) = try run(tracer: tracer)
    var members: [JSON.Member] = [
      JSON.Member("success", .bool(result.isSuccess)),
      JSON.Member("output", .string(Hex.encode(result.output))),
      JSON.Member("gasUsed", .string((gas - result.gasLeft).description)),
    ]
    switch result.status {
    case .success: break
    case .revert: members.append(JSON.Member("error", "reverted"))
    case .halt(let reason): members.append(JSON.Member("error", .string(reason.description)))
    }
    members.append(JSON.Member("logs", .array(logs.map(Self.json))))
    return .object(members)
  }

  private static func json(_ log: Log) -> JSON {
    [
      "address": .string(log.address.description),
      "topics": .array(log.topics.map { .string($0.hex) }),
      "data": .string(Hex.encode(log.data)),
    ]
  }
}
