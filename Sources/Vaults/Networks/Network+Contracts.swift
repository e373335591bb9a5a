public import EVMPrimitives

extension Network {
  /// The contracts of the network that are known: first those that somebody named for it, then those
  /// of go-btfs's or bee's configuration for the chain.
  ///
  /// Of the embedded chain also some that stand on BTTC alone.
  public var contracts: [KnownContract] {
    ownContracts + KnownContract.all.filter { $0.chainID == chainID }
  }

  /// The contracts with a role, the one in use first.
  public func contracts(_ role: KnownContract.Role) -> [KnownContract] {
    let contracts = contracts.filter { $0.role == role }
    return contracts.filter(\.isCurrent) + contracts.filter { !$0.isCurrent }
  }

  /// The contract with a role that is in use; of tokens the first.
  public func contract(_ role: KnownContract.Role) -> KnownContract? {
    contracts.first { $0.role == role && $0.isCurrent }
  }

  /// What is known at an address of the network.
  public func contract(at address: Address) -> KnownContract? {
    contracts.first { $0.address == address }
  }

  /// A network of which nothing is known but its chain id; its coin is taken to have 18 decimals.
  static func unknown(chainID: UInt64) -> Network {
    Network(chainID, "chain-\(chainID)", "an unknown network", coin: unknownCoin)
  }

  /// The coin of a network that does not name its own.
  static let unknownCoin: Denomination = {
    do { return try Denomination(symbol: "coin", decimals: 18) } catch {
      preconditionFailure("\(error)")
    }
  }()
}
