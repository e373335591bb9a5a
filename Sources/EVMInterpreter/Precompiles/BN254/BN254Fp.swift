import EVMPrimitives

/// An element of the prime field of BN254.
///
/// In memory stand four 64-bit limbs, least significant first, of the element times 2^256
/// (Montgomery's form), always below the prime.
/// - SeeAlso: Koç, Acar and Kaliski, "Analyzing and Comparing Montgomery Multiplication Algorithms",
///   1996, for the multiplication (CIOS).
struct BN254Fp: BN254Field {
  private var limb0: UInt64
  private var limb1: UInt64
  private var limb2: UInt64
  private var limb3: UInt64

  @inline(__always)
  private init(limbs limb0: UInt64, _ limb1: UInt64, _ limb2: UInt64, _ limb3: UInt64) {
    self.limb0 = limb0
    self.limb1 = limb1
    self.limb2 = limb2
    self.limb3 = limb3
  }

  // The prime's limbs, and what makes a multiple of the prime end in the negative of a limb.
  private static var prime0: UInt64 { 0x3c20_8c16_d87c_fd47 }
  private static var prime1: UInt64 { 0x9781_6a91_6871_ca8d }
  private static var prime2: UInt64 { 0xb850_45b6_8181_585d }
  private static var prime3: UInt64 { 0x3064_4e72_e131_a029 }
  private static var negatedInverse: UInt64 { 0x87d2_0782_e486_6389 }

  /// The prime.
  static var prime: UInt256 { UInt256(limbs: prime0, prime1, prime2, prime3) }

  static var zero: BN254Fp { BN254Fp(limbs: 0, 0, 0, 0) }

  /// 2^256 modulo the prime.
  static var one: BN254Fp {
    BN254Fp(
      limbs: 0xd35d_438d_c58f_0d9d, 0x0a78_eb28_f5c7_0b3d, 0x666e_a36f_7879_462c,
      0x0e0a_77c1_9a07_df2f)
  }

  /// 2^512 modulo the prime, which brings a number into the form.
  private static var entry: BN254Fp {
    BN254Fp(
      limbs: 0xf32c_fc5b_538a_fa89, 0xb5e7_1911_d445_01fb, 0x47ab_1eff_0a41_7ff6,
      0x06d8_9f71_cab8_351f)
  }

  /// The element of a number, or nil when it is not below the prime.
  init?(_ number: UInt256) {
    guard number < Self.prime else { return nil }
    let limbs = number.limbs
    self = BN254Fp(limbs: limbs.0, limbs.1, limbs.2, limbs.3) * Self.entry
  }

  /// The number, below the prime.
  var number: UInt256 {
    let plain = self * BN254Fp(limbs: 1, 0, 0, 0)
    return UInt256(limbs: plain.limb0, plain.limb1, plain.limb2, plain.limb3)
  }
}

extension BN254Fp {
  @inline(__always)
  static func == (left: BN254Fp, right: BN254Fp) -> Bool {
    (left.limb0 ^ right.limb0) | (left.limb1 ^ right.limb1) | (left.limb2 ^ right.limb2)
      | (left.limb3 ^ right.limb3) == 0
  }

  @inline(__always)
  private var low: UInt128 { UInt128(limb1) &<< 64 | UInt128(limb0) }
  @inline(__always)
  private var high: UInt128 { UInt128(limb3) &<< 64 | UInt128(limb2) }

  @inline(__always)
  private init(low: UInt128, high: UInt128) {
    self.init(
      limbs: UInt64(truncatingIfNeeded: low), UInt64(truncatingIfNeeded: low &>> 64),
      UInt64(truncatingIfNeeded: high), UInt64(truncatingIfNeeded: high &>> 64))
  }

  @inline(__always)
  private static var primeLow: UInt128 { UInt128(prime1) &<< 64 | UInt128(prime0) }
  @inline(__always)
  private static var primeHigh: UInt128 { UInt128(prime3) &<< 64 | UInt128(prime2) }

  /// The number below twice the prime, brought below the prime.
  @inline(__always)
  private static func reduced(low: UInt128, high: UInt128) -> BN254Fp {
    let (differenceLow, borrow) = low.subtractingReportingOverflow(primeLow)
    let differenceHigh = high &- primeHigh &- (borrow ? 1 : 0)
    // Twice the prime is below 2^255, so the top bit tells a negative difference.
    let isBelow = differenceHigh &>> 127 == 1
    return BN254Fp(
      low: isBelow ? low : differenceLow, high: isBelow ? high : differenceHigh)
  }

  @inline(__always)
  static func + (left: BN254Fp, right: BN254Fp) -> BN254Fp {
    let (low, carry) = left.low.addingReportingOverflow(right.low)
    return reduced(low: low, high: left.high &+ right.high &+ (carry ? 1 : 0))
  }

  @inline(__always)
  static func - (left: BN254Fp, right: BN254Fp) -> BN254Fp {
    let (low, borrow) = left.low.subtractingReportingOverflow(right.low)
    let high = left.high &- right.high &- (borrow ? 1 : 0)
    let mask = high &>> 127 == 1 ? UInt128.max : 0
    let (sumLow, carry) = low.addingReportingOverflow(primeLow & mask)
    return BN254Fp(low: sumLow, high: high &+ (primeHigh & mask) &+ (carry ? 1 : 0))
  }

  @inline(__always)
  static prefix func - (element: BN254Fp) -> BN254Fp { zero - element }

  /// Adds one limb's product to the sum and takes the lowest limb away by adding a multiple of the
  /// prime. The prime's top bits are clear, so the sum never leaves its four limbs.
  @inline(__always)
  private static func accumulate(
    _ s0: inout UInt64, _ s1: inout UInt64, _ s2: inout UInt64, _ s3: inout UInt64,
    _ left: BN254Fp, _ limb: UInt64
  ) {
    var product = UInt128(left.limb0) &* UInt128(limb) &+ UInt128(s0)
    let factor = UInt64(truncatingIfNeeded: product) &* negatedInverse
    var multiple =
      UInt128(factor) &* UInt128(prime0) &+ UInt128(UInt64(truncatingIfNeeded: product))
    product = UInt128(left.limb1) &* UInt128(limb) &+ UInt128(s1) &+ product &>> 64
    multiple =
      UInt128(factor) &* UInt128(prime1) &+ UInt128(UInt64(truncatingIfNeeded: product))
      &+ multiple &>> 64
    s0 = UInt64(truncatingIfNeeded: multiple)
    product = UInt128(left.limb2) &* UInt128(limb) &+ UInt128(s2) &+ product &>> 64
    multiple =
      UInt128(factor) &* UInt128(prime2) &+ UInt128(UInt64(truncatingIfNeeded: product))
      &+ multiple &>> 64
    s1 = UInt64(truncatingIfNeeded: multiple)
    product = UInt128(left.limb3) &* UInt128(limb) &+ UInt128(s3) &+ product &>> 64
    multiple =
      UInt128(factor) &* UInt128(prime3) &+ UInt128(UInt64(truncatingIfNeeded: product))
      &+ multiple &>> 64
    s2 = UInt64(truncatingIfNeeded: multiple)
    s3 = UInt64(truncatingIfNeeded: product &>> 64) &+ UInt64(truncatingIfNeeded: multiple &>> 64)
  }

  static func * (left: BN254Fp, right: BN254Fp) -> BN254Fp {
    var (s0, s1, s2, s3) = (0 as UInt64, 0 as UInt64, 0 as UInt64, 0 as UInt64)
    accumulate(&s0, &s1, &s2, &s3, left, right.limb0)
    accumulate(&s0, &s1, &s2, &s3, left, right.limb1)
    accumulate(&s0, &s1, &s2, &s3, left, right.limb2)
    accumulate(&s0, &s1, &s2, &s3, left, right.limb3)
    return reduced(
      low: UInt128(s1) &<< 64 | UInt128(s0), high: UInt128(s3) &<< 64 | UInt128(s2))
  }

  var squared: BN254Fp { self * self }

  /// By Fermat's little theorem: the power by the prime minus two.
  var inverse: BN254Fp {
    power([Self.prime0 &- 2, Self.prime1, Self.prime2, Self.prime3])
  }
}
