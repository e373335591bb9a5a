import EVMBytecode
import EVMPrimitives
import Testing
import Vaults
import VectorFiles

/// Contracts of the vault system by their sources' names, compiled by vyper of several versions.
@Suite struct `Contracts of the vault system` {
  static let compiled = ["contracts/contracts-1.jsonl", "contracts/contracts-2.jsonl"]

  private static func role(_ code: Bytecode) -> VaultSystemContract? {
    let exploration = CodeExploration(code, notesEffects: true)
    return VaultSystemContract(
      InferredInterface(exploration), StorageLayout(exploration),
      ContractBehaviour(exploration, names: StorageNames()))
  }

  private static func rows() throws -> [VectorRow] {
    try compiled.flatMap { try VectorFile($0).rows }.filter { $0.has("runtime") }
  }

  /// What the sources of Vectors/contracts are, by their first comments.
  private static let kinds: [String: VaultSystemContract.Kind] = [
    "vault": .vault, "multi_token_vault": .multiTokenVault, "chequebook": .swarmChequebook,
    "factory": .vaultFactory, "oracle": .priceOracle, "token": .wrappedCoin,
  ]

  @Test func `each is told by what it does, whatever compiled it, and nothing else is`() throws {
    var seen: Set<String> = []
    for row in try Self.rows() {
      let name = try row.string("name")
      let role = Self.role(try Bytecode(row.bytes("runtime")))
      let title = "\(name) by vyper \(try row.string("compiler"))"
      #expect(role?.kind == Self.kinds[name], "\(title)")
      if role != nil { seen.insert(name) }
    }
    #expect(seen == Set(Self.kinds.keys))
  }

  /// The vault's source: the issuer withdraws, a cheque above the balance is refused, and the issuer is
  /// set once.
  @Test func `what the vault's source does is found in its code`() throws {
    for row in try Self.rows() where try row.string("name") == "vault" {
      let title = "vyper \(try row.string("compiler"))"
      let role = try #require(Self.role(try Bytecode(row.bytes("runtime"))))
      let names = Set(role.findings.map(\.name))
      #expect(names.contains("issuer-withdraws"), "\(title)")
      #expect(!names.contains("open-withdrawal"), "\(title)")
      #expect(!names.contains("initialised-again"), "\(title)")
      #expect(!names.contains("partial-payout"), "\(title)")
    }
  }

  /// The multi-token vault pays what there is: `min(due, balance)`.
  @Test func `a payout in part is told`() throws {
    for row in try Self.rows() where try row.string("name") == "multi_token_vault" {
      let role = try #require(Self.role(try Bytecode(row.bytes("runtime"))))
      let title = "vyper \(try row.string("compiler"))"
      #expect(role.findings.contains { $0.name == "partial-payout" }, "\(title)")
    }
  }

  /// Assembled from the description of go-btfs's shells: V1 takes its logic from anyone at any time, V2
  /// only while it has none.
  @Test(arguments: [
    ("proxy: ERC-1967 that may always be set", VaultGeneration.proxyV1, "unguarded-init"),
    ("proxy: ERC-1967 that may be set while the slot is zero", .proxyV2, "open-until-set"),
  ])
  func `the two shells are told apart by their guards`(
    name: String, generation: VaultGeneration, finding: String
  ) throws {
    let row = try #require(
      try VectorFile("contracts/assembled.jsonl").rows.first { try $0.string("name") == name })
    let role = try #require(Self.role(try Bytecode(row.bytes("code"))))
    #expect(role.kind == .vaultProxy)
    #expect(role.generations == [generation])
    #expect(role.findings.contains { $0.name == finding && $0.severity == .danger })
    #expect(
      role.findings.contains { $0.name == "unguarded-init" } == (generation == .proxyV1))
  }
}
