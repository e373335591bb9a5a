import EVMPrimitives

/// A word that powers modulo a word can be computed in without OpenSSL.
///
/// There the overhead of a multiplication is many times its work for one limb, and an even modulus
/// goes without Montgomery's method.
protocol ModularWord: Equatable {
  static var byteCount: Int { get }
  static var one: Self { get }

  /// The number of at most ``byteCount`` bytes, most significant first.
  init(bytes: UnsafeRawBufferPointer)

  /// Writes the number's ``byteCount`` bytes, most significant first.
  func write(to bytes: UnsafeMutableRawBufferPointer)

  /// The product modulo a number above both factors.
  func multiplied(by other: Self, modulo modulus: Self) -> Self

  /// The number of any length, most significant byte first, modulo a number above one.
  static func remainder(of bytes: UnsafeRawBufferPointer, modulo modulus: Self) -> Self
}

extension ModularWord {
  /// `base ^ exponent mod modulus`, four bits of the exponent at a time, for a modulus above one.
  static func power(
    base: UnsafeRawBufferPointer, exponent: UnsafeRawBufferPointer, modulus: Self
  ) -> Self {
    let base = remainder(of: base, modulo: modulus)
    var powers = [one, base]
    for index in 2..<16 {
      powers.append(powers[index - 1].multiplied(by: base, modulo: modulus))
    }
    var result = one
    for byte in exponent.drop(while: { $0 == 0 }) {
      for digit in [byte >> 4, byte & 0xf] {
        for _ in 0..<4 { result = result.multiplied(by: result, modulo: modulus) }
        if digit != 0 {
          result = result.multiplied(by: powers[Int(digit)], modulo: modulus)
        }
      }
    }
    return result
  }
}

extension UInt64: ModularWord {
  static var byteCount: Int { 8 }
  static var one: UInt64 { 1 }

  init(bytes: UnsafeRawBufferPointer) {
    self = bytes.reduce(0) { $0 &<< 8 | UInt64($1) }
  }

  func write(to bytes: UnsafeMutableRawBufferPointer) {
    bytes.storeBytes(of: bigEndian, as: UInt64.self)
  }

  // Below the modulus, both factors have a product whose upper half is below it, so the quotient fits.
  @inline(__always)
  func multiplied(by other: UInt64, modulo modulus: UInt64) -> UInt64 {
    let product = multipliedFullWidth(by: other)
    return modulus.dividingFullWidth((product.high, product.low)).remainder
  }

  static func remainder(of bytes: UnsafeRawBufferPointer, modulo modulus: UInt64) -> UInt64 {
    var rest: UInt64 = 0
    for byte in bytes {
      rest = modulus.dividingFullWidth((rest &>> 56, rest &<< 8 | UInt64(byte))).remainder
    }
    return rest
  }
}

extension UInt256: ModularWord {
  static var byteCount: Int { 32 }

  init(bytes: UnsafeRawBufferPointer) {
    self = withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { padded in
      padded.initializeMemory(as: UInt8.self, repeating: 0)
      UnsafeMutableRawBufferPointer(rebasing: padded[(32 - bytes.count)...])
        .copyMemory(from: bytes)
      return UInt256(Hash256(copying: UnsafeRawBufferPointer(padded)))
    }
  }

  func write(to bytes: UnsafeMutableRawBufferPointer) { Hash256(self).copyBytes(to: bytes) }

  static func remainder(of bytes: UnsafeRawBufferPointer, modulo modulus: UInt256) -> UInt256 {
    // 2^256 modulo the modulus, by which each word's place counts.
    let place = (UInt256.max % modulus).adding(.one, modulo: modulus)
    var rest = UInt256.zero
    var start = 0
    // The first word is the short one, if any.
    var end = (bytes.count + 31) % 32 + 1
    while start < bytes.count {
      let word = UInt256(bytes: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      rest = rest.multiplied(by: place, modulo: modulus).adding(word % modulus, modulo: modulus)
      start = end
      end += 32
    }
    return rest
  }
}
