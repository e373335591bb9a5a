import EVMAccounts
import EVMInterpreter
import EVMPrimitives

/// A block that was built, and what did not come into it.
struct BuiltBlock {
  var block: ChainBlock
  /// Transactions that can never come into a block as they are, and why.
  var dropped: [(transaction: PendingTransaction, reason: String)] = []
}

extension ChainState {
  /// The header of the block that would be mined now, without what its transactions decide.
  func nextHeader(now: UInt64) -> BlockHeader {
    let parent = latest.header
    var header = BlockHeader(
      number: parent.number + 1, parentHash: latest.hash, timestamp: nextTimestamp(now: now),
      gasLimit: next.gasLimit, coinbase: next.coinbase, under: fork)
    if header.baseFee != nil { header.baseFee = next.baseFee ?? BaseFee.next(after: parent) }
    if let schedule = BlobSchedule(under: fork), let excess = parent.excessBlobGas {
      header.excessBlobGas = schedule.excessBlobGas(
        afterExcess: excess, used: parent.blobGasUsed ?? 0, baseFee: parent.baseFee ?? .zero,
        under: fork)
    }
    if fork.includes(.paris) {
      // No beacon gives randomness here; what follows from the parent is the same in each run.
      header.mixHash =
        next.prevRandao
        ?? Keccak256.hash(latest.hash.bytes + UInt256(header.number).bigEndianBytes)
    }
    return header
  }

  /// The time of the next block: what was set, else the clock's, and later than the latest block's.
  func nextTimestamp(now: UInt64) -> UInt64 {
    let parent = latest.header.timestamp
    if let timestamp = next.timestamp { return timestamp }
    if let interval = next.timestampInterval {
      return parent.addingReportingOverflow(interval).partialValue
    }
    return max(parent == .max ? parent : parent + 1, chainTime(now: now))
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

  /// Builds the block that would be mined now.
  ///
  /// - Parameter selection: The transactions that may come into it; all that wait by default.
  func build(now: UInt64, only selection: Set<Hash256>? = nil) -> BuiltBlock {
    var excluded: Set<Hash256> = []
    var dropped: [(transaction: PendingTransaction, reason: String)] = []
    let header = nextHeader(now: now)
    while true {
      var building = BlockBuilding(self, header: header)
      do {
        try building.fill(from: pool, selection: selection, excluding: excluded)
        return BuiltBlock(block: building.sealed(), dropped: dropped + building.dropped)
      } catch {
        // What could not be run to its end leaves the state good for nothing: begin again without.
        excluded.insert(error.transaction.hash)
        dropped.append((error.transaction, error.reason))
      }
    }
  }

  /// Mines a block of what waits.
  ///
  /// - Returns: The block, and why transactions were thrown away.
  @discardableResult
  mutating func mine(now: UInt64) -> BuiltBlock {
    let built = build(now: now)
    commit(built, now: now)
    return built
  }

  /// Takes a built block on top of the chain.
  mutating func commit(_ built: BuiltBlock, now: UInt64) {
    append(built.block)
    for transaction in built.block.transactions { pool.remove(transaction.hash) }
    for (transaction, _) in built.dropped { pool.remove(transaction.hash) }
    for sender in Set(built.block.transactions.map(\.sender)) {
      pool.removeUsed(of: sender, below: world[sender]?.nonce ?? 0)
    }
    if let timestamp = next.timestamp { setTime(timestamp, now: now) }
    next.timestamp = nil
    next.baseFee = nil
    next.prevRandao = nil
  }

  /// Lets the chain's time go on from a moment.
  mutating func setTime(_ timestamp: UInt64, now: UInt64) {
    timeOffset =
      timestamp >= now
      ? Int64(clamping: timestamp - now) : -Int64(clamping: now - timestamp)
  }
}

/// A transaction that could not be run to its end.
private struct BuildFault: Error {
  var transaction: PendingTransaction
  var reason: String
}

/// A block that is being filled.
private struct BlockBuilding {
  private let chain: ChainState
  private var header: BlockHeader
  private let executor: TransactionExecutor
  private var mined: [MinedTransaction] = []
  private(set) var dropped: [(transaction: PendingTransaction, reason: String)] = []

  init(_ chain: ChainState, header: BlockHeader) {
    self.chain = chain
    self.header = header
    executor = TransactionExecutor(
      state: JournaledState(
        chain.reader(chain.world, below: header.number), under: chain.fork),
      block: header.context(under: chain.fork, chainID: chain.chainID))
  }

  /// Takes in what there is room for: the best paying first, each sender's in order of nonces.
  mutating func fill(
    from pool: TransactionPool, selection: Set<Hash256>?, excluding excluded: Set<Hash256>
  ) throws(BuildFault) {
    guard !pool.isEmpty else { return }
    let baseFee = header.baseFee ?? .zero
    var heads: [PendingTransaction] = pool.senders.compactMap {
      pool.executable(of: $0, from: chain.world[$0]?.nonce ?? 0)
    }
    while let best = heads.indices.max(by: { heads[$0].isBehind(heads[$1], baseFee: baseFee) }) {
      let transaction = heads.remove(at: best)
      guard selection?.contains(transaction.hash) ?? true, !excluded.contains(transaction.hash)
      else { continue }
      guard try include(transaction) else { continue }
      if let follower = pool.executable(of: transaction.sender, from: transaction.nonce + 1) {
        heads.append(follower)
      }
    }
  }

  /// Runs a transaction; false when the block does not take it.
  private mutating func include(_ transaction: PendingTransaction) throws(BuildFault) -> Bool {
    let outcome: TransactionOutcome
    do throws(TransactionExecutionError) {
      let checks: TransactionChecks =
        transaction.isImpersonated ? TransactionChecks.all.subtracting(.senderCode) : .all
      outcome = try executor.execute(
        transaction.signed.transaction, from: transaction.sender, checks: checks)
    } catch {
      switch error {
      case .fault(let fault):
        throw BuildFault(transaction: transaction, reason: fault.description)
      case .refused(let refusal):
        if !refusal.mayPass { dropped.append((transaction, refusal.rpcMessage)) }
        return false
      }
    }
    let result: Receipt.Result =
      chain.fork.includes(.byzantium)
      ? .status(isSuccess: outcome.isSuccess)
      : .stateRoot(chain.world.applying(executor.state.changes()).stateRoot)
    let hasBlobs = transaction.signed.transaction.blobs != nil
    mined.append(
      MinedTransaction(
        signed: transaction.signed, hash: transaction.hash, sender: transaction.sender,
        receipt: Receipt(
          type: transaction.signed.transaction.type, result: result,
          cumulativeGasUsed: executor.gasUsed, logs: outcome.logs),
        gasUsed: outcome.gasUsed, gasPrice: outcome.gasPrice,
        blobGasPrice: hasBlobs ? executor.block.blobBaseFee : nil,
        createdAddress: outcome.createdAddress, status: outcome.status,
        isImpersonated: transaction.isImpersonated))
    return true
  }

  /// The block of what was taken in.
  func sealed() -> ChainBlock {
    let after = chain.world.applying(executor.state.changes())
    var header = header
    header.stateRoot = after.stateRoot
    header.transactionsRoot = Block.transactionsRoot(of: mined.map(\.signed))
    header.receiptsRoot = Block.receiptsRoot(of: mined.map(\.receipt))
    var bloom = LogsBloom()
    for transaction in mined where !transaction.receipt.logs.isEmpty {
      bloom.formUnion(transaction.receipt.logsBloom)
    }
    header.logsBloom = bloom
    header.gasUsed = executor.gasUsed
    if header.blobGasUsed != nil { header.blobGasUsed = executor.blobGasUsed }
    return ChainBlock(
      header: header, transactions: mined, stateBefore: chain.world, state: after)
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
