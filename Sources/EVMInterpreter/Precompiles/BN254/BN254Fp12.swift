/// An element of the field in which pairings have their values: even + odd w over ``BN254Fp6``,
/// where w^2 = v and so w^6 = 9 + i.
struct BN254Fp12: Equatable {
  var even: BN254Fp6
  var odd: BN254Fp6

  init(_ even: BN254Fp6, _ odd: BN254Fp6) {
    self.even = even
    self.odd = odd
  }

  static var one: BN254Fp12 { BN254Fp12(.one, .zero) }

  static func * (left: BN254Fp12, right: BN254Fp12) -> BN254Fp12 {
    let evens = left.even * right.even
    let odds = left.odd * right.odd
    let sums = (left.even + left.odd) * (right.even + right.odd)
    return BN254Fp12(evens + odds.timesV, sums - evens - odds)
  }

  var squared: BN254Fp12 {
    let product = even * odd
    let sums = (even + odd) * (even + odd.timesV)
    return BN254Fp12(sums - product - product.timesV, product + product)
  }

  /// The product with a line of the pairing's loop, 1 + (b0 + b1 v) w.
  func multiplied(byLine b0: BN254Fp2, _ b1: BN254Fp2) -> BN254Fp12 {
    BN254Fp12(
      even + odd.multiplied(by: b0, b1).timesV, odd + even.multiplied(by: b0, b1))
  }

  /// even - odd w: the power by the sixth power of the prime. It is the inverse of an element of the
  /// cyclotomic subgroup.
  var conjugate: BN254Fp12 { BN254Fp12(even, -odd) }

  /// One divided by the element; zero for zero.
  var inverse: BN254Fp12 {
    let norm = (even * even - (odd * odd).timesV).inverse
    return BN254Fp12(even * norm, -(odd * norm))
  }

  /// The power by the prime.
  var frobenius: BN254Fp12 {
    let factors = BN254Frobenius.factors
    return BN254Fp12(
      BN254Fp6(
        even.c0.conjugate, even.c1.conjugate * factors[2], even.c2.conjugate * factors[4]),
      BN254Fp6(
        odd.c0.conjugate * factors[1], odd.c1.conjugate * factors[3],
        odd.c2.conjugate * factors[5]))
  }
}

// MARK: - The cyclotomic subgroup

extension BN254Fp12 {
  /// The square of an element of the cyclotomic subgroup, in half the time of ``squared``.
  ///
  /// With s = w^3 the element is A + B w + C w^2 over the extension by s, and its square is
  /// 3A^2 - 2A' + (3sC^2 + 2B') w + (3B^2 - 2C') w^2, where A' is A with -s for s.
  /// - SeeAlso: Granger and Scott, "Faster Squaring in the Cyclotomic Subgroup of Sixth Degree
  ///   Extensions", 2010, section 3.2.
  var cyclotomicSquared: BN254Fp12 {
    let (a0, a1) = Self.quarticSquared(even.c0, odd.c1)
    let (b0, b1) = Self.quarticSquared(odd.c0, even.c2)
    let (c0, c1) = Self.quarticSquared(even.c1, odd.c2)
    return BN254Fp12(
      BN254Fp6(
        (a0 - even.c0).doubled + a0, (b0 - even.c1).doubled + b0, (c0 - even.c2).doubled + c0),
      BN254Fp6(
        (c1.timesNonresidue + odd.c0).doubled + c1.timesNonresidue,
        (a1 + odd.c1).doubled + a1, (b1 + odd.c2).doubled + b1))
  }

  /// (low + high s)^2, where s^2 = 9 + i.
  @inline(__always)
  private static func quarticSquared(_ low: BN254Fp2, _ high: BN254Fp2) -> (BN254Fp2, BN254Fp2) {
    let lowSquared = low.squared
    let highSquared = high.squared
    return (
      lowSquared + highSquared.timesNonresidue,
      (low + high).squared - lowSquared - highSquared
    )
  }

  /// The power by the curve's parameter, of an element of the cyclotomic subgroup.
  var powerByParameter: BN254Fp12 {
    var result = self
    let parameter = BN254.parameter
    for bit in (0..<UInt64(63 - parameter.leadingZeroBitCount)).reversed() {
      result = result.cyclotomicSquared
      if parameter &>> bit & 1 == 1 { result = result * self }
    }
    return result
  }
}
