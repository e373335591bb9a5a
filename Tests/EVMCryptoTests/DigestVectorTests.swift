import EVMCrypto
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Digest vectors` {
  @Test func `the standards' examples come out`() throws {
    for row in try VectorFile("digests/published.jsonl").rows {
      let data = try row.bytes("data")
      let message = Array(repeating: data, count: try row.integer("repeat")).flatMap { $0 }
      let digest =
        switch try row.string("algorithm") {
        case "sha256": SHA256.hash(message).bytes
        case "sha512": SHA512.hash(message).bytes
        case "ripemd160": RIPEMD160.hash(message).bytes
        default: [UInt8]()
        }
      #expect(try digest == row.bytes("hash"), "\(row)")
    }
  }

  @Test func `data of every length has the digests of other implementations`() throws {
    for row in try VectorFile("digests/hashes.jsonl").rows {
      let data = try row.bytes("data")
      #expect(try SHA256.hash(data).bytes == row.bytes("sha256"), "\(row)")
      #expect(try SHA512.hash(data).bytes == row.bytes("sha512"), "\(row)")
      #expect(try RIPEMD160.hash(data).bytes == row.bytes("ripemd160"), "\(row)")
      #expect(SHA256.hash(AnyCollection(data)) == SHA256.hash(data))
    }
  }

  @Test func `keys around the block sizes have the codes of other implementations`() throws {
    for row in try VectorFile("digests/hmac.jsonl").rows {
      let key = try row.bytes("key")
      let data = try row.bytes("data")
      #expect(try HMAC.sha256(data, key: key).bytes == row.bytes("sha256"), "\(row)")
      #expect(try HMAC.sha512(data, key: key).bytes == row.bytes("sha512"), "\(row)")
    }
  }

  @Test func `the broken MD5 of old wallets is that of other implementations`() throws {
    for row in try VectorFile("digests/md5.jsonl").rows {
      let data = try row.bytes("data")
      #expect(try InsecureMD5.hash(data).isEqual(to: row.bytes("hash")), "\(row)")
      #expect(try InsecureMD5.hash(AnyCollection(data)).isEqual(to: row.bytes("hash")), "\(row)")
    }
  }

  @Test func `passwords are stretched as other implementations do`() throws {
    for row in try VectorFile("digests/pbkdf2.jsonl").rows {
      let password = try row.bytes("password")
      let salt = try row.bytes("salt")
      let iterations = try row.integer("iterations")
      let count = try row.integer("length")
      let key =
        try row.string("algorithm") == "sha256"
        ? PBKDF2.sha256(password: password, salt: salt, iterations: iterations, byteCount: count)
        : PBKDF2.sha512(password: password, salt: salt, iterations: iterations, byteCount: count)
      #expect(try key.isEqual(to: row.bytes("key")), "\(row)")
    }
  }
}
