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

  /// By the sources; what all vaults have is left out, and is asked for below.
  private static let findings: [String: Set<String>] = [
    "vault_v1": ["partial-payout", "guarded-upgrade", "implementation-may-lie"],
    "vault_v2": [
      "all-or-nothing", "bounced-never-kept", "guarded-upgrade", "implementation-may-lie",
    ],
    "multi_token_vault": [
      "all-or-nothing", "bounced-never-kept", "guarded-upgrade", "implementation-may-lie",
    ],
    "legacy_vault": ["partial-payout", "not-upgradeable"],
    "chequebook": ["partial-payout", "not-upgradeable"],
    "vault_proxy_v1": ["unguarded-init", "open-upgrade"], "vault_proxy_v2": ["open-until-set"],
    "vault_factory_v1": ["peer-id-overwritten", "deploy-proves-little"],
    "vault_factory_v2": ["peer-id-squatted", "deploy-proves-little"],
    "legacy_factory": ["peer-id-overwritten", "deploy-names-issuer"],
    "chequebook_factory": ["deploy-names-issuer"],
    "price_oracle": ["owner-sets-prices"], "multi_token_oracle": ["owner-sets-prices"],
    "wbtt": [],
  ]

  @Test func `what each contract's source does is found in its code, and nothing else`() throws {
    let vaults: Set<VaultSystemContract.Kind> = [.vault, .multiTokenVault, .swarmChequebook]
    for contract in try Self.contracts() {
      guard let role = contract.role else { continue }
      let common = ["issuer-withdraws", "issuer-cashes", "first-initialises"]
      let expected = try #require(Self.findings[contract.name])
        .union(vaults.contains(role.kind) ? common : [])
      #expect(Set(role.findings.map(\.name)) == expected, "\(contract.name)")
    }
  }

  /// Vyper copies the signature by the precompiled contract 4, and lays what else the function was given
  /// behind it.
  @Test(arguments: [
    ("vault_v1", ["min(slot 101.balanceOf(this contract), argument 1 - slot 102[the caller])"]),
    ("vault_v2", ["argument 1 - slot 102[the caller]"]),
    (
      "multi_token_vault",
      [
        "argument 1 - slot 102[the caller]", "argument 2 - slot 105[argument 0][the caller]",
        "argument 2 - slot 102[the caller]",
      ]
    ),
  ])
  func `a cash-out is told with its amount and recipient`(name: String, amounts: [String]) throws {
    let behaviour = ContractBehaviour(
      try Self.contract(name).exploration, names: StorageNames())
    let functions: [Selector: String] = [
      Selector(signature: "cashChequeBeneficiary(address,uint256,bytes)"): "argument 0",
      Selector(signature: "multiTokenCashChequeBeneficiary(address,address,uint256,bytes)"):
        "argument 1",
    ]
    var found: Set<String> = []
    for action in behaviour.payments {
      guard let function = action.function, let recipient = functions[function],
        case .movesTokens(.transfer, _, let arguments) = action.kind
      else { continue }
      #expect(arguments.first?.text == recipient)
      found.insert(try #require(arguments.last).text)
    }
    #expect(found == Set(amounts))
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
    ("vault_factory_v1", .proxyV1), ("vault_factory_v2", .proxyV2), ("vault_v1", .proxyV1),
    ("vault_v2", .proxyV2), ("chequebook", .swarm), ("chequebook_factory", .swarm),
    ("legacy_factory", .directVaultWithPeerID),
  ])
  func `generations are told apart by what their code does`(
    name: String, generation: VaultGeneration
  ) throws {
    #expect(try Self.contract(name).role?.generations == [generation])
  }

  /// By the sources; the others' storage is of no known layout, though that of the price oracles begins
  /// with an address, a mapping and a number, as the vault of January 2022 does.
  private static let layouts = [
    "vault_v1": "vault", "vault_v2": "vault", "multi_token_vault": "multi-token-vault",
    "legacy_vault": "vault-2022-01", "vault_factory_v1": "factory", "vault_factory_v2": "factory",
    "legacy_factory": "factory-2022-01", "chequebook": "swarm-chequebook",
    "chequebook_factory": "swarm-factory",
  ]

  @Test func `storage lies as the chain's contracts have it`() throws {
    for contract in try Self.contracts() {
      let layout = StorageLayout(contract.exploration)
      let known = NamedStorageLayout.known(for: layout)
      #expect(known?.key == Self.layouts[contract.name], "\(contract.name)")
      if let known {
        #expect(layout.comparison(with: known.layout).untouched.isEmpty, "\(contract.name)")
      }
    }
  }

  /// Master and token stand the other way round there, which only their getters tell.
  @Test func `a getter that reads another slot speaks against a layout`() throws {
    let known = try #require(NamedStorageLayout.known.first { $0.key == "factory" })
    let comparison = StorageLayout(try Self.contract("legacy_factory").exploration)
      .comparison(with: known.layout)
    #expect(comparison.different.map(\.declared.name) == ["master", "TokenAddress"])
    #expect(!comparison.fits)
  }

  @Test(arguments: ["vault_proxy_v1", "vault_proxy_v2"])
  func `a shell's assembly is its code`(name: String) throws {
    let text = try VectorFile.contents(of: "contracts/btfs/sources/\(name).asm")
    #expect(try Assembly(parsingUTF8: text).bytecode() == Self.contract(name).code)
  }
}
