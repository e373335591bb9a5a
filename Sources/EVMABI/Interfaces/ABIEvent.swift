public import EVMPrimitives

/// A parameter of an event: in the log's data, or, if it is indexed, in a topic.
public struct ABIEventParameter: Hashable, Sendable {
  public var parameter: ABIParameter
  public var isIndexed: Bool

  public var name: String { parameter.name }
  public var type: ABIType { parameter.type }

  public init(_ name: String = "", _ type: ABIType, isIndexed: Bool) {
    parameter = ABIParameter(name, type)
    self.isIndexed = isIndexed
  }

  init(_ parameter: ABIParameter, isIndexed: Bool) {
    self.parameter = parameter
    self.isIndexed = isIndexed
  }
}

extension ABIEventParameter: CustomStringConvertible {
  /// The type, `indexed` if it is, and the name if there is one.
  public var description: String {
    type.namedDescription + (isIndexed ? " indexed" : "") + (name.isEmpty ? "" : " \(name)")
  }
}

/// An event of a contract's interface.
public struct ABIEvent: Hashable, Sendable {
  public let name: String
  public let inputs: [ABIEventParameter]
  /// Whether the log has no topic with the event's hash, and so room for one indexed parameter more.
  public let isAnonymous: Bool

  /// - Throws: ``ABITypeError/tooManyIndexed(_:limit:)`` beyond three indexed parameters, or four of
  ///   an anonymous event.
  public init(
    _ name: String, inputs: [ABIEventParameter], isAnonymous: Bool = false
  ) throws(ABITypeError) {
    let indexed = inputs.count { $0.isIndexed }
    let limit = isAnonymous ? 4 : 3
    guard indexed <= limit else { throw .tooManyIndexed(indexed, limit: limit) }
    self.name = name
    self.inputs = inputs
    self.isAnonymous = isAnonymous
  }

  /// The name and the parameters' canonical types: `Transfer(address,address,uint256)`.
  public var signature: String { name + inputs.map(\.parameter).typesDescription }

  /// The Keccak-256 hash of the signature: the first topic of the event's logs, unless it is
  /// anonymous.
  public var topic: Hash256 { Keccak256.hash(signature.utf8) }
}

extension ABIEvent: CustomStringConvertible {
  /// The human-readable form: `event Transfer(address indexed from, uint256 value)`.
  public var description: String {
    let list = inputs.map(\.description).joined(separator: ", ")
    return "event \(name)(\(list))\(isAnonymous ? " anonymous" : "")"
  }
}
