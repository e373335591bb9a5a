extension KnownContract {
  /// BTFS on BTTC mainnet, without factories and tokens.
  static let mainnet: [KnownContract] = [
    logic(
      199, "V1 (one token, pays in part)", "0x102dbCe01394C4a44Da3a1DF1De418e3fC225077",
      since: "go-btfs 2.1.0"),
    logic(
      199, "V2 (one token, all or nothing)", "0x11a91B7270ea000768F7A2C543547e832b5cb031",
      since: "go-btfs 2.1.2"),
    logic(
      199, "multi-token", "0x5c67bED46336A59252b73a0fA22B9de1cffb172e",
      since: "go-btfs 2.3.0, 2022-12-13", isCurrent: true),
    logic(
      199, "of the factory of 2022-02-17", "0x2a9c05421dc3abf54613647cd3b2ba447e76a903",
      since: "2022-02-17"),
    logic(
      199, "of the factory of 2022-02-17", "0xf4413c4d53ef4713e99b132aa489565ae6f11d3a",
      since: "2022-02-17"),
    logic(
      199, "of the factory of 2022-02-18", "0x4Cd777C98E044cFDCF463CcD20d984553EbEB60c",
      since: "2022-02-18"),
    oracle(
      199, "one price", "0x0064d80C42b6E2cE3aC92eaD445B3D83C510c7AA", since: "go-btfs 2.1.0"),
    oracle(
      199, "price per token", "0x094fF75b4760f867d6211E0104f805a59809c369",
      since: "go-btfs 2.3.0", isCurrent: true),
    oracle(
      199, "of the factory of 2022-02-17", "0x791Af137022c01548A3B95daA29EF92B84522ebE",
      since: "2022-02-17"),
    oracle(
      199, "of the factory of 2022-02-18", "0xDC71C6B6c5f559F54DEE5900caC973A982b17Ae6",
      since: "2022-02-18"),
    KnownContract(
      199, .status, "status contract (heartbeats)", "0x6DBAd4Bd16C15AE6dDEaA640626e5A3E151F02fC",
      since: "go-btfs 2.2.0", isCurrent: true),
    KnownContract(
      199, .fileMeta, "file metadata contract", "0xe74117DC4A3457Eb32436F8F3De10701a3C4F6d7",
      since: "go-btfs 2.3"),
    KnownContract(
      199, .fileMeta, "file metadata contract, earlier",
      "0xa8d39B27Ebae53c4391B973Afa2f8e704f6e374C", since: "go-btfs 2.3"),
    KnownContract(
      199, .storageRegistry, "storage contract registry",
      "0xFb10f40D1B0cE49eCfeD1706Da561E345a06bC19",
      since: "go-btfs 4.0", isCurrent: true),
    KnownContract(
      199, .stake, "stake contract", "0xE128a86176C39141370c2C4DAAF91063b315fee9",
      since: "go-btfs 3.3.0", isCurrent: true),
    KnownContract(
      199, .proposal, "proposal contract", "0x083BA744Abd30753be0Cd4A30aa63AB4dB9f538F",
      since: "go-btfs 4", isCurrent: true),
    KnownContract(
      199, .unused, "batch contract, an entry of the configuration that nothing uses",
      "0x0c9de531dcb38b758fe8a2c163444a5e54ee0db2"),
    KnownContract(
      199, .unused, "factory placeholder of go-btfs 2.0, not a mainnet contract",
      "0x107742EB846b86CEaAF7528D5C85cddcad3e409A", since: "go-btfs 2.0.0"),
    KnownContract(
      199, .unused, "price oracle placeholder of go-btfs 2.0",
      "0x70fD2b6b6fEd65c8BC0D9Fd0656502Ffd05B6B0E", since: "go-btfs 2.0.0"),
  ]

  /// BTFS on the Donau testnet, without factories and tokens.
  static let donau: [KnownContract] = [
    logic(
      1029, "V1 (one token, pays in part)", "0x212324b18255593AdE87597Fa37C2c582aD72d24",
      since: "go-btfs 2.1.0"),
    logic(
      1029, "V2 (one token, all or nothing)", "0x73bcbE03999913dB7229FD5dC485cf23247c58B5",
      since: "go-btfs 2.1.2"),
    logic(
      1029, "multi-token", "0x67F0366c4c0c83F55D4759D301BEe051EF01E350", since: "go-btfs 2.3.0",
      isCurrent: true),
    logic(1029, "V2, an earlier try", "0x8E25a6DD876bE5bcBcAD0576236e73Fed23a4E7E"),
    logic(1029, "multi-token, an earlier try", "0xB749AD79f35Edb85653879A8439A79c1bC67016a"),
    logic(1029, "multi-token, an earlier try", "0xabB739618149A5Ce8C71b9686CFe58020AA6f9A1"),
    oracle(1029, "one price", "0xb2C746a9C81564bEF8382e885AF11e73De4a9E15"),
    oracle(
      1029, "price per token", "0x0DE81B472d87fBA50DF04660430731372A5B823D", isCurrent: true),
    KnownContract(
      1029, .status, "status contract (heartbeats)", "0x38d1fF2C2e9744273E4531FA4608eB6432c1F26A",
      isCurrent: true),
    KnownContract(
      1029, .status, "status contract, earlier", "0x084616130594B1ac217216b4999057604ac9d753"),
    KnownContract(
      1029, .status, "status contract, earlier", "0x8226b334C441095215Ae58eD9396a55a9D80bFD5"),
    KnownContract(
      1029, .fileMeta, "file metadata contract", "0xB192bb91c143C196EF3c659923Ef34026B170997"),
    KnownContract(
      1029, .storageRegistry, "storage contract registry",
      "0xc76fB871b41a66605515a509dD80E085468a30E3",
      isCurrent: true),
    KnownContract(
      1029, .stake, "stake contract", "0xD064E2f1cfa0C038b1ba541c73749DD3C1B0835b",
      isCurrent: true),
    KnownContract(
      1029, .proposal, "proposal contract", "0xD4fE36010F30AF933C52632bFC792E0e9ecf9e5f",
      isCurrent: true),
  ]

  /// Swarm on Gnosis and Sepolia, without factories and tokens.
  static let swarm: [KnownContract] = [
    KnownContract(
      100, .chequebookPriceOracle, "Swarm's price oracle",
      "0xA57A50a831B31c904A770edBCb706E03afCdbd94", isCurrent: true),
    KnownContract(
      11_155_111, .chequebookPriceOracle, "Swarm's price oracle",
      "0x1814e9b3951Df0CB8e12b2bB99c5594514588936", isCurrent: true),
  ]

  private static func logic(
    _ chainID: UInt64, _ name: String, _ address: String, since: String? = nil,
    isCurrent: Bool = false
  ) -> KnownContract {
    KnownContract(
      chainID, .vaultLogic, "vault logic \(name)", address, since: since, isCurrent: isCurrent)
  }

  private static func oracle(
    _ chainID: UInt64, _ name: String, _ address: String, since: String? = nil,
    isCurrent: Bool = false
  ) -> KnownContract {
    KnownContract(
      chainID, .priceOracle, "price oracle (\(name))", address, since: since,
      isCurrent: isCurrent)
  }
}
