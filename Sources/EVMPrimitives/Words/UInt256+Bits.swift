extension UInt256 {
  @inlinable
  public static func & (left: UInt256, right: UInt256) -> UInt256 {
    UInt256(
      limbs: left.limb0 & right.limb0, left.limb1 & right.limb1, left.limb2 & right.limb2,
      left.limb3 & right.limb3)
  }

  @inlinable
  public static func | (left: UInt256, right: UInt256) -> UInt256 {
    UInt256(
      limbs: left.limb0 | right.limb0, left.limb1 | right.limb1, left.limb2 | right.limb2,
      left.limb3 | right.limb3)
  }

  @inlinable
  public static func ^ (left: UInt256, right: UInt256) -> UInt256 {
    UInt256(
      limbs: left.limb0 ^ right.limb0, left.limb1 ^ right.limb1, left.limb2 ^ right.limb2,
      left.limb3 ^ right.limb3)
  }

  @inlinable
  public static func &= (left: inout UInt256, right: UInt256) { left = left & right }
  @inlinable
  public static func |= (left: inout UInt256, right: UInt256) { left = left | right }
  @inlinable
  public static func ^= (left: inout UInt256, right: UInt256) { left = left ^ right }

  @inlinable
  public static prefix func ~ (word: UInt256) -> UInt256 {
    UInt256(limbs: ~word.limb0, ~word.limb1, ~word.limb2, ~word.limb3)
  }

  public var leadingZeroBitCount: Int {
    if limb3 != 0 { return limb3.leadingZeroBitCount }
    if limb2 != 0 { return 64 + limb2.leadingZeroBitCount }
    if limb1 != 0 { return 128 + limb1.leadingZeroBitCount }
    return 192 + limb0.leadingZeroBitCount
  }

  public var trailingZeroBitCount: Int {
    if limb0 != 0 { return limb0.trailingZeroBitCount }
    if limb1 != 0 { return 64 + limb1.trailingZeroBitCount }
    if limb2 != 0 { return 128 + limb2.trailingZeroBitCount }
    return 192 + limb3.trailingZeroBitCount
  }

  public var nonzeroBitCount: Int {
    limb0.nonzeroBitCount + limb1.nonzeroBitCount + limb2.nonzeroBitCount
      + limb3.nonzeroBitCount
  }

  /// How many bits the number needs; 0 for zero.
  public var significantBitCount: Int { 256 - leadingZeroBitCount }

  public var byteSwapped: UInt256 {
    UInt256(limbs: limb3.byteSwapped, limb2.byteSwapped, limb1.byteSwapped, limb0.byteSwapped)
  }
}

// MARK: - Shifts

extension UInt256 {
  /// The number times 2^`count` without the bits that leave the top; zero for 256 and more.
  @inlinable
  public func shiftedLeft(by count: UInt64) -> UInt256 {
    let bits = count & 63
    let s0 = limb0 &<< bits
    let s1 = leftShift(limb1, limb0, bits)
    let s2 = leftShift(limb2, limb1, bits)
    let s3 = leftShift(limb3, limb2, bits)
    return switch count &>> 6 {
    case 0: UInt256(limbs: s0, s1, s2, s3)
    case 1: UInt256(limbs: 0, s0, s1, s2)
    case 2: UInt256(limbs: 0, 0, s0, s1)
    case 3: UInt256(limbs: 0, 0, 0, s0)
    default: .zero
    }
  }

  /// The number divided by 2^`count`, rounded down; zero for 256 and more.
  @inlinable
  public func shiftedRight(by count: UInt64) -> UInt256 {
    shiftedRight(by: count, filling: 0)
  }

  /// The bits moved down by `count` while copies of `fill`, 0 or all ones, come in at the top.
  @inlinable
  func shiftedRight(by count: UInt64, filling fill: UInt64) -> UInt256 {
    let bits = count & 63
    let s3 = rightShift(fill, limb3, bits)
    let s2 = rightShift(limb3, limb2, bits)
    let s1 = rightShift(limb2, limb1, bits)
    let s0 = rightShift(limb1, limb0, bits)
    return switch count &>> 6 {
    case 0: UInt256(limbs: s0, s1, s2, s3)
    case 1: UInt256(limbs: s1, s2, s3, fill)
    case 2: UInt256(limbs: s2, s3, fill, fill)
    case 3: UInt256(limbs: s3, fill, fill, fill)
    default: UInt256(limbs: fill, fill, fill, fill)
    }
  }

  /// A shift by `right` modulo 256.
  @inlinable
  public static func &<< (left: UInt256, right: UInt256) -> UInt256 {
    left.shiftedLeft(by: right.limb0 & 255)
  }

  @inlinable
  public static func &>> (left: UInt256, right: UInt256) -> UInt256 {
    left.shiftedRight(by: right.limb0 & 255)
  }

  @inlinable
  public static func &<<= (left: inout UInt256, right: UInt256) { left = left &<< right }
  @inlinable
  public static func &>>= (left: inout UInt256, right: UInt256) { left = left &>> right }
}

// MARK: - Two limbs

/// The upper limb of `upper * 2^64 + lower` times 2^`shift`, for a shift below 64.
@inlinable
@inline(__always)
func leftShift(_ upper: UInt64, _ lower: UInt64, _ shift: UInt64) -> UInt64 {
  upper &<< shift | (lower &>> 1) &>> (63 &- shift)
}

/// The lower limb of `upper * 2^64 + lower` divided by 2^`shift`, for a shift below 64.
@inlinable
@inline(__always)
func rightShift(_ upper: UInt64, _ lower: UInt64, _ shift: UInt64) -> UInt64 {
  lower &>> shift | (upper &<< 1) &<< (63 &- shift)
}
