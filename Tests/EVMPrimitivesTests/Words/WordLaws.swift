import EVMPrimitives
import Testing
import VectorFiles

/// Words where carries, signs and limbs begin and end.
let edgeWords: [UInt256] = [
  0, 1, 2, 0xffff_ffff_ffff_ffff, 0x1_0000_0000_0000_0000,
  0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff, 0x1_0000_0000_0000_0000_0000_0000_0000_0000,
  UInt256.max >> 64, (UInt256.max >> 64) + 1, UInt256.max >> 1, (UInt256.max >> 1) + 1,
  UInt256.max - 1, .max,
]

@Suite struct `Laws of 256-bit words` {
  private static func samples(_ count: Int, seed: UInt64) -> [UInt256] {
    var random = SeededGenerator(seed: seed)
    return edgeWords
      + (0..<count).map { _ in
        let limbs = (0..<4).map { _ in random.next() }
        let word = UInt256(limbs: limbs[0], limbs[1], limbs[2], limbs[3])
        return word >> Int.random(in: 0..<256, using: &random)
      }
  }

  private static func pairs(seed: UInt64) -> [(UInt256, UInt256)] {
    let words = samples(60, seed: seed)
    return words.flatMap { left in words.map { (left, $0) } }
  }

  @Test func `subtraction undoes addition`() {
    for (a, b) in Self.pairs(seed: 2) {
      #expect(a &+ b &- b == a)
      #expect((a &+ b < a) == a.addingReportingOverflow(b).overflow)
    }
  }

  @Test func `multiplication distributes over addition`() {
    for (a, b) in Self.pairs(seed: 3) {
      #expect((a &+ b) &* 0xdead_beef == a &* 0xdead_beef &+ b &* 0xdead_beef)
      #expect(a &* b == b &* a)
    }
  }

  @Test func `quotient times divisor plus remainder is the dividend`() {
    for (a, b) in Self.pairs(seed: 4) where !b.isZero {
      let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
      #expect(remainder < b)
      #expect(quotient * b + remainder == a)
    }
  }

  @Test func `a 512-bit product divided by one factor is the other`() {
    for (a, b) in Self.pairs(seed: 5) where !b.isZero {
      let product = a.multipliedFullWidth(by: b)
      guard product.high < b else { continue }
      #expect(b.dividingFullWidth(product).quotient == a)
      #expect(b.dividingFullWidth(product).remainder == 0)
    }
  }

  @Test func `a division whose first limbs are equal is exact`() {
    // The estimate of a quotient's limb is at its limit there; random words never come near.
    let high: [UInt64] = [1 << 63, .max, 0x8000_0000_0000_0001]
    let low: [UInt64] = [0, 1, .max - 1, .max]
    for h in high {
      for (l1, l2) in low.flatMap({ l in low.map { (l, $0) } }) {
        for l3 in low {
          for divisor in [
            UInt256(limbs: l1, h, 0, 0), UInt256(limbs: l1, l2, h, 0),
            UInt256(limbs: l1, l2, l3, h),
          ] {
            for distance in [1, 2, 3] as [UInt256] {
              let dividendHigh = divisor - min(divisor, distance)
              for dividendLow in [0, 1, UInt256.max - 1, .max] {
                let (q, r) = divisor.dividingFullWidth((dividendHigh, dividendLow))
                let product = q.multipliedFullWidth(by: divisor)
                let (sum, carry) = product.low.addingReportingOverflow(r)
                #expect(r < divisor)
                #expect(sum == dividendLow)
                #expect(product.high + (carry ? 1 : 0) == dividendHigh)
              }
            }
          }
        }
      }
    }
  }

  @Test func `shifts are products and quotients by powers of two`() {
    for word in Self.samples(40, seed: 6) {
      for count in [0, 1, 63, 64, 65, 127, 128, 191, 192, 255] {
        #expect(word << count == word &* (UInt256.one << count))
        #expect(word >> count == word / (UInt256.one << count))
      }
      #expect(word << 256 == 0)
      #expect(word >> 256 == 0)
      #expect(word.shl(.max) == 0)
    }
  }

  @Test func `a root is the largest whose square is not above the number`() {
    for word in Self.samples(100, seed: 7) {
      let root = word.squareRoot()
      #expect(root * root <= word)
      let (square, overflow) = (root + 1).multipliedReportingOverflow(by: root + 1)
      #expect(overflow || square > word)
    }
  }

  @Test func `text, bytes and quantities read back as they were`() throws {
    for word in Self.samples(100, seed: 8) {
      #expect(try UInt256(parsing: word.description) == word)
      #expect(try UInt256(bigEndian: word.bigEndianBytes) == word)
      #expect(try UInt256(bigEndianUpTo32: word.minimalBigEndianBytes) == word)
      #expect(try UInt256(quantity: word.quantity) == word)
      #expect(UInt256(Hash256(word)) == word)
      #expect(Address(truncating: word).word == word & (UInt256.max >> 96))
    }
  }

  @Test func `order and sign agree with the difference`() {
    for (a, b) in Self.pairs(seed: 9) {
      #expect((a < b) == a.subtractingReportingOverflow(b).overflow)
      let (x, y) = (Int256(bitPattern: a), Int256(bitPattern: b))
      let (difference, overflow) = x.subtractingReportingOverflow(y)
      #expect((x < y) == (difference.isNegative != overflow))
    }
  }

  @Test func `a signed product agrees with its full width`() {
    for (a, b) in Self.pairs(seed: 10) {
      let (x, y) = (Int256(bitPattern: a), Int256(bitPattern: b))
      let full = x.multipliedFullWidth(by: y)
      #expect(full.low == a &* b)
      let fits = full.high == (Int256(bitPattern: full.low).isNegative ? -1 : 0)
      #expect(x.multipliedReportingOverflow(by: y).overflow == !fits)
      if y.magnitude > 1, x != .min {
        #expect(y.dividingFullWidth(full).quotient == x)
      }
    }
  }
}

@Suite struct `Words as integers of the standard library` {
  @Test func `a literal of any length is exact`() {
    #expect(
      (115_792_089_237_316_195_423_570_985_008_687_907_853_269_984_665_640_564_039_457_584_007_913_129_639_935
        as UInt256) == .max)
    #expect((-1 as Int256).bitPattern == .max)
  }

  @Test func `conversion keeps the value or says that it cannot`() {
    #expect(UInt256(exactly: -1) == nil)
    #expect(UInt256(truncatingIfNeeded: -1) == .max)
    #expect(UInt256(clamping: -5) == 0)
    #expect(UInt64(exactly: UInt256(1) << 64) == nil)
    #expect(Int(exactly: UInt256(1) << 63) == nil)
    #expect(Int(exactly: UInt256(Int.max)) == Int.max)
    #expect(UInt64(clamping: UInt256.max) == .max)
    #expect(UInt256(UInt128.max) == UInt256.max >> 128)
    #expect(Int256(exactly: UInt256.max) == nil)
    #expect(Int256(Int64.min) == Int256(bitPattern: ~(UInt256(1) << 63) + 1))
  }

  @Test func `the words are four limbs, least significant first`() {
    #expect(Array(UInt256(limbs: 1, 2, 3, 4).words) == [1, 2, 3, 4])
    #expect(Array(Int256(-1).words) == Array(repeating: UInt.max, count: 4))
  }

  @Test func `equal numbers hash equally and sort by value`() {
    #expect(Set([UInt256(7), 7, 8]).count == 2)
    #expect([UInt256.max, 0, 1 << 128].sorted() == [0, 1 << 128, .max])
    #expect([Int256(1), -1, .min].sorted() == [.min, -1, 1])
  }
}
