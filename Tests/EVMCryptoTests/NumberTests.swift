import EVMCrypto
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Modular exponentiation` {
  private func power(_ base: [UInt8], _ exponent: [UInt8], _ modulus: [UInt8]) -> [UInt8]? {
    base.withUnsafeBytes { base in
      exponent.withUnsafeBytes { exponent in
        modulus.withUnsafeBytes { modulus in
          ModularExponentiation.power(base: base, exponent: exponent, modulus: modulus)
        }
      }
    }
  }

  @Test func `powers of words are those of word arithmetic, odd and even moduli alike`() throws {
    var random = SeededGenerator(seed: 20)
    for round in 0..<400 {
      let numbers = try (0..<3).map { _ in
        try UInt256(bigEndianUpTo32: random.bytes(count: 1 + Int(random.next() % 32)))
      }
      let modulus = round.isMultiple(of: 4) ? numbers[2].shiftedLeft(by: 9) : numbers[2]
      let expected = numbers[0].power(numbers[1], modulo: modulus)
      let found = power(
        numbers[0].bigEndianBytes, numbers[1].minimalBigEndianBytes, modulus.bigEndianBytes)
      #expect(found == expected.bigEndianBytes, "\(numbers)")
    }
  }

  @Test func `a power modulo a multiple of the modulus has the same remainder`() throws {
    var random = SeededGenerator(seed: 21)
    for round in 0..<200 {
      // From one byte, over the words that need no OpenSSL, to numbers that do.
      let modulus = [1 + UInt8(random.next() % 255)] + random.bytes(count: round % 40)
      let base = random.bytes(count: Int(random.next() % 100))
      let exponent = random.bytes(count: Int(random.next() % 12))
      let multiple = modulus + [UInt8](repeating: 0, count: 33)
      let larger = try #require(power(base, exponent, multiple))
      #expect(power(larger, [1], modulus) == power(base, exponent, modulus), "\(modulus)")
    }
  }

  @Test func `the result has as many bytes as the modulus`() {
    #expect(power([2], [10], [0, 0, 0, 0xff, 0xff]) == [0, 0, 0, 4, 0])
    #expect(power([2], [10], []) == [])
    #expect(power([2], [10], [0, 0]) == [0, 0])
    #expect(power([2], [10], [0, 1]) == [0, 0])
  }

  @Test func `anything to the power zero is one`() {
    #expect(power([], [], [7]) == [1])
    #expect(power([0], [0, 0], [0, 8]) == [0, 1])
    #expect(power([9], [], [1]) == [0])
  }
}

@Suite struct `P-256 signatures` {
  @Test func `those of the specification's precompile are valid, and others are not`() throws {
    var counts = (valid: 0, invalid: 0)
    for row in try VectorFile("precompiles/p256.jsonl").rows {
      let words = try row.bytes("input")
      guard words.count == 160 else { continue }
      let numbers = try (0..<5).map { try Hash256(words[32 * $0..<32 * $0 + 32]) }
      let isValid = try !row.bytes("output").isEmpty
      #expect(
        P256.isValid(
          r: numbers[1], s: numbers[2], for: numbers[0], publicKey: numbers[3], numbers[4])
          == isValid, "\(row)")
      if isValid { counts.valid += 1 } else { counts.invalid += 1 }
    }
    #expect(counts.valid > 20 && counts.invalid > 20)
  }
}
