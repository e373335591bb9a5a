/// A JSON value of one's own, to build output from: members keep their order, numbers their digits.
///
/// ```swift
/// let answer: JSON = ["valid": true, "amount": .string("1500000000000000000")]
/// ```
/// Two objects are equal only if their members have the same order.
public enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSON])
  case object([Member])

  /// A name and its value.
  public struct Member: Hashable, Sendable {
    public var key: String
    public var value: JSON

    public init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// A bare number with every digit of `value`.
  public static func integer(_ value: some FixedWidthInteger) -> JSON {
    .number(JSONNumber(value))
  }

  /// How deep a tree made from a document may be: releasing one recurses.
  public static let depthLimit = 512

  /// The value of a document as a tree of one's own.
  ///
  /// - Throws: ``JSONTypeError/invalid(reason:at:)`` for a value nested deeper than
  ///   ``depthLimit``, which only a document read with higher limits holds.
  public init(_ value: JSONValue) throws(JSONTypeError) {
    try self.init(value, depth: 0)
  }

  private init(_ value: JSONValue, depth: Int) throws(JSONTypeError) {
    guard depth <= Self.depthLimit else {
      throw value.invalid("it is nested more than \(Self.depthLimit) deep.")
    }
    if let elements = value.elements {
      var children: [JSON] = []
      children.reserveCapacity(elements.count)
      for element in elements { children.append(try JSON(element, depth: depth + 1)) }
      self = .array(children)
    } else if let members = value.members {
      var children: [Member] = []
      children.reserveCapacity(members.count)
      for (key, child) in members {
        children.append(Member(key, try JSON(child, depth: depth + 1)))
      }
      self = .object(children)
    } else if let string = value.string {
      self = .string(string)
    } else if let number = value.number {
      self = .number(number)
    } else {
      self = value.bool.map(JSON.bool) ?? .null
    }
  }

  /// The JSON text of the value.
  public func text(style: JSONWriter.Style = .compact) -> String {
    var writer = JSONWriter(style: style)
    writer.json(self)
    return writer.text
  }
}

extension JSONWriter {
  /// A tree of values.
  public mutating func json(_ value: JSON) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .number(let value): number(value)
    case .string(let value): string(value)
    case .array(let elements):
      array { writer in
        for element in elements { writer.json(element) }
      }
    case .object(let members):
      object { writer in
        for member in members {
          writer.key(member.key)
          writer.json(member.value)
        }
      }
    }
  }
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByStringLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(nilLiteral: ()) { self = .null }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}
