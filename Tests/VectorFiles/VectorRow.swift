public import ExactJSON

/// One case of a vector file. Each reader throws with file and line when the field is missing or
/// is something else.
public struct VectorRow: Sendable, CustomStringConvertible {
  /// The whole row, for fields that the readers below do not cover.
  public let json: JSONValue
  private let path: String
  /// The row's line, counted from one.
  public let line: Int

  init(_ text: ArraySlice<UInt8>, path: String, line: Int) throws(VectorError) {
    if text.isEmpty { throw VectorError(path, "has a blank line \(line)") }
    do {
      json = try JSONDocument(parsing: text, limits: JSONLimits(depth: 2048), firstLine: line).root
    } catch {
      throw VectorError(path, "is not JSON lines: \(error)")
    }
    self.path = path
    self.line = line
    guard json.kind == .object else { throw problem("is not an object") }
  }

  public var description: String { "\(path):\(line)" }

  /// Whether the row has the field, be it `null`.
  public func has(_ field: String) -> Bool { json[field] != nil }

  public func string(_ field: String) throws(VectorError) -> String {
    guard let text = try value(field).string else { throw problem("'\(field)' is not a string") }
    return text
  }

  public func strings(_ field: String) throws(VectorError) -> [String] {
    guard let elements = try value(field).elements else {
      throw problem("'\(field)' is not an array")
    }
    var result: [String] = []
    for element in elements {
      guard let text = element.string else {
        throw problem("'\(field)' has an element that is not a string")
      }
      result.append(text)
    }
    return result
  }

  public func bool(_ field: String) throws(VectorError) -> Bool {
    guard let truth = try value(field).bool else { throw problem("'\(field)' is not a boolean") }
    return truth
  }

  /// An integer, written as a decimal string or as a JSON number.
  public func integer(_ field: String) throws(VectorError) -> Int {
    let value = try value(field)
    guard let text = value.string ?? value.number?.lexeme, let number = Int(text) else {
      throw problem("'\(field)' is not an integer")
    }
    return number
  }

  /// The bytes that a `0x` hex string spells.
  public func bytes(_ field: String) throws(VectorError) -> [UInt8] {
    let text = try string(field)
    let digits = Array(text.utf8.dropFirst(2))
    guard text.hasPrefix("0x"), digits.count.isMultiple(of: 2) else {
      throw problem("'\(field)' is not 0x hex of whole bytes")
    }
    var result: [UInt8] = []
    result.reserveCapacity(digits.count / 2)
    for position in stride(from: 0, to: digits.count, by: 2) {
      guard let high = Character(UnicodeScalar(digits[position])).hexDigitValue,
        let low = Character(UnicodeScalar(digits[position + 1])).hexDigitValue
      else { throw problem("'\(field)' is not hex") }
      result.append(UInt8(high << 4 | low))
    }
    return result
  }

  private func value(_ field: String) throws(VectorError) -> JSONValue {
    guard let value = json[field] else { throw problem("has no field '\(field)'") }
    return value
  }

  private func problem(_ text: String) -> VectorError {
    VectorError(path, "line \(line): \(text)")
  }
}
