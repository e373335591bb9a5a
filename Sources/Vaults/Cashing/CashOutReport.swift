import Cheques
public import EVMABI
public import EVMPrimitives
import EVMRPC

/// What came of one cash-out, by the chain's own receipt.
public struct CashOutReport: Hashable, Sendable {
  public let transaction: JournaledTransaction
  public let purpose: CashOutPurpose
  public let settlement: TransactionSettlement
  /// What the vault's events say.
  public let outcome: CashOutOutcome
  /// What the token's own events say that the recipient got from the vault; `nil` where the token is
  /// not known.
  public let received: UInt256?

  /// Why it failed on the chain, where that could be found out.
  public internal(set) var reason: RevertReason?

  /// Whether all that was outstanding has arrived.
  public var isPaid: Bool {
    guard case .paid(let amount) = outcome else { return false }
    return amount == purpose.outstanding && received.map { $0 == amount } ?? true
  }

  /// - Returns: `nil` when the transaction was no cash-out.
  init?(_ transaction: TransactionOutcome, chainID: UInt64) {
    guard let purpose = transaction.transaction.purpose.cashOut,
      let cheque = purpose.cheque(onChain: chainID)
    else { return nil }
    self.transaction = transaction.transaction
    self.purpose = purpose
    settlement = transaction.settlement
    outcome =
      transaction.settlement.isCancelled
      ? .nothing
      : CashOutOutcome(of: cheque, in: transaction.receipt, requested: purpose.outstanding)
    received = purpose.paidIn.map { token in
      transaction.receipt.amount(of: token, from: purpose.vault, to: purpose.recipient)
    }
  }
}

extension CashOutPurpose {
  /// The cheque as far as the journal has it: all but its signature, and a chequebook's as a vault's.
  func cheque(onChain chainID: UInt64) -> Cheque? {
    try? Cheque(
      scheme: token.map { .btfsMulti(token: $0) } ?? .btfs, chainID: chainID, vault: vault,
      beneficiary: beneficiary, cumulativePayout: cumulativePayout)
  }
}

extension RPCReceipt {
  private static let transfer = Keccak256.hash("Transfer(address,address,uint256)".utf8)

  /// What a token moved from one account to another, by its own events.
  func amount(of token: Address, from sender: Address, to recipient: Address) -> UInt256 {
    let topics = [
      Self.transfer, Hash256(sender.word), Hash256(recipient.word),
    ]
    return logs.reduce(0) { sum, log in
      guard succeeded, log.address == token, log.topics == topics, log.data.count == 32,
        let amount = try? Hash256(log.data)
      else { return sum }
      return sum.addingSaturating(UInt256(amount))
    }
  }
}
