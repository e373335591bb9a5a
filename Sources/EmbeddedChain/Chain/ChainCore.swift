import EVMAccounts
import EVMInterpreter
import EVMPrimitives

/// What stands behind the lock of a ``DevelopmentChain``; a copy of it is a view for whoever only
/// reads.
struct ChainCore: Sendable {
  var options: ChainOptions
  var state: ChainState
  /// Accounts that the chain signs for.
  var accounts: [TestAccount]
  var keys: [Address: TestAccount]
  var mining: MiningMode
  var snapshots = SnapshotList()
  var filters = FilterTable()
  /// Why transactions were thrown away that had been taken, the latest ones.
  var refusals = RefusalRecord()

  init(_ options: ChainOptions, accounts: [TestAccount]) {
    self.options = options
    self.accounts = accounts
    keys = Dictionary(accounts.map { ($0.address, $0) }) { first, _ in first }
    mining = options.mining
    state = ChainState(options, accounts: accounts)
  }

  var now: UInt64 { options.now() }
}

// MARK: - Mining

extension ChainCore {
  /// Mines a block, be there something in it or not.
  @discardableResult
  mutating func mine() throws(RPCError) -> ChainBlock {
    do {
      let result = try state.mine(now: now)
      note(result)
      return result.block
    } catch { throw .refused(error.description) }
  }

  /// Mines what waits, as long as blocks take something.
  mutating func mineWaiting() throws(RPCError) {
    do {
      while !state.pool.isEmpty {
        let now = now
        let result = try state.build(now: now)
        note(result)
        guard !result.block.transactions.isEmpty else {
          for (transaction, _) in result.dropped { state.pool.remove(transaction.hash) }
          return
        }
        state.commit(result, now: now)
      }
    } catch { throw .refused(error.description) }
  }

  private mutating func note(_ result: MiningResult) {
    for (transaction, reason) in result.dropped { refusals.note(transaction.hash, reason) }
  }
}

// MARK: - Sending

extension ChainCore {
  /// Takes a transaction that its sender signed.
  mutating func send(_ signed: SignedTransaction) throws(RPCError) -> Hash256 {
    let rules = TransactionRules(fork: state.fork, chainID: state.chainID)
    let sender: Address
    do { sender = try rules.sender(of: signed) } catch { throw .refused(error.rpcMessage) }
    return try send(signed, from: sender, isImpersonated: state.isImpersonated(sender))
  }

  /// Takes a transaction whose sender is known.
  mutating func send(
    _ signed: SignedTransaction, from sender: Address, isImpersonated: Bool
  ) throws(RPCError) -> Hash256 {
    let hash = signed.hash
    guard state.mined(hash) == nil else { throw .refused("already known") }
    try check(signed.transaction, from: sender, isImpersonated: isImpersonated)
    do {
      try state.pool.insert(signed, hash: hash, from: sender, isImpersonated: isImpersonated)
    } catch { throw .refused(error.description) }
    filters.notePending(hash)
    if mining == .instant {
      try mineWaiting()
      if state.mined(hash) == nil, state.pool[hash] == nil, let reason = refusals[hash] {
        throw .refused(reason)
      }
    }
    return hash
  }

  /// Refuses what no block can take, whatever comes before it.
  private func check(
    _ transaction: UnsignedTransaction, from sender: Address, isImpersonated: Bool
  ) throws(RPCError) {
    let account = state.world[sender] ?? WorldAccount()
    var refusal: InclusionRefusal?
    if transaction.nonce < account.nonce {
      refusal = .nonceTooLow(
        sender: sender, expected: account.nonce, found: transaction.nonce)
    } else if transaction.gasLimit > state.next.gasLimit {
      refusal = .gasAboveBlock(gasLimit: transaction.gasLimit, left: state.next.gasLimit)
    } else if !isImpersonated, !account.code.bytes.isEmpty, account.code.delegate == nil {
      refusal = .senderHasCode(sender: sender, byteCount: account.code.bytes.count)
    } else {
      let needed = transaction.maximumFee.flatMap { fee -> UInt256? in
        let (sum, overflow) = fee.addingReportingOverflow(transaction.value)
        return overflow ? nil : sum
      }
      if needed.map({ $0 > account.balance }) ?? true {
        refusal = .insufficientFunds(sender: sender, needed: needed, balance: account.balance)
      }
    }
    if let refusal { throw .refused(refusal.rpcMessage) }
  }
}

/// Why transactions were thrown away, for the last thousand of them.
struct RefusalRecord: Sendable {
  private var reasons: [Hash256: String] = [:]
  private var order: [Hash256] = []
  private static let limit = 1000

  subscript(hash: Hash256) -> String? { reasons[hash] }

  mutating func note(_ hash: Hash256, _ reason: String) {
    if reasons.updateValue(reason, forKey: hash) == nil { order.append(hash) }
    guard order.count > 2 * Self.limit else { return }
    for old in order.prefix(Self.limit) { reasons[old] = nil }
    order.removeFirst(Self.limit)
  }
}
