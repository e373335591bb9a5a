import EVMPrimitives
import EVMRPC
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
    #expect(Network.all.flatMap(\.endpoints).allSatisfy { $0.scheme == .https })
    #expect(Network.bttc.endpoints.count == 3)
    #expect(Network.bttcTestnet2021.isRetired)
    #expect(Network.bttc.description == "BTTC mainnet (chain 199)")
  }

  @Test(
    arguments: [
      (199, .vaultFactory, "0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7"),
      (199, .vaultMaster, "0x5cf1f8C1C89e6fd24863918571917b5109D6a170"),
      (199, .vaultLogic, "0x5c67bED46336A59252b73a0fA22B9de1cffb172e"),
      (199, .priceOracle, "0x094fF75b4760f867d6211E0104f805a59809c369"),
      (199, .status, "0x6DBAd4Bd16C15AE6dDEaA640626e5A3E151F02fC"),
      (199, .storageRegistry, "0xFb10f40D1B0cE49eCfeD1706Da561E345a06bC19"),
      (199, .stake, "0xE128a86176C39141370c2C4DAAF91063b315fee9"),
      (199, .proposal, "0x083BA744Abd30753be0Cd4A30aa63AB4dB9f538F"),
      (199, .token, "0x23181F21DEa5936e24163FFABa4Ea3B316B57f3C"),
      (1029, .vaultFactory, "0x47caA2198A7614E68a9F9578e217535Ef9674040"),
      (1029, .vaultMaster, "0x7d45e558032bCb273Dd8C6717c516E0FfBF89930"),
      (1029, .vaultLogic, "0x67F0366c4c0c83F55D4759D301BEe051EF01E350"),
      (1029, .priceOracle, "0x0DE81B472d87fBA50DF04660430731372A5B823D"),
      (1029, .status, "0x38d1fF2C2e9744273E4531FA4608eB6432c1F26A"),
      (1029, .storageRegistry, "0xc76fB871b41a66605515a509dD80E085468a30E3"),
      (1029, .stake, "0xD064E2f1cfa0C038b1ba541c73749DD3C1B0835b"),
      (1029, .proposal, "0xD4fE36010F30AF933C52632bFC792E0e9ecf9e5f"),
      (100, .chequebookFactory, "0xC2d5A532cf69AA9A1378737D8ccDEF884B6E7420"),
      (100, .chequebookMaster, "0x3b6a7f0bDB6663007F95dBD7FDDef815f7596715"),
      (100, .chequebookPriceOracle, "0xA57A50a831B31c904A770edBCb706E03afCdbd94"),
      (11_155_111, .chequebookFactory, "0x0fF044F6bB4F684a5A149B46D7eC03ea659F98A1"),
      (11_155_111, .chequebookPriceOracle, "0x1814e9b3951Df0CB8e12b2bB99c5594514588936"),
    ] as [(UInt64, KnownContract.Role, String)])
  func `the contract in use is found by its role`(
    chainID: UInt64, role: KnownContract.Role, address: String
  ) throws {
    let network = try #require(Network.withChainID(chainID))
    let contract = try #require(network.contract(role))
    #expect(contract.address == (try Address(parsing: address)))
    #expect(network.contracts(role).first == contract)
    #expect(network.contract(at: contract.address)?.role == role)
  }

  @Test(arguments: [
    // Earlier ones of mainnet, by the same role.
    (KnownContract.Role.vaultFactory, "0x9AF4bEc1A30BeC47756Ecef4cf43B91592121bC9"),
    (.vaultFactory, "0x750915c161b38C8630E98079839F13b7Fd08da62"),
    (.vaultFactory, "0xE21228cad7b0018E77C610E90dfF1eB5f2EdFd87"),
    (.vaultFactory, "0xc87721691Ee635aD7d27563214c15A54E88b2962"),
    (.vaultLogic, "0x102dbCe01394C4a44Da3a1DF1De418e3fC225077"),
    (.vaultLogic, "0x11a91B7270ea000768F7A2C543547e832b5cb031"),
    (.priceOracle, "0x0064d80C42b6E2cE3aC92eaD445B3D83C510c7AA"),
    (.fileMeta, "0xe74117DC4A3457Eb32436F8F3De10701a3C4F6d7"),
    (.unused, "0x0c9de531dcb38b758fe8a2c163444a5e54ee0db2"),
  ])
  func `earlier contracts are known and not in use`(
    role: KnownContract.Role, address: String
  ) throws {
    let address = try Address(parsing: address)
    let contract = try #require(Network.bttc.contracts(role).first { $0.address == address })
    #expect(!contract.isCurrent)
    #expect(Network.bttc.contract(role) != contract)
  }

  @Test func `on the embedded chain are BTTC's contracts and Swarm's`() throws {
    let embedded = Network.embedded
    for role in [KnownContract.Role.vaultFactory, .vaultLogic, .priceOracle, .status, .stake] {
      #expect(embedded.contract(role) == Network.bttc.contract(role), "\(role)")
    }
    #expect(
      embedded.contract(.chequebookFactory)?.address
        == Network.gnosis.contract(.chequebookFactory)?.address)
    #expect(embedded.token(named: "bzz") != nil)
    #expect(embedded.tokens.first?.symbol == "WBTT")
    #expect(Network.bttc.contract(.chequebookFactory) == nil)
  }
}
