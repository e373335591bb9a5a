import Cheques
import EVMPrimitives

/// A signature that is to be compared with the vault's issuer.
struct SignatureRequest: Sendable {
  let signed: SignedCheque
  let vault: VaultFacts?
  /// The chain that was asked.
  let chainID: UInt64
  let caller: Address

  /// The cheque as the vault's contract takes it: one over the vault's own token is a plain one,
  /// whichever function it is given to.
  private var taken: SignedCheque {
    guard isOverVaultsToken,
      let plain = try? Cheque(
        scheme: .btfs, chainID: signed.cheque.chainID, vault: signed.cheque.vault,
        beneficiary: signed.cheque.beneficiary, cumulativePayout: signed.cheque.cumulativePayout)
    else { return signed }
    return SignedCheque(cheque: plain, signature: signed.signature)
  }

  private var isOverVaultsToken: Bool {
    signed.cheque.scheme.token.map { $0 == vault?.token } ?? false
  }

  private var issuer: Address? {
    vault?.issuer.flatMap { $0 == .zero ? nil : $0 }
  }

  /// What can be said after one recovery; `nil` for a signature whose mistake is to be looked for.
  var quickFinding: SignatureFinding? {
    guard let issuer else { return .unchecked }
    guard signed.cheque.chainID == chainID else {
      return .flawed(.otherChain(stated: signed.cheque.chainID, asked: chainID))
    }
    if caller == issuer, caller == signed.cheque.beneficiary { return .notNeeded }
    return (try? taken.verified(issuer: issuer)) == nil ? nil : .valid
  }

  /// What a signature is that is not simply the issuer's.
  func diagnosis(_ context: ChequeDiagnosisContext) -> SignatureFinding {
    guard let issuer else { return .unchecked }
    switch taken.diagnosis(issuer: issuer, context: context) {
    case .valid: return .valid
    case .mistaken(let mistakes, _):
      if mistakes.allSatisfy(\.isRewritten) { return .rewritten(mistakes) }
      if isOverVaultsToken, let token = vault?.token,
        mistakes == [.otherScheme(signed: signed.cheque.scheme, stated: .btfs)]
      {
        return .flawed(.plainTokenSignedAsMultiToken(token))
      }
      return .flawed(.mistaken(mistakes))
    case .unexplained(let rejection): return .flawed(.unexplained(rejection))
    }
  }
}

extension ChequeMistake {
  /// Whether writing the signature anew, 65 bytes with a low s, takes the mistake away.
  fileprivate var isRewritten: Bool {
    switch self {
    case .highS, .recoveryByteZeroOrOne, .compactSignature: true
    default: false
    }
  }
}
