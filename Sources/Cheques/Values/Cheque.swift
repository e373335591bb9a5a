public import EVMPrimitives

/// A promise that is not signed: this vault owes this beneficiary so much in total.
///
/// The payout is cumulative. It is the whole sum ever promised to the beneficiary, not what this
/// cheque adds; a newer cheque replaces all older ones, and what has been paid is kept by the
/// contract.
public struct Cheque: Hashable, Sendable {
  /// Which contract pays, and in which token where the cheque names one.
  public let scheme: ChequeScheme
  /// The chain of the vault (EIP-155); part of what is signed.
  public let chainID: UInt64
  /// The vault, or Swarm's chequebook, that pays.
  public let vault: Address
  /// Who may cash: the contract pays whoever calls it, up to what the caller was promised.
  public let beneficiary: Address
  /// All that was ever promised, in the token's smallest unit.
  public let cumulativePayout: UInt256

  /// A cheque with all its fields.
  ///
  /// - Throws: ``ChequeError`` for a chain id of zero or a zero vault, beneficiary or token: such a
  ///   cheque can never be cashed.
  public init(
    scheme: ChequeScheme, chainID: UInt64, vault: Address, beneficiary: Address,
    cumulativePayout: UInt256
  ) throws(ChequeError) {
    guard chainID != 0 else { throw .zeroChainID }
    guard vault != .zero else { throw .zeroVault }
    guard beneficiary != .zero else { throw .zeroBeneficiary }
    guard scheme.token != .zero else { throw .zeroToken }
    self.init(
      unchecked: scheme, chainID: chainID, vault: vault, beneficiary: beneficiary,
      cumulativePayout: cumulativePayout)
  }

  init(
    unchecked scheme: ChequeScheme, chainID: UInt64, vault: Address, beneficiary: Address,
    cumulativePayout: UInt256
  ) {
    self.scheme = scheme
    self.chainID = chainID
    self.vault = vault
    self.beneficiary = beneficiary
    self.cumulativePayout = cumulativePayout
  }
}

// MARK: - Payout arithmetic

extension Cheque {
  /// What this cheque adds to an earlier one, in the token's smallest unit.
  ///
  /// - Parameter previous: The latest cheque already held, or `nil` for the first.
  /// - Throws: ``ChequeError`` when the two are not of one series (scheme, chain, vault and
  ///   beneficiary), or the payout does not grow.
  public func amount(after previous: Cheque?) throws(ChequeError) -> UInt256 {
    guard let previous else { return cumulativePayout }
    guard scheme == previous.scheme, chainID == previous.chainID, vault == previous.vault,
      beneficiary == previous.beneficiary
    else { throw .otherSeries }
    guard cumulativePayout > previous.cumulativePayout else {
      throw .payoutNotIncreasing(
        previous: previous.cumulativePayout, offered: cumulativePayout)
    }
    return cumulativePayout &- previous.cumulativePayout
  }

  /// What is still to be paid when the contract has paid `paidOut` to the beneficiary; zero when it
  /// has paid as much or more.
  public func outstanding(paidOut: UInt256) -> UInt256 {
    cumulativePayout > paidOut ? cumulativePayout &- paidOut : .zero
  }
}

/// Why values do not make a cheque, or a cheque does not follow another.
public enum ChequeError: Error, Hashable, Sendable {
  case unknownScheme(String)
  /// `btfs-multi` without a token.
  case missingToken
  /// A token in a scheme whose cheques name none.
  case unexpectedToken(scheme: String)
  case zeroChainID
  case zeroVault
  case zeroBeneficiary
  case zeroToken
  /// Two cheques of different scheme, chain, vault or beneficiary.
  case otherSeries
  case payoutNotIncreasing(previous: UInt256, offered: UInt256)
}

extension ChequeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownScheme(let name):
      "\(quoted(name)) is not a scheme; choose btfs (WBTT), btfs-multi (another token) or swarm."
    case .missingToken: "A btfs-multi cheque names its token; give the token's address."
    case .unexpectedToken(let scheme):
      "A \(scheme) cheque names no token; leave it out, or choose btfs-multi."
    case .zeroChainID: "The chain id is 0; give the chain of the vault, such as 199 for BTTC."
    case .zeroVault: "The vault is the zero address, where no contract can be; give the vault's."
    case .zeroBeneficiary:
      "The beneficiary is the zero address, which can never cash; give the host's address."
    case .zeroToken: "The token is the zero address; give the token's, or choose the scheme btfs."
    case .otherSeries:
      "The two cheques differ in scheme, chain, vault or beneficiary, so neither replaces the other."
    case .payoutNotIncreasing(let previous, let offered):
      "The cheque offers a cumulative payout of \(offered), but \(previous) was already received from this vault; ask the issuer for a newer cheque."
    }
  }
}
