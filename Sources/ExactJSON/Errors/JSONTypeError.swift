/// A value of a JSON text that is not what the reader asked for; the text itself is sound.
public enum JSONTypeError: Error, Hashable, Sendable {
  case wrongKind(expected: String, found: JSONValue.Kind, at: JSONLocation)
  /// An object lacks a member.
  case missingKey(String, at: JSONLocation)
  /// An object has a member that nobody asked for.
  case unknownKey(String, known: [String], at: JSONLocation)
  /// An array has fewer elements than are read.
  case missingElement(index: Int, at: JSONLocation)
  case number(JSONNumberError, at: JSONLocation)
  /// Somebody asked for a binary floating-point number, in which most decimals are not exact.
  case inexactType(String, at: JSONLocation)
  /// A value of the right kind with the wrong content, in the words of who read it.
  case invalid(reason: String, at: JSONLocation)
}

extension JSONTypeError {
  /// Where the value is.
  public var location: JSONLocation {
    switch self {
    case .wrongKind(_, _, let location), .missingKey(_, let location),
      .unknownKey(_, _, let location), .missingElement(_, let location),
      .number(_, let location), .inexactType(_, let location), .invalid(_, let location):
      location
    }
  }
}

extension JSONTypeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .wrongKind(let expected, let found, let location):
      "Expected \(expected) at \(location), found \(found)."
    case .missingKey(let key, let location):
      "The object at \(location) has no key \(quoted(key)); add it."
    case .unknownKey(let key, let known, let location):
      "The key \(quoted(key)) at \(location) is unknown; the keys known here are "
        + "\(known.map(quoted).joined(separator: ", "))."
    case .missingElement(let index, let location):
      "The array at \(location) has no element \(index)."
    case .number(let error, let location):
      "The number at \(location) cannot be read: \(error)"
    case .inexactType(let type, let location):
      "The number at \(location) is not read into \(type), which would round it; "
        + "read an integer or the number as written."
    case .invalid(let reason, let location):
      "The value at \(location) cannot be read: \(reason)"
    }
  }
}
