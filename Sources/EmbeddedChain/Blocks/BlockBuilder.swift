public import EVMAccounts
public import EVMInterpreter
public import EVMPrimitives

/// Makes the block after one: runs its transactions, and works out its header and the state after it.
///
/// ```swift
/// let builder = try BlockBuilder(
///   after: parent, state: world, plan: BlockPlan(timestamp: parent.timestamp + 2),
///   rules: ChainRules(fork: .cancun, chainID: 199)) { _ in nil }
/// try builder.add(signed, from: sender)
/// let built = try builder.finish()
/// ```
/// It belongs to one thread at a time.
public final class BlockBuilder {
  public let rules: ChainRules
  public let plan: BlockPlan
  /// What code sees of the block.
  public let context: BlockContext
  /// The transactions so far.
  public private(set) var transactions: [IncludedTransaction] = []

  private let parent: BlockHeader
  private let parentHash: Hash256
  private let base: WorldState
  private let reader: WorldReader
  private let excessBlobGas: UInt64?
  private var executor: TransactionExecutor

  /// Begins a block: makes the system's calls that come before the transactions.
  ///
  /// - Parameters:
  ///   - state: The state after `parent`.
  ///   - blockHash: The hash of an earlier block by its number, `parent` not among them; `nil` where
  ///     there is none.
  /// - Throws: `ExecutionFault` when a system contract could not be run.
  public init(
    after parent: BlockHeader, state: WorldState, plan: BlockPlan, rules: ChainRules,
    blockHash: @escaping (UInt64) -> Hash256?
  ) throws(ExecutionFault) {
    self.rules = rules
    self.plan = plan
    self.parent = parent
    let parentHash = parent.hash
    self.parentHash = parentHash
    base = state
    let parentNumber = parent.number
    reader = WorldReader(state) { $0 == parentNumber ? parentHash : blockHash($0) }
    let hasBaseFee = rules.fork.includes(.london)
    let baseFee = hasBaseFee ? plan.baseFee ?? BaseFee.next(after: parent) : .zero
    var blobBaseFee = UInt256.one
    var excess: UInt64?
    if let schedule = rules.blobSchedule {
      let computed = schedule.excessBlobGas(
        afterExcess: parent.excessBlobGas ?? 0, used: parent.blobGasUsed ?? 0,
        baseFee: parent.baseFee ?? .zero, under: rules.fork)
      let used = plan.excessBlobGas ?? computed
      blobBaseFee = schedule.baseFee(excessBlobGas: used)
      excess = used
    }
    excessBlobGas = excess
    let isAfterMerge = rules.fork.includes(.paris)
    context = BlockContext(
      number: parent.number &+ 1, timestamp: plan.timestamp, gasLimit: plan.gasLimit,
      coinbase: plan.coinbase,
      prevRandao: isAfterMerge ? UInt256(plan.prevRandao) : plan.difficulty, baseFee: baseFee,
      blobBaseFee: blobBaseFee, chainID: rules.chainID)
    executor = TransactionExecutor(
      state: JournaledState(reader, under: rules.fork), block: context,
      blobSchedule: rules.blobSchedule)
    try begin()
  }

  /// Who is told what the code of the next transactions does.
  public var tracer: (any ExecutionTracer)? {
    get { executor.machine.tracer }
    set { executor.machine.tracer = newValue }
  }

  /// Gas that the transactions so far are paid for.
  public var gasUsed: UInt64 { executor.gasUsed }

  /// Gas that is left for transactions.
  public var gasLeft: UInt64 { context.gasLimit - min(context.gasLimit, executor.gasUsed) }

  /// The state that the next transaction finds; reading it changes nothing.
  public var state: JournaledState { executor.state }
}

// MARK: - Transactions

extension BlockBuilder {
  /// Runs a transaction and puts it in the block.
  ///
  /// - Parameter sender: Who signed it; the caller may say so without a signature that shows it.
  /// - Throws: ``TransactionExecutionError``; the block is then as if it had never been tried.
  @discardableResult
  public func add(
    _ signed: SignedTransaction, from sender: Address, checks: TransactionChecks = .all
  ) throws(TransactionExecutionError) -> IncludedTransaction {
    let outcome: TransactionOutcome
    do { outcome = try executor.execute(signed.transaction, from: sender, checks: checks) } catch {
      if case .fault = error { try restore() }
      throw error
    }
    let result: Receipt.Result =
      rules.fork.includes(.byzantium)
      ? .status(isSuccess: outcome.isSuccess)
      : .stateRoot(base.applying(executor.state.changes()).stateRoot)
    let included = IncludedTransaction(
      transaction: signed, sender: sender, outcome: outcome,
      receipt: Receipt(
        type: signed.transaction.type, result: result, cumulativeGasUsed: executor.gasUsed,
        logs: outcome.logs))
    transactions.append(included)
    return included
  }

  /// Makes the state anew that a fault has spoilt: by the same transactions, on the same state.
  private func restore() throws(TransactionExecutionError) {
    let tracer = tracer
    executor = TransactionExecutor(
      state: JournaledState(reader, under: rules.fork), block: context,
      blobSchedule: rules.blobSchedule)
    do { try begin() } catch { throw .fault(error) }
    for included in transactions {
      _ = try executor.execute(
        included.transaction.transaction, from: included.sender, checks: .simulation)
    }
    self.tracer = tracer
  }
}

// MARK: - What the block does itself

extension BlockBuilder {
  private func begin() throws(ExecutionFault) {
    if rules.fork.includes(.prague) {
      _ = try callSystem(.historyStorage, with: parentHash.bytes)
    }
    if rules.fork.includes(.cancun) {
      _ = try callSystem(.beaconRoots, with: plan.parentBeaconBlockRoot.bytes)
    }
  }

  /// Calls a system contract, if it is deployed, and answers what it returned.
  private func callSystem(
    _ contract: SystemContract, with input: [UInt8]
  ) throws(ExecutionFault) -> [UInt8] {
    let (state, machine) = (executor.state, executor.machine)
    guard try !state.code(of: contract.address).bytes.isEmpty else { return [] }
    let tracer = machine.tracer
    machine.tracer = nil
    defer { machine.tracer = tracer }
    state.beginTransaction()
    try state.warm(contract.address)
    machine.block = context
    machine.transaction = TransactionContext(origin: SystemContract.caller)
    let result = try machine.run(
      Message(
        .call(contract.address), sender: SystemContract.caller, input: input,
        gas: SystemContract.gas))
    state.endTransaction()
    return result.isSuccess ? result.output : []
  }

  /// Ends the block: withdrawals, requests, the reward, and the header.
  ///
  /// The builder is of no use afterwards.
  /// - Throws: `ExecutionFault` when a system contract could not be run.
  public func finish() throws(ExecutionFault) -> BuiltBlock {
    let state = executor.state
    if rules.fork.includes(.shanghai) {
      state.beginTransaction()
      for withdrawal in plan.withdrawals {
        try state.credit(withdrawal.amount, to: withdrawal.address)
      }
      state.endTransaction()
    }
    var requests: [[UInt8]] = []
    if rules.fork.includes(.prague) {
      let deposits = transactions.flatMap(\.receipt.logs).compactMap(DepositRequest.data)
      if !deposits.isEmpty { requests.append([DepositRequest.type] + deposits.joined()) }
      for (type, contract) in [
        (UInt8(1), SystemContract.withdrawalRequests), (2, .consolidationRequests),
      ] {
        let data = try callSystem(contract, with: [])
        if !data.isEmpty { requests.append([type] + data) }
      }
    }
    if !rules.blockReward.isZero {
      state.beginTransaction()
      try state.credit(rules.blockReward, to: plan.coinbase)
      state.endTransaction()
    }
    let world = base.applying(state.changes())
    let signed = transactions.map(\.transaction)
    let hasWithdrawals = rules.fork.includes(.shanghai)
    return BuiltBlock(
      block: Block(
        header: header(of: signed, root: world.stateRoot, requests), transactions: signed,
        withdrawals: hasWithdrawals ? plan.withdrawals : nil),
      transactions: transactions, state: world, requests: requests)
  }

  private func header(
    of signed: [SignedTransaction], root: Hash256, _ requests: [[UInt8]]
  ) -> BlockHeader {
    let fork = rules.fork
    var header = BlockHeader(
      number: context.number, parentHash: parentHash, timestamp: context.timestamp,
      gasLimit: context.gasLimit, coinbase: context.coinbase, stateRoot: root, under: fork)
    header.transactionsRoot = Block.transactionsRoot(of: signed)
    header.receiptsRoot = Block.receiptsRoot(of: transactions.map(\.receipt))
    header.logsBloom = transactions.reduce(into: LogsBloom()) {
      $0.formUnion($1.receipt.logsBloom)
    }
    header.gasUsed = executor.gasUsed
    header.extraData = plan.extraData
    if fork.includes(.paris) {
      header.mixHash = plan.prevRandao
    } else {
      header.difficulty = plan.difficulty
    }
    if fork.includes(.london) { header.baseFee = context.baseFee }
    if fork.includes(.shanghai) {
      header.withdrawalsRoot = Block.withdrawalsRoot(of: plan.withdrawals)
    }
    if fork.includes(.cancun) {
      header.blobGasUsed = executor.blobGasUsed
      header.excessBlobGas = excessBlobGas
      header.parentBeaconBlockRoot = plan.parentBeaconBlockRoot
    }
    if fork.includes(.prague) { header.requestsHash = BlockRequests.hash(of: requests) }
    return header
  }
}
