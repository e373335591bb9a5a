/// Writes `Encodable` types as JSON without Foundation: members in the order in which a type encodes
/// them, integers of any width as bare numbers with every digit.
///
/// A Double or Float is refused, since its decimal text would suggest an exactness it has not.
public struct ExactJSONEncoder: Sendable {
  public var style = JSONWriter.Style.compact

  public init() {}

  /// The UTF-8 of the JSON text.
  ///
  /// - Throws: `EncodingError.invalidValue` for a floating-point number or a type that encodes
  ///   nothing, and whatever the type's own `encode(to:)` throws.
  public func encode(_ value: some Encodable) throws -> [UInt8] {
    var writer = JSONWriter(style: style)
    writer.json(try tree(of: value))
    return writer.bytes
  }

  /// The value as a tree, to be put into a larger one.
  public func tree(of value: some Encodable) throws -> JSON {
    let node = EncodingNode(codingPath: [])
    try node.set(value)
    return try node.finished(value)
  }
}

/// A value that is being encoded: the encoder and the single-value container of one place.
///
/// Encoding is by reference, since containers may be filled in any order.
final class EncodingNode: Encoder {
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }
  private var content = Content.nothing

  private enum Content {
    case nothing
    case value(JSON)
    case array([EncodingNode])
    case object([(key: String, node: EncodingNode)])
  }

  init(codingPath: [any CodingKey]) { self.codingPath = codingPath }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if case .object = content {} else { content = .object([]) }
    return KeyedEncodingContainer(ObjectEncodingContainer<Key>(node: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if case .array = content {} else { content = .array([]) }
    return ArrayEncodingContainer(node: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    ValueEncodingContainer(node: self)
  }

  /// The node of a member; an earlier one of the same name is replaced in its place.
  func member(_ key: some CodingKey) -> EncodingNode {
    let node = EncodingNode(codingPath: codingPath + [key])
    guard case .object(var members) = content else { return node }
    content = .nothing
    if let index = members.firstIndex(where: { $0.key.utf8.elementsEqual(key.stringValue.utf8) }) {
      members[index].node = node
    } else {
      members.append((key.stringValue, node))
    }
    content = .object(members)
    return node
  }

  var elementCount: Int {
    if case .array(let elements) = content { elements.count } else { 0 }
  }

  /// The node of the next element.
  func element() -> EncodingNode {
    let node = EncodingNode(codingPath: codingPath + [Step(index: elementCount)])
    guard case .array(var elements) = content else { return node }
    content = .nothing
    elements.append(node)
    content = .array(elements)
    return node
  }

  func set(_ value: JSON) { content = .value(value) }

  func set<Value: Encodable>(_ value: Value) throws {
    switch value {
    case let text as String: set(.string(text))
    case let truth as Bool: set(.bool(truth))
    case is Double, is Float:
      throw EncodingError.invalidValue(
        value,
        .init(
          codingPath: codingPath,
          debugDescription: "A \(Value.self) is not written as JSON, which would round it."))
    default: try value.encode(to: self)
    }
  }

  /// The tree of what was encoded.
  func finished(_ value: Any) throws -> JSON {
    switch content {
    case .value(let value): return value
    case .array(let elements):
      return .array(try elements.map { try $0.finished(value) })
    case .object(let members):
      return .object(try members.map { JSON.Member($0.key, try $0.node.finished(value)) })
    case .nothing:
      throw EncodingError.invalidValue(
        value, .init(codingPath: codingPath, debugDescription: "The value encoded nothing."))
    }
  }
}
