public import EVMPrimitives

/// The vaults that go-btfs deployed, by their logic: what they do with a cheque above their balance.
public enum VaultKind: String, Hashable, Sendable, CaseIterable {
  /// go-btfs 2.1.0 of February 2022: pays what there is and marks the vault as bounced; anyone may put
  /// other logic behind it.
  case v1
  /// go-btfs 2.1.2 of April 2022: refuses a cheque above the balance whole.
  case v2
  /// go-btfs 2.3.0 of December 2022, the current one: as V2, with other tokens besides WBTT.
  case multiToken

  /// The factory that deploys such vaults, at its address on BTTC.
  public var factory: Address {
    switch self {
    case .v1: genesisAddress("9AF4bEc1A30BeC47756Ecef4cf43B91592121bC9")
    case .v2, .multiToken: genesisAddress("763d7858287B9a33F4bE5bb3df0241dACc59BCc7")
    }
  }

  /// The logic behind such vaults, at its address on BTTC.
  public var logic: Address {
    switch self {
    case .v1: genesisAddress("102dbCe01394C4a44Da3a1DF1De418e3fC225077")
    case .v2: genesisAddress("11a91B7270ea000768F7A2C543547e832b5cb031")
    case .multiToken: genesisAddress("5c67bED46336A59252b73a0fA22B9de1cffb172e")
    }
  }
}

/// An address that stands in this module's code.
func genesisAddress(_ digits: String) -> Address {
  do { return try Address(hex: digits) } catch {
    preconditionFailure("\(digits) is no address: \(error)")
  }
}
