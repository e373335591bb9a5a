/// An exact result that does not fit 256 bits, or does not exist.
public enum ArithmeticError: Error, Hashable, Sendable {
  /// The sum, product or power is above 2^256 - 1.
  case overflow(WordOperator)
  /// The difference is below zero; amounts have no sign.
  case belowZero
  /// A division, remainder or modulus by zero.
  case divisionByZero(WordOperator)
}

/// An operation as an error names it.
public enum WordOperator: String, Hashable, Sendable {
  case addition, multiplication, exponentiation, division, remainder
  case leftShift = "left shift"
}

extension ArithmeticError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .overflow(let operation): "The \(operation.rawValue) overflows 256 bits."
    case .belowZero: "The subtraction goes below zero; amounts have no sign."
    case .divisionByZero(let operation): "The \(operation.rawValue) is by zero."
    }
  }
}

// Arithmetic for values from outside: exact or an error.
extension UInt256 {
  /// The sum. Throws ``ArithmeticError/overflow(_:)``.
  @inlinable
  public func adding(_ other: UInt256) throws(ArithmeticError) -> UInt256 {
    let (sum, overflow) = addingReportingOverflow(other)
    if overflow { throw .overflow(.addition) }
    return sum
  }

  /// The difference. Throws ``ArithmeticError/belowZero``.
  @inlinable
  public func subtracting(_ other: UInt256) throws(ArithmeticError) -> UInt256 {
    let (difference, overflow) = subtractingReportingOverflow(other)
    if overflow { throw .belowZero }
    return difference
  }

  /// The product. Throws ``ArithmeticError/overflow(_:)``.
  @inlinable
  public func multiplied(by other: UInt256) throws(ArithmeticError) -> UInt256 {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    if overflow { throw .overflow(.multiplication) }
    return product
  }

  /// The quotient, rounded down. Throws ``ArithmeticError/divisionByZero(_:)``.
  public func divided(by divisor: UInt256) throws(ArithmeticError) -> UInt256 {
    if divisor.isZero { throw .divisionByZero(.division) }
    return self / divisor
  }

  /// The remainder. Throws ``ArithmeticError/divisionByZero(_:)``.
  public func remainder(dividingBy divisor: UInt256) throws(ArithmeticError) -> UInt256 {
    if divisor.isZero { throw .divisionByZero(.remainder) }
    return self % divisor
  }

  /// The power; anything to the power 0 is 1. Throws ``ArithmeticError/overflow(_:)``.
  public func raised(to exponent: UInt256) throws(ArithmeticError) -> UInt256 {
    if self < UInt256(limb: 2) { return exponent.isZero ? .one : self }
    guard exponent < UInt256(limb: 256) else { throw .overflow(.exponentiation) }
    var result = UInt256.one
    for _ in 0..<exponent.limb0 {
      let (product, overflow) = result.multipliedReportingOverflow(by: self)
      if overflow { throw .overflow(.exponentiation) }
      result = product
    }
    return result
  }

  /// The number times 2^`count`. Throws ``ArithmeticError/overflow(_:)`` when a bit is lost.
  public func shifted(left count: UInt256) throws(ArithmeticError) -> UInt256 {
    if isZero { return self }
    guard count.limb1 | count.limb2 | count.limb3 == 0, count.limb0 <= leadingZeroBitCount else {
      throw .overflow(.leftShift)
    }
    return shiftedLeft(by: count.limb0)
  }
}
