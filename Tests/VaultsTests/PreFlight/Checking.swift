import ChequerTesting
import Cheques
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import Vaults

extension EmbeddedChain {
  /// The verdicts on cheques at the latest block.
  func check(
    _ cheques: [SignedCheque], by caller: (any RPCCaller)? = nil,
    _ configure: (inout CashOutCheck.Options) -> Void = { _ in }
  ) async throws -> [ChequeVerdict] {
    var options = CashOutCheck.Options()
    options.workers = 1
    configure(&options)
    let header = try await development.ask(.header(.latest))
    return try await CashOutCheck(
      network: .embedded, caller: caller ?? development, at: header, options: options
    ).run(cheques)
  }

  /// The verdict on one cheque at the latest block.
  func check(
    _ cheque: SignedCheque, by caller: (any RPCCaller)? = nil,
    _ configure: (inout CashOutCheck.Options) -> Void = { _ in }
  ) async throws -> ChequeVerdict {
    try await check([cheque], by: caller, configure)[0]
  }
}

extension ChequeVerdict {
  /// The reason with this id.
  func reason(_ id: String) -> VerdictReason? { reasons.first { $0.id == id } }
}

extension SignedCheque {
  /// The same signature on a cheque with other fields.
  func tampered(
    scheme: ChequeScheme? = nil, chainID: UInt64? = nil, vault: Address? = nil,
    beneficiary: Address? = nil, payout: UInt256? = nil
  ) throws -> SignedCheque {
    SignedCheque(
      cheque: try Cheque(
        scheme: scheme ?? cheque.scheme, chainID: chainID ?? cheque.chainID,
        vault: vault ?? cheque.vault, beneficiary: beneficiary ?? cheque.beneficiary,
        cumulativePayout: payout ?? cheque.cumulativePayout),
      signature: signature)
  }
}

/// A vault of any kind, with what tests do to it.
struct AnyVault {
  enum Kind: String, CaseIterable {
    case v1, v2, multiToken, chequebook

    /// Whether a cheque above the balance is paid in part.
    var paysInPart: Bool { self == .v1 || self == .chequebook }
  }

  let kind: Kind
  let address: Address
  let token: TestToken
  private let vault: EmbeddedVault?
  private let chequebook: EmbeddedChequebook?

  init(_ kind: Kind, on chain: EmbeddedChain, funding: UInt64) throws {
    self.kind = kind
    let generation: VaultKind? =
      switch kind {
      case .v1: .v1
      case .v2: .v2
      case .multiToken: .multiToken
      case .chequebook: nil
      }
    if let generation {
      let vault = try chain.deployVault(
        issuer: chain.renter, generation: generation, funding: .wbtt(funding))
      (self.vault, chequebook, address, token) = (vault, nil, vault.address, .wbtt)
    } else {
      let book = try chain.deployChequebook(issuer: chain.renter, funding: .bzz(funding))
      (vault, chequebook, address, token) = (nil, book, book.address, .bzz)
    }
  }

  func amount(_ whole: UInt64) -> TokenAmount { kind == .chequebook ? .bzz(whole) : .wbtt(whole) }

  func units(_ whole: UInt64) -> UInt256 { amount(whole).smallestUnits }

  func cheque(
    to beneficiary: some HasAddress, paying whole: UInt64, signedBy signer: TestAccount? = nil,
    forChain chainID: UInt64? = nil
  ) throws -> SignedCheque {
    if let vault {
      return try vault.cheque(
        to: beneficiary, paying: amount(whole), signedBy: signer, forChain: chainID)
    }
    guard let chequebook else { preconditionFailure("It is neither vault nor chequebook.") }
    return try chequebook.cheque(
      to: beneficiary, paying: amount(whole), signedBy: signer, forChain: chainID)
  }

  func withdraw(_ whole: UInt64) throws {
    _ = try vault?.withdraw(amount(whole))
    _ = try chequebook?.withdraw(amount(whole))
  }

  func deposit(_ whole: UInt64) throws {
    _ = try vault?.deposit(amount(whole))
    _ = try chequebook?.deposit(amount(whole))
  }
}
