import EVMBytecode
import EVMPrimitives
import Testing
import Vaults
import VectorFiles

@Suite struct `Vault code identification` {
  static func proxy(over master: String) throws -> ProxyRecognition {
    let code = "363d3d373d3d3d363d73\(master)5af43d82803e903d91602b57fd5bf3"
    return try #require(ProxyRecognition(Bytecode(parsing: code)))
  }

  static func vault(over master: String, chainID: UInt64? = nil) throws -> VaultCodeIdentification {
    try #require(VaultCodeIdentification(proxy(over: master), chainID: chainID))
  }

  static let v2 = "5cf1f8c1c89e6fd24863918571917b5109d6a170"
  static let v1 = "3c4a400c31d79c66818c87814fc6c2c3d4504ca9"
  static let notes =
    "0x363d3d373d3d3d363d735cf1f8c1c89e6fd24863918571917b5109d6a1705af43d82803e903d91602b57fd5bf3"

  @Test func `the vault of the notes is a clone of the shell of factory V2`() throws {
    let known = KnownCode(CodeInspection(try Bytecode(parsing: Self.notes)))
    guard case .vault(let vault)? = known else {
      Issue.record("\(String(describing: known))")
      return
    }
    #expect(vault.candidates.map(\.label) == ["factory V2"])
    #expect(vault.candidates.map(\.chainID) == [199])
    #expect(vault.isFactoryMade)
    #expect(
      vault.summary
        == "0x5cf1f8C1C89e6fd24863918571917b5109D6a170 is the proxy shell that factory V2 created with its first CREATE; vaults of this factory share this code hash; the logic sits in the clone's own ERC-1967 slot. The factory is 0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7 on BTTC mainnet (chain 199)."
    )
  }

  @Test func `its claims are labelled by how they are known`() throws {
    let vault = try Self.vault(over: Self.v2)
    let proven = vault.claims.filter { $0.strength == .proven }.map(\.statement)
    #expect(
      proven.first
        == "0x5cf1f8C1C89e6fd24863918571917b5109D6a170 is the address of the first contract that 0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7 creates: CREATE with nonce 1."
    )
    #expect(
      proven.dropFirst().first
        == "Every EIP-1167 clone of this master has this code and this code hash, 0x56dd1118a2dff81e9dace9d86dae42c09d728080c3b02caa02df63ef30647fda: the code does not tell one vault from another, nor one chain from another."
    )
    let reported = vault.claims.filter { $0.strength == .reported }.map(\.statement)
    #expect(
      reported.first
        == "0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7 is factory V2 on BTTC mainnet (chain 199), named by go-btfs 2.1.2 (2022-04-06); it is the current one."
    )
    let unknown = vault.claims.filter { $0.strength == .unknown }.map(\.statement)
    #expect(
      unknown == [
        "Whether the code at 0x5cf1f8C1C89e6fd24863918571917b5109D6a170 is what the sources say, and whether this factory made this vault: anyone can deploy the same bytes.",
        "Which logic the vault runs: storage slot 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc of the vault itself, not of 0x5cf1f8C1C89e6fd24863918571917b5109D6a170.",
        "Whether the master is still uninitialised, as the factory leaves it: its own slot 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc must be zero.",
        "The vault's issuer, token and balance.",
      ])
  }

  @Test func `the logic's slot is to be read in the clone, not in the master`() throws {
    let checks = try Self.vault(over: Self.v2).checks
    #expect(
      checks.contains {
        $0.subject == .vault && $0.reading == .storage(.implementation)
          && $0.expectation.hasPrefix("the logic that the vault runs")
      })
    let master = try Address(hex: Self.v2)
    #expect(
      checks.contains {
        $0.subject == .contract(master) && $0.reading == .storage(.implementation)
          && $0.expectation.hasPrefix("must be zero")
      })
    #expect(
      checks.first?.description
        == "the code of 0x5cf1f8C1C89e6fd24863918571917b5109D6a170: must not be empty; without code every call of the vault succeeds and does nothing"
    )
  }

  @Test func `the risks are those of the generation, the worst first`() throws {
    let v2 = try Self.vault(over: Self.v2).risks
    #expect(v2.map(\.severity) == v2.map(\.severity).sorted(by: >))
    #expect(v2.contains { $0.name == "uninitialised-master" && $0.severity == .danger })
    #expect(!v2.contains { $0.name == "unguarded-init" }, "V2 guards init")
    let v1 = try Self.vault(over: Self.v1, chainID: 199).risks
    #expect(v1.first?.name == "unguarded-init")
    #expect(v1.contains { $0.name == "partial-payout" })
    let direct = try Self.vault(over: "8a35b2fdd84a21a7ad089795b41a36c053dd5c0b").risks
    #expect(direct.contains { $0.name == "not-upgradeable" })
    #expect(!direct.contains { $0.name == "issuer-upgrades" })
    #expect(!direct.contains { $0.severity == .danger })
  }

  @Test func `one master on two chains gives two candidates of different generations`() throws {
    let vault = try Self.vault(over: Self.v1)
    #expect(vault.candidates.map(\.chainID) == [199, 1029])
    #expect(vault.candidates.map(\.generation) == [.proxyV1, .directVaultWithPeerID])
    #expect(
      vault.summary
        == "0x3C4A400C31d79C66818C87814Fc6c2C3D4504Ca9 is the proxy shell that factory V1 created with its first CREATE; vaults of this factory share this code hash; the logic sits in the clone's own ERC-1967 slot. The factory is 0x9AF4bEc1A30BeC47756Ecef4cf43B91592121bC9 on BTTC mainnet (chain 199). Or: 0x3C4A400C31d79C66818C87814Fc6c2C3D4504Ca9 is the vault that the factory of 2022-01-06 at the address of mainnet's V1 created with its first CREATE; vaults of this factory share this code hash; the logic is the master's own code, so there is no second hop and no upgrade. The factory is 0x9AF4bEc1A30BeC47756Ecef4cf43B91592121bC9 on BTTC Donau testnet (chain 1029)."
    )
    #expect(
      vault.claims.contains(
        Claim(
          .unknown,
          "Which chain the code comes from: BTTC mainnet (chain 199) or BTTC Donau testnet (chain 1029); the generations differ."
        )))
  }

  @Test func `a chain that is given chooses the candidate`() throws {
    let donau = try Self.vault(over: Self.v1, chainID: 1029)
    #expect(donau.candidates.map(\.generation) == [.directVaultWithPeerID])
    #expect(donau.elsewhere.map(\.chainID) == [199])
    #expect(!donau.checks.contains { $0.reading == .storage(.implementation) }, "no proxy there")
  }

  @Test func `a master of another chain is said to be that`() throws {
    let vault = try Self.vault(over: Self.v2, chainID: 1029)
    #expect(vault.candidates.isEmpty)
    #expect(
      vault.summary
        == "Not a vault that is known on this chain; its master is that of factory V2 on BTTC mainnet (chain 199)."
    )
    #expect(vault.risks.isEmpty)
    #expect(
      vault.claims.contains(
        Claim(.unknown, "Whether this factory also exists on the chain asked for.")))
  }

  @Test(arguments: [
    "3d3d3d3d363d3d37363d73<>5af43d3d93803e602a57fd5bf3",
    "363d3d373d3d3d363d73<>5af43d82803e903d91602b57fd5bf3aa",
  ])
  func `another proxy over a known master was made by somebody else`(code: String) throws {
    let parts = code.split(separator: "<>")
    let proxy = try #require(
      ProxyRecognition(Bytecode(parsing: parts[0] + Self.v2 + parts[1])))
    let vault = try #require(VaultCodeIdentification(proxy))
    #expect(!vault.isFactoryMade)
    #expect(vault.risks.isEmpty)
    #expect(
      vault.summary
        == "It points at the master of factory V2 on BTTC mainnet (chain 199), but its code is not what that factory creates: somebody else made it."
    )
    #expect(
      vault.claims.contains(
        Claim(
          .proven,
          "The code is not the 45 bytes that the factory deploys for this master: its hash is \(proxy.codeHash)."
        )))
  }

  @Test func `every factory's clone is identified on its chain`() throws {
    for record in VaultFactoryRecord.all {
      let proxy = try #require(ProxyRecognition(Bytecode(record.cloneCode)))
      let vault = try #require(VaultCodeIdentification(proxy, chainID: record.chainID))
      #expect(vault.candidates == [record])
      #expect(vault.claims.contains { $0.strength == .proven && $0.statement.contains("nonce 1") })
    }
  }

  @Test func `creation code of a vault is identified too`() throws {
    for row in try VectorFile("btfs/code.jsonl").rows {
      let inspection = CodeInspection(try Bytecode(row.bytes("code")))
      #expect(try inspection.codeHash.hex == row.string("hash"), "\(row)")
      #expect(try inspection.proxy?.target.address?.checksummed == row.string("target"), "\(row)")
      guard case .vault(let vault)? = KnownCode(inspection) else {
        Issue.record("\(row)")
        continue
      }
      #expect(vault.candidates.map(\.label) == ["factory V2"])
    }
  }

  @Test func `a clone of a logic is not taken for a vault of a factory`() throws {
    let code =
      "363d3d373d3d3d363d7311a91b7270ea000768f7a2c543547e832b5cb0315af43d82803e903d91602b57fd5bf3"
    let known = KnownCode(CodeInspection(try Bytecode(parsing: code)))
    #expect(
      known?.summary
        == "It runs vault logic V2 (one token, all or nothing) on BTTC mainnet (chain 199), since go-btfs 2.1.2 directly; no known factory makes such a clone."
    )
  }

  @Test(arguments: [
    "0x", "0x00",
    "363d3d373d3d3d363d73bebebebebebebebebebebebebebebebebebebebe5af43d82803e903d91602b57fd5bf3",
  ])
  func `code that is not in the tables is not known`(code: String) throws {
    #expect(KnownCode(CodeInspection(try Bytecode(parsing: code))) == nil)
  }

  @Test func `changed vault code has an answer on any chain`() throws {
    var generator = SeededGenerator(seed: 199)
    for record in VaultFactoryRecord.all {
      for seed in [record.cloneCode, record.cloneCreationCode] {
        for _ in 0..<50 {
          var code = seed
          code[Int.random(in: 0..<code.count, using: &generator)] = .random(
            in: 0...255, using: &generator)
          code += generator.bytes(count: [0, 0, 1, 128].randomElement(using: &generator)!)
          let chainID = [nil, 199, 1029, UInt64.max].randomElement(using: &generator)!
          let inspection = CodeInspection(try Bytecode(code))
          guard let known = KnownCode(inspection, chainID: chainID) else { continue }
          #expect(!known.summary.isEmpty)
          guard case .vault(let vault) = known else { continue }
          #expect(vault.isFactoryMade == (inspection.proxy?.codeHash == record.cloneCodeHash))
          #expect(vault.claims.contains { $0.strength == .unknown })
          #expect(vault.checks.allSatisfy { !$0.description.isEmpty })
        }
      }
    }
  }

  @Test func `every risk has a sentence, and every generation has risks`() {
    #expect(VaultRisk.all.allSatisfy { $0.statement.hasSuffix(".") && !$0.generations.isEmpty })
    for generation in VaultGeneration.allCases {
      let names = VaultRisk.of([generation]).map(\.name)
      #expect(!names.isEmpty)
      #expect(Set(names).count == names.count, "\(generation)")
    }
  }
}
