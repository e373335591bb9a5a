public import EVMABI
import EVMAccounts
public import EVMPrimitives
import EVMRPC

extension TransactionSender {
  /// Waits until a transaction is settled, and writes that down.
  ///
  /// - Parameter confirmations: Blocks that must have it under them; those of the patience by default.
  ///   With fewer than that nothing is written down, so that it is looked at again.
  /// - Throws: ``SendingFailure/unsettled(hash:_:)`` after the patience's limit,
  ///   ``SendingFailure/replacedByOther(hash:nonce:)``, ``JournalError``, `CancellationError`.
  public func settle(
    _ id: Int, confirmations: UInt64? = nil
  ) async throws -> TransactionOutcome {
    guard let first = journal[id], let hash = first.hash else {
      throw SendingFailure.unknownTransaction(.zero)
    }
    switch first.stage {
    case .abandoned(let reason): throw SendingFailure.refused(reason: reason)
    case .replaced:
      throw SendingFailure.replacedByOther(hash: hash, nonce: first.nonce ?? 0)
    case .intended, .open, .settled: break
    }
    let wanted = confirmations ?? patience.confirmations
    let start = clock.now()
    var looks = LookCount()
    while true {
      try reach(.beforeLook)
      var transaction = journal[id] ?? first
      let look = try await look(for: transaction)
      if case .settled = transaction.stage, look?.contradictsSettlement == true {
        transaction = try journal.append(.reopened(transaction: id), to: id)
      }
      observe(.looked(transaction, look?.state))
      switch look {
      case .mined(let receipt, let depth)? where depth >= wanted:
        if try await isConfirmed(receipt) {
          return try finish(transaction, receipt, isFinal: wanted >= patience.confirmations)
        }
      case .replaced?:
        looks.replaced += 1
        // One answer may come from an endpoint that lags behind the one that was asked before.
        guard looks.replaced >= Self.looksForReplaced else { break }
        try journal.append(.replaced(transaction: id), to: id)
        throw SendingFailure.replacedByOther(hash: hash, nonce: transaction.nonce ?? 0)
      case .unknown?:
        looks.replaced = 0
        looks.unknown += 1
        if looks.unknown % patience.looksBeforeResending == 0 {
          // An endpoint that does not answer now may later.
          do { try await resend(transaction) } catch is RPCFailure {}
        }
      default: looks.replaced = 0
      }
      guard clock.now() - start < patience.limit else {
        throw SendingFailure.unsettled(
          hash: transaction.hash ?? hash, look?.state ?? .unknown)
      }
      try reach(.whileWaiting)
      try await clock.pause(patience.interval)
    }
  }

  private static let looksForReplaced = 3

  private struct LookCount {
    var unknown = 0
    var replaced = 0
  }

  /// Where a transaction is now.
  ///
  /// - Throws: ``SendingFailure/unknownTransaction(_:)``, `RPCFailure`, `CancellationError`.
  public func state(of hash: Hash256) async throws -> TransactionState {
    guard let transaction = journal.transaction(hash) else {
      throw SendingFailure.unknownTransaction(hash)
    }
    return try await inspect(transaction).state
  }

  /// Writes down how it ended.
  private func finish(
    _ transaction: JournaledTransaction, _ receipt: RPCReceipt, isFinal: Bool
  ) throws -> TransactionOutcome {
    try reach(.afterReceipt)
    let settlement = TransactionSettlement(of: transaction, in: receipt)
    var settled = transaction
    if isFinal, transaction.isOpen {
      try reach(.beforeSettled)
      settled = try journal.append(
        .settled(transaction: transaction.id, settlement), to: transaction.id)
      try reach(.afterSettled)
      observe(.settled(settled))
    }
    return TransactionOutcome(transaction: settled, settlement: settlement, receipt: receipt)
  }

  /// Hands in the same bytes again: those of the newest attempt, for it pays most, or of one before
  /// where they are refused.
  func resend(_ transaction: JournaledTransaction) async throws {
    try await checkChain()
    observe(.resent(transaction))
    for attempt in transaction.attempts.reversed() {
      try reach(.beforeResending)
      let result = try await broadcast(attempt.raw, hash: attempt.hash, of: transaction.id)
      try reach(.afterResending)
      guard case .refused = result else { return }
    }
  }

  /// Why a transaction failed on the chain, by running it on the block before its own: a receipt does
  /// not say.
  ///
  /// Transactions of its own block that came before it are left out, so the reason may be another, or
  /// none.
  /// - Returns: `nil` when it did not fail, or does not fail so.
  public func failureReason(of outcome: TransactionOutcome) async -> RevertReason? {
    let settlement = outcome.settlement
    guard !settlement.succeeded,
      let attempt = outcome.transaction.attempts.first(where: { $0.hash == settlement.hash }),
      let transaction = try? SignedTransaction(decoding: attempt.raw).transaction
    else { return nil }
    let message = CallMessage(
      from: account, to: transaction.to, data: transaction.input, value: transaction.value,
      gas: transaction.gasLimit)
    for block in [settlement.block == 0 ? 0 : settlement.block - 1, settlement.block] {
      do { _ = try await caller.ask(.call(message, at: .number(block))) } catch RPCFailure.reverted(
        let data, let message)
      { return RevertReason(data, orWords: message) } catch { continue }
    }
    return nil
  }
}

// MARK: - Looking

/// What one look at the chain showed.
enum TransactionLook: Sendable {
  case unknown
  case pending
  case mined(RPCReceipt, depth: UInt64)
  case replaced

  /// Whether the chain has no block with it any more.
  var contradictsSettlement: Bool {
    switch self {
    case .unknown, .pending, .replaced: true
    case .mined: false
    }
  }

  var state: TransactionState {
    switch self {
    case .unknown: .unknown
    case .pending: .pending
    case .replaced: .replaced(by: nil)
    case .mined(let receipt, let depth):
      .mined(block: receipt.blockNumber, depth: depth, succeeded: receipt.succeeded)
    }
  }
}

extension TransactionSender {
  /// One look; `nil` when the chain does not answer, which a wait survives.
  private func look(for transaction: JournaledTransaction) async throws -> TransactionLook? {
    do { return try await inspect(transaction) } catch is RPCFailure { return nil }
  }

  /// Asks for the receipts of all attempts, the account's nonce and, if need be, the pool.
  ///
  /// The nonce is asked for before the receipts: a transaction that used it in between has one.
  func inspect(_ transaction: JournaledTransaction) async throws -> TransactionLook {
    let head = try await caller.ask(.header(.latest))
    let settledBlock =
      head.number > patience.confirmations
      ? head.number - patience.confirmations : 0
    let used = try await usedNonce(at: settledBlock)
    let hashes = transaction.attempts.map(\.hash)
    for answer in try await caller.ask(hashes.map { .receipt(of: $0) }) {
      guard let receipt = try answer.get() else { continue }
      // A receipt above the head that was told is of a block that came since.
      let depth = head.number >= receipt.blockNumber ? head.number - receipt.blockNumber + 1 : 1
      return .mined(receipt, depth: depth)
    }
    for answer in try await caller.ask(hashes.map { .transaction($0) }) {
      if try answer.get() != nil { return .pending }
    }
    if let nonce = transaction.nonce, nonce < used { return .replaced }
    return .unknown
  }

  /// How many transactions the account had sent at a block that will stay; at the newest where the
  /// endpoint no longer has that one's state.
  private func usedNonce(at block: UInt64) async throws -> UInt64 {
    do { return try await caller.ask(.nonce(of: account, at: .number(block))) } catch is RPCFailure
    {
      return try await caller.ask(.nonce(of: account, at: .latest))
    }
  }

  /// Whether the block of a receipt is the chain's, by whoever else can be asked, who must have the
  /// same receipt.
  ///
  /// A witness that does not answer is no witness; one that says something else is waited for.
  private func isConfirmed(_ receipt: RPCReceipt) async throws -> Bool {
    do {
      let header = try await caller.ask(.header(.number(receipt.blockNumber)))
      guard header.hash == receipt.blockHash else { return false }
    } catch is RPCFailure { return false }
    guard let witness else { return true }
    do {
      let (other, header) = try await witness.ask(
        .receipt(of: receipt.transactionHash), .header(.number(receipt.blockNumber)))
      return other?.blockHash == receipt.blockHash && other?.succeeded == receipt.succeeded
        && header.hash == receipt.blockHash
    } catch let failure as RPCFailure {
      if case .blockNotFound = failure { return false }
      return true
    }
  }
}
