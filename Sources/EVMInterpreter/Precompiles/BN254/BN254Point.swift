import EVMPrimitives

/// A point of y^2 = x^3 + b by its coordinates; the point at infinity is (0, 0), which no curve with
/// b other than zero has.
struct BN254Point<Field: BN254Field>: Equatable {
  var x: Field
  var y: Field

  static var infinity: Self { Self(x: .zero, y: .zero) }

  var isInfinity: Bool { x.isZero && y.isZero }

  /// Whether the point is on the curve with the coefficient; infinity is on all.
  func isOnCurve(_ coefficient: Field) -> Bool {
    isInfinity || y.squared == x.squared * x + coefficient
  }
}

/// A point by coordinates X, Y and Z that stand for (X / Z^2, Y / Z^3); Z is zero for infinity.
///
/// Sums need no division so.
/// - SeeAlso: Bernstein and Lange, Explicit-Formulas Database, "Jacobian coordinates with a4=0":
///   dbl-2009-l and add-2007-bl.
struct BN254JacobianPoint<Field: BN254Field> {
  private var x: Field
  private var y: Field
  private var z: Field

  private init(_ x: Field, _ y: Field, _ z: Field) {
    self.x = x
    self.y = y
    self.z = z
  }

  init(_ point: BN254Point<Field>) {
    self.init(point.x, point.y, point.isInfinity ? .zero : .one)
  }

  static var infinity: Self { Self(.one, .one, .zero) }

  /// The point by two coordinates; costs a division.
  var affine: BN254Point<Field> {
    guard !z.isZero else { return .infinity }
    let inverse = z.inverse
    let square = inverse.squared
    return BN254Point(x: x * square, y: y * (square * inverse))
  }

  /// Whether it is the same point; costs no division.
  func isEqual(to point: BN254Point<Field>) -> Bool {
    if z.isZero || point.isInfinity { return z.isZero && point.isInfinity }
    let square = z.squared
    return x == point.x * square && y == point.y * (square * z)
  }

  var doubled: Self {
    let xx = x.squared
    let yy = y.squared
    let yyyy = yy.squared
    let d = ((x + yy).squared - xx - yyyy).doubled
    let e = xx.tripled
    let newX = e.squared - d.doubled
    return Self(newX, e * (d - newX) - yyyy.doubled.doubled.doubled, (y * z).doubled)
  }

  static func + (left: Self, right: Self) -> Self {
    if left.z.isZero { return right }
    if right.z.isZero { return left }
    let leftSquare = left.z.squared
    let rightSquare = right.z.squared
    let u1 = left.x * rightSquare
    let u2 = right.x * leftSquare
    let s1 = left.y * right.z * rightSquare
    let s2 = right.y * left.z * leftSquare
    let h = u2 - u1
    let slope = (s2 - s1).doubled
    if h.isZero { return slope.isZero ? left.doubled : .infinity }
    let i = h.doubled.squared
    let j = h * i
    let v = u1 * i
    let newX = slope.squared - j - v.doubled
    return Self(
      newX, slope * (v - newX) - (s1 * j).doubled,
      ((left.z + right.z).squared - leftSquare - rightSquare) * h)
  }

  /// The point added to itself as often as the number says, four bits of it at a time.
  func multiplied(by number: UInt256) -> Self {
    var multiples = [Self.infinity, self]
    for index in 2..<16 {
      multiples.append(
        index.isMultiple(of: 2) ? multiples[index / 2].doubled : multiples[index - 1] + self)
    }
    let limbs = [number.limbs.0, number.limbs.1, number.limbs.2, number.limbs.3]
    var result = Self.infinity
    for limb in limbs.reversed() {
      for shift in stride(from: 60 as UInt64, through: 0, by: -4) {
        // Doubling infinity is cheap to leave out and common, as numbers are often short.
        if !result.z.isZero { result = result.doubled.doubled.doubled.doubled }
        let digit = Int(limb &>> shift & 0xf)
        if digit != 0 { result = result + multiples[digit] }
      }
    }
    return result
  }
}

extension BN254Point where Field == BN254Fp2 {
  /// The image under the map that acts on the group of prime order as multiplication by the prime.
  var frobenius: Self {
    let factors = BN254Frobenius.factors
    return Self(x: x.conjugate * factors[2], y: y.conjugate * factors[3])
  }

  static prefix func - (point: Self) -> Self { Self(x: point.x, y: -point.y) }

  /// Whether a point of the twist is in the group of prime order.
  ///
  /// The map F satisfies F^2 - tF + p = 0 on the whole twist, with the trace t = 6u^2 + 1. So a point
  /// that F multiplies by t - 1 vanishes under (t - 1)^2 - t(t - 1) + p = p + 1 - t, which is the
  /// order. On the group itself F is the multiplication by p, which is t - 1 modulo the order.
  var isInSubgroup: Bool {
    let multiple = BN254.primeModuloOrder
    let number = UInt256(
      limbs: UInt64(truncatingIfNeeded: multiple), UInt64(truncatingIfNeeded: multiple &>> 64), 0,
      0)
    return BN254JacobianPoint(self).multiplied(by: number).isEqual(to: frobenius)
  }
}
