/// A calculation with 256-bit integers, written as people write it:
/// `(2**255 - 1) / 3 + 1.5btt`.
///
/// Operators, weakest first: `|`, `^` (exclusive or), `&`, `<<` and `>>`, `+` and `-`, `*` `/` `%`,
/// the prefixes `~` and `-`, `**` (power, from the right). Division rounds down. Numbers are decimal,
/// `0x` hex, or an amount with its unit, which counts in the smallest unit. Functions: `sqrt(x)`,
/// `min(a, b)`, `max(a, b)`, `addmod(a, b, m)`, `mulmod(a, b, m)`.
public struct WordExpression: Sendable {
  /// What happens to a result that does not fit.
  public enum Mode: Hashable, Sendable {
    /// Overflow, results below zero and division by zero are errors.
    case checked
    /// As the EVM has it: results are taken modulo 2^256, division by zero is zero.
    case wrapping
  }

  private let tokens: [ExpressionToken]

  /// Reads the text of a calculation.
  ///
  /// - Throws: ``ExpressionError`` when a piece of it is neither number, operator nor function.
  public init(parsing text: String) throws(ExpressionError) {
    tokens = try ExpressionToken.tokens(of: text)
  }

  /// The result.
  ///
  /// - Throws: ``ExpressionError`` with the place: an operand is missing, a parenthesis is open, or
  ///   a step has no exact result.
  public func evaluated(_ mode: Mode = .checked) throws(ExpressionError) -> UInt256 {
    var evaluation = ExpressionEvaluation(tokens: tokens, mode: mode)
    return try evaluation.result()
  }
}

/// Why a calculation has no result. Offsets count UTF-8 bytes from the start of the text.
public enum ExpressionError: Error, Hashable, Sendable {
  case unexpectedCharacter(Character, offset: Int)
  case number(AmountTextError, offset: Int)
  case hexNumber(QuantityError, offset: Int)
  case unknownFunction(String, offset: Int)
  /// An operand is due; `found` is what stands there, nothing at the end.
  case missingOperand(found: String?, offset: Int)
  /// An operator is due.
  case unexpected(String, offset: Int)
  case unclosedParenthesis(offset: Int)
  case argumentCount(function: String, expected: Int, found: Int, offset: Int)
  /// More parentheses and prefixes inside each other than `limit`.
  case tooDeep(offset: Int, limit: Int)
  case arithmetic(ArithmeticError, offset: Int)
}

extension ExpressionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unexpectedCharacter(let character, let offset):
      "Character \(quoted(character)) at offset \(offset) is neither a number nor an operator."
    case .number(let error, let offset): "In the number at offset \(offset): \(error)"
    case .hexNumber(let error, let offset): "In the number at offset \(offset): \(error)"
    case .unknownFunction(let name, let offset):
      "\(quoted(name)) at offset \(offset) is not a function; there are \(ExpressionFunction.names)."
    case .missingOperand(let found?, let offset):
      "A number is missing before \(quoted(found)) at offset \(offset)."
    case .missingOperand(nil, let offset): "A number is missing at the end, offset \(offset)."
    case .unexpected(let found, let offset):
      "\(quoted(found)) at offset \(offset) has no operator in front of it."
    case .unclosedParenthesis(let offset):
      "The parenthesis at offset \(offset) is not closed."
    case .argumentCount(let function, let expected, let found, let offset):
      "\(function) at offset \(offset) takes \(expected) argument\(expected == 1 ? "" : "s"), but \(found) \(found == 1 ? "was" : "were") given."
    case .tooDeep(let offset, let limit):
      "The calculation is nested deeper than \(limit) levels at offset \(offset)."
    case .arithmetic(let error, let offset): "At offset \(offset): \(error)"
    }
  }
}
