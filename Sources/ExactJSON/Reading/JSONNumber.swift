/// A number exactly as a JSON text writes it.
///
/// Two numbers are equal when they are written alike: `1.0` is not `1`.
public struct JSONNumber: Hashable, Sendable {
  /// The characters of the number: `-12`, `1.50`, `1e18`.
  public let lexeme: String

  init(checked lexeme: String) { self.lexeme = lexeme }

  /// The number that `lexeme` writes; `nil` unless it is a number of RFC 8259, section 6.
  public init?(_ lexeme: String) {
    guard let root = try? JSONDocument(parsing: lexeme).root, let number = root.number,
      number.lexeme == lexeme
    else { return nil }
    self = number
  }

  /// The number that writes `value` in decimal.
  public init(_ value: some FixedWidthInteger) { lexeme = String(value) }

  /// Whether it is written without fraction and exponent.
  public var isInteger: Bool {
    lexeme.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0 &- 0x30 < 10 }
  }

  /// The exact integer.
  ///
  /// - Parameter exponents: Whether `1e18` and `2.50e2` are taken for the integers they are; not
  ///   by default, since no exact writer writes integers so.
  /// - Throws: ``JSONNumberError`` when it is no integer, or none that `Integer` holds.
  public func integer<Integer: FixedWidthInteger>(
    as type: Integer.Type = Integer.self, exponents: ExponentRule = .refuse
  ) throws(JSONNumberError) -> Integer {
    let characters = Array(lexeme.utf8)
    return try exactInteger(characters.span, exponents: exponents)
  }

  /// What to do with an integer that is written with an exponent or a fraction of zeros.
  public enum ExponentRule: Hashable, Sendable { case refuse, resolve }
}

extension JSONNumber: CustomStringConvertible, LosslessStringConvertible {
  public var description: String { lexeme }
}

/// Why a number is not the integer that was asked for.
public enum JSONNumberError: Error, Hashable, Sendable {
  /// It has a fraction, or an exponent that was not asked for.
  case notAnInteger(lexeme: String)
  /// It is an integer beyond the range of `type`.
  case outOfRange(lexeme: String, type: String)
}

extension JSONNumberError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAnInteger(let lexeme):
      "\(quoted(lexeme)) is not written as an integer; write all its digits, without '.' and 'e'."
    case .outOfRange(let lexeme, let type):
      "\(quoted(lexeme)) does not fit into \(type)."
    }
  }
}
