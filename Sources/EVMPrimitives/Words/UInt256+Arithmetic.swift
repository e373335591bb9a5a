extension UInt256 {
  // Written so that the compiler makes one chain of add-with-carry of it, in loops too: a pair of
  // limbs in 128 bits, then limb by limb.

  @inlinable
  @inline(__always)
  public func addingReportingOverflow(_ other: UInt256) -> (partialValue: UInt256, overflow: Bool) {
    let (sum01, carry) = low.addingReportingOverflow(other.low)
    let sum2 = UInt128(limb2) &+ UInt128(other.limb2) &+ (carry ? 1 : 0)
    let sum3 = UInt128(limb3) &+ UInt128(other.limb3) &+ Self.high(sum2)
    return (
      UInt256(
        limbs: Self.low(sum01), Self.low(Self.high(sum01)), Self.low(sum2), Self.low(sum3)),
      Self.high(sum3) != 0
    )
  }

  @inlinable
  @inline(__always)
  public func subtractingReportingOverflow(
    _ other: UInt256
  ) -> (partialValue: UInt256, overflow: Bool) {
    let (low, borrow) = self.low.subtractingReportingOverflow(other.low)
    let (difference, overflow1) = self.high.subtractingReportingOverflow(other.high)
    let (high, overflow2) = difference.subtractingReportingOverflow(borrow ? 1 : 0)
    return (UInt256(low: low, high: high), overflow1 || overflow2)
  }

  @inlinable
  @inline(__always)
  public static func &+ (left: UInt256, right: UInt256) -> UInt256 {
    left.addingReportingOverflow(right).partialValue
  }

  @inlinable
  @inline(__always)
  public static func &- (left: UInt256, right: UInt256) -> UInt256 {
    let (low, borrow) = left.low.subtractingReportingOverflow(right.low)
    return UInt256(low: low, high: left.high &- right.high &- (borrow ? 1 : 0))
  }

  @inlinable
  @inline(__always)
  public static func + (left: UInt256, right: UInt256) -> UInt256 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    precondition(!overflow, "UInt256 addition overflows")
    return sum
  }

  @inlinable
  @inline(__always)
  public static func - (left: UInt256, right: UInt256) -> UInt256 {
    let (difference, overflow) = left.subtractingReportingOverflow(right)
    precondition(!overflow, "UInt256 subtraction goes below zero")
    return difference
  }

  @inlinable
  public static func += (left: inout UInt256, right: UInt256) { left = left + right }
  @inlinable
  public static func -= (left: inout UInt256, right: UInt256) { left = left - right }
}

// MARK: - Multiplication

extension UInt256 {
  /// The low 256 bits of the product.
  @inlinable
  @inline(__always)
  public static func &* (left: UInt256, right: UInt256) -> UInt256 {
    let (a0, a1, a2, a3) = left.limbs
    let (b0, b1, b2, b3) = right.limbs
    var sum = multiply(a0, b0)
    let r0 = low(sum)
    sum = multiply(a1, b0) &+ high(sum)
    var r1 = low(sum)
    sum = multiply(a2, b0) &+ high(sum)
    var r2 = low(sum)
    var r3 = a3 &* b0 &+ low(high(sum))

    sum = multiply(a0, b1) &+ UInt128(r1)
    r1 = low(sum)
    sum = multiply(a1, b1) &+ UInt128(r2) &+ high(sum)
    r2 = low(sum)
    r3 = r3 &+ a2 &* b1 &+ low(high(sum))

    sum = multiply(a0, b2) &+ UInt128(r2)
    r2 = low(sum)
    r3 = r3 &+ a1 &* b2 &+ low(high(sum)) &+ a0 &* b3
    return UInt256(limbs: r0, r1, r2, r3)
  }

  /// The whole 512-bit product.
  @inlinable
  public func multipliedFullWidth(by other: UInt256) -> (high: UInt256, low: UInt256) {
    fullProduct(other)
  }

  @inlinable
  @inline(__always)
  func fullProduct(_ other: UInt256) -> (high: UInt256, low: UInt256) {
    let (a0, a1, a2, a3) = limbs
    let (b0, b1, b2, b3) = other.limbs
    let row0 = Self.row(a0, a1, a2, a3, b0, 0, 0, 0, 0)
    let row1 = Self.row(a0, a1, a2, a3, b1, row0.1, row0.2, row0.3, row0.4)
    let row2 = Self.row(a0, a1, a2, a3, b2, row1.1, row1.2, row1.3, row1.4)
    let row3 = Self.row(a0, a1, a2, a3, b3, row2.1, row2.2, row2.3, row2.4)
    return (
      high: UInt256(limbs: row3.1, row3.2, row3.3, row3.4),
      low: UInt256(limbs: row0.0, row1.0, row2.0, row3.0)
    )
  }

  /// `a * b + c` as five limbs; it cannot overflow them.
  @inlinable
  @inline(__always)
  static func row(
    _ a0: UInt64, _ a1: UInt64, _ a2: UInt64, _ a3: UInt64, _ b: UInt64,
    _ c0: UInt64, _ c1: UInt64, _ c2: UInt64, _ c3: UInt64
  ) -> (UInt64, UInt64, UInt64, UInt64, UInt64) {
    let sum0 = multiply(a0, b) &+ UInt128(c0)
    let sum1 = multiply(a1, b) &+ UInt128(c1) &+ high(sum0)
    let sum2 = multiply(a2, b) &+ UInt128(c2) &+ high(sum1)
    let sum3 = multiply(a3, b) &+ UInt128(c3) &+ high(sum2)
    return (low(sum0), low(sum1), low(sum2), low(sum3), low(high(sum3)))
  }

  @inlinable
  @inline(__always)
  static func multiply(_ a: UInt64, _ b: UInt64) -> UInt128 { UInt128(a) &* UInt128(b) }

  @inlinable
  @inline(__always)
  static func low(_ value: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: value) }

  @inlinable
  @inline(__always)
  static func high(_ value: UInt128) -> UInt128 { value &>> 64 }

  @inlinable
  public func multipliedReportingOverflow(
    by other: UInt256
  ) -> (partialValue: UInt256, overflow: Bool) {
    let product = fullProduct(other)
    return (product.low, !product.high.isZero)
  }

  @inlinable
  public static func * (left: UInt256, right: UInt256) -> UInt256 {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    precondition(!overflow, "UInt256 multiplication overflows")
    return product
  }

  @inlinable
  public static func *= (left: inout UInt256, right: UInt256) { left = left * right }
}
