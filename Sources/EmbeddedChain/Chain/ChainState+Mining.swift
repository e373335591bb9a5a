import EVMAccounts
import EVMInterpreter
import EVMPrimitives

/// A block that was made of what waits, and what did not come into it.
struct MiningResult {
  var block: ChainBlock
  /// Transactions that can never come into a block as they are, and why.
  var dropped: [(transaction: PendingTransaction, reason: String)] = []
}

extension ChainState {
  var rules: ChainRules { ChainRules(fork: fork, chainID: chainID) }

  /// What the block that would be mined now has besides its transactions.
  func nextPlan(now: UInt64) -> BlockPlan {
    BlockPlan(
      timestamp: nextTimestamp(now: now), coinbase: next.coinbase, gasLimit: next.gasLimit,
      // No beacon gives randomness here; what follows from the parent is the same in each run.
      prevRandao: next.prevRandao
        ?? Keccak256.hash(latest.hash.bytes + UInt256(latest.number + 1).bigEndianBytes),
      baseFee: next.baseFee)
  }

  /// The base fee of the block that would be mined now; `nil` where there is none.
  var nextBaseFee: UInt256? {
    fork.includes(.london) ? next.baseFee ?? BaseFee.next(after: latest.header) : nil
  }

  /// The price of blob gas in the block that would be mined now; `nil` where there is none.
  var nextBlobBaseFee: UInt256? {
    let parent = latest.header
    return rules.blobSchedule.map {
      $0.baseFee(
        excessBlobGas: $0.excessBlobGas(
          afterExcess: parent.excessBlobGas ?? 0, used: parent.blobGasUsed ?? 0,
          baseFee: parent.baseFee ?? .zero, under: fork))
    }
  }

  /// The time of the next block: what was set, else the clock's, and later than the latest block's.
  func nextTimestamp(now: UInt64) -> UInt64 {
    let parent = latest.header.timestamp
    let least = parent == .max ? parent : parent + 1
    if let timestamp = next.timestamp { return max(least, timestamp) }
    if let interval = next.timestampInterval {
      let (sum, overflow) = parent.addingReportingOverflow(interval)
      return overflow ? .max : sum
    }
    return max(least, chainTime(now: now))
  }

  /// The clock's time with what was added to it.
  func chainTime(now: UInt64) -> UInt64 {
    if timeOffset >= 0 {
      let (sum, overflow) = now.addingReportingOverflow(UInt64(timeOffset))
      return overflow ? .max : sum
    }
    let back = timeOffset.magnitude
    return now > back ? now - back : 0
  }

  /// Lets the chain's time go on from a moment.
  mutating func setTime(_ timestamp: UInt64, now: UInt64) {
    timeOffset =
      timestamp >= now
      ? Int64(clamping: timestamp - now) : -Int64(clamping: now - timestamp)
  }

  /// Makes the block that would be mined now.
  ///
  /// - Throws: `ExecutionFault` when a system contract could not be run.
  func build(now: UInt64) throws(ExecutionFault) -> MiningResult {
    let blocks = blocks
    let builder = try BlockBuilder(
      after: latest.header, state: world, plan: nextPlan(now: now), rules: rules
    ) { number in number < UInt64(blocks.count) ? blocks[Int(number)].hash : nil }
    var filling = BlockFilling(builder)
    filling.fill(from: pool, world: world)
    let built = try builder.finish()
    return MiningResult(
      block: ChainBlock(built, of: filling.taken, before: world, in: self),
      dropped: filling.dropped)
  }

  /// Mines a block of what waits.
  ///
  /// - Returns: The block, and why transactions were thrown away.
  mutating func mine(now: UInt64) throws(ExecutionFault) -> MiningResult {
    let result = try build(now: now)
    commit(result, now: now)
    return result
  }

  /// Takes a block that was made on top of the chain.
  mutating func commit(_ result: MiningResult, now: UInt64) {
    append(result.block)
    for transaction in result.block.transactions { pool.remove(transaction.hash) }
    for (transaction, _) in result.dropped { pool.remove(transaction.hash) }
    for sender in Set(result.block.transactions.map(\.sender)) {
      pool.removeUsed(of: sender, below: world[sender]?.nonce ?? 0)
    }
    if next.timestamp != nil { setTime(result.block.header.timestamp, now: now) }
    next.timestamp = nil
    next.baseFee = nil
    next.prevRandao = nil
  }
}

extension ChainBlock {
  fileprivate convenience init(
    _ built: BuiltBlock, of taken: [PendingTransaction], before: WorldState, in chain: ChainState
  ) {
    let blobPrice = built.block.header.context(under: chain.fork, chainID: chain.chainID)
      .blobBaseFee
    self.init(
      header: built.block.header,
      transactions: zip(taken, built.transactions).map { pending, included in
        MinedTransaction(
          signed: included.transaction, hash: pending.hash, sender: included.sender,
          receipt: included.receipt, gasUsed: included.outcome.gasUsed,
          gasPrice: included.outcome.gasPrice,
          blobGasPrice: included.transaction.transaction.blobs == nil ? nil : blobPrice,
          createdAddress: included.outcome.createdAddress, status: included.outcome.status,
          isImpersonated: pending.isImpersonated)
      }, stateBefore: before, state: built.state)
  }
}

extension TransactionChecks {
  /// What must hold of a transaction in a block; of an impersonated account the code is no matter.
  static func inBlock(isImpersonated: Bool) -> TransactionChecks {
    isImpersonated ? all.subtracting(.senderCode) : all
  }
}

/// Puts what waits into a block, as long as it takes something.
private struct BlockFilling {
  private let builder: BlockBuilder
  /// The transactions in the block, in order.
  private(set) var taken: [PendingTransaction] = []
  private(set) var dropped: [(transaction: PendingTransaction, reason: String)] = []

  init(_ builder: BlockBuilder) { self.builder = builder }

  /// The best paying come first, each sender's in order of nonces.
  mutating func fill(from pool: TransactionPool, world: WorldState) {
    guard !pool.isEmpty else { return }
    let baseFee = builder.context.baseFee
    var heads: [PendingTransaction] = pool.senders.compactMap {
      pool.executable(of: $0, from: world[$0]?.nonce ?? 0)
    }
    while let best = heads.indices.max(by: { heads[$0].isBehind(heads[$1], baseFee: baseFee) }) {
      let transaction = heads.remove(at: best)
      guard include(transaction) else { continue }
      if let follower = pool.executable(of: transaction.sender, from: transaction.nonce + 1) {
        heads.append(follower)
      }
    }
  }

  /// Runs a transaction; false when the block does not take it.
  private mutating func include(_ transaction: PendingTransaction) -> Bool {
    do throws(TransactionExecutionError) {
      try builder.add(
        transaction.signed, from: transaction.sender,
        checks: .inBlock(isImpersonated: transaction.isImpersonated))
      taken.append(transaction)
      return true
    } catch {
      switch error {
      case .fault(let fault): dropped.append((transaction, fault.description))
      case .refused(let refusal):
        if !refusal.mayPass { dropped.append((transaction, refusal.rpcMessage)) }
      }
      return false
    }
  }
}

extension PendingTransaction {
  /// Whether another is taken before this one: by what the coinbase earns, then by arrival.
  fileprivate func isBehind(_ other: PendingTransaction, baseFee: UInt256) -> Bool {
    let (mine, its) = (tip(baseFee), other.tip(baseFee))
    return mine == its ? arrival > other.arrival : mine < its
  }

  private func tip(_ baseFee: UInt256) -> UInt256 {
    let transaction = signed.transaction
    let cap = transaction.maximumFeePerGas
    guard cap > baseFee else { return .zero }
    return min(transaction.fees?.maxPriorityFeePerGas ?? cap, cap &- baseFee)
  }
}
