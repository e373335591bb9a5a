extension UInt256: Codable {
  /// Reads a hex quantity (`0x...`) or a decimal text.
  ///
  /// A bare JSON number is not read here: most decoders have rounded it by then. A decoder that
  /// keeps numbers exact, such as that of `ExactJSON`, reads it itself.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do { self = try UInt256(decimalOrHex: text) } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
    }
  }

  /// Writes the hex quantity; wrap the property in ``DecimalCoded`` for decimal.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(quantity)
  }
}

/// Codes a 256-bit integer as a decimal text instead of a hex quantity.
@propertyWrapper
public struct DecimalCoded<Value>: Hashable, Sendable, Codable
where Value: FixedWidthInteger & Codable & Sendable & LosslessStringConvertible {
  public var wrappedValue: Value

  public init(wrappedValue: Value) { self.wrappedValue = wrappedValue }

  /// Reads what `Value` reads.
  public init(from decoder: any Decoder) throws {
    wrappedValue = try Value(from: decoder)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wrappedValue.description)
  }
}
