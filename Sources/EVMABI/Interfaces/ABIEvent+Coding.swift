public import EVMPrimitives

/// What a log says about one parameter of its event.
public enum ABIEventValue: Hashable, Sendable {
  case value(ABIValue)
  /// The hash that stands for an indexed `string`, `bytes`, array or tuple; what was hashed is not in
  /// the log.
  case hash(Hash256)

  /// The value, unless only its hash is known.
  public var value: ABIValue? {
    if case .value(let value) = self { value } else { nil }
  }
}

extension ABIEvent {
  /// The values of a log's parameters, in the order of the declaration.
  ///
  /// - Parameters:
  ///   - topics: All topics of the log, the event's own first unless it is anonymous.
  ///   - data: The log's data.
  /// - Throws: ``ABICallError`` when the log is another event's, has other indexed parameters, or is
  ///   malformed.
  /// - SeeAlso: Solidity, "Events" in the ABI specification.
  public func values(
    topics: [Hash256], data: [UInt8], rules: ABIDecodingRules = .strict
  ) throws(ABICallError) -> [ABIEventValue] {
    if !isAnonymous, topics.first != topic {
      throw .otherTopic(expected: topic, found: topics.first, of: signature)
    }
    let expected = inputs.count { $0.isIndexed } + (isAnonymous ? 0 : 1)
    guard topics.count == expected else {
      throw .wrongTopicCount(expected: expected, found: topics.count, of: signature)
    }
    var unread = topics.dropFirst(isAnonymous ? 0 : 1).makeIterator()
    let plain = inputs.filter { !$0.isIndexed }.map(\.parameter)
    var dataValues = try plain.values(in: data[...], for: signature, rules).makeIterator()
    var values: [ABIEventValue] = []
    for input in inputs {
      if input.isIndexed {
        guard let topic = unread.next() else { preconditionFailure("the topics were counted") }
        values.append(try value(of: input, in: topic, rules))
      } else {
        guard let value = dataValues.next() else { preconditionFailure("one value a parameter") }
        values.append(.value(value))
      }
    }
    return values
  }

  private func value(
    of input: ABIEventParameter, in topic: Hash256, _ rules: ABIDecodingRules
  ) throws(ABICallError) -> ABIEventValue {
    guard !input.type.isHashedWhenIndexed else { return .hash(topic) }
    let coder = try [input.parameter].coder()
    do { return .value(try coder.decode(topic.bytes, rules: rules)[0]) } catch {
      throw .topic(error, of: signature)
    }
  }

  /// The topic by which logs with a value of an indexed parameter are found.
  ///
  /// For a `string` or `bytes` that is its hash, for arrays and tuples the hash of their elements,
  /// each padded to whole words and without lengths.
  /// - Throws: ``ABIEncodingError`` when the value does not fit the type.
  /// - SeeAlso: Solidity, "Encoding of Indexed Event Parameters".
  public static func topic(
    of value: ABIValue, as type: ABIType
  ) throws(ABIEncodingError) -> Hash256 {
    let coder: ABICoder
    do { coder = try ABICoder([type]) } catch { throw ABIEncodingError(.type(error)) }
    let encoding = try coder.encode([value])
    switch (type, value) {
    case (.string, .string(let text)): return Keccak256.hash(text.utf8)
    case (.bytes, .bytes(let bytes)): return Keccak256.hash(bytes)
    case (_, .array), (_, .tuple):
      var bytes: [UInt8] = []
      value.appendIndexed(type, to: &bytes)
      return Keccak256.hash(bytes)
    default:
      return encoding.withUnsafeBytes {
        Hash256(copying: UnsafeRawBufferPointer(rebasing: $0[..<32]))
      }
    }
  }
}

extension ABIValue {
  /// Appends what is hashed of an indexed value, which has been found to fit its type.
  fileprivate func appendIndexed(_ type: ABIType, to bytes: inout [UInt8]) {
    switch self {
    case .array(let elements):
      guard let element = type.element else { return }
      for value in elements { value.appendIndexed(element, to: &bytes) }
    case .tuple(let members):
      for (index, value) in members.enumerated() {
        if let member = type.member(index) { value.appendIndexed(member.type, to: &bytes) }
      }
    case .bytes(let content):
      bytes += content
      bytes += repeatElement(0, count: -content.count & 31)
    case .string(let text): ABIValue.bytes(Array(text.utf8)).appendIndexed(.bytes, to: &bytes)
    default:
      if let coder = try? ABICoder([type]), let word = try? coder.encode([self]) { bytes += word }
    }
  }
}
