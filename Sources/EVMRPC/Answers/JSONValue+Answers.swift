import EVMPrimitives
import ExactJSON

// The scalars of the execution APIs as nodes write them: read tolerantly where nodes differ, never
// past 256 bits, and never null where a value is due.

extension JSONValue {
  /// A quantity: `0x` hex with or without leading zeros, a JSON integer, or decimal text.
  func quantity() throws(JSONTypeError) -> UInt256 {
    guard let text = string else { return try integer(as: UInt256.self) }
    guard text != "0x", text != "0X" else {
      throw invalid("\"0x\" is no quantity.")
    }
    do { return try UInt256(decimalOrHex: text) } catch { throw invalid(error.description) }
  }

  /// A quantity of at most 64 bits.
  func smallQuantity() throws(JSONTypeError) -> UInt64 {
    let word = try quantity()
    guard let number = UInt64(exactly: word) else {
      throw invalid("The number \(word) does not fit 64 bits.")
    }
    return number
  }

  /// Bytes: `0x` and an even number of hex digits, or none.
  func bytes() throws(JSONTypeError) -> [UInt8] {
    let text = try requireString()
    guard text.hasPrefix("0x") || text.hasPrefix("0X") else {
      throw invalid("Bytes begin with 0x.")
    }
    do { return try Hex.decode(text) } catch { throw invalid(error.description) }
  }

  /// A word of storage: `0x` and 64 hex digits, or fewer without leading zeros, as some nodes write
  /// it; `0x` alone is zero, as some say of a slot that was never written. Any other number of digits
  /// is a word that was cut.
  func word() throws(JSONTypeError) -> UInt256 {
    let text = try requireString()
    if text == "0x" || text == "0X" { return 0 }
    guard text.hasPrefix("0x") || text.hasPrefix("0X") else {
      throw invalid("A word begins with 0x.")
    }
    let digits = text.utf8.dropFirst(2)
    guard digits.count == 64 || digits.count == 1 || digits.first != UInt8(ascii: "0") else {
      throw invalid("A word has 64 digits, or none in front that is 0.")
    }
    do { return try UInt256(decimalOrHex: text) } catch { throw invalid(error.description) }
  }

  func hash() throws(JSONTypeError) -> Hash256 {
    let text = try requireString()
    do { return try Hash256(hex: text) } catch { throw invalid(error.description) }
  }

  /// An address in any case; nodes write small letters.
  func address() throws(JSONTypeError) -> Address {
    let text = try requireString()
    do { return try Address(hex: text) } catch { throw invalid(error.description) }
  }

  /// The member `key`, read; `nil` when it is missing or `null`.
  func optional<Value>(
    _ key: String, _ read: (JSONValue) throws(JSONTypeError) -> Value
  ) throws(JSONTypeError) -> Value? {
    guard let value = self[key], !value.isNull else { return nil }
    return try read(value)
  }

  /// All elements, read.
  func list<Element>(
    _ read: (JSONValue) throws(JSONTypeError) -> Element
  ) throws(JSONTypeError) -> [Element] {
    var list: [Element] = []
    for element in try requireElements() { list.append(try read(element)) }
    return list
  }
}
