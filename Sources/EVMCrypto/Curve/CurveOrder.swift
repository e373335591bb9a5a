import EVMPrimitives

/// The order n of secp256k1's group, and the comparisons with it that signatures need.
///
/// Only for public values: the comparisons are not constant-time.
/// - SeeAlso: SEC 2, version 2.0, section 2.4.1.
enum CurveOrder {
  /// n, most significant 64 bits first.
  private static let order: (UInt64, UInt64, UInt64, UInt64) = (
    0xffff_ffff_ffff_ffff, 0xffff_ffff_ffff_fffe, 0xbaae_dce6_af48_a03b, 0xbfd2_5e8c_d036_4141
  )
  /// (n - 1) / 2, the greatest low s.
  private static let half: (UInt64, UInt64, UInt64, UInt64) = (
    0x7fff_ffff_ffff_ffff, 0xffff_ffff_ffff_ffff, 0x5d57_6e73_57a4_501d, 0xdfe9_2f46_681b_20a0
  )

  /// Whether the big-endian number in `scalar` is below n.
  static func contains(_ scalar: Hash256) -> Bool { words(scalar) < order }

  /// Whether the big-endian number in `scalar` is at most half of n.
  static func isLow(_ scalar: Hash256) -> Bool { words(scalar) <= half }

  private static func words(_ scalar: Hash256) -> (UInt64, UInt64, UInt64, UInt64) {
    withUnsafeBytes(of: scalar) { bytes in
      (
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
      )
    }
  }
}
