import Cheques
import EVMPrimitives

extension ChequeVerdict {
  /// What to do, in a sentence.
  public var remedy: String {
    switch answer {
    case .pays, .partial:
      if competition?.isSuperseded == true { return "Cash the newer cheque." }
      if token.isPromised == false {
        return "Find out what the token is worth before you spend gas on it."
      }
      if let gas, !gas.isCovered {
        return "Send \(gas.text(gas.missing)) more to \(caller), then cash it."
      }
      if case .loss? = worth { return "Wait until more is due: one cash-out pays all of it." }
      if competition?.sufficesForAll == false {
        return "Cash it soon: the vault has too little for all."
      }
      if case .partial = answer {
        return "Cash what there is, or wait: the same cheque pays the rest when the issuer pays in."
      }
      return "Cash it."
    case .bounces where competition?.olderPays == true:
      return "Cash the older cheque of the list now; the rest stays due on this one."
    case .bounces(let missing):
      return
        "Ask the issuer to pay \(text(missing)) into the vault; the cheque stays good until then."
    case .nothingLeft: return "Keep the books: nothing is due. Cash a newer cheque if you have one."
    case .notGenuine(let flaw):
      switch flaw {
      case .otherChain(let stated, _): return "Ask an endpoint of chain \(stated)."
      case .plainTokenSignedAsMultiToken:
        return
          "Ask the issuer for a Cheque without a token: only that is paid in the vault's token."
      case .mistaken(let mistakes) where mistakes.allSatisfy(\.isFormOnly):
        return "Write the signature in the form that the contract takes."
      case .mistaken, .unexplained, .refused:
        return "Ask the issuer for a new cheque, and compare this one with what was received."
      }
    case .notYours:
      return "Cash it from \(cheque.cheque.beneficiary): contracts pay only whoever was promised."
    case .notPayable(let obstacle):
      switch obstacle {
      case .noContract: return "Check the vault's address and the chain."
      case .noMultiToken:
        return "Ask the issuer to upgrade the vault, or for a cheque in its token."
      case .noLogic, .noIssuer, .noCashOut: return "Ask the issuer to pay otherwise."
      }
    case .unknown(let doubt):
      switch doubt {
      case .unreachable, .notRun: return "Ask again, or name another endpoint."
      case .disagreement: return "Ask another endpoint before you spend gas."
      case .paysNothing where recipient == cheque.cheque.vault: return "Name another recipient."
      case .paysNothing, .fails:
        return "Audit the vault before you spend gas, and take no more of its cheques until then."
      }
    }
  }
}
