extension BN254Fp12 {
  /// The power by (p^12 - 1) / r, with the prime p and the order r of the groups: what makes the
  /// loop's result a pairing's value. Not for zero.
  ///
  /// The exponent is (p^6 - 1) (p^2 + 1) times (p^4 - p^2 + 1) / r, and the last factor is, with the
  /// curve's parameter u,
  ///
  ///     p^3 + (6u^2 + 1) p^2 - (36u^3 + 18u^2 + 12u - 1) p - (36u^3 + 30u^2 + 18u + 2).
  ///
  /// - SeeAlso: Devegili, Scott and Dahab, "Implementing Cryptographic Pairings over
  ///   Barreto-Naehrig Curves", 2007, section 4.
  var finalExponentiation: BN254Fp12 {
    let first = conjugate * inverse
    // From here on in the cyclotomic subgroup, where the conjugate is the inverse.
    let f = first.frobenius.frobenius * first

    let fu = f.powerByParameter
    let fu2 = fu.powerByParameter
    let fu3 = fu2.powerByParameter

    let twice1 = fu.cyclotomicSquared
    let thrice2 = fu2.cyclotomicSquared * fu2
    let six2 = thrice2.cyclotomicSquared
    let six3 = (fu3.cyclotomicSquared * fu3).cyclotomicSquared

    // The power by 6u^3 + 3u^2 + 2u, then by six times that.
    let shared = six3 * thrice2 * twice1
    let common = (shared.cyclotomicSquared * shared).cyclotomicSquared
    // The power by 12u^2 + 6u + 2.
    let rest =
      six2.cyclotomicSquared * twice1.cyclotomicSquared * twice1 * f.cyclotomicSquared

    let power0 = (common * rest).conjugate
    let power1 = common.conjugate * f
    let power2 = six2 * f
    // Horner's scheme in the prime.
    let sum2 = f.frobenius * power2
    let sum1 = sum2.frobenius * power1
    return sum1.frobenius * power0
  }
}
