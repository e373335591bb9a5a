import EVMABI
public import EVMAccounts
import EVMPrimitives
import EVMRPC

extension TransactionSender {
  /// What a transaction would cost now, without anything being signed.
  ///
  /// - Throws: As ``submit(_:signer:)``.
  public func plan(_ request: TransactionRequest) async throws -> FeePlan {
    try await planner.plan(
      request, from: account, at: try await caller.ask(.header(.latest)))
  }

  /// Makes transactions to be signed elsewhere, with nonces one after the other.
  ///
  /// None may depend on one before it: each is simulated as things stand now.
  public func prepare(_ requests: [TransactionRequest]) async throws -> TransactionBundle {
    let header = try await caller.ask(.header(.latest))
    var nonces = try await nonce()
    var items: [TransactionBundle.Item] = []
    for request in requests {
      let plan = try await planner.plan(request, from: account, at: header)
      let nonce = nonces.next
      nonces = try NonceAllocator(
        latest: nonces.latest, pending: nonces.pending, held: nonces.held.union([nonce]))
      items.append(
        TransactionBundle.Item(
          transaction: try UnsignedTransaction(
            nonce: nonce, gasLimit: plan.gasLimit, to: request.to, value: request.value,
            input: request.data, variant: plan.price.variant(chainID: journal.owner.chainID)),
          purpose: request.purpose))
    }
    return TransactionBundle(owner: journal.owner, items: items)
  }

  /// Broadcasts a transaction that was signed elsewhere, unless the journal has it already; then only
  /// its state is returned.
  ///
  /// - Throws: ``SendingFailure/otherNonce(expected:found:)`` when other transactions were sent since,
  ///   and as ``submit(_:signer:)``.
  public func publish(
    _ signed: SignedTransaction, for purpose: TransactionPurpose
  ) async throws -> JournaledTransaction {
    if let known = journal.transaction(signed.hash) { return known }
    let sender = try? signed.sender()
    guard sender == account else {
      throw SendingFailure.otherSigner(expected: account, found: sender)
    }
    let transaction = signed.transaction
    guard transaction.chainID == journal.owner.chainID else {
      throw SendingFailure.wrongChain(
        expected: journal.owner.chainID, found: transaction.chainID ?? 0)
    }
    try reach(.beforePlan)
    let expected = try await nonce().next
    guard transaction.nonce == expected else {
      throw SendingFailure.otherNonce(expected: expected, found: transaction.nonce)
    }
    try await simulate(transaction)
    try reach(.beforeIntent)
    let intent = try journal.intend(purpose)
    try reach(.afterIntent)
    let recorded = try record(signed, cancels: false, in: intent.id)
    return try await broadcastFirst(signed, of: recorded)
  }

  /// Runs a transaction and checks that its account can pay for it.
  private func simulate(_ transaction: UnsignedTransaction) async throws {
    let header = try await caller.ask(.header(.latest))
    let message = CallMessage(
      from: account, to: transaction.to, data: transaction.input, value: transaction.value,
      gas: transaction.gasLimit)
    do { _ = try await caller.ask(.call(message, at: header.id)) } catch RPCFailure.reverted(
      let data, let message)
    {
      throw SendingFailure.wouldRevert(RevertReason(data, orWords: message))
    }
    _ = try await planner.plan(
      estimate: nil, limit: transaction.gasLimit, price: GasPrice(of: transaction),
      value: transaction.value, from: account, at: header)
  }
}
