/// Why a byte string is not a JSON text that Chequer reads.
///
/// The grammar is RFC 8259's. On purpose stricter than most readers: duplicate keys, lone surrogate
/// escapes, a byte order mark and nesting past a limit are refused.
public enum JSONError: Error, Hashable, Sendable {
  /// There is nothing but white space, where one value must be.
  case emptyDocument
  /// More bytes than the limit allows.
  case documentTooLarge(byteCount: Int, limit: Int)
  /// The text starts with U+FEFF in UTF-8, UTF-16 or UTF-32.
  case byteOrderMark(encoding: String)
  /// The text ends where `expected` must come.
  case unexpectedEnd(expected: String, at: JSONPlace)
  /// A byte that cannot stand here, where `expected` must come.
  case unexpectedByte(UInt8, expected: String, at: JSONPlace)
  /// Something follows the document's one value.
  case trailingContent(at: JSONPlace)
  /// A string without its closing quote; `at` is the opening one.
  case unterminatedString(at: JSONPlace)
  /// A byte below 0x20 inside a string, which must be written as an escape.
  case controlCharacter(UInt8, at: JSONPlace)
  /// Bytes that are no UTF-8: stray, cut or overlong sequences, surrogates, above U+10FFFF.
  case invalidUTF8(at: JSONPlace)
  /// A backslash followed by something that is no escape of JSON.
  case invalidEscape(at: JSONPlace)
  /// A `\u` escape of half a surrogate pair without its other half.
  case loneSurrogate(UInt16, at: JSONPlace)
  /// A number with a zero in front of its digits, such as `007`.
  case leadingZero(at: JSONPlace)
  /// Two members of one object with the same name, escapes resolved; `first` is the earlier key.
  case duplicateKey(String, at: JSONPlace, first: JSONPlace)
  /// An array or object inside `limit` others.
  case nestingTooDeep(limit: Int, at: JSONPlace)
}

extension JSONError {
  /// Where it happened; `nil` for what concerns the whole text.
  public var place: JSONPlace? {
    switch self {
    case .emptyDocument, .documentTooLarge, .byteOrderMark: nil
    case .unexpectedEnd(_, let place), .unexpectedByte(_, _, let place),
      .trailingContent(let place), .unterminatedString(let place),
      .controlCharacter(_, let place), .invalidUTF8(let place), .invalidEscape(let place),
      .loneSurrogate(_, let place), .leadingZero(let place), .duplicateKey(_, let place, _),
      .nestingTooDeep(_, let place):
      place
    }
  }
}

extension JSONError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .emptyDocument:
      "The JSON text is empty; it must hold one value."
    case .documentTooLarge(let byteCount, let limit):
      "The JSON text has \(byteCount) bytes, more than the \(limit) allowed; split it."
    case .byteOrderMark(let encoding):
      "The JSON text starts with a byte order mark (\(encoding)); save it as UTF-8 without one."
    case .unexpectedEnd(let expected, let place):
      "The JSON text ends at \(place), where \(expected) must come; it may have been cut short."
    case .unexpectedByte(let byte, let expected, let place):
      "Found \(shown(byte)) at \(place) of the JSON text, where \(expected) must come."
    case .trailingContent(let place):
      "Something follows the JSON value at \(place); a JSON text is one value."
    case .unterminatedString(let place):
      "The string that starts at \(place) of the JSON text has no closing quote."
    case .controlCharacter(let byte, let place):
      "A string holds the control character \(shown(byte)) at \(place); write it as an escape."
    case .invalidUTF8(let place):
      "The bytes at \(place) of the JSON text are not UTF-8; save it as UTF-8."
    case .invalidEscape(let place):
      "The escape at \(place) is not one of JSON (\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX)."
    case .loneSurrogate(let unit, let place):
      "The escape \\u\(String(unit, radix: 16)) at \(place) is half of a surrogate pair; "
        + "write both halves."
    case .leadingZero(let place):
      "The number at \(place) of the JSON text starts with a needless zero; leave it out."
    case .duplicateKey(let key, let place, let first):
      "The key \(quoted(key)) at \(place) was already given at \(first); keep one of them."
    case .nestingTooDeep(let limit, let place):
      "Arrays and objects are nested more than \(limit) deep at \(place) of the JSON text."
    }
  }
}

/// A byte as an error shows it: a visible ASCII character in quotes, anything else as its number.
func shown(_ byte: UInt8) -> String {
  if byte > 0x20, byte < 0x7f { return "'\(Character(UnicodeScalar(byte)))'" }
  let digits = String(byte, radix: 16)
  return "byte 0x" + (digits.count < 2 ? "0" : "") + digits
}

/// Somebody's text as an error shows it: in quotes, invisible and non-ASCII spaces and controls as
/// their code points, cut after 40 scalars.
func quoted(_ text: String) -> String {
  var result = "'"
  for (index, scalar) in text.unicodeScalars.enumerated() {
    if index == 40 { return result + "...'" }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      result += "{U+" + String(scalar.value, radix: 16, uppercase: true) + "}"
    case .spaceSeparator where scalar != " ":
      result += "{U+" + String(scalar.value, radix: 16, uppercase: true) + "}"
    default:
      result.unicodeScalars.append(scalar)
    }
  }
  return result + "'"
}
