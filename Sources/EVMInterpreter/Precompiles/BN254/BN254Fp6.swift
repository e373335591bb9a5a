/// An element c0 + c1 v + c2 v^2 of the cubic extension of ``BN254Fp2``, where v^3 = 9 + i.
struct BN254Fp6: Equatable {
  var c0: BN254Fp2
  var c1: BN254Fp2
  var c2: BN254Fp2

  @inline(__always)
  init(_ c0: BN254Fp2, _ c1: BN254Fp2, _ c2: BN254Fp2) {
    self.c0 = c0
    self.c1 = c1
    self.c2 = c2
  }

  static var zero: BN254Fp6 { BN254Fp6(.zero, .zero, .zero) }
  static var one: BN254Fp6 { BN254Fp6(.one, .zero, .zero) }

  static func + (left: BN254Fp6, right: BN254Fp6) -> BN254Fp6 {
    BN254Fp6(left.c0 + right.c0, left.c1 + right.c1, left.c2 + right.c2)
  }

  static func - (left: BN254Fp6, right: BN254Fp6) -> BN254Fp6 {
    BN254Fp6(left.c0 - right.c0, left.c1 - right.c1, left.c2 - right.c2)
  }

  static prefix func - (element: BN254Fp6) -> BN254Fp6 {
    BN254Fp6(-element.c0, -element.c1, -element.c2)
  }

  /// Six multiplications instead of nine, after Karatsuba.
  static func * (left: BN254Fp6, right: BN254Fp6) -> BN254Fp6 {
    let p0 = left.c0 * right.c0
    let p1 = left.c1 * right.c1
    let p2 = left.c2 * right.c2
    let mixed12 = (left.c1 + left.c2) * (right.c1 + right.c2) - p1 - p2
    let mixed01 = (left.c0 + left.c1) * (right.c0 + right.c1) - p0 - p1
    let mixed02 = (left.c0 + left.c2) * (right.c0 + right.c2) - p0 - p2
    return BN254Fp6(
      p0 + mixed12.timesNonresidue, mixed01 + p2.timesNonresidue, mixed02 + p1)
  }

  /// The product with b0 + b1 v.
  func multiplied(by b0: BN254Fp2, _ b1: BN254Fp2) -> BN254Fp6 {
    let p0 = c0 * b0
    let p1 = c1 * b1
    let mixed = (c0 + c1) * (b0 + b1) - p0 - p1
    return BN254Fp6(p0 + (c2 * b1).timesNonresidue, mixed, c2 * b0 + p1)
  }

  /// The element times v.
  @inline(__always)
  var timesV: BN254Fp6 { BN254Fp6(c2.timesNonresidue, c0, c1) }

  /// One divided by the element; zero for zero.
  var inverse: BN254Fp6 {
    // The products of the two conjugates, and of all three, which is in the field below.
    let t0 = c0.squared - (c1 * c2).timesNonresidue
    let t1 = c2.squared.timesNonresidue - c0 * c1
    let t2 = c1.squared - c0 * c2
    let norm = c0 * t0 + (c2 * t1 + c1 * t2).timesNonresidue
    let scale = norm.inverse
    return BN254Fp6(t0 * scale, t1 * scale, t2 * scale)
  }
}
