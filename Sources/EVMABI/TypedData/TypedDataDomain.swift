public import EVMPrimitives

/// The domain of EIP-712 typed data: for which application, version, chain and contract a signature
/// is, each only if the application says so.
///
/// - SeeAlso: [EIP-712](https://eips.ethereum.org/EIPS/eip-712), "Definition of domainSeparator".
public struct TypedDataDomain: Hashable, Sendable {
  /// A field that a domain can have.
  public enum Field: Hashable, Sendable {
    case name(String)
    case version(String)
    case chainID(UInt256)
    case verifyingContract(Address)
    case salt(Hash256)

    /// The field's name in typed data.
    public var key: String {
      switch self {
      case .name: "name"
      case .version: "version"
      case .chainID: "chainId"
      case .verifyingContract: "verifyingContract"
      case .salt: "salt"
      }
    }

    /// The field's value.
    public var value: ABIValue {
      switch self {
      case .name(let text), .version(let text): .string(text)
      case .chainID(let number): .uint(number)
      case .verifyingContract(let address): .address(address)
      case .salt(let hash): .bytes(hash.bytes)
      }
    }

    /// The field's type.
    public var type: ABIType {
      switch self {
      case .name, .version: .string
      case .chainID: .uint256
      case .verifyingContract: .address
      case .salt: .bytes32
      }
    }

    /// The type that the standard gives to a field; nil for a key that it does not have.
    static func type(of key: String) -> ABIType? {
      switch key {
      case "name", "version": .string
      case "chainId": .uint256
      case "verifyingContract": .address
      case "salt": .bytes32
      default: nil
      }
    }

    /// The field of a key and a value of its type.
    init?(_ key: String, _ value: ABIValue) {
      switch (key, value) {
      case ("name", .string(let text)): self = .name(text)
      case ("version", .string(let text)): self = .version(text)
      case ("chainId", .uint(let number)): self = .chainID(number)
      case ("verifyingContract", .address(let address)): self = .verifyingContract(address)
      case ("salt", .bytes(let bytes)):
        guard let hash = try? Hash256(bytes) else { return nil }
        self = .salt(hash)
      default: return nil
      }
    }
  }

  /// The keys in the order that the standard gives them.
  public static let keys = ["name", "version", "chainId", "verifyingContract", "salt"]

  /// The fields in the order of the domain's type, which its hash depends on.
  public let fields: [Field]
  /// `hashStruct` of the domain, 32 bytes.
  public let separator: Hash256

  /// A domain of given fields; in any order, since some contracts have another than the standard's.
  ///
  /// - Throws: ``TypedDataError/nameTwice(_:in:)`` for a field given twice.
  public init(_ fields: [Field]) throws(TypedDataError) {
    var keys: Set<String> = []
    for field in fields {
      guard keys.insert(field.key).inserted else { throw .nameTwice(field.key, in: "the domain") }
    }
    self.fields = fields
    var bytes = Keccak256.hash(Self.encodedType(of: fields).utf8).bytes
    for field in fields { bytes += field.value.encodedInStruct(as: field.type).bytes }
    separator = Keccak256.hash(bytes)
  }

  /// `encodeType` of the domain: `EIP712Domain(string name,uint256 chainId)`.
  public var encodedType: String { Self.encodedType(of: fields) }

  private static func encodedType(of fields: [Field]) -> String {
    "EIP712Domain(\(fields.map { "\($0.type) \($0.key)" }.joined(separator: ",")))"
  }
}
