import EVMAccounts
import EVMInterpreter
import EVMRPC
import EVMPrimitives

/// A block in which messages are run here, one after the other, on state that was fetched.
///
/// What one changes the next one sees. It belongs to one thread at a time.
final class LocalBlock {
  private let state: JournaledState
  private let machine: VirtualMachine
  private let block: BlockContext

  /// Bytes of memory that code may pay for: far more than a vault needs.
  private static let memoryLimit = 32 << 20

  /// - Parameter gasPrice: Wei per gas that code sees, so that it cannot tell the run from a transaction.
  init(on fetched: FetchedState, gasPrice: UInt256 = 0) {
    state = JournaledState(fetched, under: fetched.fork)
    let header = fetched.header
    block = BlockContext(
      number: header.number, timestamp: header.timestamp, gasLimit: header.gasLimit,
      coinbase: header.coinbase, baseFee: header.baseFee ?? 0, chainID: fetched.chainID)
    machine = VirtualMachine(state: state, block: block, memoryLimit: Self.memoryLimit)
    self.gasPrice = gasPrice
  }

  private let gasPrice: UInt256

  /// What a contract returns to a message that may change nothing; `nil` when it fails.
  func read(
    _ contract: Address, _ input: [UInt8], gas: UInt64 = 2_000_000
  ) throws(ExecutionFault) -> [UInt8]? {
    state.beginTransaction()
    let result = try machine.run(
      Message(.call(contract), sender: .zero, input: input, gas: gas, isStatic: true))
    state.endTransaction()
    return result.isSuccess ? result.output : nil
  }

  /// What a transaction with this calldata pays before its code runs.
  private static func intrinsicGas(
    of input: [UInt8], to contract: Address, under fork: Fork
  ) -> IntrinsicGas {
    do {
      return IntrinsicGas(
        of: try UnsignedTransaction(
          nonce: 0, gasLimit: 0, to: contract, value: 0, input: input,
          variant: .legacy(chainID: nil, gasPrice: 0)), under: fork)
    } catch { preconditionFailure("A call with nonce 0 is no transaction: \(error)") }
  }

  /// Runs a transaction without value, all checks of its sender's coin left out.
  ///
  /// - Parameter gasLimit: Gas for all, at least what such a transaction pays before its code runs.
  func transact(
    from sender: Address, to contract: Address, _ input: [UInt8], gasLimit: UInt64,
    tracer: (any ExecutionTracer)? = nil
  ) throws(ExecutionFault) -> LocalOutcome {
    let intrinsic = Self.intrinsicGas(of: input, to: contract, under: state.fork)
    state.beginTransaction()
    machine.tracer = tracer
    machine.transaction = TransactionContext(origin: sender, gasPrice: gasPrice)
    if state.fork.includes(.berlin) {
      try state.warm(sender)
      try state.warm(contract)
      for address in Precompile.addresses(under: state.fork) { try state.warm(address) }
      if state.fork.includes(.shanghai) { try state.warm(block.coinbase) }
    }
    let available = gasLimit > intrinsic.cost ? gasLimit - intrinsic.cost : 0
    let result = try machine.run(
      Message(.call(contract), sender: sender, input: input, gas: available))
    machine.tracer = nil
    var left: UInt64 = 0
    if case .halt = result.status {} else { left = result.gasLeft }
    let spent = gasLimit - left
    let refund = min(
      spent / (state.fork.includes(.london) ? 5 : 2), UInt64(max(0, state.refundCounter)))
    let logs = result.isSuccess ? state.transactionLogs : []
    state.endTransaction()
    return LocalOutcome(
      status: result.status, output: result.output,
      gasUsed: max(spent - refund, intrinsic.floor ?? 0),
      gasNeeded: max(spent, intrinsic.floor ?? 0), logs: logs)
  }
}

/// How a transaction that was run here ended.
struct LocalOutcome: Sendable {
  let status: ExecutionStatus
  let output: [UInt8]
  /// Gas that would be paid for.
  let gasUsed: UInt64
  /// Gas that must be given so that it comes so far; some of it is given back.
  let gasNeeded: UInt64
  let logs: [Log]
}
