public import EVMAccounts
public import EVMInterpreter
public import EVMPrimitives

/// Runs the transactions of one block on a state, one after the other: checks each against the state,
/// takes what it costs, runs it, and pays the coinbase.
///
/// ```swift
/// let executor = TransactionExecutor(
///   state: JournaledState(world, under: .cancun), block: BlockContext(baseFee: 7))
/// let outcome = try executor.execute(transaction, from: sender)
/// ```
/// Exactly Ethereum's from Frontier to Osaka, and BTTC's. It belongs to one thread at a time.
///
/// - SeeAlso: Yellow paper, section 6; the EIPs named where a rule is applied.
public final class TransactionExecutor {
  public let state: JournaledState
  /// The machine that runs the code; its tracer may be set between transactions.
  public let machine: VirtualMachine
  /// The block that the transactions stand in.
  public let block: BlockContext
  /// How many blobs the block may have.
  public let blobSchedule: BlobSchedule?
  /// Gas that the transactions so far are paid for.
  public private(set) var gasUsed: UInt64 = 0
  /// Blob gas of the transactions so far.
  public private(set) var blobGasUsed: UInt64 = 0

  /// An executor of the first transaction of a block.
  ///
  /// - Parameters:
  ///   - blobSchedule: Room for blobs, if it is not the fork's.
  ///   - memoryLimit: Bytes that the memory of all frames may have together.
  public init(
    state: JournaledState, block: BlockContext, blobSchedule: BlobSchedule? = nil,
    memoryLimit: Int = 1 << 30
  ) {
    self.state = state
    self.block = block
    self.blobSchedule = blobSchedule ?? BlobSchedule(under: state.fork)
    machine = VirtualMachine(state: state, block: block, memoryLimit: memoryLimit)
  }

  /// Runs a transaction.
  ///
  /// - Parameters:
  ///   - sender: Who signed it; the signature is the caller's affair.
  ///   - checks: Which of the conditions of a block must hold.
  /// - Throws: ``TransactionExecutionError/refused(_:)`` when a block cannot hold it; then nothing has
  ///   changed. ``TransactionExecutionError/fault(_:)`` when the run could not be made; then ``state``
  ///   must be thrown away.
  public func execute(
    _ transaction: UnsignedTransaction, from sender: Address, checks: TransactionChecks = .all
  ) throws(TransactionExecutionError) -> TransactionOutcome {
    let fees = try admit(transaction, from: sender, checks: checks)
    do {
      let outcome = try run(transaction, from: sender, fees)
      gasUsed += outcome.gasUsed
      blobGasUsed += outcome.blobGasUsed
      return outcome
    } catch { throw .fault(error) }
  }

  private func run(
    _ transaction: UnsignedTransaction, from sender: Address, _ fees: EffectiveFees
  ) throws(ExecutionFault) -> TransactionOutcome {
    let fork = state.fork
    let intrinsic = IntrinsicGas(of: transaction, under: fork)
    state.beginTransaction()
    machine.block = block
    if fees.waivesBaseFee { machine.block.baseFee = .zero }
    if fees.waivesBlobBaseFee { machine.block.blobBaseFee = .zero }
    machine.transaction = TransactionContext(
      origin: sender, gasPrice: fees.gasPrice,
      blobHashes: transaction.blobs?.versionedHashes ?? [])

    if !fees.missingFunds.isZero { try state.credit(fees.missingFunds, to: sender) }
    _ = try state.debit(fees.bought, from: sender)
    let nonce = try state.nonce(of: sender)
    try state.setNonce(nonce == .max ? nonce : nonce + 1, of: sender)
    try warm(for: transaction, from: sender)
    for authorization in transaction.authorizations ?? [] { try apply(authorization) }

    let available = transaction.gasLimit - intrinsic.cost
    let passed = min(available, UInt64(Int64.max))
    let result = try machine.run(
      Message(
        transaction.to.map(Message.Kind.call) ?? .create(nonce: nonce), sender: sender,
        value: transaction.value, input: transaction.input, gas: passed))
    var left: UInt64 = 0
    if case .halt = result.status {} else { left = available - passed + result.gasLeft }

    let spent = transaction.gasLimit - left
    let divisor: UInt64 = fork.includes(.london) ? 5 : 2
    let refund = min(spent / divisor, UInt64(max(0, state.refundCounter)))
    let used = max(spent - refund, intrinsic.floor ?? 0)
    try state.credit(UInt256(transaction.gasLimit - used) &* fees.gasPrice, to: sender)
    try state.credit(UInt256(used) &* fees.tipPerGas, to: block.coinbase)
    let logs = result.isSuccess ? state.transactionLogs : []
    state.endTransaction()
    return TransactionOutcome(
      status: result.status, output: result.output, gasUsed: used, gasRefunded: refund,
      gasNeeded: max(spent, intrinsic.floor ?? 0), blobGasUsed: transaction.blobs?.gas ?? 0,
      gasPrice: fees.gasPrice, tipPerGas: fees.tipPerGas, logs: logs,
      createdAddress: transaction.to == nil
        ? VirtualMachine.createdAddress(sender: sender, nonce: nonce) : nil)
  }

  /// Makes warm what costs no extra from the start (EIP-2929, EIP-2930, EIP-3651).
  private func warm(
    for transaction: UnsignedTransaction, from sender: Address
  ) throws(ExecutionFault) {
    let fork = state.fork
    guard fork.includes(.berlin) else { return }
    try state.warm(sender)
    if let to = transaction.to { try state.warm(to) }
    for address in Precompile.addresses(under: fork) { try state.warm(address) }
    if fork.includes(.shanghai) { try state.warm(block.coinbase) }
    for entry in transaction.accessList ?? [] {
      try state.warm(entry.address)
      for key in entry.storageKeys { try state.warm(slot: UInt256(key), of: entry.address) }
    }
  }

  /// Sets an account's code to a delegation, if what it signed counts here; else passes over it.
  ///
  /// - SeeAlso: [EIP-7702](https://eips.ethereum.org/EIPS/eip-7702), "Behavior".
  private func apply(_ signed: SignedAuthorization) throws(ExecutionFault) {
    let authorization = signed.authorization
    guard authorization.chainID.isZero || authorization.chainID == UInt256(block.chainID),
      let authority = try? signed.authority()
    else { return }
    try state.warm(authority)
    let code = try state.code(of: authority)
    guard code.bytes.isEmpty || code.delegate != nil,
      try state.nonce(of: authority) == authorization.nonce
    else { return }
    if try state.exists(authority) { state.addRefund(Self.existingAuthorityRefund) }
    let isCleared = authorization.address == .zero
    try state.setCode(
      isCleared ? .empty : ExecutableCode(ExecutableCode.delegation(to: authorization.address)),
      of: authority)
    try state.setNonce(authorization.nonce + 1, of: authority)
  }

  /// Gas given back for an authority that exists: 25,000 were paid, but only 12,500 are due.
  private static let existingAuthorityRefund: Int64 = 12_500
}
