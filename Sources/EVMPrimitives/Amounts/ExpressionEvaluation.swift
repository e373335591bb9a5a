/// One pass over the pieces of a calculation, computing as it goes.
struct ExpressionEvaluation {
  /// Prefixes and parentheses inside each other; each level costs a few stack frames.
  private static let depthLimit = 100
  /// A prefix binds stronger than a product and weaker than a power: -2**2 is -(2**2).
  private static let prefixStrength = 7

  private let tokens: [ExpressionToken]
  private let mode: WordExpression.Mode
  private var position = 0
  private var depth = 0

  init(tokens: [ExpressionToken], mode: WordExpression.Mode) {
    self.tokens = tokens
    self.mode = mode
  }

  private var token: ExpressionToken { tokens[position] }

  mutating func result() throws(ExpressionError) -> UInt256 {
    let value = try operand(boundBy: 0)
    guard token.kind == .end else { throw .unexpected(token.text, offset: token.offset) }
    return value
  }

  /// The value up to the first operator that binds no stronger than `strength`.
  private mutating func operand(boundBy strength: Int) throws(ExpressionError) -> UInt256 {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw .tooDeep(offset: token.offset, limit: Self.depthLimit)
    }
    var left = try prefixed()
    while case .operator(let symbol) = token.kind, symbol.strength > strength {
      let offset = token.offset
      position += 1
      // A power is taken from the right: 2**3**2 is 2**9.
      let right = try operand(boundBy: symbol == .power ? symbol.strength - 1 : symbol.strength)
      do { left = try apply(symbol, left, right) } catch {
        throw .arithmetic(error, offset: offset)
      }
    }
    return left
  }

  private mutating func prefixed() throws(ExpressionError) -> UInt256 {
    let token = token
    switch token.kind {
    case .number(let value):
      position += 1
      return value
    case .not:
      position += 1
      return ~(try operand(boundBy: Self.prefixStrength))
    case .operator(.subtract):
      position += 1
      let value = try operand(boundBy: Self.prefixStrength)
      if mode == .checked, !value.isZero { throw .arithmetic(.belowZero, offset: token.offset) }
      return UInt256.zero &- value
    case .open:
      position += 1
      let value = try operand(boundBy: 0)
      try close(openedAt: token.offset)
      return value
    case .function(let function):
      position += 1
      return try call(function, at: token.offset)
    case .operator, .close, .comma:
      throw .missingOperand(found: token.text, offset: token.offset)
    case .end:
      throw .missingOperand(found: nil, offset: token.offset)
    }
  }

  private mutating func close(openedAt offset: Int) throws(ExpressionError) {
    switch token.kind {
    case .close: position += 1
    case .end: throw .unclosedParenthesis(offset: offset)
    default: throw .unexpected(token.text, offset: token.offset)
    }
  }

  private mutating func call(
    _ function: ExpressionFunction, at offset: Int
  ) throws(ExpressionError) -> UInt256 {
    let opening = token
    guard opening.kind == .open else {
      throw .missingOperand(
        found: opening.kind == .end ? nil : opening.text, offset: opening.offset)
    }
    position += 1
    var arguments = [try operand(boundBy: 0)]
    while token.kind == .comma {
      position += 1
      arguments.append(try operand(boundBy: 0))
    }
    try close(openedAt: opening.offset)
    guard arguments.count == function.argumentCount else {
      throw .argumentCount(
        function: function.rawValue, expected: function.argumentCount, found: arguments.count,
        offset: offset)
    }
    switch function {
    case .sqrt: return arguments[0].squareRoot()
    case .min: return Swift.min(arguments[0], arguments[1])
    case .max: return Swift.max(arguments[0], arguments[1])
    case .addmod, .mulmod:
      if mode == .checked, arguments[2].isZero {
        throw .arithmetic(.divisionByZero(.remainder), offset: offset)
      }
      return function == .addmod
        ? arguments[0].adding(arguments[1], modulo: arguments[2])
        : arguments[0].multiplied(by: arguments[1], modulo: arguments[2])
    }
  }

  private func apply(
    _ symbol: ExpressionOperator, _ left: UInt256, _ right: UInt256
  ) throws(ArithmeticError) -> UInt256 {
    let checked = mode == .checked
    return switch symbol {
    case .add: checked ? try left.adding(right) : left &+ right
    case .subtract: checked ? try left.subtracting(right) : left &- right
    case .multiply: checked ? try left.multiplied(by: right) : left &* right
    case .divide: checked ? try left.divided(by: right) : left.evmDiv(right)
    case .remainder: checked ? try left.remainder(dividingBy: right) : left.evmMod(right)
    case .power: checked ? try left.raised(to: right) : left.wrappingPower(right)
    case .leftShift: checked ? try left.shifted(left: right) : left.shl(right)
    case .rightShift: left.shr(right)
    case .and: left & right
    case .xor: left ^ right
    case .or: left | right
    }
  }
}
