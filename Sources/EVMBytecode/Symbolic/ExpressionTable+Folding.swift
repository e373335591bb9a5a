import EVMPrimitives

extension ExpressionTable {
  /// The value of an instruction with one operand.
  mutating func unary(_ opcode: Opcode, _ a: Expression) -> Expression {
    if let value = value(a) {
      switch opcode {
      case .isZero: return constant(value.isZero ? UInt256.one : .zero)
      case .not: return constant(~value)
      case .clz: return constant(UInt256(UInt64(value.leadingZeroBitCount)))
      default: break
      }
    }
    // ISZERO(ISZERO(ISZERO(x))) is ISZERO(x).
    if opcode == .isZero, isOp(a, .isZero) {
      let (inner, _) = operands(a)
      if isOp(inner, .isZero) { return inner }
    }
    return make(Operator(opcode), a.index)
  }

  /// The value of an instruction with two operands, the one on top of the stack first.
  mutating func binary(_ opcode: Opcode, _ a: Expression, _ b: Expression) -> Expression {
    let (x, y) = (value(a), value(b))
    if let x, let y, let folded = Self.folded(opcode, x, y) { return constant(folded) }
    switch opcode {
    case .add:
      if let x, x.isZero { return b }
      if let y, y.isZero { return a }
      // A constant goes to the front: ADD(c, x), and constants are added up.
      let (left, right) = y == nil ? (a, b) : (b, a)
      if let sum = value(left) {
        if isOp(right, .add) {
          let (inner, rest) = operands(right)
          if let more = value(inner) {
            let total = sum &+ more
            return total.isZero ? rest : make(Operator(.add), constant(total).index, rest.index)
          }
        }
        return make(Operator(.add), left.index, right.index)
      }
      // A constant inside either operand is brought to the front.
      if let sum = sumWithConstant(of: a, b) ?? sumWithConstant(of: b, a) { return sum }
      let (low, high) = a.index < b.index ? (a, b) : (b, a)
      return make(Operator(.add), low.index, high.index)
    case .sub:
      if let y {
        return y.isZero ? a : binary(.add, constant(UInt256.zero &- y), a)
      }
      if a == b { return constant(UInt256.zero) }
      // (x + c) - x, and (c + x) - (d + x), which allocators and decoders make.
      let (left, right) = (linear(a), linear(b))
      if left.rest == right.rest { return constant(left.constant &- right.constant) }
      // (x + y + c) - (y + d), the length of something behind a free-memory pointer.
      if let sum = left.rest, let part = right.rest, isOp(sum, .add) {
        let (first, second) = operands(sum)
        if first == part || second == part {
          return binary(
            .add, constant(left.constant &- right.constant), first == part ? second : first)
        }
      }
    case .mul:
      if let x {
        if x.isZero { return a }
        if x == UInt256.one { return b }
        return make(Operator(.mul), a.index, b.index)
      }
      if let y {
        if y.isZero { return b }
        if y == UInt256.one { return a }
        return make(Operator(.mul), b.index, a.index)
      }
      let (low, high) = a.index < b.index ? (a, b) : (b, a)
      return make(Operator(.mul), low.index, high.index)
    case .div:
      if let y, y == UInt256.one { return a }
    case .and:
      if x == .max { return b }
      if y == .max { return a }
      if let x, x.isZero { return a }
      if let y, y.isZero { return b }
      if a == b { return a }
      // The mask goes to the front, and masks are joined.
      let (mask, rest) = y == nil ? (a, b) : (b, a)
      if let bits = value(mask) {
        if isOp(rest, .and) {
          let (inner, innermost) = operands(rest)
          if let more = value(inner) {
            let joined = constant(bits & more)
            return bits & more == .zero
              ? joined : make(Operator(.and), joined.index, innermost.index)
          }
        }
        return make(Operator(.and), mask.index, rest.index)
      }
      let (low, high) = a.index < b.index ? (a, b) : (b, a)
      return make(Operator(.and), low.index, high.index)
    case .or:
      if let x, x.isZero { return b }
      if let y, y.isZero { return a }
      if a == b { return a }
      let (first, second) = y == nil && (x != nil || a.index < b.index) ? (a, b) : (b, a)
      return make(Operator(.or), first.index, second.index)
    case .xor:
      if let x, x.isZero { return b }
      if let y, y.isZero { return a }
      if a == b { return constant(UInt256.zero) }
      let (first, second) = y == nil && (x != nil || a.index < b.index) ? (a, b) : (b, a)
      return make(Operator(.xor), first.index, second.index)
    case .eq:
      if a == b { return constant(UInt256.one) }
      let (first, second) = y == nil && (x != nil || a.index < b.index) ? (a, b) : (b, a)
      return make(Operator(.eq), first.index, second.index)
    case .shl, .shr, .sar:
      if let x, x.isZero { return b }
      // Nothing is left of what a mask has kept below.
      if opcode == .shr, let x, let bits = Int(exactly: x), bits < 256, isOp(b, .and),
        let kept = value(operands(b).0), kept.significantBitCount <= bits
      {
        return constant(UInt256.zero)
      }
    default: break
    }
    return make(Operator(opcode), a.index, b.index)
  }

  /// The sum of two values with the constant inside the first at the front; nil if there is none.
  private mutating func sumWithConstant(of outer: Expression, _ other: Expression) -> Expression? {
    guard isOp(outer, .add) else { return nil }
    let (inner, rest) = operands(outer)
    guard value(inner) != nil else { return nil }
    return binary(.add, inner, binary(.add, rest, other))
  }

  /// A value as a constant and what is added to it; nil for nothing.
  func linear(_ expression: Expression) -> (constant: UInt256, rest: Expression?) {
    if let value = value(expression) { return (value, nil) }
    if isOp(expression, .add) {
      let (first, second) = operands(expression)
      if let value = value(first) { return (value, second) }
    }
    return (.zero, expression)
  }

  /// The number that an instruction of two operands makes of two numbers; nil for other instructions.
  private static func folded(_ opcode: Opcode, _ x: UInt256, _ y: UInt256) -> UInt256? {
    switch opcode {
    case .add: x &+ y
    case .mul: x &* y
    case .sub: x &- y
    case .div: x.evmDiv(y)
    case .sdiv: x.sdiv(y)
    case .mod: x.evmMod(y)
    case .smod: x.smod(y)
    case .exp: x.wrappingPower(y)
    case .signExtend: y.signExtended(fromByte: x)
    case .lt: x < y ? .one : .zero
    case .gt: x > y ? .one : .zero
    case .slt: x.isSignedLess(than: y) ? .one : .zero
    case .sgt: y.isSignedLess(than: x) ? .one : .zero
    case .eq: x == y ? .one : .zero
    case .and: x & y
    case .or: x | y
    case .xor: x ^ y
    case .byte: y.byte(at: x)
    case .shl: y.shl(x)
    case .shr: y.shr(x)
    case .sar: y.sar(x)
    default: nil
    }
  }
}
