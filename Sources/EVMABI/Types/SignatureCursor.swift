import EVMPrimitives

/// A place in a text that is read as a type or a signature, and the readers of its smallest parts.
struct SignatureCursor {
  private let utf8: [UInt8]
  private(set) var offset = 0
  /// How many types stand inside one another in the type, or the list of types, taken last.
  var typeHeight = 0

  init(_ text: some StringProtocol) { utf8 = Array(text.utf8) }

  /// The byte at the place; nil at the end.
  var next: UInt8? { offset < utf8.count ? utf8[offset] : nil }

  mutating func skipSpaces() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d {
      offset += 1
    }
  }

  /// Takes the character if it comes next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  /// Takes the character or throws what should have come.
  mutating func require(_ character: Unicode.Scalar) throws(ABITypeError) {
    guard take(character) else { throw unexpected("'\(character)'") }
  }

  /// Takes an identifier, or gives an empty text where none begins.
  mutating func identifier() -> String {
    let start = offset
    while let byte = next, byte.isIdentifier || (offset > start && byte.isDigit) { offset += 1 }
    return String(decoding: utf8[start..<offset], as: UTF8.self)
  }

  /// Takes decimal digits, or gives nil where none begin.
  mutating func number() throws(ABITypeError) -> Int? {
    let start = offset
    while let byte = next, byte.isDigit { offset += 1 }
    guard offset > start else { return nil }
    let text = String(decoding: utf8[start..<offset], as: UTF8.self)
    guard utf8[start] != UInt8(ascii: "0"), let number = Int(text) else {
      throw .malformedNumber(text, offset: start)
    }
    return number
  }

  /// Refuses what is left except spaces.
  mutating func requireEnd(expected: String = "the end") throws(ABITypeError) {
    skipSpaces()
    if next != nil { throw unexpected(expected) }
  }

  func unexpected(_ expected: String) -> ABITypeError {
    guard offset < utf8.count else { return .ended(expected: expected) }
    let rest = String(decoding: utf8[offset..<min(offset + 12, utf8.count)], as: UTF8.self)
    return .unexpected(found: String(rest.prefix(8)), expected: expected, offset: offset)
  }

  /// The place moved back to `offset`, for an error that names it.
  mutating func rewind(to offset: Int) { self.offset = offset }
}

extension UInt8 {
  var isDigit: Bool { self &- 0x30 < 10 }
  /// A letter, `_` or `$`.
  var isIdentifier: Bool { (self | 0x20) &- 0x61 < 26 || self == 0x5f || self == 0x24 }
}

extension String {
  /// Whether the text is an identifier of Solidity: letters, digits, `_` and `$`, no digit first.
  var isIdentifier: Bool {
    var cursor = SignatureCursor(self)
    return !isEmpty && cursor.identifier().utf8.count == utf8.count
  }
}
