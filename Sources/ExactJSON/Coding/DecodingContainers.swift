/// A single value, as a type's own `init(from:)` sees it.
struct ValueContainer: SingleValueDecodingContainer {
  let decoder: ValueDecoder
  var codingPath: [any CodingKey] { decoder.codingPath }

  func decodeNil() -> Bool { decoder.value.isNull }

  // An integer asked for here is read from the number; `read` would ask its type, which would come
  // back here.
  func decode(_ type: Bool.Type) throws -> Bool { try decoder.value.requireBool() }
  func decode(_ type: String.Type) throws -> String { try decoder.value.requireString() }
  func decode(_ type: Double.Type) throws -> Double { try decoder.read(type) }
  func decode(_ type: Float.Type) throws -> Float { try decoder.read(type) }
  func decode(_ type: Int.Type) throws -> Int { try decoder.value.integer() }
  func decode(_ type: Int8.Type) throws -> Int8 { try decoder.value.integer() }
  func decode(_ type: Int16.Type) throws -> Int16 { try decoder.value.integer() }
  func decode(_ type: Int32.Type) throws -> Int32 { try decoder.value.integer() }
  func decode(_ type: Int64.Type) throws -> Int64 { try decoder.value.integer() }
  func decode(_ type: Int128.Type) throws -> Int128 { try decoder.value.integer() }
  func decode(_ type: UInt.Type) throws -> UInt { try decoder.value.integer() }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try decoder.value.integer() }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try decoder.value.integer() }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try decoder.value.integer() }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try decoder.value.integer() }
  func decode(_ type: UInt128.Type) throws -> UInt128 { try decoder.value.integer() }
  func decode<T: Decodable>(_ type: T.Type) throws -> T { try decoder.read(type) }
}

/// The members of an object.
struct ObjectContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let decoder: ValueDecoder
  /// The members by the UTF-8 of their names, for objects so large that searching them in order
  /// for each of their keys would take quadratic time; by bytes, since Strings compare otherwise.
  private var index: [[UInt8]: JSONValue]?
  var codingPath: [any CodingKey] { decoder.codingPath }

  init(_ decoder: ValueDecoder) throws(JSONTypeError) {
    let members = try decoder.value.requireMembers()
    if decoder.refusesUnknownKeys {
      for (key, value) in members where Key(stringValue: key) == nil {
        throw value.invalid("the key \(quoted(key)) is unknown here; leave it out.")
      }
    }
    self.decoder = decoder
    if members.count > 32 {
      index = Dictionary(
        members.map { (Array($0.key.utf8), $0.value) }, uniquingKeysWith: { first, _ in first })
    }
  }

  private func member(_ key: Key) -> JSONValue? {
    guard let index else { return decoder.value[key.stringValue] }
    return index[Array(key.stringValue.utf8)]
  }

  var allKeys: [Key] {
    decoder.value.members?.compactMap { Key(stringValue: $0.key) } ?? []
  }

  func contains(_ key: Key) -> Bool { member(key) != nil }

  func decodeNil(forKey key: Key) throws -> Bool { try child(key).value.isNull }

  // The standard library's defaults refuse these two instead of asking the generic method.
  func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try child(key).read(type) }
  func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try child(key).read(type) }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try child(key).read(type)
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try child(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try child(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder {
    decoder.child(try decoder.value.require("super"))
  }

  func superDecoder(forKey key: Key) throws -> any Decoder { try child(key) }

  private func child(_ key: Key) throws(JSONTypeError) -> ValueDecoder {
    guard let value = member(key) else {
      throw .missingKey(key.stringValue, at: decoder.value.location)
    }
    return decoder.child(value)
  }
}

/// The elements of an array, one after the other.
struct ArrayContainer: UnkeyedDecodingContainer {
  private let decoder: ValueDecoder
  private var rest: JSONValue.Elements
  private(set) var currentIndex = 0
  var codingPath: [any CodingKey] { decoder.codingPath }
  var count: Int? { rest.count }
  var isAtEnd: Bool { currentIndex >= rest.count }

  init(_ decoder: ValueDecoder) throws(JSONTypeError) {
    self.decoder = decoder
    rest = try decoder.value.requireElements()
  }

  mutating func decodeNil() throws -> Bool {
    // A null is stepped over, any other element stays.
    var peek = rest
    guard let value = peek.next() else { throw missing() }
    guard value.isNull else { return false }
    rest = peek
    currentIndex += 1
    return true
  }

  mutating func decode(_ type: Int128.Type) throws -> Int128 { try read(type) }
  mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try read(type) }
  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try read(type) }

  private mutating func read<T: Decodable>(_ type: T.Type) throws -> T {
    // The element stays when it cannot be read, so that another type can be tried.
    var peek = self
    let value = try peek.next().read(type)
    self = peek
    return value
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try next().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { try next() }

  private mutating func next() throws(JSONTypeError) -> ValueDecoder {
    guard let value = rest.next() else { throw missing() }
    defer { currentIndex += 1 }
    return decoder.child(value)
  }

  private func missing() -> JSONTypeError {
    .missingElement(index: currentIndex, at: decoder.value.location)
  }
}
