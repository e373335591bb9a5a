extension Int256 {
  @inlinable
  public func addingReportingOverflow(_ other: Int256) -> (partialValue: Int256, overflow: Bool) {
    let sum = Int256(bitPattern: bitPattern &+ other.bitPattern)
    return (sum, isNegative == other.isNegative && sum.isNegative != isNegative)
  }

  @inlinable
  public func subtractingReportingOverflow(
    _ other: Int256
  ) -> (partialValue: Int256, overflow: Bool) {
    let difference = Int256(bitPattern: bitPattern &- other.bitPattern)
    return (
      difference, isNegative != other.isNegative && difference.isNegative != isNegative
    )
  }

  public func multipliedReportingOverflow(
    by other: Int256
  ) -> (partialValue: Int256, overflow: Bool) {
    let product = magnitude.multipliedFullWidth(by: other.magnitude)
    let exact = Int256(isNegative: isNegative != other.isNegative, magnitude: product.low)
    return (
      Int256(bitPattern: bitPattern &* other.bitPattern), !product.high.isZero || exact == nil
    )
  }

  /// The whole product: the high half signed, the low half its lower 256 bits.
  public func multipliedFullWidth(by other: Int256) -> (high: Int256, low: UInt256) {
    var product = magnitude.multipliedFullWidth(by: other.magnitude)
    if isNegative != other.isNegative {
      product.low = ~product.low &+ .one
      product.high = ~product.high &+ (product.low.isZero ? .one : .zero)
    }
    return (Int256(bitPattern: product.high), product.low)
  }

  /// Quotient rounded towards zero, and the remainder, which has the dividend's sign.
  ///
  /// - Precondition: `divisor` is not zero, and this is not -2^255 divided by -1.
  public func quotientAndRemainder(
    dividingBy divisor: Int256
  ) -> (quotient: Int256, remainder: Int256) {
    let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: divisor.magnitude)
    guard
      let signed = Int256(isNegative: isNegative != divisor.isNegative, magnitude: quotient)
    else { preconditionFailure("Int256 division overflows") }
    let rest = isNegative ? UInt256.zero &- remainder : remainder
    return (signed, Int256(bitPattern: rest))
  }

  /// The quotient; by zero, or -2^255 by -1, the dividend and `true`.
  public func dividedReportingOverflow(
    by divisor: Int256
  ) -> (partialValue: Int256, overflow: Bool) {
    if divisor == .zero || (self == .min && divisor.bitPattern == .max) { return (self, true) }
    return (quotientAndRemainder(dividingBy: divisor).quotient, false)
  }

  /// The remainder; by zero, the dividend and `true`; of -2^255 by -1, zero and `true`.
  public func remainderReportingOverflow(
    dividingBy divisor: Int256
  ) -> (partialValue: Int256, overflow: Bool) {
    if divisor == .zero { return (self, true) }
    if self == .min, divisor.bitPattern == .max { return (.zero, true) }
    return (quotientAndRemainder(dividingBy: divisor).remainder, false)
  }

  /// Quotient and remainder of a 512-bit signed dividend by this number.
  ///
  /// - Precondition: The quotient fits.
  public func dividingFullWidth(
    _ dividend: (high: Int256, low: UInt256)
  ) -> (quotient: Int256, remainder: Int256) {
    let negative = dividend.high.isNegative
    var (high, low) = (dividend.high.bitPattern, dividend.low)
    if negative {
      low = ~low &+ .one
      high = ~high &+ (low.isZero ? .one : .zero)
    }
    let (quotient, remainder) = magnitude.dividingFullWidth((high, low))
    guard let signed = Int256(isNegative: negative != isNegative, magnitude: quotient) else {
      preconditionFailure("The quotient of a 512-bit division does not fit 256 bits")
    }
    return (
      signed, Int256(bitPattern: negative ? UInt256.zero &- remainder : remainder)
    )
  }
}

// MARK: - Operators

extension Int256 {
  @inlinable
  public static func + (left: Int256, right: Int256) -> Int256 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    precondition(!overflow, "Int256 addition overflows")
    return sum
  }

  @inlinable
  public static func - (left: Int256, right: Int256) -> Int256 {
    let (difference, overflow) = left.subtractingReportingOverflow(right)
    precondition(!overflow, "Int256 subtraction overflows")
    return difference
  }

  public static func * (left: Int256, right: Int256) -> Int256 {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    precondition(!overflow, "Int256 multiplication overflows")
    return product
  }

  public static func / (left: Int256, right: Int256) -> Int256 {
    left.quotientAndRemainder(dividingBy: right).quotient
  }

  public static func % (left: Int256, right: Int256) -> Int256 {
    let (remainder, overflow) = left.remainderReportingOverflow(dividingBy: right)
    precondition(!overflow, "Int256 remainder by zero, or of the least number by -1")
    return remainder
  }

  public static func += (left: inout Int256, right: Int256) { left = left + right }
  public static func -= (left: inout Int256, right: Int256) { left = left - right }
  public static func *= (left: inout Int256, right: Int256) { left = left * right }
  public static func /= (left: inout Int256, right: Int256) { left = left / right }
  public static func %= (left: inout Int256, right: Int256) { left = left % right }
}
