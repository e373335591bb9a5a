import EVMPrimitives

/// Why a text is not a type or a signature of the Solidity ABI. Offsets count UTF-8 bytes.
public enum ABITypeError: Error, Hashable, Sendable {
  /// A number that its place in a type does not allow, and the rule.
  case number(Int, String)
  /// A number in a type that is written with a leading zero or does not fit.
  case malformedNumber(String, offset: Int)
  /// A word that is no type.
  case unknownType(String, offset: Int)
  /// `()` as a type: Solidity has no empty struct.
  case emptyTuple(offset: Int)
  /// Something other than what has to come next.
  case unexpected(found: String, expected: String, offset: Int)
  /// The text ends too early.
  case ended(expected: String)
  /// Types inside one another beyond ``ABIType/depthLimit``.
  case tooDeep(limit: Int)
  /// A word that cannot stand where it does, such as `indexed` in a function.
  case misplacedWord(String, context: String, offset: Int)
  /// An event with more indexed parameters than a log has topics for.
  case tooManyIndexed(Int, limit: Int)
}

extension ABITypeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .number(let number, let rule): "\(number) cannot stand in a type. \(rule)"
    case .malformedNumber(let text, let offset):
      "The number \(quoted(text)) at offset \(offset) has a leading zero or is too large; write it plainly."
    case .unknownType(let name, let offset):
      "\(quoted(name)) at offset \(offset) is not a Solidity type; contracts are address, enums uint8, structs a list of types in parentheses."
    case .emptyTuple(let offset):
      "The parentheses at offset \(offset) are empty; a tuple has at least one type."
    case .unexpected(let found, let expected, let offset):
      "\(quoted(found)) at offset \(offset) is unexpected; \(expected) comes here."
    case .ended(let expected): "The text ends where \(expected) should come."
    case .tooDeep(let limit):
      "Types stand inside one another more than \(limit) deep; no contract needs that."
    case .misplacedWord(let word, let context, let offset):
      "The word \(quoted(word)) at offset \(offset) cannot stand in \(context)."
    case .tooManyIndexed(let count, let limit):
      "The event has \(count) indexed parameters, but a log has room for \(limit) beside its name."
    }
  }
}
