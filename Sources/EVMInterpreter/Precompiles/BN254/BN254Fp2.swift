import EVMPrimitives

/// An element a + b i of the quadratic extension of BN254's field, where i^2 = -1.
struct BN254Fp2: BN254Field {
  var real: BN254Fp
  var imaginary: BN254Fp

  @inline(__always)
  init(_ real: BN254Fp, _ imaginary: BN254Fp) {
    self.real = real
    self.imaginary = imaginary
  }

  static var zero: BN254Fp2 { BN254Fp2(.zero, .zero) }
  static var one: BN254Fp2 { BN254Fp2(.one, .zero) }

  /// 9 + i, which has neither a square nor a cube root, and so makes the next extensions.
  static var nonresidue: BN254Fp2 { one.timesNonresidue }

  @inline(__always)
  static func + (left: BN254Fp2, right: BN254Fp2) -> BN254Fp2 {
    BN254Fp2(left.real + right.real, left.imaginary + right.imaginary)
  }

  @inline(__always)
  static func - (left: BN254Fp2, right: BN254Fp2) -> BN254Fp2 {
    BN254Fp2(left.real - right.real, left.imaginary - right.imaginary)
  }

  @inline(__always)
  static prefix func - (element: BN254Fp2) -> BN254Fp2 {
    BN254Fp2(-element.real, -element.imaginary)
  }

  /// Three multiplications instead of four, after Karatsuba.
  static func * (left: BN254Fp2, right: BN254Fp2) -> BN254Fp2 {
    let reals = left.real * right.real
    let imaginaries = left.imaginary * right.imaginary
    let sums = (left.real + left.imaginary) * (right.real + right.imaginary)
    return BN254Fp2(reals - imaginaries, sums - reals - imaginaries)
  }

  @inline(__always)
  static func * (left: BN254Fp2, right: BN254Fp) -> BN254Fp2 {
    BN254Fp2(left.real * right, left.imaginary * right)
  }

  var squared: BN254Fp2 {
    let product = real * imaginary
    return BN254Fp2((real + imaginary) * (real - imaginary), product + product)
  }

  var inverse: BN254Fp2 {
    let norm = (real.squared + imaginary.squared).inverse
    return BN254Fp2(real * norm, -(imaginary * norm))
  }

  /// a - b i, which is the power by the prime.
  @inline(__always)
  var conjugate: BN254Fp2 { BN254Fp2(real, -imaginary) }

  /// The element times 9 + i.
  @inline(__always)
  var timesNonresidue: BN254Fp2 {
    let eightfold = doubled.doubled.doubled
    return BN254Fp2(
      eightfold.real + real - imaginary, eightfold.imaginary + imaginary + real)
  }
}

/// The powers of 9 + i by multiples of a sixth of the prime minus one, by which an element's
/// coefficients change when it is taken to the power of the prime.
enum BN254Frobenius {
  /// The factor of w^index, for index from 0 to 5.
  static let factors: [BN254Fp2] = {
    let (sixth, _) = (BN254Fp.prime - 1).quotientAndRemainder(dividingBy: 6)
    let limbs = sixth.limbs
    let first = BN254Fp2.nonresidue.power([limbs.0, limbs.1, limbs.2, limbs.3])
    var factors = [BN254Fp2.one]
    for _ in 1..<6 { factors.append(factors[factors.count - 1] * first) }
    return factors
  }()
}
