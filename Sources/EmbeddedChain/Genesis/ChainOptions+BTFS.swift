public import EVMPrimitives

extension ChainOptions {
  /// A chain with BTTC's id and rules on which BTFS's contracts stand.
  ///
  /// Ten accounts of the test mnemonic have 10^27 wei each; the first three are those of
  /// ``BTFSGenesis``. The gas price is what BTTC's nodes answer: 300,000 gwei.
  public static func btfs() -> ChainOptions {
    ChainOptions(
      chainID: BTFSGenesis.chainID, fork: .bttc, accountBalance: BTFSGenesis.accountBalance,
      genesis: BTFSGenesis.state, gasPrice: UInt256(300_000_000_000_000 as UInt64))
  }
}

extension BTFSGenesis {
  /// What each account has, in wei: a thousand million BTT.
  public static let accountBalance =
    UInt256(1_000_000_000) &* UInt256(1_000_000_000_000_000_000 as UInt64)
}
