import EVMCrypto
import EVMPrimitives
import Testing

/// n of the group, and the scalars around it.
let order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
let orderLessOne = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140"
let halfOrder = "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0"
let halfOrderPlusOne = "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1"
let one = String(repeating: "0", count: 63) + "1"
let zero = String(repeating: "0", count: 64)

@Suite struct `Signing` {
  let key = try! SecretKey(hex: one)
  let digest = SHA256.hash("Satoshi Nakamoto".utf8)

  @Test func `the nonce is that of RFC 6979, so the signature is known`() {
    #expect(
      key.sign(digest).hex.dropLast(2)
        == "0x934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
        + "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5")
  }

  @Test func `it has a low s, a v of 27 or 28 and recovers to the signer`() throws {
    for number in 1...64 {
      let digest = Keccak256.hash([UInt8(number)])
      let signature = key.sign(digest)
      #expect(signature.isLowS)
      #expect(signature.form == .v27or28)
      #expect(signature.v == 27 || signature.v == 28)
      #expect(try signature.publicKey(signing: digest) == key.publicKey)
      #expect(key.publicKey.isValid(signature, for: digest))
    }
  }

  @Test func `another digest gives another key`() throws {
    let signature = key.sign(digest)
    let other = Keccak256.hash([])
    #expect(try signature.publicKey(signing: other) != key.publicKey)
    #expect(!key.publicKey.isValid(signature, for: other))
  }

  @Test func `a high s recovers with the flipped parity, and is valid only when asked`() throws {
    let low = key.sign(digest)
    let high = try highS(of: low)
    #expect(!high.isLowS)
    #expect(high.normalized == low)
    #expect(low.normalized == low)
    #expect(try high.address(signing: digest) == key.publicKey.address)
    #expect(!key.publicKey.isValid(high, for: digest))
    #expect(key.publicKey.isValid(high, for: digest, s: .any))
  }
}

@Suite struct `Signature bytes` {
  let signature = try! SecretKey(hex: one).sign(Keccak256.hash("bytes".utf8))

  @Test func `each form is read back as it was written`() throws {
    #expect(try Signature(signature.bytes) == signature)
    #expect(try Signature(hex: signature.hex) == signature)
    let low = try Signature(signature.bytes(in: .v0or1))
    #expect(low.form == .v0or1)
    #expect(low.parity == signature.parity)
    #expect(low.bytes == signature.bytes)
    let compact = try Signature(compact: signature.bytes(in: .compact))
    #expect(compact.form == .compact)
    #expect(compact.parity == signature.parity)
    #expect(compact.bytes == signature.bytes)
    let bare = try Signature(withoutRecovery: signature.bytes(in: .withoutRecovery))
    #expect(bare.parity == nil)
    #expect(bare.v == nil)
    #expect(bare.bytes == Array(signature.bytes.dropLast()))
  }

  @Test func `the examples of EIP-2098 come out`() throws {
    let even = try Signature(
      hex: "0x68a020a209d3d56c46f38cc50a33f704f4a9a10a59377f8dd762ac66910e9b90"
        + "7e865ad05c4035ab5792787d4a0297a43617ae897930a6fe4d822b8faea520641b")
    #expect(
      Hex.encode(try even.bytes(in: .compact))
        == "0x68a020a209d3d56c46f38cc50a33f704f4a9a10a59377f8dd762ac66910e9b90"
        + "7e865ad05c4035ab5792787d4a0297a43617ae897930a6fe4d822b8faea52064")
    let odd = try Signature(
      hex: "0x9328da16089fcba9bececa81663203989f2df5fe1faa6291a45381c81bd17f76"
        + "139c6d6b623b42da56557e5e734a43dc83345ddfadec52cbe24d0cc64f5507931c")
    #expect(
      Hex.encode(try odd.bytes(in: .compact))
        == "0x9328da16089fcba9bececa81663203989f2df5fe1faa6291a45381c81bd17f76"
        + "939c6d6b623b42da56557e5e734a43dc83345ddfadec52cbe24d0cc64f550793")
  }

  @Test(arguments: [
    (zero, one, SignatureError.zero(.r)), (one, zero, .zero(.s)),
    (order, one, .notBelowGroupOrder(.r)), (one, order, .notBelowGroupOrder(.s)),
    (String(repeating: "f", count: 64), one, .notBelowGroupOrder(.r)),
  ])
  func `a number out of range is refused`(r: String, s: String, error: SignatureError) {
    #expect(throws: error) { try Signature(hex: r + s + "1b") }
    #expect(throws: error) { try Signature(r: Hash256(hex: r), s: Hash256(hex: s), parity: .even) }
  }

  @Test func `half the order is low and one more is high`() throws {
    #expect(try Signature(hex: one + halfOrder + "1b").isLowS)
    #expect(try !Signature(hex: one + halfOrderPlusOne + "1b").isLowS)
    #expect(try !Signature(hex: one + orderLessOne + "1b").isLowS)
  }

  @Test(arguments: 0...255)
  func `only 0, 1, 27 and 28 are v`(v: Int) {
    let bytes = signature.bytes.dropLast() + [UInt8(v)]
    let expected: SignatureError? =
      switch v {
      case 0, 1, 27, 28: nil
      case 2, 3, 29, 30: .unusedRecoveryID(v: UInt8(v))
      default: .invalidV(UInt8(v))
      }
    do throws(SignatureError) {
      let read = try Signature(bytes)
      #expect(expected == nil)
      #expect(read.parity?.rawValue == UInt8(v >= 27 ? v - 27 : v))
    } catch { #expect(error == expected) }
  }

  @Test func `another length is refused`() {
    for count in [0, 1, 63, 64, 66, 1000] {
      let bytes = [UInt8](repeating: 1, count: count)
      #expect(throws: SignatureError.wrongByteCount(count)) { try Signature(bytes) }
      if count != 64 {
        #expect(throws: SignatureError.wrongByteCount(count)) { try Signature(compact: bytes) }
        #expect(throws: SignatureError.wrongByteCount(count)) {
          try Signature(withoutRecovery: bytes)
        }
      }
    }
  }

  @Test func `what is missing for a form is said`() throws {
    let bare = try Signature(withoutRecovery: signature.bytes.dropLast())
    #expect(throws: SignatureError.noRecovery) { try bare.bytes(in: .v27or28) }
    #expect(throws: SignatureError.noRecovery) { try bare.publicKey(signing: .zero) }
    let high = try highS(of: signature)
    #expect(throws: SignatureError.highS) { try high.bytes(in: .compact) }
  }

  @Test func `an r of no point gives no public key`() throws {
    // 5 is the x of no point: 5^3 + 7 is no square of the field.
    let five = String(repeating: "0", count: 63) + "5"
    let signature = try Signature(hex: five + one + "1b")
    #expect(throws: SignatureError.noPublicKey) { try signature.address(signing: .zero) }
  }

  @Test(arguments: [
    (
      SignatureError.wrongByteCount(3),
      "The signature has 3 bytes; a signature has 65 (130 hex digits): r, s and v."
    ),
    (
      .wrongByteCount(64),
      "The signature has 64 bytes, which is EIP-2098's compact form or lacks its last byte v; give 65 bytes (130 hex digits), or say that it is compact."
    ),
    (
      .notHex(.oddDigitCount(3)),
      "The signature is not hex: The hex text has 3 digits, an odd number; every byte needs two."
    ),
    (
      .zero(.r),
      "The signature's r is zero, so nobody made this signature; ask for a new one."
    ),
    (
      .notBelowGroupOrder(.s),
      "The signature's s is not below the order of the secp256k1 group; it was altered or is no signature, so copy it again."
    ),
    (.invalidV(26), "The signature's last byte is 26; it must be 27 or 28, or 0 or 1."),
    (
      .invalidV(37),
      "The signature's last byte is 37; it must be 27 or 28, or 0 or 1. A v of 35 or more carries a chain id and belongs to transactions."
    ),
    (
      .unusedRecoveryID(v: 29),
      "The signature's last byte 29 means a recovery id of 2 or 3, which the EVM refuses; ask the signer to sign again."
    ),
    (
      .noRecovery,
      "The signature has no v, so it cannot tell who signed; give all 65 bytes, or verify it with the public key."
    ),
    (
      .highS,
      "The signature's s is above half the group order, which the compact form cannot hold; normalise it first."
    ),
    (
      .noPublicKey,
      "No public key fits this signature and digest: it was altered or belongs to something else."
    ),
  ])
  func `each refusal is a sentence that says what to do`(error: SignatureError, text: String) {
    #expect(error.description == text)
  }

  @Test func `text that is not hex is refused with the place`() {
    #expect(throws: SignatureError.notHex(.invalidDigit("z", offset: 3))) {
      try Signature(hex: "0x0z")
    }
  }
}

/// (r, n - s) with the other parity: the same statement with a high s.
func highS(of low: Signature) throws -> Signature {
  let minuend = try Hash256(hex: order).bytes
  let subtrahend = low.s.bytes
  var difference = [UInt8](repeating: 0, count: 32)
  var borrow = 0
  for index in (0..<32).reversed() {
    let value = Int(minuend[index]) - Int(subtrahend[index]) - borrow
    borrow = value < 0 ? 1 : 0
    difference[index] = UInt8(value & 0xff)
  }
  return try Signature(
    r: low.r, s: Hash256(difference), parity: low.parity == .even ? .odd : .even)
}
