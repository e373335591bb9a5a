public import Cheques
public import EVMPrimitives
public import EVMRPC

/// What a mined cash-out did, read from its receipt and nothing else.
///
/// That the transaction succeeded is not that the cheque was paid: vaults V1 and chequebooks pay what
/// they have, be it nothing, and succeed.
public enum CashOutOutcome: Hashable, Sendable {
  /// So much was paid, and the vault did not bounce.
  case paid(UInt256)
  /// Less was paid than was due; the same cheque pays the rest when there is money again.
  ///
  /// - Parameter requested: What was due; `nil` where the caller did not know it.
  case partial(paid: UInt256, requested: UInt256?)
  /// The vault bounced and paid nothing.
  case bounced
  /// The transaction succeeded and the vault logged no cash-out of this cheque: no vault is there,
  /// or it does something else.
  case nothing
  /// The transaction was reverted. The receipt does not say why: a vault V2 or later that has too
  /// little does this, as one does for a cheque that it does not take.
  case failed
}

extension CashOutOutcome {
  /// Reads the outcome.
  ///
  /// - Parameters:
  ///   - cheque: The cheque that the transaction was to cash. Only its vault's own events count, of
  ///     its beneficiary, its token and its total.
  ///   - requested: What was due before it: the cheque's total less what had been paid.
  public init(of cheque: Cheque, in receipt: RPCReceipt, requested: UInt256? = nil) {
    guard receipt.succeeded else {
      self = .failed
      return
    }
    let events = receipt.logs.filter { $0.address == cheque.vault }.compactMap(VaultEvent.init)
    let payouts = events.compactMap { event in
      if case .chequeCashed(let cashed) = event, cashed.cashes(cheque) {
        cashed.totalPayout
      } else {
        nil
      }
    }
    let hasBounced = events.contains {
      switch $0 {
      case .chequeBounced: cheque.scheme.token == nil
      case .multiTokenChequeBounced(let token): token == cheque.scheme.token
      default: false
      }
    }
    // A cash-out logs its payout once; two would be a contract of another kind.
    guard payouts.count == 1 else {
      self = payouts.isEmpty && hasBounced ? .bounced : .nothing
      return
    }
    let paid = payouts[0]
    let isShort = hasBounced || requested.map { paid < $0 } ?? false
    if !isShort {
      self = paid.isZero ? .nothing : .paid(paid)
    } else if paid.isZero {
      self = .bounced
    } else {
      self = .partial(paid: paid, requested: requested)
    }
  }

  /// What was paid.
  public var paid: UInt256 {
    switch self {
    case .paid(let amount), .partial(let amount, _): amount
    case .bounced, .nothing, .failed: .zero
    }
  }
}

extension ChequeCashed {
  /// Whether this is a cash-out of a cheque by its beneficiary.
  public func cashes(_ cheque: Cheque) -> Bool {
    beneficiary == cheque.beneficiary && cumulativePayout == cheque.cumulativePayout
      && token == cheque.scheme.token
  }
}
