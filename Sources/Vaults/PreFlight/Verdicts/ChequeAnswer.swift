public import Cheques
public import EVMPrimitives
public import EVMRPC

/// The answer to "will this cheque pay, how much, and if not, why not". Amounts are in the token's
/// smallest unit.
public enum ChequeAnswer: Hashable, Sendable {
  /// The recipient gets so much.
  case pays(UInt256)
  /// The vault has less than is due and pays that; the same cheque pays the rest when there is money.
  case partial(paid: UInt256, of: UInt256)
  /// The vault has less than is due by so much, and pays nothing.
  case bounces(shortBy: UInt256)
  /// As much as the cheque promises was paid already.
  case nothingLeft
  /// The issuer did not sign this cheque as it stands.
  case notGenuine(ChequeFlaw)
  /// Somebody else than the beneficiary would cash it.
  case notYours(caller: Address)
  /// There is nothing at the vault's address that pays such cheques.
  case notPayable(PaymentObstacle)
  case unknown(VerdictDoubt)
}

/// What is wrong with a cheque that its issuer did not sign as it stands.
public enum ChequeFlaw: Hashable, Sendable {
  /// The issuer signed, but with these mistakes.
  case mistaken([ChequeMistake])
  /// No mistake that was tried explains the signature.
  case unexplained(ChequeRejection)
  /// The cheque is for another chain than the one that was asked.
  case otherChain(stated: UInt64, asked: UInt64)
  /// It is a MultiTokenCheque over the token in which the vault pays plain cheques, which no vault
  /// takes (facts of go-btfs, "token confusion").
  case plainTokenSignedAsMultiToken(Address)
  /// The contract refuses the signature for a reason of its own.
  case refused(String)
}

/// Why a vault's address pays no such cheque, whoever signed it.
public enum PaymentObstacle: Hashable, Sendable {
  /// There is no contract.
  case noContract
  /// It runs code that is not there, or none is set.
  case noLogic(String)
  /// The vault has no issuer: it was never initialised.
  case noIssuer
  /// It has no function for cheques over other tokens than its own.
  case noMultiToken
  /// It has no function by which such cheques are cashed.
  case noCashOut
}

/// Why there is no answer.
public enum VerdictDoubt: Hashable, Sendable {
  /// What must be known could not be read.
  case unreachable(RPCFailure)
  /// Code could not be run here, and the node's word is not enough.
  case notRun(LocalRunFailure)
  /// The run here and the node do not agree.
  case disagreement(here: CashOutSimulation.Ending, node: NodeOpinion)
  /// The cash-out succeeds and the recipient gets nothing; what the vault's event says was paid.
  case paysNothing(announced: UInt256?)
  /// The cash-out reverts, or fails, for a reason that is none of a vault's.
  case fails(String)
}

extension ChequeAnswer {
  /// A short name that does not change: `pays`, `partial`, ...
  public var name: String {
    switch self {
    case .pays: "pays"
    case .partial: "partial"
    case .bounces: "bounces"
    case .nothingLeft: "nothing-left"
    case .notGenuine: "not-genuine"
    case .notYours: "not-yours"
    case .notPayable: "not-payable"
    case .unknown: "unknown"
    }
  }

  /// The name in capitals, as people read it.
  public var title: String {
    switch self {
    case .pays: "PAYS"
    case .partial: "PARTIAL"
    case .bounces: "BOUNCES"
    case .nothingLeft: "NOTHING LEFT"
    case .notGenuine: "NOT GENUINE"
    case .notYours: "NOT YOURS"
    case .notPayable: "NOT PAYABLE"
    case .unknown: "UNKNOWN"
    }
  }

  /// What the recipient gets; zero when it is nothing or unknown.
  public var paid: UInt256 {
    switch self {
    case .pays(let amount), .partial(let amount, _): amount
    default: 0
    }
  }

  /// All names, in the order in which lists show them.
  public static let names = [
    "pays", "partial", "bounces", "nothing-left", "not-genuine", "not-yours", "not-payable",
    "unknown",
  ]
}

extension ChequeFlaw {
  /// The field of the cheque that is not what was signed, where it can be told; `signature` where
  /// only its form is wrong.
  public var field: String? {
    switch self {
    case .mistaken(let mistakes): mistakes.first?.field
    case .otherChain: "chain"
    case .plainTokenSignedAsMultiToken: "scheme"
    case .unexplained(let rejection):
      if case .otherSigner = rejection { nil } else { "signature" }
    case .refused: nil
    }
  }
}

extension ChequeFlaw: CustomStringConvertible {
  /// A sentence.
  public var description: String {
    switch self {
    case .mistaken(let mistakes):
      "The signature is the issuer's, but "
        + mistakes.map(\.description).joined(separator: ", and ") + "."
    case .unexplained(let rejection):
      if case .otherSigner(let found, let issuer) = rejection {
        "The cheque as it stands was signed by \(found), not by the vault's issuer \(issuer); the key or a field is another one."
      } else {
        rejection.description
      }
    case .otherChain(let stated, let asked):
      "The cheque is for chain \(stated), but the vault was looked for on chain \(asked)."
    case .plainTokenSignedAsMultiToken(let token):
      "It was signed as a MultiTokenCheque of \(token), but that is the token of the vault's plain cheques, for which the contract wants a Cheque without a token."
    case .refused(let reason):
      "The signature is that of the issuer, but the contract refuses it: \(reason)."
    }
  }
}

extension PaymentObstacle: CustomStringConvertible {
  /// A sentence.
  public var description: String {
    switch self {
    case .noContract: "There is no contract at the vault's address on this chain."
    case .noLogic(let reason): "The vault leads nowhere: \(reason)."
    case .noIssuer: "The vault has no issuer: it was never initialised."
    case .noMultiToken:
      "The vault's logic has no function for cheques over other tokens than its own (MultiTokenCheque)."
    case .noCashOut: "The contract has no function by which such a cheque is cashed."
    }
  }
}

extension VerdictDoubt: CustomStringConvertible {
  /// A sentence.
  public var description: String {
    switch self {
    case .unreachable(let failure): "What decides could not be read: \(failure)"
    case .notRun(let failure): "The cash-out could not be run here: \(failure)"
    case .disagreement(let here, let node):
      "Run here the cash-out \(here); but \(node.clause)."
    case .paysNothing(let announced):
      announced.map {
        "The cash-out succeeds and the vault's event says that \($0) was paid, but the recipient gets nothing."
      } ?? "The cash-out succeeds, but the recipient gets nothing."
    case .fails(let reason): "The cash-out fails for a reason that no known vault has: \(reason)."
    }
  }
}

extension CashOutSimulation.Ending: CustomStringConvertible {
  /// A clause that follows "the cash-out".
  public var description: String {
    switch self {
    case .succeeded: "succeeds"
    case .reverted(let reason): "reverts (\(reason))"
    case .halted(let reason): "fails (\(reason))"
    }
  }
}

extension NodeOpinion {
  /// The description as a part of a sentence.
  fileprivate var clause: String {
    switch self {
    case .notAsked: "the node was not asked"
    case .succeeds: "the node says that it succeeds"
    case .reverts(let reason): "the node says that it reverts (\(reason))"
    case .fails(let message): "the node says that it fails (\(quoted(message, limit: 200)))"
    case .unreachable: "the node gave no answer"
    }
  }
}
