/// A value of CBOR, as far as compilers write it behind code.
///
/// - SeeAlso: [RFC 8949](https://datatracker.ietf.org/doc/html/rfc8949)
public enum CBORValue: Hashable, Sendable {
  case unsigned(UInt64)
  case bytes([UInt8])
  case text(String)
  case array([CBORValue])
  case map([CBOREntry])
  case bool(Bool)

  /// The entry of a map with this key.
  public subscript(key: String) -> CBORValue? {
    guard case .map(let entries) = self else { return nil }
    return entries.first { $0.key == key }?.value
  }
}

/// An entry of a map, in the order in which it stands.
public struct CBOREntry: Hashable, Sendable {
  public let key: String
  public let value: CBORValue

  public init(key: String, value: CBORValue) {
    self.key = key
    self.value = value
  }
}

/// Why bytes are not the CBOR that compilers write. Offsets count from the first byte read.
public enum CBORError: Error, Hashable, Sendable {
  /// A value begins or goes on where there are no more bytes.
  case endOfData(offset: Int)
  /// A value of a kind that no compiler writes: tags, floats, null, negative numbers, indefinite
  /// lengths.
  case unexpectedKind(UInt8, offset: Int)
  /// A number or length in more bytes than it needs.
  case notShortest(offset: Int)
  /// A length that is more than the bytes there are.
  case lengthTooLarge(UInt64, offset: Int)
  /// Text that is not UTF-8.
  case notText(offset: Int)
  /// A key that is not text.
  case keyNotText(offset: Int)
  /// Two entries of one key.
  case repeatedKey(String, offset: Int)
  /// Values inside each other beyond ``CBORReader/depthLimit``.
  case tooDeep(offset: Int)
  /// Bytes behind the value.
  case trailingBytes(offset: Int)
}

extension CBORError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .endOfData(let offset):
      "The CBOR ends at offset \(offset) within a value; some of the metadata is missing."
    case .unexpectedKind(let byte, let offset):
      "The CBOR byte 0x\(String(byte, radix: 16)) at offset \(offset) begins a kind of value that no compiler writes; these bytes are not metadata."
    case .notShortest(let offset):
      "The CBOR number at offset \(offset) takes more bytes than it needs, which no compiler writes; these bytes are not metadata."
    case .lengthTooLarge(let length, let offset):
      "The CBOR length \(length) at offset \(offset) is more than the bytes that follow; some of the metadata is missing."
    case .notText(let offset):
      "The CBOR text at offset \(offset) is not UTF-8; these bytes are not metadata."
    case .keyNotText(let offset):
      "The CBOR key at offset \(offset) is not text; these bytes are not metadata."
    case .repeatedKey(let key, let offset):
      "The CBOR key '\(key)' at offset \(offset) stands twice; these bytes are not metadata."
    case .tooDeep(let offset):
      "The CBOR value at offset \(offset) is inside more than \(CBORReader.depthLimit) others; these bytes are not metadata."
    case .trailingBytes(let offset):
      "There are bytes behind the CBOR value, at offset \(offset); these bytes are not metadata."
    }
  }
}
