import EVMCrypto
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Keccak-256` {
  /// The message of a vector row: byte i of length n is i * i + 7 * n + i, modulo 256.
  static func message(length: Int) -> [UInt8] {
    (0..<length).map { UInt8(truncatingIfNeeded: $0 &* $0 &+ 7 &* length &+ $0) }
  }

  @Test func `messages of every length hash as pycryptodome and hashlib say`() throws {
    for row in try VectorFile("keccak/lengths.jsonl").rows {
      let message = Self.message(length: try row.integer("length"))
      #expect(Keccak256.hash(message).bytes == (try row.bytes("keccak256")), "\(row)")
      #expect(SHA3_256.hash(message).bytes == (try row.bytes("sha3256")), "\(row)")
    }
  }

  @Test func `known messages hash as published`() throws {
    for row in try VectorFile("keccak/published.jsonl").rows {
      let message = try row.bytes("data")
      #expect(Keccak256.hash(message).bytes == (try row.bytes("keccak256")), "\(row)")
      if row.has("sha3256") {
        #expect(SHA3_256.hash(message).bytes == (try row.bytes("sha3256")), "\(row)")
      }
    }
  }

  @Test func `a message in pieces hashes as the whole`() {
    var random = SeededGenerator(seed: 1)
    for length in [0, 1, 7, 8, 135, 136, 137, 271, 272, 273, 1000, 4096] {
      let message = random.bytes(count: length)
      for _ in 0..<8 {
        var hasher = Keccak256()
        var rest = message[...]
        while !rest.isEmpty {
          let count = Int.random(in: 0...min(rest.count, 300), using: &random)
          hasher.update(rest.prefix(count))
          rest = rest.dropFirst(count)
        }
        #expect(hasher.finalized() == Keccak256.hash(message), "length \(length)")
      }
    }
  }

  @Test func `finalizing does not end the message`() {
    var hasher = Keccak256()
    hasher.update("abc".utf8)
    _ = hasher.finalized()
    hasher.update("def".utf8)
    #expect(hasher.finalized() == Keccak256.hash("abcdef".utf8))
  }

  @Test func `a collection without contiguous storage hashes as its bytes`() {
    let reversed = Array(1...100 as ClosedRange<UInt8>).reversed() as ReversedCollection<[UInt8]>
    #expect(Keccak256.hash(reversed) == Keccak256.hash(Array(reversed)))
  }

  @Test func `the hash of no bytes is that of an account without code`() {
    #expect(
      Keccak256.empty.hex == "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")
  }
}
