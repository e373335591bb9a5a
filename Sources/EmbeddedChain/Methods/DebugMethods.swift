import EVMAccounts
import EVMInterpreter
import EVMPrimitives
import ExactJSON

// Raw encodings, and what code does step by step.

extension RPCMethod {
  static let debugging: [String: RPCMethod] = [
    "debug_getRawTransaction": .read(1, ChainCore.getRawTransaction),
    "debug_getRawBlock": .read(1, ChainCore.getRawBlock),
    "debug_getRawHeader": .read(1, ChainCore.getRawHeader),
    "debug_getRawReceipts": .read(1, ChainCore.getRawReceipts),
    "debug_traceTransaction": .read(2, ChainCore.traceTransaction),
    "debug_traceCall": .read(3, ChainCore.traceCall),
    "debug_traceBlockByNumber": .read(2, ChainCore.traceBlockByNumber),
    "debug_traceBlockByHash": .read(2, ChainCore.traceBlockByHash),
  ]
}

extension ChainCore {
  private func rawBlock(_ arguments: Arguments) throws(RPCError) -> ChainBlock {
    let reference = try arguments.require(0) { (value) throws(JSONTypeError) in
      try BlockReference(value)
    }
    guard let block = anyBlock(reference) else { throw .refused("block not found") }
    return block
  }

  func getRawBlock(_ arguments: Arguments) throws(RPCError) -> JSON {
    .hex(try rawBlock(arguments).block.encoded)
  }

  func getRawHeader(_ arguments: Arguments) throws(RPCError) -> JSON {
    .hex(RLP.encode(try rawBlock(arguments).header.rlp))
  }

  func getRawReceipts(_ arguments: Arguments) throws(RPCError) -> JSON {
    .array(try rawBlock(arguments).transactions.map { .hex($0.receipt.encoded) })
  }
}

// MARK: - Tracing

extension ChainCore {
  func traceTransaction(_ arguments: Arguments) throws(RPCError) -> JSON {
    let hash = try arguments.hash(0)
    let options = try arguments.traceOptions(1)
    guard let (block, index) = state.mined(hash) else { throw .refused("transaction not found") }
    return try traces(of: block, only: index, options)[0]
  }

  func traceBlockByNumber(_ arguments: Arguments) throws(RPCError) -> JSON {
    let options = try arguments.traceOptions(1)
    guard let block = minedBlock(try arguments.blockNumber(0)) else {
      throw .refused("block not found")
    }
    return try traceAll(block, options)
  }

  func traceBlockByHash(_ arguments: Arguments) throws(RPCError) -> JSON {
    let options = try arguments.traceOptions(1)
    guard let block = state.block(try arguments.hash(0)) else { throw .refused("block not found") }
    return try traceAll(block, options)
  }

  private func traceAll(_ block: ChainBlock, _ options: TraceOptions) throws(RPCError) -> JSON {
    let traces = try traces(of: block, only: nil, options)
    return .array(
      zip(block.transactions, traces).map { ["txHash": .hex($0.hash), "result": $1] })
  }

  /// The traces of a block's transactions, or of one of them: all before it run again first.
  private func traces(
    of block: ChainBlock, only index: Int?, _ options: TraceOptions
  ) throws(RPCError) -> [JSON] {
    guard let before = block.stateBefore else { throw .refused(Self.noState(block.number)) }
    let executor = TransactionExecutor(
      state: .init(state.reader(before, below: block.number), under: state.fork),
      block: block.header.context(under: state.fork, chainID: state.chainID))
    var traces: [JSON] = []
    for (number, mined) in block.transactions.enumerated() {
      let isWanted = index.map { $0 == number } ?? true
      let trace = isWanted ? options.newTrace(under: state.fork) : nil
      executor.machine.tracer = trace?.tracer
      let outcome: TransactionOutcome
      do throws(TransactionExecutionError) {
        outcome = try executor.execute(
          mined.signed.transaction, from: mined.sender,
          checks: mined.isImpersonated ? TransactionChecks.all.subtracting(.senderCode) : .all)
      } catch { throw .refused("tracing failed: \(error)") }
      if let trace { traces.append(try trace.json(outcome, mined.signed.transaction)) }
      if number == index { break }
    }
    return traces
  }

  func traceCall(_ arguments: Arguments) throws(RPCError) -> JSON {
    let call = try arguments.call(0)
    let options = try arguments.traceOptions(2)
    let named = try arguments.optional(1) { (value) throws(JSONTypeError) in
      try BlockReference(value)
    }
    var simulation = CallSimulation(self, at: try blockView(named ?? .latest))
    options.stateOverrides?.apply(to: &simulation.world)
    options.blockOverrides?.apply(to: &simulation.context)
    let transaction = try simulation.transaction(call, gasLimit: simulation.defaultGas(call))
    let trace = options.newTrace(under: state.fork)
    let outcome = try simulation.run(
      transaction, from: call.from ?? .zero, tracer: trace.tracer)
    return try trace.json(outcome, transaction)
  }

  /// What is said of a block whose state is not kept.
  static func noState(_ number: UInt64) -> String {
    "missing trie node: the state of block \(number) is not kept, since the chain was read from a file; ask for a later block."
  }
}
