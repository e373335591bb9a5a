import EVMCrypto
import EVMPrimitives
import Testing

@Suite struct `Password stretching` {
  @Test func `with SHA-256 it is that of RFC 7914`() throws {
    let key = try PBKDF2.sha256(
      password: "passwd".utf8, salt: "salt".utf8, iterations: 1, byteCount: 64)
    #expect(
      key.withUnsafeBytes { Hex.encode($0) }
        == "0x55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
        + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783")
  }

  @Test func `with SHA-512 it makes the seed of the first BIP-39 vector`() throws {
    let words = Array(repeating: "abandon", count: 11) + ["about"]
    let seed = try PBKDF2.sha512(
      password: words.joined(separator: " ").utf8, salt: "mnemonicTREZOR".utf8, iterations: 2048,
      byteCount: 64)
    #expect(
      seed.withUnsafeBytes { Hex.encode($0) }
        == "0xc55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e5349553"
        + "1f09a6987599d18264c1e1c92f2cf141630c7a3c4ab7c81b2f001698e7463b04")
  }

  @Test func `a short key is the start of a long one`() throws {
    let long = try PBKDF2.sha512(
      password: [1], salt: [2], iterations: 3, byteCount: 200
    ).withUnsafeBytes { [UInt8]($0) }
    for count in [1, 63, 64, 65, 128, 199] {
      let short = try PBKDF2.sha512(password: [1], salt: [2], iterations: 3, byteCount: count)
      #expect(short.isEqual(to: long[..<count]))
    }
  }

  @Test func `no iterations are refused`() {
    #expect(throws: PBKDF2Error.iterations(0)) {
      try PBKDF2.sha512(password: [1], salt: [2], iterations: 0, byteCount: 64)
    }
    #expect(
      PBKDF2Error.iterations(0).description
        == "PBKDF2 was asked for 0 iterations; ask for 1 to 2147483647.")
  }

  @Test(arguments: [-1, 0, 1 << 20 + 1, Int.max])
  func `no output, and too much, are refused`(count: Int) {
    #expect(throws: PBKDF2Error.byteCount(count)) {
      try PBKDF2.sha256(password: [1], salt: [2], iterations: 1, byteCount: count)
    }
    #expect(
      PBKDF2Error.byteCount(count).description
        == "PBKDF2 was asked for \(count) bytes; ask for 1 to 1048576.")
  }
}
