public import EVMRPC

/// What the chain says of a transaction of a journal that nobody has open.
public struct JournalLook: Hashable, Sendable {
  public let state: TransactionState
  /// What came of it, where it is a cash-out that was mined.
  public let cashOut: CashOutReport?

  /// Looks at the chain.
  ///
  /// - Returns: `nil` for one that was never signed.
  /// - Throws: `RPCFailure`, `CancellationError`.
  public static func of(
    _ transaction: JournaledTransaction, owner: JournalOwner, caller: any RPCCaller
  ) async throws -> JournalLook? {
    guard let nonce = transaction.nonce else { return nil }
    let (head, used) = try await caller.ask(
      .header(.latest), .nonce(of: owner.account, at: .latest))
    let hashes = transaction.attempts.map(\.hash)
    for answer in try await caller.ask(hashes.map { .receipt(of: $0) }) {
      guard let receipt = try answer.get() else { continue }
      let outcome = TransactionOutcome(transaction, receipt)
      let depth = head.number >= receipt.blockNumber ? head.number - receipt.blockNumber + 1 : 1
      return JournalLook(
        state: .mined(block: receipt.blockNumber, depth: depth, succeeded: receipt.succeeded),
        cashOut: CashOutReport(outcome, chainID: owner.chainID))
    }
    for answer in try await caller.ask(hashes.map { .transaction($0) }) {
      if try answer.get() != nil { return JournalLook(state: .pending, cashOut: nil) }
    }
    return JournalLook(state: nonce < used ? .replaced(by: nil) : .unknown, cashOut: nil)
  }
}
