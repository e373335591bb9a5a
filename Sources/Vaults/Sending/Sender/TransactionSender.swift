import EVMABI
import EVMAccounts
public import EVMPrimitives
public import EVMRPC

/// Sends transactions of one account, each of them once, whatever happens between.
///
/// ```swift
/// let sender = TransactionSender(caller: caller, journal: journal)
/// try await sender.finishOpen()
/// let outcome = try await sender.send(request, signer: TransactionSigner(key))
/// ```
/// A transaction is simulated, priced, given a nonce and signed; its bytes are in the journal before
/// they are broadcast, and the same bytes are broadcast again until a block has them deep enough. A
/// process that dies in between leaves a journal with which ``finishOpen()`` goes on.
public struct TransactionSender: Sendable {
  /// Answers, and takes what is broadcast.
  public let caller: any RPCCaller
  /// Others that are asked for the gas price.
  public var priceCallers: [any RPCCaller]
  /// Another endpoint that must have the receipt too; without one the caller's word counts.
  public var witness: (any RPCCaller)?
  public let journal: TransactionJournal
  public var fees: FeePolicy
  public var patience: SendingPatience
  public var clock: SendingClock
  /// Is told what happens.
  public var observe: @Sendable (SendingEvent) -> Void
  /// Is called between all steps, for tests that end the process there, or the run by an error.
  public var reach: @Sendable (SendingStep) throws -> Void

  public init(
    caller: any RPCCaller, journal: TransactionJournal, fees: FeePolicy = FeePolicy(),
    patience: SendingPatience = SendingPatience(), clock: SendingClock = .system
  ) {
    self.caller = caller
    priceCallers = [caller]
    self.journal = journal
    self.fees = fees
    self.patience = patience
    self.clock = clock
    observe = { _ in }
    reach = { _ in }
  }

  var planner: FeePlanner {
    FeePlanner(caller: caller, priceCallers: priceCallers, policy: fees)
  }

  public var account: Address { journal.owner.account }

  /// Whose journal is to be opened: an account's on the chain that a caller serves.
  ///
  /// - Throws: `RPCFailure`, and ``SendingFailure/wrongChain(expected:found:)``.
  public static func owner(
    of account: Address, chainID: UInt64, caller: any RPCCaller
  ) async throws -> JournalOwner {
    let (found, genesis) = try await caller.ask(.chainID, .header(.number(0)))
    guard found == chainID else {
      throw SendingFailure.wrongChain(expected: chainID, found: found)
    }
    return JournalOwner(chainID: chainID, genesis: genesis.hash, account: account)
  }
}

/// Something that happened to a transaction on its way.
public enum SendingEvent: Hashable, Sendable {
  case signed(JournaledTransaction, FeePlan)
  case broadcast(JournaledTransaction, BroadcastResult)
  /// It was looked for; `nil` where the chain did not answer.
  case looked(JournaledTransaction, TransactionState?)
  case resent(JournaledTransaction)
  case settled(JournaledTransaction)
  case abandoned(JournaledTransaction)
}

/// How a transaction ended.
public struct TransactionOutcome: Hashable, Sendable {
  public let transaction: JournaledTransaction
  public let settlement: TransactionSettlement
  public let receipt: RPCReceipt
}

extension TransactionOutcome {
  /// How a transaction ended, by a receipt of one of its attempts.
  init(_ transaction: JournaledTransaction, _ receipt: RPCReceipt) {
    self.init(
      transaction: transaction,
      settlement: TransactionSettlement(of: transaction, in: receipt), receipt: receipt)
  }
}

extension TransactionSettlement {
  init(of transaction: JournaledTransaction, in receipt: RPCReceipt) {
    let attempt = transaction.attempts.first { $0.hash == receipt.transactionHash }
    self.init(
      hash: receipt.transactionHash, block: receipt.blockNumber, blockHash: receipt.blockHash,
      succeeded: receipt.succeeded, gasUsed: receipt.gasUsed,
      fee: receipt.effectiveGasPrice.flatMap { price in
        try? price.multiplied(by: UInt256(receipt.gasUsed))
      }, isCancelled: attempt?.isCancellation ?? false)
  }
}

// MARK: - One transaction

extension TransactionSender {
  /// Sends a transaction and waits until it is settled.
  ///
  /// A transaction that fails on the chain is an outcome too.
  /// - Throws: ``SendingFailure``, ``JournalError``, `RPCFailure`, `CancellationError`.
  public func send(
    _ request: TransactionRequest, signer: TransactionSigner
  ) async throws -> TransactionOutcome {
    try await settle(try await submit(request, signer: signer).id)
  }

  /// Signs and broadcasts a transaction, and does not wait for it.
  ///
  /// When it returns or throws ``SendingFailure/unsettled(hash:_:)``, the transaction may be mined.
  public func submit(
    _ request: TransactionRequest, signer: TransactionSigner
  ) async throws -> JournaledTransaction {
    guard signer.account == account else {
      throw SendingFailure.otherSigner(expected: account, found: signer.account)
    }
    try reach(.beforePlan)
    let header = try await caller.ask(.header(.latest))
    let plan = try await planner.plan(request, from: account, at: header)
    let nonce = try await nonce().next
    try reach(.beforeIntent)
    let intent = try journal.intend(request.purpose)
    try reach(.afterIntent)
    let signed: SignedTransaction
    do {
      signed = try signer.signed(
        UnsignedTransaction(
          nonce: nonce, gasLimit: plan.gasLimit, to: request.to, value: request.value,
          input: request.data, variant: plan.price.variant(chainID: journal.owner.chainID)))
    } catch {
      try abandon(intent.id, "It was not signed.")
      throw error
    }
    try reach(.afterSigning)
    let transaction = try record(signed, cancels: false, in: intent.id)
    observe(.signed(transaction, plan))
    return try await broadcastFirst(signed, of: transaction)
  }

  /// Puts signed bytes into the journal: from here on they count as sent.
  func record(
    _ signed: SignedTransaction, cancels: Bool, in id: Int
  ) throws -> JournaledTransaction {
    let attempt = SignedAttempt(
      hash: signed.hash, raw: signed.encoded, nonce: signed.transaction.nonce,
      isCancellation: cancels)
    let transaction = try journal.append(.signed(transaction: id, attempt), to: id)
    try reach(.afterSigned)
    return transaction
  }

  /// Broadcasts bytes that nobody has seen; takes the transaction back when nobody wants them.
  func broadcastFirst(
    _ signed: SignedTransaction, of transaction: JournaledTransaction
  ) async throws -> JournaledTransaction {
    do { try await checkChain() } catch {
      try abandon(transaction.id, "The chain was not the right one when it was to be sent.")
      throw error
    }
    try reach(.afterChainCheck)
    let result = try await broadcast(signed.encoded, hash: signed.hash, of: transaction.id)
    if case .refused(let reason) = result {
      try abandon(transaction.id, reason)
      throw SendingFailure.refused(reason: reason)
    }
    return journal[transaction.id] ?? transaction
  }

  func abandon(_ id: Int, _ reason: String) throws {
    let transaction = try journal.append(.abandoned(transaction: id, reason: reason), to: id)
    try reach(.afterAbandoned)
    observe(.abandoned(transaction))
  }

  /// The nonces that the chain and the journal know of.
  public func nonce() async throws -> NonceAllocator {
    let answers = try await caller.ask([
      .nonce(of: account, at: .latest), .nonce(of: account, at: .pending),
    ])
    let latest = try answers[0].get()
    // Some endpoints have no pending block.
    let pending = (try? answers[1].get()) ?? latest
    let allocator = try NonceAllocator(
      latest: latest, pending: pending, held: Set(journal.open.compactMap(\.nonce)))
    try reach(.afterNonce)
    return allocator
  }

  /// Asks the chain once more which it is.
  func checkChain() async throws {
    let found = try await caller.ask(.chainID)
    guard found == journal.owner.chainID else {
      throw SendingFailure.wrongChain(expected: journal.owner.chainID, found: found)
    }
  }
}
