extension UInt256 {
  /// `(self + other) mod modulus` without losing the carry; zero when the modulus is zero.
  ///
  /// - SeeAlso: Yellow paper, ADDMOD.
  public func adding(_ other: UInt256, modulo modulus: UInt256) -> UInt256 {
    let (sum, carry) = addingReportingOverflow(other)
    if !carry { return modulus.isZero ? .zero : sum % modulus }
    // The carry alone is below any modulus but 0 and 1.
    guard modulus > .one else { return .zero }
    return divideWide(.one, sum, by: modulus).remainder
  }

  /// `(self * other) mod modulus` of the whole product; zero when the modulus is zero.
  ///
  /// - SeeAlso: Yellow paper, MULMOD.
  public func multiplied(by other: UInt256, modulo modulus: UInt256) -> UInt256 {
    guard !modulus.isZero else { return .zero }
    let product = fullProduct(other)
    if product.high.isZero { return product.low % modulus }
    let high = product.high < modulus ? product.high : product.high % modulus
    return divideWide(high, product.low, by: modulus).remainder
  }

  /// The power modulo 2^256; anything to the power 0 is 1, as EXP has it.
  public func wrappingPower(_ exponent: UInt256) -> UInt256 {
    var result = UInt256.one
    var square = self
    var rest = exponent
    while !rest.isZero {
      if rest.limb0 & 1 == 1 { result = result &* square }
      square = square &* square
      rest = rest.shiftedRight(by: 1)
    }
    return result
  }

  /// `self ^ exponent mod modulus`; zero when the modulus is 0 or 1.
  public func power(_ exponent: UInt256, modulo modulus: UInt256) -> UInt256 {
    guard modulus > .one else { return .zero }
    var result = UInt256.one
    var square = self % modulus
    var rest = exponent
    while !rest.isZero {
      if rest.limb0 & 1 == 1 { result = result.multiplied(by: square, modulo: modulus) }
      square = square.multiplied(by: square, modulo: modulus)
      rest = rest.shiftedRight(by: 1)
    }
    return result
  }

  /// The integer square root: the largest number whose square is not above this one.
  public func squareRoot() -> UInt256 {
    guard self > .one else { return self }
    // Newton's method from above falls until it has the root.
    var root = UInt256.one.shiftedLeft(by: UInt64((significantBitCount + 1) / 2))
    if root.isZero { root = .max }
    while true {
      let next = ((self / root) &+ root).shiftedRight(by: 1)
      if next >= root { return root }
      root = next
    }
  }
}
