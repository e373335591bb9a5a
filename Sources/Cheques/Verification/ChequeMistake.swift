import EVMCrypto
public import EVMPrimitives

/// One thing that a signature was made with and the cheque does not say, or the other way round.
public enum ChequeMistake: Hashable, Sendable {
  /// The signature is over another chain id: signed for `signed`, presented for `stated`.
  case otherChain(signed: UInt64, stated: UInt64)
  /// The signature is over another scheme's typed data.
  case otherScheme(signed: ChequeScheme, stated: ChequeScheme)
  /// Vault and beneficiary were exchanged.
  case swappedVaultAndBeneficiary
  /// The signature is over another beneficiary that is known.
  case otherBeneficiary(signed: Address, stated: Address)
  /// The signature is over another vault that is known.
  case otherVault(signed: Address, stated: Address)
  /// The signature is over another amount that is known, such as that of an earlier cheque.
  case otherPayout(signed: UInt256, stated: UInt256)
  /// s is in the upper half; the contract refuses it.
  case highS
  /// The last byte is 0 or 1; the contract wants 27 or 28.
  case recoveryByteZeroOrOne
  /// The last byte belongs to the other parity.
  case flippedRecoveryByte
  /// EIP-2098's 64 bytes.
  case compactSignature
  /// 64 bytes, r and s, without v.
  case noRecoveryByte

  /// A short name that does not change: `otherChain`, `otherScheme`, ...
  public var name: String {
    switch self {
    case .otherChain: "otherChain"
    case .otherScheme: "otherScheme"
    case .swappedVaultAndBeneficiary: "swappedVaultAndBeneficiary"
    case .otherBeneficiary: "otherBeneficiary"
    case .otherVault: "otherVault"
    case .otherPayout: "otherPayout"
    case .highS: "highS"
    case .recoveryByteZeroOrOne: "recoveryByteZeroOrOne"
    case .flippedRecoveryByte: "flippedRecoveryByte"
    case .compactSignature: "compactSignature"
    case .noRecoveryByte: "noRecoveryByte"
    }
  }
}

extension ChequeMistake: CustomStringConvertible {
  /// A clause that completes "The signature is the issuer's, but".
  public var description: String {
    switch self {
    case .otherChain(let signed, let stated): "it was signed for chain \(signed), not \(stated)"
    case .otherScheme(let signed, let stated):
      "it was signed as \(signed.signedForm), not as \(stated.signedForm)"
    case .swappedVaultAndBeneficiary: "vault and beneficiary were exchanged when it was signed"
    case .otherBeneficiary(let signed, let stated):
      "it was signed for the beneficiary \(signed), not \(stated)"
    case .otherVault(let signed, let stated):
      "it was signed for the vault \(signed), not \(stated)"
    case .otherPayout(let signed, let stated):
      "it was signed for a cumulative payout of \(signed), not \(stated)"
    case .highS: "its s is in the upper half, which the contract refuses"
    case .recoveryByteZeroOrOne:
      "its last byte is 0 or 1 where the contract wants 27 or 28"
    case .flippedRecoveryByte: "its last byte v is the other one of 27 and 28"
    case .compactSignature:
      "it has EIP-2098's compact form of 64 bytes, which nodes and some vaults refuse"
    case .noRecoveryByte: "its last byte v is missing"
    }
  }
}

extension ChequeScheme {
  /// The typed data by its name, as the mistakes speak of it.
  var signedForm: String {
    switch self {
    case .btfs: "a Cheque (WBTT)"
    case .btfsMulti(let token): "a MultiTokenCheque of token \(token)"
    case .swarm: "a cheque of a Swarm chequebook"
    }
  }
}

/// What an issuer's signature on a cheque turns out to be.
public enum ChequeDiagnosis: Hashable, Sendable {
  /// The contract would accept it.
  case valid(VerifiedCheque)
  /// The issuer made it, but with these mistakes; the fewest that explain it.
  case mistaken([ChequeMistake], rejection: ChequeRejection)
  /// No mistake that was tried explains it: another key, or other contents.
  case unexplained(ChequeRejection)
}

extension ChequeDiagnosis: CustomStringConvertible {
  /// A sentence that ends with what to do.
  public var description: String {
    switch self {
    case .valid(let cheque):
      "The signature is that of the issuer \(cheque.issuer), as the contract takes it."
    case .mistaken(let mistakes, _):
      "The signature is the issuer's, but "
        + mistakes.map(\.description).joined(separator: ", and ") + "; "
        + (mistakes.allSatisfy(\.isFormOnly)
          ? "write the signature in the form that the contract takes."
          : "the contract refuses it as it stands, so ask the issuer for a new cheque.")
    case .unexplained(let rejection):
      if case .otherSigner(let found, let issuer) = rejection {
        "The cheque as it stands was signed by \(found), not by the issuer \(issuer); no likely mistake explains it, so the key or a field is another one."
      } else {
        rejection.description
      }
    }
  }
}

extension ChequeMistake {
  /// The field of the cheque that is not what was signed: `chain`, `scheme`, `vault`, `beneficiary`,
  /// `cumulativePayout`, or `signature` where only its form is wrong.
  public var field: String {
    switch self {
    case .otherChain: "chain"
    case .otherScheme: "scheme"
    case .swappedVaultAndBeneficiary, .otherVault: "vault"
    case .otherBeneficiary: "beneficiary"
    case .otherPayout: "cumulativePayout"
    case .highS, .recoveryByteZeroOrOne, .flippedRecoveryByte, .compactSignature, .noRecoveryByte:
      "signature"
    }
  }

  /// Whether the signature says the right thing and is only written in another way.
  public var isFormOnly: Bool {
    switch self {
    case .highS, .recoveryByteZeroOrOne, .flippedRecoveryByte, .compactSignature, .noRecoveryByte:
      true
    case .otherChain, .otherScheme, .swappedVaultAndBeneficiary, .otherBeneficiary, .otherVault,
      .otherPayout:
      false
    }
  }
}
