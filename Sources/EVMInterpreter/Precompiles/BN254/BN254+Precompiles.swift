import EVMPrimitives

/// What the precompiles read and write: numbers are words; a point of G1 is x and y, one of G2 has
/// the imaginary part of each coordinate before the real one; infinity is all zeros.
extension BN254 {
  /// BN254_ADD: two points; their sum.
  static func sum(_ input: PaddedInput) throws(PrecompileFailure) -> [UInt8] {
    let left = try pointOfG1(input, at: 0)
    let right = try pointOfG1(input, at: 64)
    return bytes(of: BN254JacobianPoint(left) + BN254JacobianPoint(right))
  }

  /// BN254_MUL: a point and a number, of which any is taken; the multiple.
  static func multiple(_ input: PaddedInput) throws(PrecompileFailure) -> [UInt8] {
    let point = try pointOfG1(input, at: 0)
    return bytes(of: BN254JacobianPoint(point).multiplied(by: input.word(at: 64)))
  }

  /// BN254_PAIRING: points of G1 and G2 in turn; the word 1 when the product of the pairings is one,
  /// else 0.
  static func pairingCheck(_ input: UnsafeRawBufferPointer) throws(PrecompileFailure) -> [UInt8] {
    let pairLength = 192
    guard input.count.isMultiple(of: pairLength) else {
      throw .wrongGroupLength(
        .bn254Pairing, groupLength: pairLength, found: input.count, mayBeEmpty: true)
    }
    let words = PaddedInput(input)
    var pairs: [BN254Pairing.Pair] = []
    for start in stride(from: 0, to: input.count, by: pairLength) {
      let g1 = try pointOfG1(words, at: start)
      let g2 = try pointOfG2(words, at: start + 64)
      if !g1.isInfinity, !g2.isInfinity { pairs.append(BN254Pairing.Pair(g1: g1, g2: g2)) }
    }
    return Hash256(BN254Pairing.isProductOne(pairs) ? UInt256.one : .zero).bytes
  }

  private static func coordinate(
    _ input: PaddedInput, at offset: Int
  ) throws(PrecompileFailure) -> BN254Fp {
    guard let element = BN254Fp(input.word(at: offset)) else { throw .coordinateTooLarge }
    return element
  }

  /// A point of the curve, whose group has no other subgroup to be kept out of.
  private static func pointOfG1(
    _ input: PaddedInput, at offset: Int
  ) throws(PrecompileFailure) -> BN254Point<BN254Fp> {
    let point = BN254Point(
      x: try coordinate(input, at: offset), y: try coordinate(input, at: offset + 32))
    guard point.isOnCurve(coefficient) else { throw .notOnCurve }
    return point
  }

  private static func pointOfG2(
    _ input: PaddedInput, at offset: Int
  ) throws(PrecompileFailure) -> BN254Point<BN254Fp2> {
    func element(at offset: Int) throws(PrecompileFailure) -> BN254Fp2 {
      let imaginary = try coordinate(input, at: offset)
      return BN254Fp2(try coordinate(input, at: offset + 32), imaginary)
    }
    let point = BN254Point(x: try element(at: offset), y: try element(at: offset + 64))
    guard point.isOnCurve(twistCoefficient) else { throw .notOnCurve }
    guard point.isInfinity || point.isInSubgroup else { throw .notInSubgroup }
    return point
  }

  private static func bytes(of point: BN254JacobianPoint<BN254Fp>) -> [UInt8] {
    let point = point.affine
    return [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      Hash256(point.x.number).copyBytes(
        to: UnsafeMutableRawBufferPointer(rebasing: bytes[..<32]))
      Hash256(point.y.number).copyBytes(
        to: UnsafeMutableRawBufferPointer(rebasing: bytes[32...]))
      count = 64
    }
  }
}
