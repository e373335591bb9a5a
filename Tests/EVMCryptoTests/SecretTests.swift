import EVMCrypto
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Secret bytes` {
  @Test func `nothing that prints shows them`() {
    let secret = SecretBytes("correct horse".utf8)
    var dumped = ""
    dump(secret, to: &dumped)
    #expect("\(secret)" == "<redacted>")
    #expect(String(reflecting: secret) == "<redacted>")
    #expect(dumped == "- <redacted>\n")
    #expect(Mirror(reflecting: secret).children.isEmpty)
  }

  @Test func `equality is by value`() {
    let secret = SecretBytes([1, 2, 3])
    #expect(secret.isEqual(to: SecretBytes([1, 2, 3])))
    #expect(secret.isEqual(to: [1, 2, 3]))
    #expect(!secret.isEqual(to: [1, 2, 4]))
    #expect(!secret.isEqual(to: [1, 2]))
    #expect(!secret.isEqual(to: []))
    #expect(SecretBytes([]).isEqual(to: []))
  }

  @Test func `a secret that is filled starts as zeros, and a failing fill is an error`() throws {
    let secret = SecretBytes(count: 4) { $0[1] = 7 }
    #expect(secret.count == 4)
    #expect(secret.withUnsafeBytes { [UInt8]($0) } == [0, 7, 0, 0])
    struct Refusal: Error {}
    #expect(throws: Refusal.self) { try SecretBytes(count: 4) { _ in throw Refusal() } }
  }
}

@Suite struct `Randomness` {
  @Test func `the system gives as many bytes as are asked for`() throws {
    for count in [0, 1, 32, 1000, 3 << 20] {
      #expect(try SystemRandom().bytes(count).count == count)
    }
    #expect(try !SystemRandom().bytes(32).isEqual(to: SystemRandom().bytes(32)))
    // The last byte of a long draw is drawn too; all 64 being zero has a chance of 2^-512.
    let last = try (0..<64).map { _ in
      try SystemRandom().bytes(1 << 20 + 1).withUnsafeBytes { $0[1 << 20] }
    }
    #expect(last.contains { $0 != 0 })
  }

  @Test func `a negative count is refused`() {
    #expect(throws: RandomError.negativeCount(-1)) { try SystemRandom().bytes(-1) }
  }

  @Test(arguments: [
    (
      RandomError.unavailable,
      "The random number generator gives no bytes; nothing was generated. Try again when the system has entropy."
    ),
    (.negativeCount(-2), "-2 random bytes were asked for; ask for none or more."),
    (
      .notRandom(draws: 64),
      "64 random draws in a row were outside the range of secret keys, which chance does not do; replace the random source."
    ),
  ])
  func `each refusal is a sentence that says what to do`(error: RandomError, text: String) {
    #expect(error.description == text)
  }
}

@Suite struct `Threads` {
  @Test func `many tasks sign, recover and verify with the one context`() async throws {
    await withTaskGroup(of: Bool.self) { group in
      for number in 1...64 {
        group.addTask {
          guard let key = try? SecretKey([UInt8](repeating: UInt8(number), count: 32)) else {
            return false
          }
          let publicKey = key.publicKey
          for round in 0..<20 {
            let digest = Keccak256.hash([UInt8(number), UInt8(round)])
            let signature = key.sign(digest)
            guard (try? signature.publicKey(signing: digest)) == publicKey,
              publicKey.isValid(signature, for: digest), key.sign(digest) == signature
            else { return false }
          }
          return true
        }
      }
      for await agreed in group { #expect(agreed) }
    }
  }

  @Test func `garbage signatures never end the process`() {
    var random = SeededGenerator(seed: 0x51)
    var recovered = 0
    for _ in 0..<3000 {
      var bytes = random.bytes(count: Int.random(in: 60...66, using: &random))
      if bytes.count == 65 { bytes[64] = [0, 1, 27, 28, 2, 99].randomElement(using: &random)! }
      let digest = Keccak256.hash(bytes)
      guard let signature = try? Signature(bytes) else { continue }
      guard let key = try? signature.publicKey(signing: digest) else { continue }
      recovered += 1
      #expect(key.isValid(signature, for: digest, s: .any))
      #expect(key.isValid(signature, for: digest) == signature.isLowS)
    }
    #expect(recovered > 50)
  }
}
