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
    guard let block = try anyBlock(reference) else { throw .refused("block not found") }
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
    guard let before = block.stateBefore, let parent = state.block(block.number &- 1) else {
      throw .refused(Self.noState(block.number))
    }
    let header = block.header
    var traces: [JSON] = []
    do {
      let builder = try BlockBuilder(
        after: parent.header, state: before,
        plan: BlockPlan(
          timestamp: header.timestamp, coinbase: header.coinbase, gasLimit: header.gasLimit,
          prevRandao: header.mixHash, difficulty: header.difficulty, baseFee: header.baseFee,
          excessBlobGas: header.excessBlobGas),
        rules: state.rules
      ) { [state] in state.block($0)?.hash }
      for (number, mined) in block.transactions.enumerated() {
        let isWanted = index.map { $0 == number } ?? true
        let trace = isWanted ? options.newTrace() : nil
        builder.tracer = trace?.tracer
        let included = try builder.add(
          mined.signed, from: mined.sender,
          checks: .inBlock(isImpersonated: mined.isImpersonated))
        if let trace {
          traces.append(try trace.json(included.outcome, mined.signed.transaction))
        }
        if number == index { break }
      }
    } catch let error as RPCError {
      throw error
    } catch { throw .refused("tracing failed: \(error)") }
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
    let trace = options.newTrace()
    let outcome = try simulation.run(
      transaction, from: call.from ?? .zero, tracer: trace.tracer)
    return try trace.json(outcome, transaction)
  }

  /// What is said of a block whose state is not kept.
  static func noState(_ number: UInt64) -> String {
    "missing trie node: the state of block \(number) is not kept, since the chain was read from a file; ask for a later block."
  }
}
