/// A piece of a calculation and where it stands.
struct ExpressionToken: Sendable {
  enum Kind: Hashable, Sendable {
    case number(UInt256)
    case function(ExpressionFunction)
    case `operator`(ExpressionOperator)
    case not, open, close, comma
    case end
  }

  var kind: Kind
  /// As it was written.
  var text: String
  var offset: Int

  /// The pieces of `text` and an ``Kind/end`` after them.
  static func tokens(of text: String) throws(ExpressionError) -> [ExpressionToken] {
    let utf8 = Array(text.utf8)
    var tokens: [ExpressionToken] = []
    var position = 0
    while position < utf8.count {
      let byte = utf8[position]
      if byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d {
        position += 1
        continue
      }
      let (kind, length) = try token(at: position, of: utf8, text)
      let end = position + length
      tokens.append(
        ExpressionToken(
          kind: kind, text: String(decoding: utf8[position..<end], as: UTF8.self),
          offset: position))
      position = end
    }
    tokens.append(ExpressionToken(kind: .end, text: "", offset: utf8.count))
    return tokens
  }

  private static func token(
    at position: Int, of utf8: [UInt8], _ text: String
  ) throws(ExpressionError) -> (Kind, length: Int) {
    let byte = utf8[position]
    switch byte {
    case UInt8(ascii: "("): return (.open, 1)
    case UInt8(ascii: ")"): return (.close, 1)
    case UInt8(ascii: ","): return (.comma, 1)
    case UInt8(ascii: "~"): return (.not, 1)
    default: break
    }
    for candidate in ExpressionOperator.longestFirst
    where utf8[position...].starts(with: candidate.rawValue.utf8) {
      return (.operator(candidate), candidate.rawValue.utf8.count)
    }
    if Denomination.isSymbolStart(byte) {
      let end = utf8[position...].firstIndex { !Denomination.isSymbolPart($0) } ?? utf8.count
      let name = String(decoding: utf8[position..<end], as: UTF8.self)
      guard let function = ExpressionFunction(rawValue: name) else {
        throw .unknownFunction(name, offset: position)
      }
      return (.function(function), end - position)
    }
    guard byte &- UInt8(ascii: "0") < 10 else {
      throw .unexpectedCharacter(character(of: text, atByte: position), offset: position)
    }
    let end = utf8[position...].firstIndex { !Denomination.isSymbolPart($0) } ?? utf8.count
    let number = String(decoding: utf8[position..<end], as: UTF8.self)
    return (.number(try value(of: number, at: position)), end - position)
  }

  private static func value(
    of number: String, at offset: Int
  ) throws(ExpressionError) -> UInt256 {
    if number.hasPrefix("0x") || number.hasPrefix("0X") {
      do { return try UInt256(quantity: number) } catch {
        throw .hexNumber(error, offset: offset)
      }
    }
    do { return try TokenAmount(parsing: number, in: .wei).smallestUnits } catch {
      throw .number(error, offset: offset)
    }
  }
}

/// A binary operator as it is written.
enum ExpressionOperator: String, CaseIterable, Hashable, Sendable {
  case power = "**"
  case leftShift = "<<"
  case rightShift = ">>"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
  case add = "+"
  case subtract = "-"
  case and = "&"
  case xor = "^"
  case or = "|"

  static let longestFirst = allCases.sorted { $0.rawValue.count > $1.rawValue.count }

  /// How strongly it binds; a stronger operator is done first.
  var strength: Int {
    switch self {
    case .or: 1
    case .xor: 2
    case .and: 3
    case .leftShift, .rightShift: 4
    case .add, .subtract: 5
    case .multiply, .divide, .remainder: 6
    case .power: 8
    }
  }
}

/// A function by its name.
enum ExpressionFunction: String, CaseIterable, Hashable, Sendable {
  case sqrt, min, max, addmod, mulmod

  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  var argumentCount: Int {
    switch self {
    case .sqrt: 1
    case .min, .max: 2
    case .addmod, .mulmod: 3
    }
  }
}
