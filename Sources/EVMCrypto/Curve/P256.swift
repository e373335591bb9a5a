internal import CLibCrypto
public import EVMPrimitives

/// ECDSA over NIST's curve P-256 (secp256r1), which passkeys and secure enclaves sign with.
///
/// Only verification, of public values: the time tells about all of them.
/// - SeeAlso: FIPS 186-5, section 6.4.2; SEC 2, version 2.0, section 2.4.2.
public enum P256 {
  /// Whether (r, s) is a signature of `digest` under the public key (x, y).
  ///
  /// Each number is 32 bytes, most significant first. False when r or s is zero or not below the
  /// group's order, when a coordinate is not below the field's prime, and when the point is not on the
  /// curve; the point at infinity has no coordinates here. A high s is as good as a low one.
  public static func isValid(
    r: Hash256, s: Hash256, for digest: Hash256, publicKey x: Hash256, _ y: Hash256
  ) -> Bool {
    guard isScalar(r), isScalar(s), UInt256(x) < prime, UInt256(y) < prime else { return false }
    return withoutErrorTrace { isSolution(r, s, digest, x, y) ?? false }
  }

  private static let prime = UInt256(
    limbs: 0xffff_ffff_ffff_ffff, 0x0000_0000_ffff_ffff, 0, 0xffff_ffff_0000_0001)
  private static let order = UInt256(
    limbs: 0xf3b9_cac2_fc63_2551, 0xbce6_faad_a717_9e84, 0xffff_ffff_ffff_ffff,
    0xffff_ffff_0000_0000)

  private static func isScalar(_ number: Hash256) -> Bool {
    number != .zero && UInt256(number) < order
  }

  /// The verification equation for numbers in range: the x of (digest / s) G + (r / s) Q is r modulo
  /// the order. Nil when Q is not on the curve, when the sum is the point at infinity, and when there
  /// is no memory.
  private static func isSolution(
    _ r: Hash256, _ s: Hash256, _ digest: Hash256, _ x: Hash256, _ y: Hash256
  ) -> Bool? {
    guard let group = P256Group.pointer, let order = EC_GROUP_get0_order(group),
      let scratch = BigNumberScratch(), let key = CurvePoint(group), let sum = CurvePoint(group),
      let r = number(r), let s = number(s), let digest = number(digest), let x = number(x),
      let y = number(y), let first = BigNumber(), let second = BigNumber(),
      // This checks the curve's equation.
      EC_POINT_set_affine_coordinates(
        group, key.pointer, x.pointer, y.pointer, scratch.pointer) == 1,
      BN_mod_inverse(s.pointer, s.pointer, order, scratch.pointer) != nil,
      BN_mod_mul(first.pointer, digest.pointer, s.pointer, order, scratch.pointer) == 1,
      BN_mod_mul(second.pointer, r.pointer, s.pointer, order, scratch.pointer) == 1,
      EC_POINT_mul(
        group, sum.pointer, first.pointer, key.pointer, second.pointer, scratch.pointer) == 1,
      EC_POINT_get_affine_coordinates(group, sum.pointer, x.pointer, nil, scratch.pointer) == 1,
      BN_nnmod(first.pointer, x.pointer, order, scratch.pointer) == 1
    else { return nil }
    return BN_cmp(first.pointer, r.pointer) == 0
  }

  private static func number(_ bytes: Hash256) -> BigNumber? {
    withUnsafeBytes(of: bytes) { BigNumber(bigEndian: $0) }
  }
}

/// P-256 as OpenSSL has it, or nil in a build without it. It is never changed after its creation.
private final class P256Group: @unchecked Sendable {
  // Sendable although it holds a C pointer: the group is complete when `init` returns, `static let`
  // runs it once, and every call here takes the group `const`, which OpenSSL allows to any number of
  // threads. It lives as long as the process, so nothing frees it under another thread.
  private let group: OpaquePointer?

  private static let shared = P256Group()

  /// The group for a C call.
  static var pointer: OpaquePointer? { shared.group }

  private init() { group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1) }
}

/// A point in OpenSSL's memory, which is freed with it.
private final class CurvePoint {
  let pointer: OpaquePointer

  /// The point at infinity; nil when there is no memory.
  init?(_ group: OpaquePointer) {
    guard let pointer = EC_POINT_new(group) else { return nil }
    self.pointer = pointer
  }

  deinit { EC_POINT_free(pointer) }
}
