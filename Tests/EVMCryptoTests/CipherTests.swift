import EVMCrypto
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `AES in its three modes` {
  private static func run(
    _ mode: String, _ input: [UInt8], key: [UInt8], vector: [UInt8]
  ) throws(CipherError) -> SecretBytes {
    let key = SecretBytes(key)
    return switch mode {
    case "cbc": try AES.decryptedChain(input, key: key, vector: vector)
    case "cfb": try AES.decryptedFeedback(input, key: key, vector: vector)
    default: try AES.counterMode(input, key: key, counter: vector)
    }
  }

  @Test func `decrypts what NIST's examples and other implementations encrypted`() throws {
    for row in try VectorFile("digests/aes.jsonl").rows {
      let mode = try row.string("mode")
      let data = try Self.run(
        mode, row.bytes("encrypted"), key: row.bytes("key"), vector: row.bytes("vector"))
      #expect(try data.isEqual(to: row.bytes("data")), "\(row)")
      if mode == "ctr" {
        let encrypted = try Self.run(
          mode, row.bytes("data"), key: row.bytes("key"), vector: row.bytes("vector"))
        #expect(try encrypted.isEqual(to: row.bytes("encrypted")), "\(row)")
      }
    }
  }

  @Test(arguments: ["ctr", "cbc", "cfb"], [0, 15, 17, 31, 33])
  func `a key of another length is refused`(mode: String, count: Int) {
    #expect(throws: CipherError.keyByteCount(count)) {
      try Self.run(
        mode, [UInt8](repeating: 0, count: 16), key: [UInt8](repeating: 1, count: count),
        vector: [UInt8](repeating: 2, count: 16))
    }
  }

  @Test(arguments: ["ctr", "cbc", "cfb"], [0, 15, 17])
  func `a vector of another length is refused`(mode: String, count: Int) {
    #expect(throws: CipherError.vectorByteCount(count)) {
      try Self.run(
        mode, [UInt8](repeating: 0, count: 16), key: [UInt8](repeating: 1, count: 16),
        vector: [UInt8](repeating: 2, count: count))
    }
  }

  @Test(arguments: [0, 1, 15, 17])
  func `a chain of other than whole blocks is refused`(count: Int) {
    #expect(throws: CipherError.notWholeBlocks(count)) {
      try Self.run(
        "cbc", [UInt8](repeating: 0, count: count), key: [UInt8](repeating: 1, count: 16),
        vector: [UInt8](repeating: 2, count: 16))
    }
  }

  @Test func `a chain opened with another key ends in no padding, but for one in 256`() throws {
    let row = try #require(
      try VectorFile("digests/aes.jsonl").rows.first { try $0.string("mode") == "cbc" })
    var refused = 0
    for byte in UInt8.min...UInt8.max {
      do {
        _ = try Self.run(
          "cbc", row.bytes("encrypted"), key: [UInt8](repeating: byte, count: 16),
          vector: row.bytes("vector"))
      } catch let error as CipherError {
        #expect(error == .wrongPadding)
        refused += 1
      }
    }
    #expect(refused > 245)
  }

  @Test(arguments: [
    ([], CipherError.notWholeBlocks(0)), ([1], .notWholeBlocks(1)),
    ([UInt8](repeating: 0, count: 16), .wrongPadding),
    ([UInt8](repeating: 17, count: 32), .wrongPadding),
    ([UInt8](repeating: 7, count: 10) + [3, 3, 3, 2, 3, 3], .wrongPadding),
  ])
  func `bytes without padding are refused`(bytes: [UInt8], error: CipherError) {
    #expect(throws: error) { try SecretBytes(bytes).unpadded() }
  }

  @Test(arguments: 1...16)
  func `padding of every length is taken off`(count: Int) throws {
    let data = [UInt8](repeating: 0xaa, count: 32 - count)
    let padding = [UInt8](repeating: UInt8(count), count: count)
    #expect(try SecretBytes(data + padding).unpadded().isEqual(to: data))
  }

  @Test(arguments: [
    (CipherError.keyByteCount(5), "The AES key has 5 bytes; give 16, 24 or 32."),
    (.vectorByteCount(5), "The initialization vector has 5 bytes; AES takes 16."),
    (
      .notWholeBlocks(5),
      "There are 5 encrypted bytes, but AES makes whole blocks of 16; copy all of them."
    ),
    (
      .wrongPadding,
      "What was decrypted does not end in padding, so the key or the encrypted bytes are wrong; check both."
    ),
    (
      .tooLong(1 << 31),
      "2147483648 bytes are too many for one run of AES; give at most 1073741824."
    ),
    (.unavailable, "OpenSSL does not offer the cipher; check its configuration."),
  ])
  func `each refusal is a sentence that says what to do`(error: CipherError, text: String) {
    #expect(error.description == text)
  }

  @Test func `more than a gibibyte is refused without being read`() {
    #expect(throws: CipherError.tooLong(1 << 30 + 1)) {
      try AES.counterMode(
        repeatElement(0, count: 1 << 30 + 1), key: SecretBytes([UInt8](repeating: 1, count: 16)),
        counter: [UInt8](repeating: 2, count: 16))
    }
  }
}
