import EVMPrimitives
import EVMRPC

extension TransactionSender {
  /// Finishes what an earlier run began: what was signed is broadcast again, the same bytes, and
  /// waited for; what was not is given up.
  ///
  /// Nothing new may be sent before this has returned, or the same thing could be done twice.
  /// - Returns: What was settled now.
  /// - Throws: As ``settle(_:confirmations:)``, and ``SendingFailure/nonceGap(first:last:)``.
  @discardableResult
  public func finishOpen() async throws -> [TransactionOutcome] {
    try reach(.beforeRecovery)
    try await reopenLost()
    for transaction in journal.open where transaction.stage == .intended {
      try abandon(transaction.id, "The process ended before it was signed.")
    }
    var outcomes: [TransactionOutcome] = []
    for transaction in journal.open {
      if let outcome = try await finish(transaction) { outcomes.append(outcome) }
    }
    return outcomes
  }

  /// - Returns: `nil` when another transaction has its nonce.
  private func finish(
    _ transaction: JournaledTransaction
  ) async throws -> TransactionOutcome? {
    if case .unknown = try await inspect(transaction) {
      if let gap = try await nonce().gap, let nonce = transaction.nonce, gap.upperBound < nonce {
        throw SendingFailure.nonceGap(first: gap.lowerBound, last: gap.upperBound)
      }
      try await resend(transaction)
    }
    do { return try await settle(transaction.id) } catch SendingFailure.replacedByOther {
      return nil
    }
  }

  /// Takes up again what was settled in a block that the chain has left since.
  private func reopenLost() async throws {
    let used = try await caller.ask(.nonce(of: account, at: .latest))
    for transaction in journal.transactions.reversed() {
      guard case .settled(let settlement) = transaction.stage else { continue }
      // All before it have lower nonces, or were looked at when they settled.
      guard let nonce = transaction.nonce, nonce >= used else { return }
      guard try await caller.ask(.receipt(of: settlement.hash)) == nil else { return }
      try journal.append(.reopened(transaction: transaction.id), to: transaction.id)
    }
  }

  /// Uses the nonces that nobody has used and that hold back open transactions.
  ///
  /// - Returns: The transactions that did, which pay nothing to nobody.
  public func fillGaps(signer: TransactionSigner) async throws -> [JournaledTransaction] {
    var filled: [JournaledTransaction] = []
    while try await nonce().gap != nil {
      filled.append(
        try await submit(TransactionRequest(to: account, purpose: .fillGap), signer: signer))
    }
    return filled
  }
}
