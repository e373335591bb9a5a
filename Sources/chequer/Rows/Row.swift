import EVMPrimitives
import ExactJSON

/// A JSON object of standard input, read field by field.
///
/// Each reader throws a sentence with the field and the place.
struct Row {
  let object: JSONValue

  /// - Throws: `JSONTypeError` when the value is no object or has a key that is not in `keys`.
  init(_ value: JSONValue, keys: [String]) throws(JSONTypeError) {
    try value.requireKeys(known: keys)
    object = value
  }

  func has(_ key: String) -> Bool { object[key] != nil }

  func value(_ key: String) throws(JSONTypeError) -> JSONValue { try object.require(key) }

  func text(_ key: String) throws(JSONTypeError) -> String { try value(key).requireString() }

  func optionalText(_ key: String) throws(JSONTypeError) -> String? {
    guard let value = object[key] else { return nil }
    return try value.requireString()
  }

  /// Hex bytes.
  func bytes(_ key: String) throws(JSONTypeError) -> [UInt8] {
    try value(key).hexBytes()
  }

  func hash(_ key: String) throws(JSONTypeError) -> Hash256 {
    let value = try value(key)
    let text = try value.requireString()
    do { return try Hash256(hex: text) } catch { throw value.invalid(error.description) }
  }

  func address(_ key: String) throws(JSONTypeError) -> Address {
    let value = try value(key)
    let text = try value.requireString()
    do { return try Address(parsing: text) } catch { throw value.invalid(error.description) }
  }

  /// A 256-bit number: a decimal string, 0x hex, or a JSON integer of any size.
  func word(_ key: String) throws(JSONTypeError) -> UInt256 { try value(key).word() }

  /// A number of at most 64 bits, in the same forms.
  func number(_ key: String) throws(JSONTypeError) -> UInt64 {
    let value = try value(key)
    guard let number = UInt64(exactly: try value.word()) else {
      throw value.invalid("The number does not fit 64 bits.")
    }
    return number
  }
}

extension JSONValue {
  func hexBytes() throws(JSONTypeError) -> [UInt8] {
    let text = try requireString()
    do { return try Hex.decode(text) } catch { throw invalid(error.description) }
  }

  /// A 256-bit number: a decimal string, 0x hex, or a JSON integer of any size.
  func word() throws(JSONTypeError) -> UInt256 {
    guard let text = string else {
      if let number, number.lexeme.hasPrefix("-") {
        throw invalid("The number \(number.lexeme) has a sign; words have none.")
      }
      return try integer(as: UInt256.self)
    }
    do { return try UInt256(decimalOrHex: text) } catch { throw invalid(error.description) }
  }
}
