import EVMPrimitives
import Testing
import Vaults

@Suite struct `Networks` {
  @Test(
    arguments: [
      ("bttc", 199), ("BTTC", 199), ("199", 199), ("0xc7", 199), ("donau", 1029), ("1029", 1029),
      ("0x405", 1029), ("bttc-testnet-2021", 1028), ("gnosis", 100), ("sepolia", 11_155_111),
      ("embedded", 199),
    ] as [(String, UInt64)])
  func `a network is found by its name or its chain id`(text: String, chainID: UInt64) throws {
    #expect(try Network.named(text).chainID == chainID)
  }

  @Test func `an unknown name is refused with those that are known`() {
    let error = #expect(throws: NetworkError.self) { try Network.named("ropsten") }
    #expect(error == .unknownName("ropsten"))
    #expect(
      error?.description
        == "There is no network 'ropsten'; name one of bttc (199), donau (1029), bttc-testnet-2021 (1028), gnosis (100), sepolia (11155111), embedded (199), or its chain id."
    )
  }

  @Test(arguments: [
    "1", "115792089237316195423570985008687907853269984665640564039457584007913129639935",
  ])
  func `an unknown chain id is refused with those that are known`(text: String) throws {
    let error = #expect(throws: NetworkError.self) { try Network.named(text) }
    #expect(error == .unknownChainID(try UInt256(decimalOrHex: text)))
    #expect(
      error?.description
        == "No network with chain id \(text) is known; known are bttc (199), donau (1029), bttc-testnet-2021 (1028), gnosis (100), sepolia (11155111), embedded (199)."
    )
  }

  @Test(arguments: ["", "-199", "19 9", "0x", "\u{1B}[0m"])
  func `other text names no network`(text: String) {
    #expect(throws: NetworkError.unknownName(text)) { try Network.named(text) }
  }

  @Test(
    arguments: [
      (199, "WBTT", "0x23181F21DEa5936e24163FFABa4Ea3B316B57f3C", 18),
      (199, "TRX", "0xEdf53026aeA60f8F75FcA25f8830b7e2d6200662", 6),
      (199, "USDD", "0x17f235fd5974318e4e2a5e37919a209f7c37a6d1", 18),
      (199, "USDT", "0xdB28719F7f938507dBfe4f0eAe55668903D34a15", 6),
      (1029, "WBTT", "0x107742eb846b86ceaaf7528d5c85cddcad3e409a", 18),
      (1029, "TRX", "0x8e009872b8a6d469939139be5e3bbd99a731212f", 6),
      (1029, "USDD", "0xa092706717dcb6892b93f0baacc07b902dbd509c", 18),
      (1029, "USDT", "0x7b906030735435422675e0679bc02dae7dfc71da", 6),
      (1029, "TST", "0xb1cB0B7637C357108E1B72E191Aa41962019c7cc", 6),
      (100, "BZZ", "0xdBF3Ea6F5beE45c02255B2c26a16F300502F68da", 16),
      (11_155_111, "BZZ", "0x543dDb01Ba47acB11de34891cD86B675F04840db", 16),
    ] as [(UInt64, String, String, Int)])
  func `a token has its address and decimals`(
    chainID: UInt64, symbol: String, address: String, decimals: Int
  ) throws {
    let network = try #require(Network.withChainID(chainID))
    let token = try #require(network.token(named: symbol.lowercased()))
    #expect(token.address == (try Address(parsing: address)))
    #expect(token.denomination.decimals == decimals)
    #expect(network.token(at: token.address)?.symbol == symbol)
  }

  @Test func `a cheque without a token is paid in the first`() {
    #expect(Network.bttc.tokens.first?.symbol == "WBTT")
    #expect(Network.donau.tokens.first?.symbol == "WBTT")
    #expect(Network.bttc.token(named: "TST") == nil, "the test token is Donau's")
  }

  @Test func `gas is paid in the network's coin`() {
    #expect(Network.bttc.coin == .btt)
    #expect(Network.gnosis.coin.symbol == "xDAI")
    #expect(Network.sepolia.coin.symbol == "eth")
  }

  @Test func `names and chain ids are unique, endpoints are https`() {
    #expect(Set(Network.all.map(\.name)).count == Network.all.count)
    #expect(Set(Network.all.map(\.chainID)).count == Network.all.count)
    #expect(Network.all.flatMap(\.endpoints).allSatisfy { $0.hasPrefix("https://") })
    #expect(Network.bttc.endpoints.count == 3)
    #expect(Network.bttcTestnet2021.isRetired)
    #expect(Network.bttc.description == "BTTC mainnet (chain 199)")
  }
}
