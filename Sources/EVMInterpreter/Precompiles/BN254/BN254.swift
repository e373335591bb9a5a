/// The pairing-friendly curve that Ethereum's precompiles 6 to 8 compute with, also called
/// alt_bn128: a Barreto-Naehrig curve y^2 = x^3 + 3 over a prime field of 254 bits.
///
/// Prime, order and loop lengths are polynomials of one parameter.
/// - SeeAlso: [EIP-196](https://eips.ethereum.org/EIPS/eip-196),
///   [EIP-197](https://eips.ethereum.org/EIPS/eip-197); Barreto and Naehrig, "Pairing-Friendly
///   Elliptic Curves of Prime Order", 2005.
enum BN254 {
  /// The parameter u: the prime is 36u^4 + 36u^3 + 24u^2 + 6u + 1.
  static var parameter: UInt64 { 4_965_661_367_192_848_881 }

  /// 6u^2, what the prime is modulo the order of the groups.
  static var primeModuloOrder: UInt128 { 6 * UInt128(parameter) * UInt128(parameter) }

  /// 6u + 2, the length of the pairing's loop.
  static var loopLength: UInt128 { 6 * UInt128(parameter) + 2 }

  /// The 3 of y^2 = x^3 + 3.
  static let coefficient = BN254Fp.one.tripled

  /// The same of the twist y^2 = x^3 + 3 / (9 + i), the curve of G2.
  static let twistCoefficient = BN254Fp2(coefficient, .zero) * BN254Fp2.nonresidue.inverse
}
