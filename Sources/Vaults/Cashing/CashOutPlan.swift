public import Cheques
public import EVMPrimitives

/// Which cheques are worth cashing, in which order, and what becomes of the others.
///
/// A plan is made of verdicts at one block and promises nothing: each cheque is checked again when its
/// turn comes.
public struct CashOutPlan: Sendable {
  /// A cheque that is to be cashed.
  public struct Entry: Sendable {
    public let verdict: ChequeVerdict
    /// What it pays when those before it are cashed first, in the token's smallest unit.
    public let payout: UInt256

    public var cheque: SignedCheque { verdict.cheque }
  }

  /// A cheque that is not.
  public struct Omission: Sendable {
    public let verdict: ChequeVerdict
    public let reason: CashOutOmission

    public var cheque: SignedCheque { verdict.cheque }
  }

  /// In the order in which they are cashed: what pays most for its gas comes first.
  public let entries: [Entry]
  public let omissions: [Omission]
  /// What all gas will cost, in wei.
  public let gasCost: UInt256
  /// Gas that all will use.
  public let gas: UInt64
}

/// Why a cheque is not cashed.
public enum CashOutOmission: Hashable, Sendable {
  /// It does not pay, as its verdict says.
  case doesNotPay
  /// Another cheque of the same vault, token and beneficiary pays as much or more.
  case superseded(by: Hash256)
  /// It pays less above its gas than was asked for, in wei.
  case notWorthGas(worth: GasWorth, minimum: UInt256)
  /// What the vault has goes to those before it.
  case vaultExhausted
  /// The token is not the one that the cheque promises.
  case otherToken(Address?)
  /// The account has too little coin for its gas after those before it; so much is missing, in wei.
  case coinExhausted(missing: UInt256)
}

/// What a plan takes in.
public struct CashOutTerms: Hashable, Sendable {
  /// How much more than its gas a cheque must pay, in wei; `nil` for any, also at a loss. Tokens whose
  /// price in the coin is not known are always taken.
  public var minimumGain: UInt256?
  /// Whether a cheque is cashed of which the vault can only pay a part.
  public var takesParts: Bool

  public init(minimumGain: UInt256? = 1, takesParts: Bool = true) {
    self.minimumGain = minimumGain
    self.takesParts = takesParts
  }

  /// Why a verdict is none to send a transaction for; `nil` when it is.
  func omission(of verdict: ChequeVerdict) -> CashOutOmission? {
    switch verdict.answer {
    case .pays: break
    case .partial where takesParts: break
    default: return .doesNotPay
    }
    guard verdict.token.isPromised != false else { return .otherToken(verdict.token.address) }
    guard let minimumGain, let worth = verdict.worth else { return nil }
    switch worth {
    case .unpriced: return nil
    case .gain(let gain) where gain >= minimumGain: return nil
    case .gain, .loss: return .notWorthGas(worth: worth, minimum: minimumGain)
    }
  }
}
