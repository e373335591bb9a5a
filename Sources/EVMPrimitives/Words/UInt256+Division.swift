// Division is written out for each length of the divisor, on locals and without scratch memory:
// one and a half to three times as fast as Knuth's algorithm D in loops.

extension UInt256 {
  /// Quotient and remainder.
  ///
  /// - Precondition: `divisor` is not zero.
  public func quotientAndRemainder(
    dividingBy divisor: UInt256
  ) -> (quotient: UInt256, remainder: UInt256) {
    if divisor.limb3 != 0 { return divided(byFour: divisor) }
    if divisor.limb2 != 0 { return divided(byThree: divisor) }
    if divisor.limb1 != 0 { return divided(byTwo: divisor.limb1, divisor.limb0) }
    precondition(divisor.limb0 != 0, "UInt256 division by zero")
    let (quotient, remainder) = divided(byOne: divisor.limb0)
    return (quotient, UInt256(limb: remainder))
  }

  @inlinable
  public static func / (left: UInt256, right: UInt256) -> UInt256 {
    left.quotientAndRemainder(dividingBy: right).quotient
  }

  @inlinable
  public static func % (left: UInt256, right: UInt256) -> UInt256 {
    left.quotientAndRemainder(dividingBy: right).remainder
  }

  @inlinable
  public static func /= (left: inout UInt256, right: UInt256) { left = left / right }
  @inlinable
  public static func %= (left: inout UInt256, right: UInt256) { left = left % right }

  /// The quotient; by zero, the dividend and `true`.
  public func dividedReportingOverflow(
    by divisor: UInt256
  ) -> (partialValue: UInt256, overflow: Bool) {
    divisor.isZero ? (self, true) : (self / divisor, false)
  }

  /// The remainder; by zero, the dividend and `true`.
  public func remainderReportingOverflow(
    dividingBy divisor: UInt256
  ) -> (partialValue: UInt256, overflow: Bool) {
    divisor.isZero ? (self, true) : (self % divisor, false)
  }

  /// Quotient and remainder of the 512-bit dividend by this number.
  ///
  /// - Precondition: `dividend.high` is below this number, so that the quotient fits.
  public func dividingFullWidth(
    _ dividend: (high: UInt256, low: UInt256)
  ) -> (quotient: UInt256, remainder: UInt256) {
    precondition(dividend.high < self, "The quotient of a 512-bit division does not fit 256 bits")
    return divideWide(dividend.high, dividend.low, by: self)
  }
}

// MARK: - By the divisor's length

extension UInt256 {
  func divided(byOne divisor: UInt64) -> (quotient: UInt256, remainder: UInt64) {
    let (q3, r3) = limb3.quotientAndRemainder(dividingBy: divisor)
    let (q2, r2) = divisor.dividingFullWidth((r3, limb2))
    let (q1, r1) = divisor.dividingFullWidth((r2, limb1))
    let (q0, r0) = divisor.dividingFullWidth((r1, limb0))
    return (UInt256(limbs: q0, q1, q2, q3), r0)
  }

  private func divided(
    byTwo divisor1: UInt64, _ divisor0: UInt64
  ) -> (quotient: UInt256, remainder: UInt256) {
    let shift = UInt64(truncatingIfNeeded: divisor1.leadingZeroBitCount)
    let d1 = leftShift(divisor1, divisor0, shift)
    let d0 = divisor0 &<< shift
    let u4 = leftShift(0, limb3, shift)
    let u3 = leftShift(limb3, limb2, shift)
    let u2 = leftShift(limb2, limb1, shift)
    let u1 = leftShift(limb1, limb0, shift)
    let u0 = limb0 &<< shift
    let (q2, r2) = divide3by2(u4, u3, u2, d1, d0)
    let (q1, r1) = divide3by2(upper(r2), lower(r2), u1, d1, d0)
    let (q0, r0) = divide3by2(upper(r1), lower(r1), u0, d1, d0)
    return (UInt256(limbs: q0, q1, q2, 0), UInt256(low: r0 &>> UInt128(shift), high: 0))
  }

  private func divided(byThree divisor: UInt256) -> (quotient: UInt256, remainder: UInt256) {
    let shift = UInt64(truncatingIfNeeded: divisor.limb2.leadingZeroBitCount)
    let d2 = leftShift(divisor.limb2, divisor.limb1, shift)
    let d1 = leftShift(divisor.limb1, divisor.limb0, shift)
    let d0 = divisor.limb0 &<< shift
    let u4 = leftShift(0, limb3, shift)
    let u3 = leftShift(limb3, limb2, shift)
    let u2 = leftShift(limb2, limb1, shift)
    let u1 = leftShift(limb1, limb0, shift)
    let u0 = limb0 &<< shift
    let (q1, r) = divide4by3(u4, u3, u2, u1, d2, d1, d0)
    let (q0, s) = divide4by3(r.2, r.1, r.0, u0, d2, d1, d0)
    return (
      UInt256(limbs: q0, q1, 0, 0),
      UInt256(
        limbs: rightShift(s.1, s.0, shift), rightShift(s.2, s.1, shift), s.2 &>> shift, 0)
    )
  }

  private func divided(byFour divisor: UInt256) -> (quotient: UInt256, remainder: UInt256) {
    let shift = UInt64(truncatingIfNeeded: divisor.limb3.leadingZeroBitCount)
    let d = divisor.shiftedLeft(below64: shift)
    let u4 = leftShift(0, limb3, shift)
    let (q, r) = divide5by4(u4, shiftedLeft(below64: shift), d)
    return (UInt256(limb: q), r.shiftedRight(below64: shift))
  }

  /// The number times 2^`shift`, for a shift below 64; what leaves the top is lost.
  @inline(__always)
  fileprivate func shiftedLeft(below64 shift: UInt64) -> UInt256 {
    UInt256(
      limbs: limb0 &<< shift, leftShift(limb1, limb0, shift), leftShift(limb2, limb1, shift),
      leftShift(limb3, limb2, shift))
  }

  /// The number divided by 2^`shift`, for a shift below 64.
  @inline(__always)
  fileprivate func shiftedRight(below64 shift: UInt64) -> UInt256 {
    UInt256(
      limbs: rightShift(limb1, limb0, shift), rightShift(limb2, limb1, shift),
      rightShift(limb3, limb2, shift), limb3 &>> shift)
  }
}

/// Quotient and remainder of `high * 2^256 + low`, for `high` below `divisor`.
///
/// Inlined, so that a caller who wants the remainder alone has it in registers.
@inline(__always)
func divideWide(
  _ high: UInt256, _ low: UInt256, by divisor: UInt256
) -> (quotient: UInt256, remainder: UInt256) {
  if divisor.limb3 == 0 { return divideWide(high, low, byShort: divisor) }
  let shift = UInt64(truncatingIfNeeded: divisor.limb3.leadingZeroBitCount)
  let d = divisor.shiftedLeft(below64: shift)
  let h = high.shiftedLeft(below64: shift)
  let u = low.shiftedLeft(below64: shift)
  let carried = leftShift(0, low.limb3, shift)
  let (q3, r3) = divide5by4(
    h.limb3, UInt256(limbs: u.limb3, h.limb0 | carried, h.limb1, h.limb2), d)
  let (q2, r2) = divide5by4(
    r3.limb3, UInt256(limbs: u.limb2, r3.limb0, r3.limb1, r3.limb2), d)
  let (q1, r1) = divide5by4(
    r2.limb3, UInt256(limbs: u.limb1, r2.limb0, r2.limb1, r2.limb2), d)
  let (q0, r0) = divide5by4(
    r1.limb3, UInt256(limbs: u.limb0, r1.limb0, r1.limb1, r1.limb2), d)
  return (UInt256(limbs: q0, q1, q2, q3), r0.shiftedRight(below64: shift))
}

/// As above for a divisor of at most three limbs: four limbs of the dividend at a time, each step
/// bringing down the next 64 bits.
@inline(never)
private func divideWide(
  _ high: UInt256, _ low: UInt256, byShort divisor: UInt256
) -> (quotient: UInt256, remainder: UInt256) {
  var remainder = high
  var quotient = UInt256.zero
  for limb in [low.limb3, low.limb2, low.limb1, low.limb0] {
    let step = UInt256(limbs: limb, remainder.limb0, remainder.limb1, remainder.limb2)
      .quotientAndRemainder(dividingBy: divisor)
    quotient = UInt256(
      limbs: step.quotient.limb0, quotient.limb0, quotient.limb1, quotient.limb2)
    remainder = step.remainder
  }
  return (quotient, remainder)
}

// MARK: - One limb of the quotient

@inline(__always)
private func upper(_ value: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: value &>> 64) }

@inline(__always)
private func lower(_ value: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: value) }

@inline(__always)
private func joined(_ upper: UInt64, _ lower: UInt64) -> UInt128 {
  UInt128(upper) &<< 64 | UInt128(lower)
}

/// One limb of the quotient of three limbs by two.
///
/// Requires `d1` with its top bit set and (`u2`, `u1`) below (`d1`, `d0`).
@inline(__always)
private func divide3by2(
  _ u2: UInt64, _ u1: UInt64, _ u0: UInt64, _ d1: UInt64, _ d0: UInt64
) -> (quotient: UInt64, remainder: UInt128) {
  guard u2 < d1 else {
    // Two limbs of zeros below both leave the quotient as it is.
    let (q, r) = divide5by4Saturated(UInt256(limbs: 0, 0, u0, u1), UInt256(limbs: 0, 0, d0, d1))
    return (q, r.high)
  }
  return estimate3by2(u2, u1, u0, d1, d0)
}

/// As ``divide3by2`` where `u2` is below `d1`, so that one division gives the first estimate.
@inline(__always)
private func estimate3by2(
  _ u2: UInt64, _ u1: UInt64, _ u0: UInt64, _ d1: UInt64, _ d0: UInt64
) -> (quotient: UInt64, remainder: UInt128) {
  var (q, r) = d1.dividingFullWidth((u2, u1))
  var (rest, borrow) = joined(r, u0).subtractingReportingOverflow(UInt128(q) &* UInt128(d0))
  if borrow {
    // The estimate from the divisor's first limb is one too large, or two.
    q &-= 1
    (rest, borrow) = rest.addingReportingOverflow(joined(d1, d0))
    if !borrow {
      q &-= 1
      rest = rest &+ joined(d1, d0)
    }
  }
  return (q, rest)
}

/// One limb of the quotient of four limbs by three, and the remainder's limbs, lowest first.
///
/// Requires `d2` with its top bit set and (`u3`, `u2`, `u1`) below the divisor.
@inline(__always)
private func divide4by3(
  _ u3: UInt64, _ u2: UInt64, _ u1: UInt64, _ u0: UInt64,
  _ d2: UInt64, _ d1: UInt64, _ d0: UInt64
) -> (quotient: UInt64, remainder: (UInt64, UInt64, UInt64)) {
  guard u3 < d2 else {
    // One limb of zeros below both leaves the quotient as it is.
    let (q, r) = divide5by4Saturated(
      UInt256(limbs: 0, u0, u1, u2), UInt256(limbs: 0, d0, d1, d2))
    return (q, (r.limb1, r.limb2, r.limb3))
  }
  var (q, high) = estimate3by2(u3, u2, u1, d2, d1)
  let product = UInt128(q) &* UInt128(d0)
  var (low, borrow) = u0.subtractingReportingOverflow(lower(product))
  (high, borrow) = high.subtractingReportingOverflow(
    UInt128(upper(product)) &+ (borrow ? 1 : 0))
  if borrow {
    // The estimate from the divisor's first two limbs is at most one too large.
    q &-= 1
    (low, borrow) = low.addingReportingOverflow(d0)
    high = high &+ joined(d2, d1) &+ (borrow ? 1 : 0)
  }
  return (q, (low, lower(high), upper(high)))
}

/// One limb of the quotient of five limbs, `u4` above `u`, by four.
///
/// Requires `d` with its top bit set and the upper four limbs of the dividend below it.
@inline(__always)
private func divide5by4(
  _ u4: UInt64, _ u: UInt256, _ d: UInt256
) -> (quotient: UInt64, remainder: UInt256) {
  guard u4 < d.limb3 else { return divide5by4Saturated(u, d) }
  var (q, high) = estimate3by2(u4, u.limb3, u.limb2, d.limb3, d.limb2)
  let product0 = UInt128(q) &* UInt128(d.limb0)
  let product1 = UInt128(q) &* UInt128(d.limb1) &+ UInt128(upper(product0))
  var (low, borrow) = u.low.subtractingReportingOverflow(joined(lower(product1), lower(product0)))
  (high, borrow) = high.subtractingReportingOverflow(
    UInt128(upper(product1)) &+ (borrow ? 1 : 0))
  if borrow {
    q &-= 1
    (low, borrow) = low.addingReportingOverflow(d.low)
    high = high &+ d.high &+ (borrow ? 1 : 0)
  }
  return (q, UInt256(low: low, high: high))
}

/// The rare case of ``divide5by4`` that both first limbs are equal, so that the estimate would not
/// fit: the quotient is 2^64 - 1, or up to three less.
@inline(never)
private func divide5by4Saturated(
  _ u: UInt256, _ d: UInt256
) -> (quotient: UInt64, remainder: UInt256) {
  var q = UInt64.max
  // With equal first limbs, the dividend less (2^64 - 1) d is d + u - (d2, d1, d0) 2^64.
  var (rest, carry) = d.addingReportingOverflow(u)
  var top = carry ? 1 : 0
  (rest, carry) = rest.subtractingReportingOverflow(
    UInt256(limbs: 0, d.limb0, d.limb1, d.limb2))
  top &-= carry ? 1 : 0
  while top < 0 {
    q &-= 1
    (rest, carry) = rest.addingReportingOverflow(d)
    top &+= carry ? 1 : 0
  }
  return (q, rest)
}
