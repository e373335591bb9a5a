public import EVMPrimitives

/// Why something cannot be done with a vault; nothing was sent.
public enum VaultOperationError: Error, Hashable, Sendable {
  case noContract(Address)
  /// Only the issuer may.
  case notIssuer(vault: Address, issuer: Address, account: Address)
  /// In the token's smallest unit.
  case tooLittle(holder: Address, token: Address, balance: UInt256, needed: UInt256)
  /// The factory has a vault for this peer id.
  case peerTaken(peerID: String, vault: Address)
  /// No factory, or no logic, of the network is known.
  case noFactory(String)
  case noWrappedCoin(String)
  /// An amount of zero.
  case nothing
}

extension VaultOperationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noContract(let vault):
      "There is no contract at \(vault) on this chain; check the address and the network."
    case .notIssuer(let vault, let issuer, let account):
      "Only the issuer \(issuer) may take money out of vault \(vault), and \(account) is not; sign with the issuer's key."
    case .tooLittle(let holder, let token, let balance, let needed):
      "\(holder) has \(balance) of token \(token), but \(needed) are needed; a coin is wrapped with vault wrap."
    case .peerTaken(let peerID, let vault):
      "The factory already has vault \(vault) for peer \(quoted(peerID, limit: 80)); use that if it is yours (vault info tells whose it is), or name another --peer-id."
    case .noFactory(let network):
      "No factory of vaults is known on \(network), so none can be deployed there."
    case .noWrappedCoin(let network): "No wrapped coin is known on \(network)."
    case .nothing: "An amount of zero moves nothing; give more."
    }
  }
}
