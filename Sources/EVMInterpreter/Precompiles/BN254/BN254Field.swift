/// An element of a field over which the curves of BN254 are defined.
///
/// Every operation takes the same steps for all values but inversion, which may not, and is for
/// public values only.
protocol BN254Field: Equatable {
  static var zero: Self { get }
  static var one: Self { get }

  static func + (left: Self, right: Self) -> Self
  static func - (left: Self, right: Self) -> Self
  static func * (left: Self, right: Self) -> Self
  static prefix func - (element: Self) -> Self

  /// The element times itself.
  var squared: Self { get }
  /// The element plus itself.
  var doubled: Self { get }
  /// One divided by the element; zero for zero.
  var inverse: Self { get }
}

extension BN254Field {
  var isZero: Bool { self == .zero }

  var doubled: Self { self + self }

  var tripled: Self { doubled + self }

  /// The power by a number of 64-bit limbs, least significant first.
  func power(_ exponent: some BidirectionalCollection<UInt64>) -> Self {
    var result = Self.one
    for limb in exponent.reversed() {
      for bit in stride(from: 63 as UInt64, through: 0, by: -1) {
        result = result.squared
        if limb &>> bit & 1 == 1 { result = result * self }
      }
    }
    return result
  }

  /// Replaces each element by its inverse, with one inversion for all.
  ///
  /// None may be zero: the inverses would all be zero.
  static func invertAll(_ elements: inout [Self]) {
    // products[i] is the product of all elements before i.
    var products: [Self] = []
    products.reserveCapacity(elements.count)
    var product = Self.one
    for element in elements {
      products.append(product)
      product = product * element
    }
    var inverse = product.inverse
    for index in elements.indices.reversed() {
      let element = elements[index]
      elements[index] = inverse * products[index]
      inverse = inverse * element
    }
  }
}
