import EVMCrypto
import EVMPrimitives
import Testing
import VectorFiles

/// The generator of the group, which is the public key of 1.
private let generatorX = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
private let generatorY = "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"

@Suite struct `Secret keys` {
  @Test(arguments: [one, orderLessOne])
  func `the least and the greatest key are keys`(hex: String) throws {
    let key = try SecretKey(hex: hex)
    #expect(key.withUnsafeBytes { Hex.encode($0, prefix: false) } == hex)
    #expect(Hex.encode(key.publicKey.compressed).dropFirst(4) == generatorX)
  }

  @Test(arguments: [
    (zero, SecretKeyError.zero), (order, .notBelowGroupOrder),
    (String(repeating: "f", count: 64), .notBelowGroupOrder),
    ("", .wrongByteCount(0)), (String(one.dropLast(2)), .wrongByteCount(31)),
    (one + "00", .wrongByteCount(33)), (String(one.dropLast()), .oddDigitCount(63)),
    ("0x" + one.dropLast() + "g", .invalidHexDigit(offset: 65)),
  ])
  func `whatever is no key is refused`(hex: String, error: SecretKeyError) {
    #expect(throws: error) { try SecretKey(hex: hex) }
  }

  @Test func `bytes and secrets of another length are refused`() {
    for count in [0, 1, 31, 33, 64] {
      let bytes = [UInt8](repeating: 1, count: count)
      #expect(throws: SecretKeyError.wrongByteCount(count)) { try SecretKey(bytes) }
      #expect(throws: SecretKeyError.wrongByteCount(count)) { try SecretKey(SecretBytes(bytes)) }
    }
  }

  @Test(arguments: [
    (
      SecretKeyError.wrongByteCount(31),
      "The secret key has 31 bytes, but a secp256k1 key has 32 (64 hex digits); copy all of it."
    ),
    (
      .oddDigitCount(63),
      "The secret key has 63 hex digits, but a secp256k1 key has 64; copy all of it."
    ),
    (
      .invalidHexDigit(offset: 5),
      "The secret key has something other than a hex digit at offset 5; give 64 hex digits, with or without 0x."
    ),
    (.zero, "The secret key is zero, which is not a key; use another."),
    (
      .notBelowGroupOrder,
      "The secret key is not below the order of the secp256k1 group, so it is not a key; use another."
    ),
  ])
  func `each refusal is a sentence without the key`(error: SecretKeyError, text: String) {
    #expect(error.description == text)
  }

  @Test func `nothing that prints shows a key`() throws {
    let key = try SecretKey(hex: halfOrder)
    var dumped = ""
    dump(key, to: &dumped)
    dump(Optional(key), to: &dumped)
    for text in ["\(key)", "\([key])", String(reflecting: key), "\(Mirror(reflecting: key))"]
      + [dumped]
    {
      #expect(!text.lowercased().contains(halfOrder.suffix(12)))
      #expect(!text.contains("SecretBytes("))
    }
    #expect("\(key)" == "<redacted>")
    #expect(String(reflecting: key) == "<redacted>")
    #expect(Mirror(reflecting: key).children.isEmpty)
  }

  @Test func `keys compare by value`() throws {
    #expect(try SecretKey(hex: one).isEqual(to: SecretKey(hex: "0x" + one)))
    #expect(try !SecretKey(hex: one).isEqual(to: SecretKey(hex: halfOrder)))
  }

  @Test func `a fresh key is in range and no two are equal`() throws {
    let keys = try (0..<20).map { _ in try SecretKey.generate() }
    #expect(Set(keys.map(\.publicKey)).count == 20)
  }

  @Test func `draws out of range are thrown away`() throws {
    let source = ScriptedSource([zero, order, String(repeating: "f", count: 64), halfOrder, one])
    #expect(try SecretKey.generate(using: source).isEqual(to: SecretKey(hex: halfOrder)))
  }

  @Test func `a source that fails, or never makes a key, is an error`() {
    #expect(throws: RandomError.unavailable) { try SecretKey.generate(using: ScriptedSource([])) }
    let stuck = ScriptedSource(Array(repeating: zero, count: 100))
    #expect(throws: RandomError.notRandom(draws: 64)) { try SecretKey.generate(using: stuck) }
  }
}

@Suite struct `Public keys` {
  let generator = try! SecretKey(hex: one).publicKey

  @Test func `the key of 1 is the generator`() {
    #expect(Hex.encode(generator.compressed, prefix: false) == "02" + generatorX)
    #expect(Hex.encode(generator.uncompressed, prefix: false) == "04" + generatorX + generatorY)
    #expect(generator.address.description == "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf")
    #expect("\(generator)" == "0x02" + generatorX)
  }

  @Test func `both forms make the same key`() throws {
    let long = try PublicKey(generator.uncompressed)
    let short = try PublicKey(hex: "02" + generatorX)
    #expect(long == short)
    #expect(long.hashValue == short.hashValue)
    #expect(try PublicKey(hex: "03" + generatorX) != short)
  }

  @Test(arguments: [
    ("06" + generatorX + generatorY, PublicKeyError.hybrid(prefix: 6)),
    ("07" + generatorX + generatorY, .hybrid(prefix: 7)),
    ("05" + generatorX, .unknownPrefix(5)),
    ("00" + generatorX + generatorY, .unknownPrefix(0)),
    ("04" + generatorX, .prefixForOtherByteCount(prefix: 4, expected: 65, found: 33)),
    (
      "02" + generatorX + generatorY,
      .prefixForOtherByteCount(prefix: 2, expected: 33, found: 65)
    ),
    ("04" + generatorX + generatorX, .notOnCurve),
    ("02" + zero.dropLast() + "5", .notOnCurve),
    // The field's prime, which is no coordinate.
    ("02fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f", .notOnCurve),
    ("", .wrongByteCount(0)), (generatorX, .wrongByteCount(32)),
    (generatorX + generatorY, .wrongByteCount(64)), ("0x2", .notHex(.oddDigitCount(1))),
  ])
  func `whatever is no key is refused`(hex: String, error: PublicKeyError) {
    #expect(throws: error) { try PublicKey(hex: hex) }
  }

  @Test(arguments: [
    (
      PublicKeyError.wrongByteCount(64),
      "The public key has 64 bytes; give the compressed form of 33 bytes (66 hex digits) or the uncompressed one of 65 (130)."
    ),
    (
      .prefixForOtherByteCount(prefix: 4, expected: 65, found: 33),
      "The public key begins with 0x04 like one of 65 bytes, but has 33; copy all of it."
    ),
    (
      .hybrid(prefix: 6),
      "The public key is in the hybrid form (first byte 0x06), which Ethereum does not use; give it with first byte 0x02, 0x03 or 0x04."
    ),
    (
      .unknownPrefix(5),
      "The public key begins with 0x05; it must be 0x02 or 0x03 (compressed) or 0x04 (uncompressed)."
    ),
    (
      .notOnCurve,
      "The public key is no point of the secp256k1 curve, so it was altered or belongs to another curve; copy it again from its source."
    ),
    (
      .notHex(.oddDigitCount(1)),
      "The public key is not hex: The hex text has 1 digit, an odd number; every byte needs two."
    ),
  ])
  func `each refusal is a sentence that says what to do`(error: PublicKeyError, text: String) {
    #expect(error.description == text)
  }

  @Test func `no garbage makes a key that does not read back`() {
    var random = SeededGenerator(seed: 0x5ec9)
    for _ in 0..<5000 {
      var bytes = random.bytes(count: Bool.random(using: &random) ? 33 : 65)
      bytes[0] = UInt8.random(in: 0...8, using: &random)
      guard let key = try? PublicKey(bytes) else { continue }
      #expect((bytes.count == 33 ? key.compressed : key.uncompressed) == bytes)
    }
  }
}

/// Gives the listed draws, then fails.
private final class ScriptedSource: RandomSource, @unchecked Sendable {
  // Sendable because each test uses its own from one thread.
  private var draws: [[UInt8]]

  init(_ draws: [String]) { self.draws = draws.map { try! Hex.decode($0) } }

  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(RandomError) {
    guard !draws.isEmpty else { throw .unavailable }
    buffer.copyBytes(from: draws.removeFirst())
  }
}
