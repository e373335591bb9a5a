/// Reads `Decodable` types from JSON without Foundation and without rounding.
///
/// A JSON number becomes an integer of any width exactly, or an error; a Double or Float is refused,
/// since most decimals have none. A type that is an integer but codes itself as text (256-bit words
/// do) is read exactly from a number too, and by its own rule from a string. What a type refuses in
/// its own `init(from:)` comes out with the path and place of the value.
public struct ExactJSONDecoder: Sendable {
  /// How deep and how long a text may be.
  public var limits = JSONLimits()
  /// Whether a key that a type does not know is an error.
  public var refusesUnknownKeys = false

  public init() {}

  /// - Throws: ``JSONError`` when `bytes` is no JSON, ``JSONTypeError`` when its values do not fit.
  public func decode<Value: Decodable>(
    _ type: Value.Type = Value.self, from bytes: [UInt8]
  ) throws -> Value {
    try decode(type, from: JSONDocument(parsing: bytes, limits: limits).root)
  }

  /// Reads the text's UTF-8; see ``decode(_:from:)-(_,[UInt8])``.
  public func decode<Value: Decodable>(
    _ type: Value.Type = Value.self, from text: String
  ) throws -> Value {
    try decode(type, from: Array(text.utf8))
  }

  /// Reads a value of a document that was read already.
  ///
  /// - Throws: ``JSONTypeError``
  public func decode<Value: Decodable>(
    _ type: Value.Type = Value.self, from value: JSONValue
  ) throws -> Value {
    try ValueDecoder(value: value, refusesUnknownKeys: refusesUnknownKeys).read(type)
  }
}

/// The decoder of one value of a document.
struct ValueDecoder: Decoder {
  let value: JSONValue
  let refusesUnknownKeys: Bool
  /// Found by walking the document, so that reading does not pay for it.
  var codingPath: [any CodingKey] { value.codingPath }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    try KeyedDecodingContainer(ObjectContainer<Key>(self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try ArrayContainer(self)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer {
    ValueContainer(decoder: self)
  }

  /// The decoder of a value inside this one.
  func child(_ value: JSONValue) -> ValueDecoder {
    ValueDecoder(value: value, refusesUnknownKeys: refusesUnknownKeys)
  }

  /// The value as a `type`, exactly.
  func read<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if type == String.self { return try value.requireString() as! Value }
    if type == Bool.self { return try value.requireBool() as! Value }
    if type == Double.self || type == Float.self {
      throw JSONTypeError.inexactType("\(type)", at: value.location)
    }
    if value.kind == .number, let integer = type as? any FixedWidthInteger.Type {
      return try value.exactly(integer) as! Value
    }
    do {
      return try Value(from: self)
    } catch let error as DecodingError {
      throw value.explain(error)
    }
  }
}

extension JSONValue {
  /// The number as an integer of a type that is only known at run time.
  fileprivate func exactly<Integer: FixedWidthInteger>(
    _ type: Integer.Type
  ) throws(JSONTypeError) -> Integer {
    try integer(as: type)
  }

  /// What a type said about this value, with its location.
  fileprivate func explain(_ error: DecodingError) -> JSONTypeError {
    switch error {
    case .dataCorrupted(let context), .typeMismatch(_, let context),
      .valueNotFound(_, let context):
      invalid(context.debugDescription)
    case .keyNotFound(let key, _):
      .missingKey(key.stringValue, at: location)
    @unknown default:
      invalid("\(error)")
    }
  }
}
