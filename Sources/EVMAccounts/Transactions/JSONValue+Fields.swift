import EVMPrimitives
import ExactJSON

// The fields of a transaction's JSON; every error names the place.

extension JSONValue {
  /// A number of at most 256 bits: a decimal string, `0x` hex, or a JSON integer.
  func word() throws(JSONTypeError) -> UInt256 {
    guard let text = string else {
      if let number, number.lexeme.hasPrefix("-") {
        throw invalid("The number \(number.lexeme) has a sign; a transaction's numbers have none.")
      }
      return try integer(as: UInt256.self)
    }
    do { return try UInt256(decimalOrHex: text) } catch { throw invalid(error.description) }
  }

  /// A number of at most 64 bits, in the same forms.
  func number() throws(JSONTypeError) -> UInt64 {
    let word = try word()
    guard let number = UInt64(exactly: word) else {
      throw invalid("The number \(word) does not fit 64 bits.")
    }
    return number
  }

  func hex() throws(JSONTypeError) -> [UInt8] {
    let text = try requireString()
    do { return try Hex.decode(text) } catch { throw invalid(error.description) }
  }

  /// An address; mixed case must be its EIP-55 form.
  func address() throws(JSONTypeError) -> Address {
    let text = try requireString()
    do { return try Address(parsing: text) } catch { throw invalid(error.description) }
  }

  func fixed<Value: FixedBytes>() throws(JSONTypeError) -> Value {
    let text = try requireString()
    do { return try Value(hex: text) } catch { throw invalid(error.description) }
  }

  /// Who is called: `nil` when `to` is missing, `null` or `0x`.
  func recipient() throws(JSONTypeError) -> Address? {
    guard let value = self["to"], !value.isNull else { return nil }
    switch value.string {
    case "0x": return nil
    case "":
      throw value.invalid(
        "The recipient is an empty text; name an address, or leave it out to create a contract.")
    default: return try value.address()
    }
  }

  func list<Element>(
    _ read: (JSONValue) throws(JSONTypeError) -> Element
  ) throws(JSONTypeError) -> [Element] {
    var list: [Element] = []
    for element in try requireElements() { list.append(try read(element)) }
    return list
  }

  func accessList() throws(JSONTypeError) -> [AccessListEntry] {
    try list { (entry) throws(JSONTypeError) in
      try entry.requireKeys(known: ["address", "storageKeys"])
      return AccessListEntry(
        address: try entry.require("address").address(),
        storageKeys: try entry.require("storageKeys").list { (key) throws(JSONTypeError) in
          try key.fixed()
        })
    }
  }

  func authorization() throws(JSONTypeError) -> SignedAuthorization {
    try requireKeys(known: ["chainId", "address", "nonce", "yParity", "r", "s"])
    let parity = try require("yParity")
    guard let yParity = UInt8(exactly: try parity.word()) else {
      throw parity.invalid("A y parity is 0 or 1.")
    }
    return SignedAuthorization(
      Authorization(
        chainID: try require("chainId").word(), address: try require("address").address(),
        nonce: try require("nonce").number()),
      yParity: yParity, r: try require("r").word(), s: try require("s").word())
  }

  /// The member named `key`, read; `nil` when it is missing or `null`.
  func optional<Value>(
    _ key: String, _ read: (JSONValue) throws(JSONTypeError) -> Value
  ) throws(JSONTypeError) -> Value? {
    guard let value = self[key], !value.isNull else { return nil }
    return try read(value)
  }

  /// The value of two keys that mean the same; when both are there they must agree.
  func agreeing<Value: Equatable>(
    _ key: String, _ other: String, _ read: (JSONValue) throws(JSONTypeError) -> Value
  ) throws(JSONTypeError) -> Value? {
    let value = try optional(key, read)
    guard let member = self[other], !member.isNull else { return value }
    let second = try read(member)
    if let value, value != second {
      throw member.invalid("\(key) and \(other) mean the same, but differ; keep one of them.")
    }
    return second
  }
}
