public import Cheques
public import EVMPrimitives
import EVMRPC

/// Cashes the cheques of a plan, one after the other, each checked again before it is sent.
///
/// ```swift
/// let run = CashOutRun(sender: sender, network: .bttc)
/// try await run.finishEarlier()
/// let plan = CashOutPlan(try await CashOutCheck(...).run(cheques))
/// let reports = try await run.cash(plan, signer: TransactionSigner(key))
/// ```
/// When it ends early, running the same again goes on: what was sent is waited for, and what the
/// chain has paid is not paid again.
public struct CashOutRun: Sendable {
  public let sender: TransactionSender
  public let network: Network
  /// Where the money goes; to the beneficiary by default.
  public var recipient: Address?
  public var terms = CashOutTerms()
  /// Is told what happens.
  public var observe: @Sendable (CashOutEvent) -> Void = { _ in }

  public init(sender: TransactionSender, network: Network) {
    self.sender = sender
    self.network = network
  }
}

/// Something that happened while cheques were cashed.
public enum CashOutEvent: Sendable {
  /// An earlier run's cash-out was settled.
  case resumed(CashOutReport)
  /// Its turn came, and it does not pay any more.
  case skipped(ChequeVerdict, CashOutOmission)
  /// It could not be sent.
  case notSent(SignedCheque, SendingFailure)
  case sent(SignedCheque, JournaledTransaction)
  /// A block has it, which may still be left by the chain.
  case mined(CashOutReport)
  case settled(CashOutReport)
}

extension CashOutRun {
  /// Finishes what earlier runs of the account began, cash-outs or not.
  ///
  /// - Throws: As `TransactionSender.finishOpen()`.
  @discardableResult
  public func finishEarlier() async throws -> [CashOutReport] {
    let outcomes = try await sender.finishOpen()
    let reports = outcomes.compactMap { CashOutReport($0, chainID: network.chainID) }
    for report in reports { observe(.resumed(report)) }
    return reports
  }

  /// Tells of a cash-out of an earlier run that was settled now; of other transactions nothing.
  public func report(resumed outcome: TransactionOutcome) {
    if let report = CashOutReport(outcome, chainID: network.chainID) { observe(.resumed(report)) }
  }

  /// Cashes what a plan holds.
  ///
  /// - Returns: A report for each cheque that was sent.
  /// - Throws: What ends the whole run: ``SendingFailure/unsettled(hash:_:)`` and others after which
  ///   nothing can follow, ``JournalError``, `RPCFailure`, `CancellationError`.
  public func cash(
    _ plan: CashOutPlan, signer: TransactionSigner
  ) async throws -> [CashOutReport] {
    var sent: [JournaledTransaction] = []
    for entry in plan.entries {
      if let transaction = try await cash(entry.cheque, signer: signer) {
        sent.append(transaction)
      }
    }
    return try await settle(sent)
  }

  /// Waits until all that was sent is deep enough.
  private func settle(_ sent: [JournaledTransaction]) async throws -> [CashOutReport] {
    try sender.reach(.afterBatch)
    var reports: [CashOutReport] = []
    for transaction in sent {
      let outcome = try await sender.settle(transaction.id)
      try sender.reach(.afterOutcome)
      guard var report = CashOutReport(outcome, chainID: network.chainID) else { continue }
      report.reason = await sender.failureReason(of: outcome)
      observe(.settled(report))
      reports.append(report)
    }
    return reports
  }

  /// Sends what was prepared and signed elsewhere, and waits until all is settled.
  ///
  /// - Throws: As ``cash(_:signer:)``, and ``BundleError`` for a bundle of another account or one that
  ///   is not signed. The first that would fail ends it, because later nonces would have to wait.
  public func publish(_ bundle: TransactionBundle) async throws -> [CashOutReport] {
    guard bundle.owner == sender.journal.owner else {
      throw JournalError.otherOwner(sender.journal.path)
    }
    var sent: [JournaledTransaction] = []
    for item in bundle.items {
      guard let signed = item.signed else { throw BundleError.notSigned }
      let transaction = try await sender.publish(signed, for: item.purpose)
      sent.append(transaction)
      if transaction.isOpen { _ = try await sender.settle(transaction.id, confirmations: 1) }
    }
    return try await settle(sent)
  }

  /// Checks a cheque and sends its cash-out, and waits until a block has it, so that the next one is
  /// checked against what this one left.
  ///
  /// - Returns: `nil` when it was not sent.
  private func cash(
    _ cheque: SignedCheque, signer: TransactionSigner
  ) async throws -> JournaledTransaction? {
    try sender.reach(.beforeQuote)
    let verdict = try await verdict(on: cheque)
    try sender.reach(.afterQuote)
    if let omission = terms.omission(of: verdict) {
      observe(.skipped(verdict, omission))
      return nil
    }
    let transaction: JournaledTransaction
    do {
      transaction = try await sender.submit(request(for: verdict), signer: signer)
    } catch let failure as SendingFailure where failure.concernsOneTransaction {
      observe(.notSent(cheque, failure))
      return nil
    }
    observe(.sent(cheque, transaction))
    do {
      let outcome = try await sender.settle(transaction.id, confirmations: 1)
      if let report = CashOutReport(outcome, chainID: network.chainID) {
        observe(.mined(report))
      }
    } catch SendingFailure.replacedByOther(let hash, let nonce) {
      observe(.notSent(cheque, .replacedByOther(hash: hash, nonce: nonce)))
      return nil
    }
    return transaction
  }

  /// Whether a cheque pays at the newest block.
  func verdict(on cheque: SignedCheque) async throws -> ChequeVerdict {
    let header = try await sender.caller.ask(.header(.latest))
    return try await CashOutCheck(
      network: network, caller: sender.caller, at: header, options: options
    ).run(cheque)
  }

  /// How cheques are checked that this run would cash.
  public var options: CashOutCheck.Options {
    var options = CashOutCheck.Options()
    options.cashedBy = sender.account
    options.recipient = recipient
    options.gasPrice = sender.fees.gasPrice
    return options
  }

  /// The transaction that cashes a cheque.
  public func request(for verdict: ChequeVerdict) -> TransactionRequest {
    let cheque = verdict.cheque.cheque
    let recipient = recipient ?? cheque.beneficiary
    return TransactionRequest(
      to: cheque.vault,
      data: VaultContract(of: cheque).cashOut(of: verdict.cheque, recipient: recipient),
      purpose: .cashOut(
        CashOutPurpose(
          cheque: cheque.digest, vault: cheque.vault, beneficiary: cheque.beneficiary,
          token: cheque.scheme.token, paidIn: verdict.token.address, recipient: recipient,
          cumulativePayout: cheque.cumulativePayout, outstanding: verdict.outstanding ?? 0)))
  }
}

extension SendingFailure {
  /// Whether other transactions may be sent all the same.
  fileprivate var concernsOneTransaction: Bool {
    switch self {
    case .wouldRevert, .feeAboveMaximum, .gasBelowIntrinsic, .gasAboveBlock, .refused,
      .replacedByOther:
      true
    case .insufficientCoin, .implausibleNonce, .otherNonce, .nonceGap, .otherSigner, .wrongChain,
      .unsettled,
      .unknownTransaction, .notOpen:
      false
    }
  }
}
