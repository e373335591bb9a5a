/// A signed 256-bit integer in two's complement: Solidity's `int256`.
///
/// The operators follow the standard library, as those of ``UInt256`` do. The value shares its bits
/// with the word that carries it; see ``bitPattern``.
@frozen
public struct Int256: Hashable, Sendable {
  /// The two's complement bits as an unsigned word.
  public var bitPattern: UInt256

  /// The number whose two's complement bits are `bitPattern`.
  @inlinable
  public init(bitPattern: UInt256) { self.bitPattern = bitPattern }

  @inlinable public static var zero: Int256 { Int256(bitPattern: .zero) }

  /// 2^255 - 1.
  @inlinable
  public static var max: Int256 {
    Int256(bitPattern: UInt256(limbs: .max, .max, .max, UInt64.max >> 1))
  }

  /// -2^255.
  @inlinable
  public static var min: Int256 { Int256(bitPattern: UInt256(limbs: 0, 0, 0, 1 << 63)) }

  @inlinable
  public var isNegative: Bool { bitPattern.limb3 >> 63 == 1 }

  /// The distance from zero; 2^255 for the least number.
  @inlinable
  public var magnitude: UInt256 { isNegative ? UInt256.zero &- bitPattern : bitPattern }

  /// The number of that sign and distance from zero, or `nil` when there is none.
  @inlinable
  public init?(isNegative: Bool, magnitude: UInt256) {
    self.init(bitPattern: isNegative ? UInt256.zero &- magnitude : magnitude)
    if !magnitude.isZero, self.isNegative != isNegative { return nil }
  }
}

extension Int256: Comparable {
  @inlinable
  public static func == (left: Int256, right: Int256) -> Bool {
    left.bitPattern == right.bitPattern
  }

  @inlinable
  public static func < (left: Int256, right: Int256) -> Bool {
    let signs = UInt256(limbs: 0, 0, 0, 1 << 63)
    return left.bitPattern ^ signs < right.bitPattern ^ signs
  }

  // The standard library's generic forms of these may go through Strideable, which computes a
  // distance that need not fit.
  @inlinable
  public static func != (left: Int256, right: Int256) -> Bool { !(left == right) }
  @inlinable
  public static func > (left: Int256, right: Int256) -> Bool { right < left }
  @inlinable
  public static func <= (left: Int256, right: Int256) -> Bool { !(right < left) }
  @inlinable
  public static func >= (left: Int256, right: Int256) -> Bool { !(left < right) }
}
