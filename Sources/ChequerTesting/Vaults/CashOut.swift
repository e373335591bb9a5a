public import EVMABI
public import EVMPrimitives

/// What came of cashing a cheque, read from the transaction's receipt.
public enum CashOutResult: Hashable, Sendable {
  /// All that was due.
  case paid(TokenAmount)
  /// Less than was due, be it nothing: the vault had no more. So do vaults V1 and Swarm's chequebooks
  /// let cheques bounce; the same cheque pays the rest when there is money again.
  case partlyPaid(TokenAmount, due: TokenAmount)
  /// Nothing, because the vault has less than is due. So do vaults V2 and later let cheques bounce.
  case bounced(due: TokenAmount)
  /// Nothing, because the contract does not take the cheque, or nothing is left of it.
  case refused(RevertReason)
  /// Nothing, because the transaction broke a rule of the machine, such as running out of gas.
  case failed(TransactionFailure)
  /// Nothing, although the transaction succeeded: there is no vault at the cheque's address.
  case nobodyPaid
}

extension CashOutResult {
  /// A refusal with a reason of the contract's own, as Solidity's `require` states it.
  public static func refused(_ reason: String) -> CashOutResult { .refused(.message(reason)) }
}

extension CashOutResult: CustomStringConvertible {
  public var description: String {
    switch self {
    case .paid(let amount): "The cheque paid \(amount)."
    case .partlyPaid(let amount, let due):
      "The cheque paid \(amount) of \(due) and bounced; the vault has no more."
    case .bounced(let due): "The cheque bounced: the vault has less than the \(due) that are due."
    case .refused(let reason): "The cheque was refused: \(reason)."
    case .failed(let failure): failure.description
    case .nobodyPaid:
      "Nobody paid, although the transaction succeeded: there is no vault at the cheque's address."
    }
  }
}

/// An attempt to cash a cheque.
public struct CashOut: Sendable {
  public let result: CashOutResult
  /// The transaction, with its events, gas and fee.
  public let transaction: SentTransaction

  public var events: [DecodedEvent] { transaction.events }
}

extension CashOut {
  /// Reads the outcome.
  ///
  /// - Parameter due: What was to be paid.
  init(_ transaction: SentTransaction, vault: Address, due: UInt256, in token: TestToken) {
    self.transaction = transaction
    switch transaction.failure {
    case .reverted(.message("Vault: insufficient fund")): result = .bounced(due: token.amount(due))
    case .reverted(let reason): result = .refused(reason)
    case .halted: result = .failed(transaction.failure ?? .reverted(.empty))
    case nil:
      let cashed =
        transaction.event("ChequeCashed", of: vault)
        ?? transaction.event("MultiTokenChequeCashed", of: vault)
      guard let paid = cashed?["totalPayout", as: UInt256.self] else {
        result = .nobodyPaid
        return
      }
      let isShort = transaction.event("ChequeBounced", of: vault) != nil || paid < due
      result =
        isShort
        ? .partlyPaid(token.amount(paid), due: token.amount(due)) : .paid(token.amount(paid))
    }
  }
}
