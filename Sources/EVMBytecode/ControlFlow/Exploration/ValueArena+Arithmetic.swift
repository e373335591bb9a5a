import EVMPrimitives

extension ValueArena {
  /// The result of an instruction with two operands, `a` being the top of the stack; of NOT and
  /// ISZERO with `b` zero.
  @inline(__always)
  mutating func binary(
    _ operation: Operation, _ a: AbstractValue, _ b: AbstractValue, at offset: Int
  ) -> AbstractValue {
    if a.isUnknown || b.isUnknown {
      return selection(operation, a, b, at: offset)
    }
    return compute(operation, a, b)
  }

  /// The result where one operand is unknown: what it can be when it has few values, else unknown.
  private mutating func selection(
    _ operation: Operation, _ a: AbstractValue, _ b: AbstractValue, at offset: Int
  ) -> AbstractValue {
    switch operation {
    case 0x06 where !b.isUnknown:  // MOD
      guard hasFewValues(modulus: b) else { return .unknown }
      return compute(operation, opaque(at: offset, in: state), b)
    case 0x16:  // AND
      let mask = a.isUnknown ? b : a
      guard let word = word(mask), word.nonzeroBitCount <= Self.maximumMaskBits else {
        return .unknown
      }
      return compute(operation, mask, opaque(at: offset, in: state))
    case 0x1c where !a.isUnknown:  // SHR
      guard let shift = a.small, shift >= 256 - UInt64(Self.maximumMaskBits) else {
        return .unknown
      }
      return compute(operation, a, opaque(at: offset, in: state))
    case 0x1a where !a.isUnknown:  // BYTE
      return compute(operation, a, opaque(at: offset, in: state))
    default: return .unknown
    }
  }

  private func hasFewValues(modulus: AbstractValue) -> Bool {
    guard let word = word(modulus) else { return true }
    return word <= UInt256(1 << Self.maximumMaskBits)
  }

  /// A mask of so many bits selects among at most 4,096 values.
  static let maximumMaskBits = 12

  mutating func compute(_ operation: Operation, _ a: AbstractValue, _ b: AbstractValue)
    -> AbstractValue
  {
    if let x = a.small, let y = b.small, let result = Self.small(operation, x, y) { return result }
    if let x = word(a), let y = word(b), let result = Self.evaluate(operation, x, y) {
      return constant(result)
    }
    // Adding nothing is common and would hide that a word is a slot's.
    if operation == 0x01 {
      if a == .zero { return b }
      if b == .zero { return a }
    }
    return node(operation, a, b)
  }

  /// Results below 2^62 of operands below 2^62, without 256-bit arithmetic.
  @inline(__always)
  private static func small(_ operation: Operation, _ x: UInt64, _ y: UInt64) -> AbstractValue? {
    switch operation {
    case 0x01: AbstractValue(small: x &+ y)
    case 0x03: x >= y ? AbstractValue(small: x &- y) : nil
    case 0x10: AbstractValue(small: x < y ? 1 : 0)
    case 0x11: AbstractValue(small: x > y ? 1 : 0)
    case 0x14: AbstractValue(small: x == y ? 1 : 0)
    case 0x15: AbstractValue(small: x == 0 ? 1 : 0)
    case 0x16: AbstractValue(small: x & y)
    case 0x17: AbstractValue(small: x | y)
    case 0x18: AbstractValue(small: x ^ y)
    case 0x1c: AbstractValue(small: x < 64 ? y &>> x : 0)
    default: nil
    }
  }

  /// The number that an instruction leaves; nil for instructions that are not followed.
  static func evaluate(_ operation: Operation, _ x: UInt256, _ y: UInt256) -> UInt256? {
    switch operation {
    case 0x01: x &+ y
    case 0x02: x &* y
    case 0x03: x &- y
    case 0x04: x.evmDiv(y)
    case 0x05: x.sdiv(y)
    case 0x06: x.evmMod(y)
    case 0x07: x.smod(y)
    case 0x0a: x.wrappingPower(y)
    case 0x0b: y.signExtended(fromByte: x)
    case 0x10: x < y ? .one : .zero
    case 0x11: x > y ? .one : .zero
    case 0x12: x.isSignedLess(than: y) ? .one : .zero
    case 0x13: y.isSignedLess(than: x) ? .one : .zero
    case 0x14: x == y ? .one : .zero
    case 0x15: x.isZero ? .one : .zero
    case 0x16: x & y
    case 0x17: x | y
    case 0x18: x ^ y
    case 0x19: ~x
    case 0x1a: y.byte(at: x)
    case 0x1b: y.shl(x)
    case 0x1c: y.shr(x)
    case 0x1d: y.sar(x)
    case bounded: x
    default: nil
    }
  }
}
