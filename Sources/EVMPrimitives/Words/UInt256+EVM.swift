// What the EVM's instructions do with words where it differs from arithmetic: nothing fails,
// division by zero is zero, shifts of 256 and more empty the word.
// Source: yellow paper, appendix H.2; EIP-145 (shifts), EIP-7939 (CLZ).
extension UInt256 {
  /// DIV: the quotient, zero by zero.
  public func evmDiv(_ divisor: UInt256) -> UInt256 { divisor.isZero ? .zero : self / divisor }

  /// MOD: the remainder, zero by zero.
  public func evmMod(_ divisor: UInt256) -> UInt256 { divisor.isZero ? .zero : self % divisor }

  /// SDIV: the quotient of two's complement numbers, rounded towards zero; zero by zero, and -2^255
  /// for -2^255 by -1.
  public func sdiv(_ divisor: UInt256) -> UInt256 {
    let (dividend, by) = (Int256(bitPattern: self), Int256(bitPattern: divisor))
    if divisor.isZero { return .zero }
    return dividend.dividedReportingOverflow(by: by).partialValue.bitPattern
  }

  /// SMOD: the remainder of two's complement numbers, with the dividend's sign; zero by zero.
  public func smod(_ divisor: UInt256) -> UInt256 {
    let (dividend, by) = (Int256(bitPattern: self), Int256(bitPattern: divisor))
    if divisor.isZero { return .zero }
    return dividend.remainderReportingOverflow(dividingBy: by).partialValue.bitPattern
  }

  /// SIGNEXTEND: the sign of the number in the lowest `byteIndex` + 1 bytes carried to the top;
  /// nothing happens for 31 and more.
  public func signExtended(fromByte byteIndex: UInt256) -> UInt256 {
    guard byteIndex < UInt256(limb: 31) else { return self }
    let unused = 8 * (31 - byteIndex.limb0)
    return Int256(bitPattern: shiftedLeft(by: unused)).shiftedRight(by: unused).bitPattern
  }

  /// BYTE: the byte at `index` counted from the most significant one; zero for 32 and more.
  public func byte(at index: UInt256) -> UInt256 {
    guard index < UInt256(limb: 32) else { return .zero }
    return UInt256(limb: shiftedRight(by: 8 * (31 - index.limb0)).limb0 & 0xff)
  }

  /// SHL: the bits moved up by `count`.
  public func shl(_ count: UInt256) -> UInt256 { shiftedLeft(by: Self.shiftCount(count)) }

  /// SHR: the bits moved down by `count`, zeros coming in.
  public func shr(_ count: UInt256) -> UInt256 { shiftedRight(by: Self.shiftCount(count)) }

  /// SAR: the bits moved down by `count`, the sign coming in.
  public func sar(_ count: UInt256) -> UInt256 {
    Int256(bitPattern: self).shiftedRight(by: Self.shiftCount(count)).bitPattern
  }

  /// Whether the two's complement number is below the other: SLT, and SGT with the operands
  /// exchanged.
  public func isSignedLess(than other: UInt256) -> Bool {
    Int256(bitPattern: self) < Int256(bitPattern: other)
  }

  private static func shiftCount(_ count: UInt256) -> UInt64 {
    count < UInt256(limb: 256) ? count.limb0 : 256
  }
}
