public import EVMPrimitives

/// A storage slot that a standard or a widely used proxy reserves, with the formula of its key.
public struct KnownStorageSlot: Hashable, Sendable {
  /// How a slot's key is found.
  public enum Formula: Hashable, Sendable {
    /// The Keccak-256 hash of the text.
    case keccak(String)
    /// The Keccak-256 hash of the text, less one.
    case keccakMinusOne(String)
    /// ERC-7201: the hash of (the hash of the text, less one), with the last byte cleared.
    case namespace(String)
    /// A number that the compiler gave out.
    case ordinal(UInt8)
  }

  /// What the slot holds, such as `ERC-1967 implementation`.
  public let name: String
  public let formula: Formula
  public let key: Hash256

  init(_ name: String, _ formula: Formula, _ key: String) {
    self.name = name
    self.formula = formula
    // The keys stand below as 64 digits each; a test computes every one of them again.
    self.key = try! Hash256(hex: key)
  }

  /// The known slot with this key.
  public static func named(_ key: Hash256) -> KnownStorageSlot? {
    all.first { $0.key == key }
  }
}

extension KnownStorageSlot.Formula: CustomStringConvertible {
  public var description: String {
    switch self {
    case .keccak(let text): "keccak256(\"\(text)\")"
    case .keccakMinusOne(let text): "keccak256(\"\(text)\") - 1"
    case .namespace(let text): "keccak256(keccak256(\"\(text)\") - 1) & ~0xff"
    case .ordinal(let number): "slot \(number)"
    }
  }
}

extension KnownStorageSlot {
  /// Where ERC-1967 keeps the implementation.
  public static let implementation = KnownStorageSlot(
    "ERC-1967 implementation", .keccakMinusOne("eip1967.proxy.implementation"),
    "360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc")
  /// Where ERC-1967 keeps the beacon.
  public static let beacon = KnownStorageSlot(
    "ERC-1967 beacon", .keccakMinusOne("eip1967.proxy.beacon"),
    "a3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6cb3582b35133d50")
  /// Where ERC-1967 keeps the administrator.
  public static let admin = KnownStorageSlot(
    "ERC-1967 admin", .keccakMinusOne("eip1967.proxy.admin"),
    "b53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103")
  /// Where every version of the Safe proxy keeps its singleton (called masterCopy before 1.3).
  public static let safeSingleton = KnownStorageSlot(
    "Safe singleton", .ordinal(0),
    "0000000000000000000000000000000000000000000000000000000000000000")

  /// All known slots, those that a proxy reads first.
  public static let all: [KnownStorageSlot] = [implementation, beacon, admin] + hashed + namespaces

  private static let hashed: [KnownStorageSlot] = [
    KnownStorageSlot(
      "ERC-1967 rollback (OpenZeppelin 4)", .keccakMinusOne("eip1967.proxy.rollback"),
      "4910fdfa16fed3260ed0e7147f7cc6da11a60208b5b9406d12a635614ffd9143"),
    KnownStorageSlot(
      "ERC-1822 implementation", .keccak("PROXIABLE"),
      "c5f16f0fcc639fa48a6947836d9850f504798523bf8c9a3a87d5876cf622bcf7"),
    KnownStorageSlot(
      "ZeppelinOS implementation", .keccak("org.zeppelinos.proxy.implementation"),
      "7050c9e0f4ca769c69bd3a8ef740bc37934f8e2c036e5a723fd8ee048ed3f8c3"),
    KnownStorageSlot(
      "ZeppelinOS admin", .keccak("org.zeppelinos.proxy.admin"),
      "10d6a54a4754c8869d6886b5f5d7fbfa5b4522237ea5c60d11bc4e7a1ff9390b"),
    KnownStorageSlot(
      "ERC-2535 diamond storage", .keccak("diamond.standard.diamond.storage"),
      "c8fcad8db84d3cc18b4c41d551ea0ee66dd599cde068d998e57d5e09332c131c"),
    KnownStorageSlot(
      "zkSync diamond storage", .keccakMinusOne("diamond.standard.diamond.storage"),
      "c8fcad8db84d3cc18b4c41d551ea0ee66dd599cde068d998e57d5e09332c131b"),
    KnownStorageSlot(
      "Polygon implementation", .keccak("matic.network.proxy.implementation"),
      "baab7dbf64751104133af04abc7d9979f0fda3b059a322a8333f533d3f32bf7f"),
    KnownStorageSlot(
      "Polygon owner", .keccak("matic.network.proxy.owner"),
      "44f6e2e8884cba1236b7f22f351fa5d88b17292b7e0225ca47e5ecdf6055cdd6"),
    KnownStorageSlot(
      "Arbitrum second implementation", .keccakMinusOne("eip1967.proxy.implementation.secondary"),
      "2b1dbce74324248c222f0ec2d5ed7bd323cfc425b336f0253c5ccfda7265546d"),
    // The word is misspelt in StarkWare's source.
    KnownStorageSlot(
      "StarkWare implementation", .keccak("StarkWare2019.implemntation-slot"),
      "177667240aeeea7e35eabe3a35e18306f336219e1386f7710a6bf8783f761b24"),
    KnownStorageSlot(
      "aragonOS kernel", .keccak("aragonOS.appStorage.kernel"),
      "4172f0f7d2289153072b0a6ca36959e0cbe2efc3afe50fc81636caa96338137b"),
    KnownStorageSlot(
      "aragonOS application id", .keccak("aragonOS.appStorage.appId"),
      "d625496217aa6a3453eecb9c3489dc5a53e6c67b444329ea2b2cbc9ff547639b"),
    KnownStorageSlot(
      "Solady EIP-7702 initialisation request (transient)",
      .keccakMinusOne("eip7702.proxy.delegation.initialization.request"),
      "94e11c6e41e7fb92cb8bb65e13fdfbd4eba8b831292a1a220f7915c78c7c078f"),
  ]

  private static let namespaces: [KnownStorageSlot] = [
    ("Initializable", "f0c57e16840df040f15088dc2f81fe391c3923bec73e23a9662efc9c229c6a00"),
    ("Ownable", "9016d09d72d40fdae2fd8ceac6b6234c7706214fd39c1cd1e609a0528c199300"),
    ("Ownable2Step", "237e158222e3e6968b72b9db0d8043aacf074ad9f650f0d1606b4d82ee432c00"),
    ("AccessControl", "02dd7bc7dec4dceedda775e58dd541e08a116c6c53815c0bd028192f7b626800"),
    ("AccessManaged", "f3177357ab46d8af007ab3fdb9af81da189e1068fefdc0073dca88a2cab40a00"),
    ("ReentrancyGuard", "9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f00"),
    ("Pausable", "cd5ed15c6e187e77e9aee88184c21f4f2182ab5827cb3b7e07fbedcd63f03300"),
    ("EIP712", "a16a46d94261c7517cc8ff89f61c0ce93598e3c849801011dee649a6a557d100"),
    ("Nonces", "5ab42ced628888259c08ac98db1eb0cf702fc1501344311d8b100cd1bfe4bb00"),
    ("ERC20", "52c63247e1f47db19d5ce0460030c497f067ca4cebf71ba98eeadabe20bace00"),
    ("ERC721", "80bb2b638cc20bc4d0a60d66940f3ab4a00c1d7b313497ca82fb0b4ab0079300"),
    ("ERC1155", "88be536d5240c274a3b1d3a1be54482fd9caa294f08c62a7cde569f49a3c4500"),
    ("ERC4626", "0773e532dfede91f04b12a73d3d2acd361424f41f76b4fb79f090161e36b4e00"),
    ("Governor", "7c712897014dbe49c045ef1299aa2d5f9e67e48eea4403efa21f1e0f3ac0cb00"),
  ].map { name, key in
    KnownStorageSlot(
      "OpenZeppelin \(name) (ERC-7201)", .namespace("openzeppelin.storage.\(name)"), key)
  }
}
