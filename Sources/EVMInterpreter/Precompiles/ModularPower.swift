import EVMCrypto
import EVMPrimitives

/// MODEXP: base^exponent mod modulus, all three of lengths that the input states.
///
/// The input begins with three words: the lengths of base, exponent and modulus in bytes. The numbers
/// follow in that order, big-endian. The lengths are not bounded by the input: what lies beyond its
/// end is zero. So a few bytes can name numbers that no memory holds, and nothing is laid out before
/// the price is paid.
/// - SeeAlso: [EIP-198](https://eips.ethereum.org/EIPS/eip-198),
///   [EIP-2565](https://eips.ethereum.org/EIPS/eip-2565),
///   [EIP-7823](https://eips.ethereum.org/EIPS/eip-7823),
///   [EIP-7883](https://eips.ethereum.org/EIPS/eip-7883).
enum ModularPower {
  /// The most bytes of a base or modulus, and of an exponent, that are worked on. Whatever needs more
  /// costs thousands of blocks' gas at the least.
  private static let longestBase = 1 << 22
  private static let longestExponent = 1 << 27

  static func run(_ bytes: UnsafeRawBufferPointer, gas: UInt64, under fork: Fork)
    -> PrecompileOutcome
  {
    let input = PaddedInput(bytes)
    let (base, exponent, modulus) = (input.word(at: 0), input.word(at: 32), input.word(at: 64))
    if fork.includes(.osaka), max(base, exponent, modulus) > 1024 {
      return .failed(.operandTooLong)
    }
    let pricing = ModularPowerPricing(
      baseLength: base, exponentLength: exponent, modulusLength: modulus,
      exponentHead: exponentHead(input, baseLength: base, exponentLength: exponent))
    guard let price = pricing.price(under: fork), price <= gas else { return .outOfGas }
    if modulus.isZero { return .success(output: [], gasUsed: price) }
    guard let baseCount = Int(exactly: base), let exponentCount = Int(exactly: exponent),
      let modulusCount = Int(exactly: modulus), max(baseCount, modulusCount) <= longestBase,
      exponentCount <= longestExponent
    else { return .unsupported(.modexp) }
    let exponentStart = 96 + baseCount
    let power = input.withBytes(at: exponentStart + exponentCount, count: modulusCount) { modulus in
      input.withBytes(at: exponentStart, count: exponentCount) { exponent in
        input.withBytes(at: 96, count: baseCount) { base in
          ModularExponentiation.power(base: base, exponent: exponent, modulus: modulus)
        }
      }
    }
    return power.map { .success(output: $0, gasUsed: price) } ?? .unsupported(.modexp)
  }

  /// The number that the first 32 bytes of the exponent spell, or all of them when they are fewer.
  private static func exponentHead(
    _ input: PaddedInput, baseLength: UInt256, exponentLength: UInt256
  ) -> UInt256 {
    guard let length = Int(exactly: baseLength), length <= Int.max - 96 else { return .zero }
    let head = input.word(at: 96 + length)
    guard exponentLength < 32 else { return head }
    return head.shiftedRight(by: 8 * (32 - exponentLength.limbs.0))
  }
}

/// What MODEXP costs, by the lengths of its numbers and the exponent's leading bits.
struct ModularPowerPricing {
  var baseLength: UInt256
  var exponentLength: UInt256
  var modulusLength: UInt256
  /// The number of the exponent's first 32 bytes.
  var exponentHead: UInt256

  /// The price under a fork, or nil when it does not fit 64 bits.
  func price(under fork: Fork) -> UInt64? {
    if fork.includes(.osaka) {
      return cost(complexity: osakaComplexity, bitsPerByte: 16, divisor: 1, least: 500)
    }
    if fork.includes(.berlin) {
      return cost(complexity: berlinComplexity, bitsPerByte: 8, divisor: 3, least: 200)
    }
    return cost(complexity: byzantiumComplexity, bitsPerByte: 8, divisor: 20, least: 0)
  }

  /// Complexity times iterations, divided; nil when it overflows.
  private func cost(
    complexity: UInt128?, bitsPerByte: UInt128, divisor: UInt128, least: UInt64
  ) -> UInt64? {
    guard let complexity else { return nil }
    if complexity == 0 { return least }
    guard let iterations = iterations(bitsPerByte: bitsPerByte) else { return nil }
    let (product, overflow) = complexity.multipliedReportingOverflow(by: iterations)
    guard !overflow, let price = UInt64(exactly: product / divisor) else { return nil }
    return max(price, least)
  }

  /// The exponent's bits without the top one, of which those behind its head count whole; at least
  /// one. Nil above 2^72, where any complexity but zero makes the price overflow.
  private func iterations(bitsPerByte: UInt128) -> UInt128? {
    let headBits = UInt128(max(exponentHead.significantBitCount, 1) - 1)
    guard exponentLength > 32 else { return max(headBits, 1) }
    guard let length = UInt64(exactly: exponentLength) else { return nil }
    return max(bitsPerByte * UInt128(length - 32) + headBits, 1)
  }

  /// The length of the longer of base and modulus; nil above 2^40, where the price of any exponent is
  /// above 2^64.
  private var longer: UInt128? {
    let longer = max(baseLength, modulusLength)
    return longer.limbs.0 <= 1 << 40 && longer.limbs.1 | longer.limbs.2 | longer.limbs.3 == 0
      ? UInt128(longer.limbs.0) : nil
  }

  /// About how long a multiplication of such numbers takes with Karatsuba's method (EIP-198).
  private var byzantiumComplexity: UInt128? {
    longer.map { length in
      if length <= 64 { return length * length }
      if length <= 1024 { return length * length / 4 + 96 * length - 3072 }
      return length * length / 16 + 480 * length - 199_680
    }
  }

  /// The square of the length in words of 8 bytes (EIP-2565).
  private var berlinComplexity: UInt128? {
    longer.map { length in
      let words = (length + 7) / 8
      return words * words
    }
  }

  /// Twice that, and no less than 16 (EIP-7883).
  private var osakaComplexity: UInt128? {
    longer.map { length in
      let words = (length + 7) / 8
      return length > 32 ? 2 * words * words : 16
    }
  }
}
