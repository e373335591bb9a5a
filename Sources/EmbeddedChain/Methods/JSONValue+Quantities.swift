import EVMPrimitives
import ExactJSON

// The scalars of the execution APIs, "Hex value encoding".

extension JSONValue {
  /// A quantity: `0x` and hex digits without leading zeros.
  func rpcWord() throws(JSONTypeError) -> UInt256 {
    let text = try requireString()
    do {
      let word = try UInt256(quantity: text)
      guard text.utf8.count == 3 || text.utf8.dropFirst(2).first != UInt8(ascii: "0") else {
        throw invalid("hex number with leading zero digits; write \(word.quantity).")
      }
      return word
    } catch let error as JSONTypeError {
      throw error
    } catch { throw invalid("\(error)") }
  }

  /// A quantity of at most 64 bits.
  func rpcNumber() throws(JSONTypeError) -> UInt64 {
    let word = try rpcWord()
    guard let number = UInt64(exactly: word) else {
      throw invalid("hex number > 64 bits.")
    }
    return number
  }

  /// A number in any form: `0x` hex, decimal text or a JSON integer.
  func looseWord() throws(JSONTypeError) -> UInt256 {
    guard let text = string else { return try integer(as: UInt256.self) }
    do { return try UInt256(decimalOrHex: text) } catch { throw invalid(error.description) }
  }

  func looseNumber() throws(JSONTypeError) -> UInt64 {
    let word = try looseWord()
    guard let number = UInt64(exactly: word) else {
      throw invalid("The number \(word) does not fit 64 bits.")
    }
    return number
  }

  /// A slot of storage: hex digits, 64 at most, with or without leading zeros.
  func rpcSlot() throws(JSONTypeError) -> UInt256 {
    let text = try requireString()
    do { return try UInt256(quantity: text) } catch { throw invalid(error.description) }
  }

  func rpcBytes() throws(JSONTypeError) -> [UInt8] {
    let text = try requireString()
    guard text.hasPrefix("0x") || text.hasPrefix("0X") else {
      throw invalid("hex string without 0x prefix.")
    }
    do { return try Hex.decode(text) } catch { throw invalid(error.description) }
  }

  func rpcHash() throws(JSONTypeError) -> Hash256 {
    let text = try requireString()
    do { return try Hash256(hex: text) } catch { throw invalid(error.description) }
  }

  /// An address; letters of any case, as nodes take them.
  func rpcAddress() throws(JSONTypeError) -> Address {
    let text = try requireString()
    guard text.hasPrefix("0x") || text.hasPrefix("0X") else {
      throw invalid("hex string without 0x prefix.")
    }
    do { return try Address(hex: text) } catch { throw invalid(error.description) }
  }

  /// The member named `key`, read; `nil` when it is missing or `null`.
  func member<Value>(
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

extension JSON {
  static func quantity(_ value: some FixedWidthInteger & UnsignedInteger) -> JSON {
    .string("0x" + String(value, radix: 16))
  }

  static func quantity(_ value: UInt256) -> JSON { .string(value.quantity) }

  static func hex(_ bytes: [UInt8]) -> JSON { .string(Hex.encode(bytes)) }

  static func hex(_ value: some FixedBytes) -> JSON { .string(value.hex) }
}
