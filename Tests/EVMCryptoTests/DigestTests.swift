import EVMCrypto
import EVMPrimitives
import Testing

@Suite struct `Digests` {
  @Test func `SHA-256 of abc is that of FIPS 180`() {
    #expect(
      SHA256.hash("abc".utf8).hex
        == "0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func `SHA-512 of abc is that of FIPS 180`() {
    #expect(
      SHA512.hash("abc".utf8).hex
        == "0xddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")
  }

  @Test func `RIPEMD-160 of abc is the published one`() {
    #expect(RIPEMD160.hash("abc".utf8).hex == "0x8eb208f7e05d987a9b044a8e98c6b087f15a0bfc")
  }

  @Test func `the digest of no bytes is known`() {
    #expect(
      SHA256.hash([]).hex
        == "0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(RIPEMD160.hash([]).hex == "0x9c1185a5c5e9fc54612808977ee8f548b2258d31")
  }

  @Test(arguments: [0, 1, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 1000])
  func `pieces give the digest of the whole`(count: Int) {
    let message = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
    for cut in [0, count / 3, count] {
      var small = SHA256()
      var large = SHA512()
      var old = RIPEMD160()
      for piece in [message[..<cut], message[cut...]] {
        small.update(piece)
        large.update(piece)
        old.update(piece)
      }
      #expect(small.finalized() == SHA256.hash(message))
      #expect(large.finalized() == SHA512.hash(message))
      #expect(old.finalized() == RIPEMD160.hash(message))
    }
  }

  @Test func `a digest in between does not end the message`() {
    var hash = SHA256()
    hash.update("a".utf8)
    #expect(hash.finalized() == SHA256.hash("a".utf8))
    hash.update("bc".utf8)
    #expect(hash.finalized() == SHA256.hash("abc".utf8))
  }

  @Test func `HMAC is that of RFC 4231`() {
    let message = "what do ya want for nothing?".utf8
    #expect(
      HMAC.sha256(message, key: "Jefe".utf8).hex
        == "0x5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(
      HMAC.sha512(message, key: "Jefe".utf8).hex
        == "0x164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
        + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737")
    // Test case 6: a key longer than a block of either.
    let long = [UInt8](repeating: 0xaa, count: 131)
    #expect(
      HMAC.sha256("Test Using Larger Than Block-Size Key - Hash Key First".utf8, key: long).hex
        == "0x60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
  }
}
