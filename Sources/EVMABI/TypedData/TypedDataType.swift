import EVMPrimitives

/// The type of a member of a struct in EIP-712 typed data.
public indirect enum TypedDataType: Hashable, Sendable {
  /// `uintN`, `intN`, `bytesN`, `bool`, `address`, `bytes` or `string`.
  case atomic(ABIType)
  /// Another struct, or the one that the member is in.
  case structure(String)
  case array(TypedDataType)
  case fixedArray(TypedDataType, count: ABIElementCount)

  /// The type of a text such as `Person[2][]`.
  ///
  /// EIP-712 has no aliases (`uint`), no tuples, no `function` and no fixed-point numbers.
  /// - Throws: ``ABITypeError`` with the place.
  public init(parsing text: String) throws(ABITypeError) {
    var cursor = SignatureCursor(text)
    let name = cursor.identifier()
    guard !name.isEmpty else { throw cursor.unexpected("the name of a type") }
    if let atomic = try? ABIType(parsing: name), atomic.description == name || name == "byte" {
      switch atomic {
      case .function, .fixed, .ufixed: throw .unknownType(name, offset: 0)
      default: break
      }
      guard name != "byte" else { throw .unknownType(name, offset: 0) }
      self = .atomic(atomic)
    } else {
      guard !Self.isReserved(name) else { throw .unknownType(name, offset: 0) }
      self = .structure(name)
    }
    var height = 1
    while cursor.take("[") {
      height += 1
      guard height <= TypedData.depthLimit else { throw .tooDeep(limit: TypedData.depthLimit) }
      if let count = try cursor.number() {
        self = .fixedArray(self, count: try ABIElementCount(checking: count))
      } else {
        self = .array(self)
      }
      try cursor.require("]")
    }
    try cursor.requireEnd()
  }

  /// Whether a name looks like an elementary type of Solidity, so that no struct can have it: then
  /// what is signed could be read in two ways.
  static func isReserved(_ name: String) -> Bool {
    let stem = name.utf8.reversed().drop { $0.isDigit || $0 == UInt8(ascii: "x") }
    let word = String(decoding: stem.reversed(), as: UTF8.self)
    let words = ["uint", "int", "bytes", "fixed", "ufixed"]
    let plain = ["bool", "address", "string", "byte", "function", "tuple", "mapping"]
    return plain.contains(name) || words.contains(word)
  }

  /// The struct at the bottom of the type, if there is one.
  var structName: String? {
    switch self {
    case .atomic: nil
    case .structure(let name): name
    case .array(let element), .fixedArray(let element, _): element.structName
    }
  }
}

extension TypedDataType: CustomStringConvertible {
  /// The text as it stands in the type hash.
  public var description: String {
    switch self {
    case .atomic(let type): type.description
    case .structure(let name): name
    case .array(let element): "\(element)[]"
    case .fixedArray(let element, let count): "\(element)[\(count)]"
    }
  }
}

/// A struct of EIP-712 typed data: a name, and members with types.
public struct TypedDataStruct: Hashable, Sendable {
  public struct Member: Hashable, Sendable {
    public var name: String
    public var type: TypedDataType

    public init(_ name: String, _ type: TypedDataType) {
      self.name = name
      self.type = type
    }
  }

  public var name: String
  public var members: [Member]

  public init(_ name: String, _ members: [Member]) {
    self.name = name
    self.members = members
  }

  /// Name and members as they stand in the type hash: `Person(string name,address wallet)`.
  var declaration: String {
    "\(name)(\(members.map { "\($0.type) \($0.name)" }.joined(separator: ",")))"
  }
}
