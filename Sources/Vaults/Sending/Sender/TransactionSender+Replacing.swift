import EVMAccounts
public import EVMPrimitives
import EVMRPC

extension TransactionSender {
  /// Offers more for a transaction that waits, so that it is mined sooner.
  ///
  /// It keeps its nonce, and all that was signed for the nonce is watched: whichever is mined counts.
  /// - Throws: ``SendingFailure/unknownTransaction(_:)``, ``SendingFailure/notOpen(_:)``, and as
  ///   ``submit(_:signer:)``.
  public func speedUp(
    _ hash: Hash256, signer: TransactionSigner
  ) async throws -> JournaledTransaction {
    try await replace(hash, signer: signer) { newest, _ in newest }
  }

  /// Puts a transaction that does nothing in the place of one that waits.
  ///
  /// The one that waits may still be mined first.
  public func cancel(
    _ hash: Hash256, signer: TransactionSigner
  ) async throws -> JournaledTransaction {
    try await replace(hash, signer: signer) { newest, account in
      try UnsignedTransaction(
        nonce: newest.nonce, gasLimit: 21_000, to: account, value: 0, input: [],
        variant: newest.variant)
    }
  }

  private func replace(
    _ hash: Hash256, signer: TransactionSigner,
    _ make: (_ newest: UnsignedTransaction, _ account: Address) throws -> UnsignedTransaction
  ) async throws -> JournaledTransaction {
    guard signer.account == account else {
      throw SendingFailure.otherSigner(expected: account, found: signer.account)
    }
    guard let transaction = journal.transaction(hash), let attempt = transaction.attempts.last
    else { throw SendingFailure.unknownTransaction(hash) }
    guard transaction.stage == .open else { throw SendingFailure.notOpen(hash) }
    if case .mined = try await inspect(transaction) { throw SendingFailure.notOpen(hash) }
    try reach(.beforeReplacement)
    let newest = try SignedTransaction(decoding: attempt.raw).transaction
    let replacement = try make(newest, account)
    let cancels = replacement != newest || attempt.isCancellation
    let plan = try await replacementPlan(of: replacement, newest: newest)
    let signed = try signer.signed(
      UnsignedTransaction(
        nonce: replacement.nonce, gasLimit: plan.gasLimit, to: replacement.to,
        value: replacement.value, input: replacement.input,
        variant: plan.price.variant(chainID: journal.owner.chainID)))
    let recorded = try record(signed, cancels: cancels, in: transaction.id)
    try reach(.afterReplacementSigned)
    observe(.signed(recorded, plan))
    try await checkChain()
    let result = try await broadcast(signed.encoded, hash: signed.hash, of: transaction.id)
    if case .refused(let reason) = result { throw SendingFailure.refused(reason: reason) }
    return journal[transaction.id] ?? recorded
  }

  private func replacementPlan(
    of replacement: UnsignedTransaction, newest: UnsignedTransaction
  ) async throws -> FeePlan {
    let header = try await caller.ask(.header(.latest))
    let suggestion = try await planner.price(at: header)
    guard let price = GasPrice(of: newest).bumped(orAtLeast: suggestion) else {
      throw SendingFailure.feeAboveMaximum(fee: .max, maximum: fees.maximumFee)
    }
    return try await planner.plan(
      estimate: nil, limit: replacement.gasLimit, price: price, value: replacement.value,
      from: account, at: header)
  }
}
