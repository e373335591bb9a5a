import EVMABI
import EVMBytecode
import EVMPrimitives
import ExactJSON
import Testing
import Vaults
import VectorFiles

/// The contracts of Vectors/contracts/btfs, compiled from sources of ours with the functions, events,
/// refusals and slots of the chain's.
@Suite struct `Code of the vault system` {
  private struct Contract {
    let row: VectorRow
    let name: String
    let code: Bytecode
    let exploration: CodeExploration

    init(_ row: VectorRow) throws {
      self.row = row
      name = try row.string("name")
      code = try Bytecode(row.bytes("runtime"))
      exploration = CodeExploration(code, notesEffects: true)
    }

    var role: VaultSystemContract? {
      VaultSystemContract(
        InferredInterface(exploration), StorageLayout(exploration),
        ContractBehaviour(exploration, names: StorageNames()))
    }
  }

  private static func contracts() throws -> [Contract] {
    try VectorFile("contracts/btfs/contracts.jsonl").rows.map(Contract.init)
  }

  private static func contract(_ name: String) throws -> Contract {
    let rows = try VectorFile("contracts/btfs/contracts.jsonl").rows
    return try Contract(#require(try rows.first { try $0.string("name") == name }))
  }

  private static let kinds: [String: VaultSystemContract.Kind] = [
    "vault_v1": .vault, "vault_v2": .vault, "legacy_vault": .vault,
    "multi_token_vault": .multiTokenVault, "vault_proxy_v1": .vaultProxy,
    "vault_proxy_v2": .vaultProxy, "vault_factory_v1": .vaultFactory,
    "vault_factory_v2": .vaultFactory, "legacy_factory": .vaultFactory,
    "chequebook": .swarmChequebook, "chequebook_factory": .chequebookFactory,
    "price_oracle": .priceOracle, "multi_token_oracle": .multiTokenPriceOracle,
    "wbtt": .wrappedCoin,
  ]

  @Test func `the functions and events found in the code are those of the interface`() throws {
    for contract in try Self.contracts() {
      let abi = try ContractInterface(#require(contract.row.json["abi"]))
      let found = InferredInterface(contract.exploration)
      #expect(
        Set(found.functions.map(\.selector)) == Set(abi.functions.map(\.selector)),
        "\(contract.name)")
      #expect(
        Set(found.events.map(\.topic)) == Set(abi.events.map(\.topic)), "\(contract.name)")
    }
  }

  @Test func `each contract is told by what it does, and a plain token or registry is none`() throws
  {
    for contract in try Self.contracts() {
      #expect(contract.role?.kind == Self.kinds[contract.name], "\(contract.name)")
    }
  }

  @Test(arguments: [
    ("vault_v1", "partial-payout"), ("legacy_vault", "partial-payout"),
    ("chequebook", "partial-payout"), ("vault_v2", "all-or-nothing"),
    ("multi_token_vault", "all-or-nothing"), ("vault_proxy_v1", "unguarded-init"),
    ("vault_proxy_v2", "open-until-set"), ("vault_factory_v1", "peer-id-overwritten"),
    ("vault_factory_v2", "peer-id-squatted"), ("vault_v2", "guarded-upgrade"),
    ("legacy_vault", "issuer-withdraws"), ("multi_token_vault", "issuer-withdraws"),
  ])
  func `what sets it apart is found in its code`(name: String, finding: String) throws {
    let role = try #require(try Self.contract(name).role)
    #expect(role.findings.contains { $0.name == finding })
  }

  @Test(arguments: [
    "vault_v1", "vault_v2", "multi_token_vault", "legacy_vault", "chequebook",
  ])
  func `no vault can be initialised again, drained by a stranger or signed for by nobody`(
    name: String
  ) throws {
    let names = try Set(#require(try Self.contract(name).role).findings.map(\.name))
    #expect(names.isDisjoint(with: ["initialised-again", "open-withdrawal", "zero-signer"]))
  }

  @Test(arguments: [
    ("vault_proxy_v1", VaultGeneration.proxyV1), ("vault_proxy_v2", .proxyV2),
    ("vault_factory_v1", .proxyV1), ("vault_factory_v2", .proxyV2),
  ])
  func `the two generations of shells and factories are told apart`(
    name: String, generation: VaultGeneration
  ) throws {
    #expect(try Self.contract(name).role?.generations == [generation])
  }

  @Test(arguments: [
    ("legacy_vault", "vault-2022-01"), ("vault_factory_v1", "factory"),
    ("vault_factory_v2", "factory"), ("chequebook", "swarm-chequebook"),
    ("chequebook_factory", "swarm-factory"),
  ])
  func `storage lies as the chain's contracts have it`(name: String, layout: String) throws {
    let known = try #require(NamedStorageLayout.known.first { $0.key == layout })
    let found = StorageLayout(try Self.contract(name).exploration)
    #expect(found.comparison(with: known.layout).fits)
  }

  /// Which of OpenZeppelin's versions keeps a number and which a flag in the lowest byte is not told here.
  @Test(arguments: [
    ("vault_v1", "vault"), ("vault_v2", "vault"), ("multi_token_vault", "multi-token-vault"),
  ])
  func `upgradeable vaults keep their gaps`(name: String, layout: String) throws {
    let known = try #require(NamedStorageLayout.known.first { $0.key == layout })
    let comparison = StorageLayout(try Self.contract(name).exploration)
      .comparison(with: known.layout)
    #expect(comparison.different.map(\.declared.name).allSatisfy { $0 == "_initialized" })
    #expect(comparison.undeclared.isEmpty)
    #expect(comparison.untouched.isEmpty)
  }

  @Test(arguments: ["vault_proxy_v1", "vault_proxy_v2"])
  func `a shell's assembly is its code`(name: String) throws {
    let text = try VectorFile.contents(of: "contracts/btfs/sources/\(name).asm")
    #expect(try Assembly(parsingUTF8: text).bytecode() == Self.contract(name).code)
  }
}
