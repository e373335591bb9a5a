import EVMPrimitives

extension Network {
  /// BitTorrent Chain, the default of go-btfs.
  public static let bttc = Network(
    199, "bttc", "BTTC mainnet", coin: .btt,
    tokens: [
      Token(.wbtt, "0x23181F21DEa5936e24163FFABa4Ea3B316B57f3C"),
      Token(.trx, "0xEdf53026aeA60f8F75FcA25f8830b7e2d6200662"),
      Token(.usdd, "0x17f235fd5974318e4e2a5e37919a209f7c37a6d1"),
      Token(.usdt, "0xdB28719F7f938507dBfe4f0eAe55668903D34a15"),
    ],
    endpoints: [
      knownEndpoint("https://rpc.bittorrentchain.io/"), knownEndpoint("https://rpc.bt.io/"),
      knownEndpoint("https://bttc.trongrid.io/"),
    ],
    explorers: ["https://bttcscan.com", "https://scan.btfs.io"])

  /// BTTC's Donau test network.
  public static let donau = Network(
    1029, "donau", "BTTC Donau testnet", coin: .btt,
    tokens: [
      Token(.wbtt, "0x107742eb846b86ceaaf7528d5c85cddcad3e409a"),
      Token(.trx, "0x8e009872b8a6d469939139be5e3bbd99a731212f"),
      Token(.usdd, "0xa092706717dcb6892b93f0baacc07b902dbd509c"),
      Token(.usdt, "0x7b906030735435422675e0679bc02dae7dfc71da"),
      Token(.tst, "0xb1cB0B7637C357108E1B72E191Aa41962019c7cc"),
    ],
    endpoints: [
      knownEndpoint("https://pre-rpc.bt.io/"),
      knownEndpoint("https://test-rpc.bittorrentchain.io/"),
    ],
    explorers: ["https://testnet.bttcscan.com", "https://scan-test.btfs.io"])

  /// BTTC's test network of November and December 2021.
  public static let bttcTestnet2021 = Network(
    1028, "bttc-testnet-2021", "BTTC testnet of 2021", coin: .btt, isRetired: true)

  /// Gnosis Chain, where Swarm's nodes pay each other.
  public static let gnosis = Network(
    100, "gnosis", "Gnosis Chain", coin: Denomination.named("xDAI") ?? .wei,
    tokens: [Token(.bzz, "0xdbf3ea6f5bee45c02255b2c26a16f300502f68da")])

  /// Ethereum's test network that Swarm's test nodes use.
  public static let sepolia = Network(
    11_155_111, "sepolia", "Sepolia testnet", coin: Denomination.named("ETH") ?? .wei,
    tokens: [Token(.bzz, "0x543dDb01Ba47acB11de34891cD86B675F04840db")])

  /// The chain inside the tool, on which BTFS's contracts stand at the addresses that they have on BTTC,
  /// and Swarm's at those on Gnosis.
  public static let embedded = Network(
    199, "embedded", "the embedded chain", coin: .btt, tokens: bttc.tokens + gnosis.tokens,
    ownContracts: [
      KnownContract(
        199, .chequebookFactory, "Swarm's chequebook factory",
        "0xC2d5A532cf69AA9A1378737D8ccDEF884B6E7420", isCurrent: true),
      KnownContract(
        199, .chequebookMaster, "master chequebook of Swarm's chequebook factory",
        "0x3b6a7f0bDB6663007F95dBD7FDDef815f7596715", isCurrent: true),
      KnownContract(
        199, .vaultFactory, "the factory of 2022-01-13",
        "0x6de0B87328597ef382A2a815a5B6d7be7dC051aF", since: "go-btfs 2.0.2"),
    ])

  /// All known networks, those of BTFS first; ``embedded``, which is nobody else's, is none of them.
  public static let all: [Network] = [bttc, donau, bttcTestnet2021, gnosis, sepolia]

  /// The known network with this chain id.
  public static func withChainID(_ chainID: UInt64) -> Network? {
    all.first { $0.chainID == chainID }
  }

  /// The network that somebody named: by its name in any case, or by its chain id in decimal or
  /// `0x` hex.
  ///
  /// - Throws: ``NetworkError`` with the names there are.
  public static func named(_ text: String) throws(NetworkError) -> Network {
    if let network = (all + [embedded]).first(where: { $0.name == text.lowercased() }) {
      return network
    }
    guard let number = try? UInt256(decimalOrHex: text) else { throw .unknownName(text) }
    guard let chainID = UInt64(exactly: number), let network = withChainID(chainID) else {
      throw .unknownChainID(number)
    }
    return network
  }

  /// The title of a chain for a sentence, whether it is known or not.
  static func title(ofChain chainID: UInt64) -> String {
    withChainID(chainID)?.description ?? "chain \(chainID)"
  }
}
