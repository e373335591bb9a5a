/// An unsigned 256-bit integer: the word of the EVM, and every amount in a token's smallest unit.
///
/// The operators follow the standard library: `+`, `-`, `*` and `/` stop the process on overflow or
/// division by zero and are for values known to fit; `&+` and its kin wrap. For values from outside
/// there are the throwing forms (``adding(_:)`` and so on) and the reporting ones. What the EVM does
/// with each operand is in ``WordOperation``.
///
/// Inside stand four 64-bit limbs, least significant first.
///
/// - SeeAlso: Yellow paper, section 4.1 and appendix H.
@frozen
public struct UInt256: Hashable, Sendable {
  @usableFromInline var limb0: UInt64
  @usableFromInline var limb1: UInt64
  @usableFromInline var limb2: UInt64
  @usableFromInline var limb3: UInt64

  /// The number of four 64-bit limbs, least significant first.
  @inlinable
  public init(limbs limb0: UInt64, _ limb1: UInt64, _ limb2: UInt64, _ limb3: UInt64) {
    self.limb0 = limb0
    self.limb1 = limb1
    self.limb2 = limb2
    self.limb3 = limb3
  }

  /// The number of two 128-bit halves.
  @inlinable
  init(low: UInt128, high: UInt128) {
    self.init(
      limbs: UInt64(truncatingIfNeeded: low), UInt64(truncatingIfNeeded: low &>> 64),
      UInt64(truncatingIfNeeded: high), UInt64(truncatingIfNeeded: high &>> 64))
  }

  /// The number `limb`.
  @inlinable
  init(limb: UInt64) { self.init(limbs: limb, 0, 0, 0) }

  /// The four 64-bit limbs, least significant first.
  @inlinable
  public var limbs: (UInt64, UInt64, UInt64, UInt64) { (limb0, limb1, limb2, limb3) }

  @inlinable
  var low: UInt128 { UInt128(limb1) &<< 64 | UInt128(limb0) }

  @inlinable
  var high: UInt128 { UInt128(limb3) &<< 64 | UInt128(limb2) }

  @inlinable public static var zero: UInt256 { UInt256(limbs: 0, 0, 0, 0) }
  @inlinable public static var one: UInt256 { UInt256(limbs: 1, 0, 0, 0) }

  /// 2^256 - 1.
  @inlinable
  public static var max: UInt256 { UInt256(limbs: .max, .max, .max, .max) }

  /// Zero.
  @inlinable
  public static var min: UInt256 { zero }

  /// Whether the number is zero.
  @inlinable
  public var isZero: Bool { limb0 | limb1 | limb2 | limb3 == 0 }
}

extension UInt256: Comparable {
  @inlinable
  public static func == (left: UInt256, right: UInt256) -> Bool {
    (left.limb0 ^ right.limb0) | (left.limb1 ^ right.limb1) | (left.limb2 ^ right.limb2)
      | (left.limb3 ^ right.limb3) == 0
  }

  @inlinable
  public static func < (left: UInt256, right: UInt256) -> Bool {
    left.subtractingReportingOverflow(right).overflow
  }

  // The standard library's generic forms of these may go through Strideable, which computes a
  // distance that need not fit.
  @inlinable
  public static func != (left: UInt256, right: UInt256) -> Bool { !(left == right) }
  @inlinable
  public static func > (left: UInt256, right: UInt256) -> Bool { right < left }
  @inlinable
  public static func <= (left: UInt256, right: UInt256) -> Bool { !(right < left) }
  @inlinable
  public static func >= (left: UInt256, right: UInt256) -> Bool { !(left < right) }
}
