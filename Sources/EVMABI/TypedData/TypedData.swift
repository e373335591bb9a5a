public import EVMPrimitives

/// A statement to be signed after EIP-712: structs, a domain, and a value of one of the structs.
///
/// Everything that is signed is declared and everything declared is there: the value has each member
/// of its struct and no other, numbers are exact, byte strings have their length. Domain separator,
/// struct hash and digest are computed when the value is made.
/// - SeeAlso: [EIP-712](https://eips.ethereum.org/EIPS/eip-712)
public struct TypedData: Hashable, Sendable {
  public let types: TypedDataTypes
  /// The struct that ``message`` is a value of.
  public let primaryType: String
  public let domain: TypedDataDomain
  /// The members of the message, in the order of the struct's declaration.
  public let message: [TypedDataValue]
  /// `hashStruct` of the message, 32 bytes.
  public let structHash: Hash256

  /// How many values may stand inside one another.
  public static let depthLimit = 64

  /// A statement of given parts.
  ///
  /// - Throws: ``TypedDataError`` when the struct is not declared or a value does not fit.
  public init(
    types: TypedDataTypes, primaryType: String, domain: TypedDataDomain, message: [TypedDataValue]
  ) throws(TypedDataError) {
    guard let primary = types[primaryType] else {
      throw .unknownPrimaryType(primaryType, known: types.structs.map(\.name))
    }
    try types.check(.structure(message), .structure(primaryType), primaryType, depth: 1)
    self.init(checked: types, primary, domain, message)
  }

  init(
    checked types: TypedDataTypes, _ primary: TypedDataStruct, _ domain: TypedDataDomain,
    _ message: [TypedDataValue]
  ) {
    self.types = types
    primaryType = primary.name
    self.domain = domain
    self.message = message
    structHash = types.hash(message, as: primary)
  }

  /// `hashStruct` of the domain, 32 bytes.
  public var domainSeparator: Hash256 { domain.separator }

  /// What is signed: the Keccak-256 hash of 0x1901, the domain separator and the struct hash.
  public var digest: Hash256 {
    Keccak256.hash([0x19, 0x01] + domainSeparator.bytes + structHash.bytes)
  }

  /// `encodeType` of the primary type: its declaration and those of all structs in it.
  public var encodedType: String { types.encodedType(of: primaryType) ?? "" }
}

extension TypedDataTypes {
  /// Refuses a value that is not one of the type; `path` names it in the error.
  fileprivate func check(
    _ value: TypedDataValue, _ type: TypedDataType, _ path: String, depth: Int
  ) throws(TypedDataError) {
    guard depth <= TypedData.depthLimit else { throw .tooDeep(limit: TypedData.depthLimit) }
    switch (value, type) {
    case (.atomic(let value), .atomic(let type)):
      do { _ = try ABICoder([type]).encode([value]) } catch {
        throw .unfit(path, type: type.description, found: value.kind)
      }
    case (.structure(let members), .structure(let name)):
      guard let one = self[name], one.members.count == members.count else {
        throw .unfit(path, type: name, found: value.kind)
      }
      for (member, value) in zip(one.members, members) {
        try check(value, member.type, "\(path).\(member.name)", depth: depth + 1)
      }
    case (.array(let elements), .array(let element)):
      for (index, value) in elements.enumerated() {
        try check(value, element, "\(path)[\(index)]", depth: depth + 1)
      }
    case (.array(let elements), .fixedArray(let element, let count)):
      guard elements.count == count.value else {
        throw .unfit(path, type: type.description, found: value.kind)
      }
      try check(value, .array(element), path, depth: depth)
    default: throw .unfit(path, type: type.description, found: value.kind)
    }
  }
}

/// Why values are no EIP-712 typed data.
public enum TypedDataError: Error, Hashable, Sendable {
  /// A struct or member name that is no identifier, or that an elementary type has.
  case unusableName(String)
  case nameTwice(String, in: String)
  /// A member whose struct is not declared.
  case undeclaredType(String, in: String)
  case unknownPrimaryType(String, known: [String])
  /// A value that is not one of its type.
  case unfit(String, type: String, found: String)
  case tooDeep(limit: Int)
  /// More structs, or longer declarations, than the limits of ``TypedDataTypes``.
  case tooLarge(structs: Int, bytes: Int)
}

extension TypedDataError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unusableName(let name):
      "\(quoted(name)) cannot name a struct or member; use letters, digits, _ and $, and no name of a Solidity type."
    case .nameTwice(let name, let place): "\(quoted(name)) stands twice in \(place)."
    case .undeclaredType(let name, let place):
      "\(place) has the type \(quoted(name)), which is not declared; add it to the types. EIP-712 has no aliases: uint is written uint256."
    case .unknownPrimaryType(let name, let known):
      "The primary type \(quoted(name)) is not declared; the types are \(known.joined(separator: ", "))."
    case .unfit(let path, let type, let found): "\(path) is \(found), which is no \(type)."
    case .tooLarge(let structs, let bytes):
      "The types are \(structs) structs of \(bytes) bytes in all; at most \(TypedDataTypes.structLimit) of \(TypedDataTypes.byteLimit) bytes are read."
    case .tooDeep(let limit): "Values stand inside one another more than \(limit) deep."
    }
  }
}
