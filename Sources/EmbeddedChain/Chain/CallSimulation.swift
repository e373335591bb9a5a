import EVMAccounts
import EVMInterpreter
import EVMPrimitives

/// Runs a call on a state that is thrown away.
struct CallSimulation {
  let fork: Fork
  let chainID: UInt64
  /// The block that code sees.
  var context: BlockContext
  /// The state that it runs on.
  var world: WorldState
  private let core: ChainCore

  /// Gas that a call has at most, whatever it asks for.
  static let gasCap: UInt64 = 50_000_000

  /// A simulation at a block.
  init(_ core: ChainCore, at view: BlockView) {
    self.core = core
    fork = core.state.fork
    chainID = core.state.chainID
    world = view.world
    context = view.header.context(under: fork, chainID: chainID)
  }

  /// The transaction that a call means; with a price of zero when it names none.
  func transaction(
    _ call: TransactionCall, gasLimit: UInt64
  ) throws(RPCError) -> UnsignedTransaction {
    var call = call
    call.gas = gasLimit
    let sender = call.from ?? .zero
    let tip = call.maxPriorityFeePerGas ?? .zero
    return try call.unsigned(
      TransactionCall.Filling(
        nonce: world[sender]?.nonce ?? 0, gasLimit: gasLimit, chainID: chainID,
        protects: fork.includes(.spuriousDragon), gasPrice: .zero,
        fees: GasFees(maxFeePerGas: max(.zero, tip), maxPriorityFeePerGas: .zero),
        prefersFees: false))
  }

  /// Runs a transaction.
  ///
  /// - Throws: ``RPCError/refused(_:)`` when it cannot even begin.
  func run(
    _ transaction: UnsignedTransaction, from sender: Address,
    tracer: (any ExecutionTracer)? = nil
  ) throws(RPCError) -> TransactionOutcome {
    do throws(TransactionExecutionError) {
      return try execute(transaction, from: sender, tracer: tracer)
    } catch {
      switch error {
      case .refused(let refusal): throw .refused(refusal.rpcMessage)
      case .fault(let fault): throw .refused(fault.description)
      }
    }
  }

  func execute(
    _ transaction: UnsignedTransaction, from sender: Address,
    tracer: (any ExecutionTracer)? = nil
  ) throws(TransactionExecutionError) -> TransactionOutcome {
    let state = JournaledState(core.state.reader(world, below: context.number), under: fork)
    let executor = TransactionExecutor(state: state, block: context)
    executor.machine.tracer = tracer
    return try executor.execute(transaction, from: sender, checks: .call)
  }

  /// Gas that a call which names none may have.
  func defaultGas(_ call: TransactionCall) -> UInt64 {
    min(call.gas ?? max(context.gasLimit, 21_000), max(Self.gasCap, context.gasLimit))
  }
}

extension TransactionOutcome {
  /// What the code returned.
  ///
  /// - Throws: ``RPCError`` when it reverted or broke a rule.
  func returned() throws(RPCError) -> [UInt8] {
    switch status {
    case .success: return output
    case .revert: throw .reverted(output)
    case .halt(let reason): throw .refused(reason.gethWords)
    }
  }
}

extension HaltReason {
  /// The words of geth, by which libraries know the halt.
  var gethWords: String {
    switch self {
    case .outOfGas: "out of gas"
    case .stackUnderflow: "stack underflow"
    case .stackOverflow: "stack limit reached 1024"
    case .invalidJump: "invalid jump destination"
    case .invalidInstruction(0xfe): "invalid opcode: INVALID"
    case .invalidInstruction(let byte): "invalid opcode: opcode \(Hex.encode([byte])) not defined"
    case .writeProtection: "write protection"
    case .returnDataOutOfBounds: "return data out of bounds"
    case .insufficientBalance: "insufficient balance for transfer"
    case .callTooDeep: "max call depth exceeded"
    case .addressCollision: "contract address collision"
    case .codeTooLarge: "max code size exceeded"
    case .initCodeTooLarge: "max initcode size exceeded"
    case .reservedCode: "invalid code: must not begin with 0xef"
    case .nonceOverflow: "nonce uint64 overflow"
    case .precompileFailed: "precompiled contract refused its input"
    }
  }
}
