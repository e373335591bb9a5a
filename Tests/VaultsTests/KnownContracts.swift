import EVMBytecode
import EVMPrimitives
import Testing
import Vaults
import VectorFiles

@Suite struct `Known contracts` {
  static func factoryRows() throws -> [VectorRow] {
    try VectorFile("btfs/factories.jsonl").rows + VectorFile("btfs/swarm-factories.jsonl").rows
  }

  @Test func `the factories are those of the vectors`() throws {
    let rows = try Self.factoryRows()
    #expect(rows.count == VaultFactoryRecord.all.count)
    for row in rows {
      let chainID = try #require(UInt64(row.string("chainId")))
      let factory = try Address(parsing: row.string("factory"))
      let record = try #require(
        VaultFactoryRecord.at(factory).first { $0.chainID == chainID }, "\(row)")
      #expect(try record.master.checksummed == row.string("master"), "\(row)")
      #expect(try record.cloneCode == row.bytes("cloneCode"), "\(row)")
      #expect(try record.cloneCodeHash.hex == row.string("cloneCodeHash"), "\(row)")
      #expect(
        try Keccak256.hash(record.cloneCreationCode).hex == row.string("initCodeHash"), "\(row)")
      #expect(VaultFactoryRecord.withMaster(record.master).contains(record), "\(row)")
      #expect(VaultFactoryRecord.withCloneCodeHash(record.cloneCodeHash).contains(record))
    }
  }

  /// The facts of every row follow from the factory's address alone.
  @Test(arguments: VaultFactoryRecord.all)
  func `master and clone code hash follow from the factory`(record: VaultFactoryRecord) throws {
    // A contract's own nonce starts at 1; RLP of [20 bytes, 1] is d6 94 <20> 01.
    let created = Keccak256.hash([0xd6, 0x94] + record.factory.bytes + [0x01])
    #expect(record.master == Address(lastBytesOf: created))
    let code = try Bytecode(
      parsing:
        "363d3d373d3d3d363d73\(record.master.hex.dropFirst(2))5af43d82803e903d91602b57fd5bf3")
    #expect(record.cloneCodeHash == code.hash)
    #expect(record.cloneCode == code.bytes)
  }

  @Test func `a vault's address follows from the caller and the salt`() throws {
    for row in try VectorFile("btfs/create2.jsonl").rows {
      let factory = try Address(parsing: row.string("factory"))
      let record = try #require(VaultFactoryRecord.at(factory).first, "\(row)")
      let vault = record.vaultAddress(
        caller: try Address(parsing: row.string("caller")),
        salt: try Hash256(hex: row.string("salt")))
      #expect(try vault.checksummed == row.string("vault"), "\(row)")
    }
  }

  @Test func `the era of each factory is that of its generation`() throws {
    for row in try Self.factoryRows() {
      let chainID = try #require(UInt64(row.string("chainId")))
      let factory = try Address(parsing: row.string("factory"))
      let record = try #require(VaultFactoryRecord.at(factory).first { $0.chainID == chainID })
      let era =
        switch record.generation {
        case .proxyV2: "V2"
        case .proxyV1: "V1"
        case .directVault, .directVaultWithPeerID: "clone of the vault itself"
        case .chequebook: "clone of a chequebook"
        case .swarm: "Swarm"
        }
      #expect(try row.string("era") == era, "\(row)")
      #expect((record.generation.master == .proxyShell) == era.hasPrefix("V"))
    }
  }

  @Test(arguments: [
    (VaultGeneration.swarm, "0x15efd8a7"), (.chequebook, "0xdca26733"),
    (.directVault, "0x68027f27"), (.directVaultWithPeerID, "0x5bd67347"),
    (.proxyV1, "0x3695ddb2"), (.proxyV2, "0x3695ddb2"),
  ])
  func `a generation's factory is called by its selector`(
    generation: VaultGeneration, selector: String
  ) {
    #expect(generation.deploySelector.hex == selector)
  }

  @Test(
    arguments: [
      (
        "0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7",
        ["factory V2 on BTTC mainnet (chain 199), since go-btfs 2.1.2"]
      ),
      (
        "0x9AF4bEc1A30BeC47756Ecef4cf43B91592121bC9",
        [
          "factory V1 on BTTC mainnet (chain 199), since go-btfs 2.1.0",
          "the factory of 2022-01-06 at the address of mainnet's V1 on BTTC Donau testnet (chain 1029), since 2022-01-06",
        ]
      ),
      (
        "0x5cf1f8c1c89e6fd24863918571917b5109d6a170",
        ["proxy shell of factory V2 on BTTC mainnet (chain 199), since go-btfs 2.1.2"]
      ),
      (
        "0x11a91B7270ea000768F7A2C543547e832b5cb031",
        [
          "vault logic V2 (one token, all or nothing) on BTTC mainnet (chain 199), since go-btfs 2.1.2"
        ]
      ),
      (
        "0x5c67bED46336A59252b73a0fA22B9de1cffb172e",
        [
          "vault logic multi-token on BTTC mainnet (chain 199), since go-btfs 2.3.0, 2022-12-13"
        ]
      ),
      ("0x23181F21DEa5936e24163FFABa4Ea3B316B57f3C", ["token WBTT on BTTC mainnet (chain 199)"]),
      (
        "0x107742EB846b86CEaAF7528D5C85cddcad3e409A",
        [
          "factory placeholder of go-btfs 2.0, not a mainnet contract on BTTC mainnet (chain 199), since go-btfs 2.0.0",
          "token WBTT on BTTC Donau testnet (chain 1029)",
        ]
      ),
      ("0x0000000000000000000000000000000000000001", []),
    ] as [(String, [String])])
  func `an address is named on every chain where it is known`(
    address: String, names: [String]
  ) throws {
    let found = KnownContract.at(try Address(parsing: address))
    #expect(found.map(\.description) == names)
  }

  @Test func `an address on one chain is one contract`() throws {
    let pairs = KnownContract.all.map { "\($0.chainID) \($0.address)" }
    #expect(Set(pairs).count == pairs.count)
    for contract in KnownContract.all {
      #expect(KnownContract.at(contract.address, chainID: contract.chainID) == contract)
      #expect(Network.withChainID(contract.chainID) != nil, "\(contract)")
    }
  }

  @Test func `every role that is in use has a current contract on both networks`() {
    let ofSwarm: [KnownContract.Role] = [
      .chequebookFactory, .chequebookMaster, .chequebookPriceOracle,
    ]
    for role in KnownContract.Role.allCases where role != .unused && role != .fileMeta {
      for chainID: UInt64 in ofSwarm.contains(role) ? [100, 11_155_111] : [199, 1029] {
        #expect(
          KnownContract.all.contains {
            $0.role == role && $0.chainID == chainID && $0.isCurrent
          }, "\(role) on \(chainID)")
      }
    }
  }

  @Test func `the factory codes are those that nodes carried`() throws {
    let all = FactoryCode.all
    #expect(all.count == 20)
    #expect(Set(all.map(\.codeHash)).count == 20)
    #expect(all.map(\.since) == all.map(\.since).sorted(), "oldest first")
    let current = try #require(
      FactoryCode.withCodeHash(
        try Hash256(hex: "54b6f137ff88c9a691f9e475a9724f1c05f53e22603d9db2730bbb06f9fa50f8")))
    #expect(current.label == "factory V2")
    #expect(current.byteCount == 1624)
    #expect(current.compiler == "0.8.3")
    #expect((current.tokenSlot, current.masterSlot) == (3, 2))
    #expect(
      current.description
        == "vault factory code of go-btfs, factory V2, first committed 2022-04-06, solc 0.8.3, creates vaults by deployVault(address,address,bytes32,string,bytes)"
    )
    #expect(FactoryCode.withCodeHash(Keccak256.empty) == nil)
  }
}
