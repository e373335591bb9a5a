/// A single value.
struct ValueEncodingContainer: SingleValueEncodingContainer {
  let node: EncodingNode
  var codingPath: [any CodingKey] { node.codingPath }

  func encodeNil() { node.set(JSON.null) }

  // The integers end here; `set` would ask them to encode themselves, which leads back.
  func encode(_ value: Bool) { node.set(JSON.bool(value)) }
  func encode(_ value: String) { node.set(JSON.string(value)) }
  func encode(_ value: Double) throws { try node.set(value) }
  func encode(_ value: Float) throws { try node.set(value) }
  func encode(_ value: Int) { node.set(JSON.integer(value)) }
  func encode(_ value: Int8) { node.set(JSON.integer(value)) }
  func encode(_ value: Int16) { node.set(JSON.integer(value)) }
  func encode(_ value: Int32) { node.set(JSON.integer(value)) }
  func encode(_ value: Int64) { node.set(JSON.integer(value)) }
  func encode(_ value: Int128) { node.set(JSON.integer(value)) }
  func encode(_ value: UInt) { node.set(JSON.integer(value)) }
  func encode(_ value: UInt8) { node.set(JSON.integer(value)) }
  func encode(_ value: UInt16) { node.set(JSON.integer(value)) }
  func encode(_ value: UInt32) { node.set(JSON.integer(value)) }
  func encode(_ value: UInt64) { node.set(JSON.integer(value)) }
  func encode(_ value: UInt128) { node.set(JSON.integer(value)) }
  func encode(_ value: some Encodable) throws { try node.set(value) }
}

/// The members of an object.
struct ObjectEncodingContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: EncodingNode
  var codingPath: [any CodingKey] { node.codingPath }

  func encodeNil(forKey key: Key) { node.member(key).set(JSON.null) }
  // The standard library's defaults refuse these two instead of asking the generic method.
  func encode(_ value: Int128, forKey key: Key) { node.member(key).set(JSON.integer(value)) }
  func encode(_ value: UInt128, forKey key: Key) { node.member(key).set(JSON.integer(value)) }
  func encode(_ value: some Encodable, forKey key: Key) throws { try node.member(key).set(value) }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    node.member(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    node.member(key).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { node.member(Step("super")) }
  func superEncoder(forKey key: Key) -> any Encoder { node.member(key) }
}

/// The elements of an array.
struct ArrayEncodingContainer: UnkeyedEncodingContainer {
  let node: EncodingNode
  var codingPath: [any CodingKey] { node.codingPath }
  var count: Int { node.elementCount }

  func encodeNil() { node.element().set(JSON.null) }
  func encode(_ value: Int128) { node.element().set(JSON.integer(value)) }
  func encode(_ value: UInt128) { node.element().set(JSON.integer(value)) }
  func encode(_ value: some Encodable) throws { try node.element().set(value) }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) -> KeyedEncodingContainer<NestedKey> {
    node.element().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    node.element().unkeyedContainer()
  }

  func superEncoder() -> any Encoder { node.element() }
}
