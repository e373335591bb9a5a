import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Addresses` {
  @Test func `the checksum is that of eth-utils and of EIP-55's examples`() throws {
    for row in try VectorFile("addresses/checksums.jsonl").rows {
      let lower = try row.string("lower")
      let checksum = try row.string("checksum")
      let address = try Address(parsing: lower)
      #expect(address.checksummed == checksum, "\(row)")
      #expect(try Address(parsing: checksum) == address, "\(row)")
      #expect(try Address(parsing: checksum.dropFirst(2)) == address, "\(row)")
      #expect(try Address(parsing: "0x" + lower.dropFirst(2).uppercased()) == address, "\(row)")
    }
  }

  @Test func `mixed case that is not the checksum is refused with the right form`() throws {
    for row in try VectorFile("addresses/reject-checksums.jsonl").rows {
      let text = try row.string("text")
      let error = #expect(throws: AddressError.self, "\(row)") { try Address(parsing: text) }
      #expect(error?.description.contains(try row.string("correct")) == true, "\(row)")
    }
  }

  @Test(arguments: [
    (
      "0x2d000000000000000000000000000000",
      "The address has 32 hex digits after 0x, but an address has 40 (20 bytes). It was cut or redacted; copy it again from its source."
    ),
    (
      "0xbb0000000000000000000000000000000000000",
      "The address has 39 hex digits after 0x, but an address has 40 (20 bytes). It was cut or redacted; copy it again from its source."
    ),
    (
      "0x2d00000000000000000000000000000000000000000",
      "The address has 43 hex digits after 0x, but an address has 40 (20 bytes). It is too long; copy it again from its source."
    ),
    (
      "0xf54430f85b5862cdd3278c3c78fda39b65f4a2bg",
      "Character 'g' at offset 41 is not a hex digit; an address is 0x and 40 hex digits."
    ),
    (
      "0xf54430f85b5862cdd3278c3c78fda39b65f4a2b\u{202e}",
      "Character U+202E at offset 41 is not a hex digit; an address is 0x and 40 hex digits."
    ),
    (
      "0xf54430F85b5862cdd3278C3C78fda39b65f4a2bC",
      "The mixed case of this address is not its EIP-55 checksum, so a digit may be wrong; if the digits are right, it is written 0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC."
    ),
  ])
  func `an error says what is wrong and what to do`(text: String, sentence: String) {
    let error = #expect(throws: AddressError.self) { try Address(parsing: text) }
    #expect(error?.description == sentence)
  }

  @Test func `cut, long and altered addresses are refused`() throws {
    for row in try VectorFile("addresses/reject-addresses.jsonl").rows {
      let text = try row.string("text")
      #expect(throws: AddressError.self, "\(row)") { try Address(parsing: text) }
    }
  }

  @Test func `bytes, words and order agree`() throws {
    let address = try Address(parsing: "0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC".lowercased())
    #expect(try Address(address.bytes) == address)
    #expect(Address(truncating: address.word) == address)
    #expect(address.word == (try UInt256(quantity: address.hex)))
    #expect(Address.zero < address)
    #expect(throws: ByteCountError(expected: 20, found: 19)) {
      try Address(address.bytes.dropLast())
    }
    #expect(
      ByteCountError(expected: 20, found: 19).description == "Expected 20 bytes, found 19.")
  }
}

@Suite struct `Fixed bytes and hex` {
  @Test func `a selector is the start of the signature's hash`() {
    #expect(Selector(signature: "transfer(address,uint256)").hex == "0xa9059cbb")
    #expect(Selector(signature: "cashChequeBeneficiary(address,uint256,bytes)").hex == "0x0d5f2659")
  }

  @Test(arguments: [
    ("0x1", "The hex text has 1 digit, an odd number; every byte needs two."),
    ("0x1g", "Character 'g' at offset 3 is not a hex digit (0-9, a-f)."),
    ("12 4", "Character ' ' at offset 2 is not a hex digit (0-9, a-f)."),
    ("0x12\n", "Character U+A at offset 4 is not a hex digit (0-9, a-f)."),
    ("é1", "Character 'é' at offset 0 is not a hex digit (0-9, a-f)."),
    ("0x0x", "Character 'x' at offset 3 is not a hex digit (0-9, a-f)."),
  ])
  func `what is not hex is refused with the place`(text: String, sentence: String) {
    let error = #expect(throws: HexError.self) { try Hex.decode(text) }
    #expect(error?.description == sentence)
  }

  @Test func `a hash of another length is refused`() {
    let error = #expect(throws: HexError.self) { try Hash256(hex: "0x00ff") }
    #expect(
      error?.description
        == "The hex text spells 2 bytes (4 digits), but 32 bytes (64 digits) are needed.")
  }

  @Test func `bytes read back as they were written`() throws {
    var random = SeededGenerator(seed: 12)
    for count in 0..<200 {
      let bytes = random.bytes(count: count)
      #expect(try Hex.decode(Hex.encode(bytes)) == bytes)
      #expect(try Hex.decode(Hex.encode(bytes, prefix: false).uppercased()) == bytes)
    }
    #expect(try Hex.decode("") == [])
    #expect(try Hex.decode("0x") == [])
  }

  @Test func `Base64 reads back as it was written, in one spelling`() throws {
    var random = SeededGenerator(seed: 15)
    for count in 0..<100 {
      let bytes = random.bytes(count: count)
      #expect(try Base64.decode(Base64.encode(bytes)) == bytes)
    }
    // RFC 4648, section 10.
    for (text, encoded) in [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ] {
      #expect(Base64.encode(Array(text.utf8)) == encoded)
      #expect(try Base64.decode(encoded) == Array(text.utf8))
    }
  }

  @Test(arguments: [
    (
      "Zg=", Base64Error.wrongLength(3),
      "The Base64 text has 3 characters, but every three bytes are four characters; copy all of it, with the = at its end."
    ),
    (
      "Z_==", .invalidCharacter(offset: 1),
      "The character at offset 1 is not Base64 (letters, digits, +, /); copy the text again."
    ),
    (
      "Z===", .invalidCharacter(offset: 1),
      "The character at offset 1 is not Base64 (letters, digits, +, /); copy the text again."
    ),
    (
      "Zh==", .unusedBits,
      "The Base64 text ends in bits that belong to no byte, so its last character was altered; copy it again."
    ),
  ])
  func `what is not Base64 is refused`(text: String, cause: Base64Error, sentence: String) {
    let error = #expect(throws: Base64Error.self) { try Base64.decode(text) }
    #expect(error == cause)
    #expect(error?.description == sentence)
  }

  @Test func `random text never does more than fail`() {
    var random = SeededGenerator(seed: 13)
    for _ in 0..<20_000 {
      let bytes = random.bytes(count: Int.random(in: 0...44, using: &random))
      let text = String(decoding: bytes, as: UTF8.self)
      _ = try? Hex.decode(text)
      _ = try? Address(parsing: text)
      _ = try? Base64.decode(text)
      _ = try? UInt256(decimalOrHex: text)
      _ = try? UInt256(quantity: text)
      _ = try? Int256(parsing: text)
      _ = try? TokenAmount(parsing: text, in: .btt)
      _ = try? WordExpression(parsing: text).evaluated()
    }
  }
}
