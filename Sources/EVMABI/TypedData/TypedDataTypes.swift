public import EVMPrimitives

/// The structs of EIP-712 typed data, checked as a whole: each named once, every one that is used
/// declared.
public struct TypedDataTypes: Hashable, Sendable {
  /// The structs in the order in which they were given, without `EIP712Domain`.
  public let structs: [TypedDataStruct]
  private let indices: [String: Int]
  private let typeHashes: [String: Hash256]

  /// How many structs there may be, and how many bytes their declarations may have in all: each
  /// struct's hash is over the declarations of all structs in it.
  public static let structLimit = 1024
  public static let byteLimit = 1 << 18

  /// - Throws: ``TypedDataError`` for a name that is no identifier, that an elementary type has or
  ///   that is taken, for a member of an undeclared struct, and beyond the limits.
  public init(_ structs: [TypedDataStruct]) throws(TypedDataError) {
    let size = structs.reduce(0) { $0 + $1.declaration.utf8.count }
    guard structs.count <= Self.structLimit, size <= Self.byteLimit else {
      throw .tooLarge(structs: structs.count, bytes: size)
    }
    var indices: [String: Int] = [:]
    for (index, one) in structs.enumerated() {
      guard one.name.isIdentifier, !TypedDataType.isReserved(one.name) else {
        throw .unusableName(one.name)
      }
      guard indices.updateValue(index, forKey: one.name) == nil else {
        throw .nameTwice(one.name, in: "the types")
      }
      var names: Set<String> = []
      for member in one.members {
        guard member.name.isIdentifier else { throw .unusableName(member.name) }
        guard names.insert(member.name).inserted else {
          throw .nameTwice(member.name, in: one.name)
        }
      }
    }
    for one in structs {
      for member in one.members {
        if let name = member.type.structName, indices[name] == nil {
          throw .undeclaredType(name, in: "\(one.name).\(member.name)")
        }
      }
    }
    self.structs = structs
    self.indices = indices
    var hashes: [String: Hash256] = [:]
    for one in structs {
      hashes[one.name] = Keccak256.hash(
        Self.encodedType(of: one, among: structs, indices).utf8)
    }
    typeHashes = hashes
  }

  /// The struct of a name, if it is declared.
  public subscript(name: String) -> TypedDataStruct? { indices[name].map { structs[$0] } }

  /// `encodeType`: the struct's declaration, then those of all structs that it refers to, sorted by
  /// name; nil for a struct that is not declared.
  ///
  /// - SeeAlso: [EIP-712](https://eips.ethereum.org/EIPS/eip-712), "Definition of encodeType".
  public func encodedType(of name: String) -> String? {
    self[name].map { Self.encodedType(of: $0, among: structs, indices) }
  }

  /// The Keccak-256 hash of ``encodedType(of:)``.
  public func typeHash(of name: String) -> Hash256? { typeHashes[name] }

  private static func encodedType(
    of one: TypedDataStruct, among structs: [TypedDataStruct], _ indices: [String: Int]
  ) -> String {
    var found: Set<String> = [one.name]
    var open = [one]
    while let next = open.popLast() {
      for member in next.members {
        guard let name = member.type.structName, found.insert(name).inserted,
          let index = indices[name]
        else { continue }
        open.append(structs[index])
      }
    }
    found.remove(one.name)
    let others = found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return one.declaration
      + others.compactMap { indices[$0].map { structs[$0].declaration } }.joined()
  }
}
