import EVMPrimitives
import ExactJSON

// The numbers and bytes of genesis files and state tests, in all the forms in which these write them.
extension JSONValue {
  /// A number, however large: a hex or decimal string, or a JSON integer; `nil` when it has more than
  /// 256 bits. State tests write some such, with `0x:bigint ` in front.
  func anyWord() throws(JSONTypeError) -> UInt256? {
    guard var text = string ?? number?.lexeme else { throw wrongKind(.string) }
    if text.hasPrefix("0x:bigint ") { text.removeFirst("0x:bigint ".count) }
    if text == "0x" || text.isEmpty { return .zero }
    do { return try UInt256(decimalOrHex: text) } catch {
      if case .tooLarge = error { return nil }
      throw invalid(error.description)
    }
  }

  /// A number of at most 256 bits.
  func limitedWord() throws(JSONTypeError) -> UInt256 {
    guard let word = try anyWord() else { throw invalid("The number does not fit 256 bits.") }
    return word
  }

  /// A number of at most 64 bits.
  func limitedNumber() throws(JSONTypeError) -> UInt64 {
    guard let word = try anyWord(), let number = UInt64(exactly: word) else {
      throw invalid("The number does not fit 64 bits.")
    }
    return number
  }

  /// Bytes in hex, with or without `0x`.
  func hexBytes() throws(JSONTypeError) -> [UInt8] {
    let text = try requireString()
    do { return try Hex.decode(text) } catch { throw invalid(error.description) }
  }

  /// A value of a fixed number of bytes in hex, with or without `0x`.
  func fixedBytes<Value: FixedBytes>() throws(JSONTypeError) -> Value {
    let text = try requireString()
    do { return try Value(hex: text) } catch { throw invalid(error.description) }
  }

  /// The elements of an array, read.
  func elements<Element>(
    _ read: (JSONValue) throws(JSONTypeError) -> Element
  ) throws(JSONTypeError) -> [Element] {
    var list: [Element] = []
    for element in try requireElements() { list.append(try read(element)) }
    return list
  }

  /// The member of a name, unless it is missing or `null`.
  func present(_ key: String) -> JSONValue? {
    guard let value = self[key], !value.isNull else { return nil }
    return value
  }
}
