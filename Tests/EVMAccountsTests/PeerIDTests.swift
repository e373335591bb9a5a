import EVMAccounts
import EVMCrypto
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Peer IDs` {
  @Test func `whatever is no secp256k1 peer ID is refused`() throws {
    for row in try VectorFile("addresses/reject-peerids.jsonl").rows {
      let why = try row.string("why")
      let error = #expect(throws: PeerIDError.self, "\(row)") {
        try PeerID(parsing: row.string("peerId"))
      }
      if why == "an Ed25519 key" || why == "key type Ed25519" {
        #expect(error == .otherKeyType(1), "\(row)")
      }
      if why == "a SHA-256 multihash holds no key" { #expect(error == .hashOnly, "\(row)") }
      if why == "one byte" { #expect(error == .tooShort(byteCount: 1), "\(row)") }
    }
  }

  @Test(arguments: [
    (
      PeerIDError.notBase58(.wrongChecksum),
      "The peer ID cannot be read: The Base58 checksum is wrong, so a character was altered, lost or redacted; copy the text again from its source."
    ),
    (
      .contentIdentifier(base: "base 36"),
      "This is a peer ID written as a content identifier in base 36; give its Base58 form, which begins with 16Uiu2HA."
    ),
    (
      .tooShort(byteCount: 1),
      "The peer ID has 1 bytes; that of a BTFS node has 39 (53 characters). Copy all of it."
    ),
    (
      .hashOnly,
      "This peer ID (Qm...) is only the SHA-256 of a key, usually an RSA key, so no key and no address follow from it; the account is not in it."
    ),
    (
      .otherMultihash(code: 0x1b),
      "The text is Base58 but its first byte, 0x1b, is not that of a peer ID; one of a BTFS node begins with 16Uiu2HA."
    ),
    (
      .wrongByteCount(expected: 37, found: 36),
      "The peer ID says that 37 bytes follow, but 36 do; a character was lost or added, so copy it again."
    ),
    (
      .otherKeyType(1),
      "The key in this peer ID is of type Ed25519 (1), as IDs that begin with 12D3Koo have, which has no EVM address; that of a BTFS node begins with 16Uiu2HA."
    ),
    (
      .otherKeyType(0),
      "The key in this peer ID is of type RSA (0), which has no EVM address; that of a BTFS node begins with 16Uiu2HA."
    ),
    (
      .noKey(.notAKey),
      "The peer ID holds no secp256k1 key: The bytes are no libp2p key, which is a protobuf of key type and key; copy all of it again from the node."
    ),
  ])
  func `each refusal is a sentence that says what to do`(error: PeerIDError, text: String) {
    #expect(error.description == text)
  }
}

@Suite struct `libp2p keys` {
  @Test func `whatever is no private key is refused`() throws {
    for row in try VectorFile("addresses/reject-libp2p.jsonl").rows {
      let text = try row.string("libp2pPrivKey")
      let error = #expect(throws: LibP2PKeyError.self, "\(row)") {
        try LibP2PKey.secretKey(parsing: text)
      }
      switch try row.string("why") {
      case "the key is zero": #expect(error == .notASecretKey(.zero))
      case "the key is the order": #expect(error == .notASecretKey(.notBelowGroupOrder))
      case "key type Ed25519": #expect(error == .otherKeyType(1))
      case "31 bytes", "33 bytes", "truncated": #expect(error != .notAKey)
      default: break
      }
    }
  }

  @Test func `private and public keys are not taken for each other`() throws {
    let key = try SecretKey([UInt8](repeating: 9, count: 32))
    #expect(throws: LibP2PKeyError.publicInsteadOfPrivate) {
      try LibP2PKey.secretKey(parsing: LibP2PKey.text(of: key.publicKey))
    }
    #expect(throws: LibP2PKeyError.privateInsteadOfPublic) {
      try LibP2PKey.publicKey(parsing: LibP2PKey.revealedText(of: key))
    }
  }

  @Test func `Base64 has one spelling`() throws {
    let key = try SecretKey([UInt8](repeating: 9, count: 32)).publicKey
    let text = LibP2PKey.text(of: key)
    #expect(text.hasSuffix("w=="))
    let alias = text.dropLast(3) + "x=="
    #expect(throws: LibP2PKeyError.notBase64(.unusedBits)) {
      try LibP2PKey.publicKey(parsing: alias)
    }
    #expect(throws: LibP2PKeyError.notBase64(.wrongLength(51))) {
      try LibP2PKey.publicKey(parsing: text.dropLast())
    }
    #expect(throws: LibP2PKeyError.notBase64(.invalidCharacter(offset: 0))) {
      try LibP2PKey.publicKey(parsing: "-" + text.dropFirst())
    }
    let off = "CAISIQIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABQ=="
    #expect(throws: LibP2PKeyError.notAPublicKey(.notOnCurve)) {
      try LibP2PKey.publicKey(parsing: off)
    }
  }

  @Test(arguments: [
    (
      LibP2PKeyError.notBase64(.wrongLength(51)),
      "The libp2p key cannot be read: The Base64 text has 51 characters, but every three bytes are four characters; copy all of it, with the = at its end."
    ),
    (
      .notBase64(.invalidCharacter(offset: 3)),
      "The libp2p key cannot be read: The character at offset 3 is not Base64 (letters, digits, +, /); copy the text again."
    ),
    (
      .notBase64(.unusedBits),
      "The libp2p key cannot be read: The Base64 text ends in bits that belong to no byte, so its last character was altered; copy it again."
    ),
    (
      .notAKey,
      "The bytes are no libp2p key, which is a protobuf of key type and key; copy all of it again from the node."
    ),
    (
      .otherKeyType(3),
      "The libp2p key is of type ECDSA (3), but a BTFS account needs secp256k1 (type 2)."
    ),
    (
      .wrongByteCount(35),
      "The libp2p key has 35 bytes; a private secp256k1 key has 36 (48 characters), a public one 37 (52). Copy all of it."
    ),
    (
      .publicInsteadOfPrivate,
      "This is a libp2p public key, and a private one is needed; it is PrivKey in the node's config."
    ),
    (
      .privateInsteadOfPublic,
      "This is a libp2p private key, and a public one was asked for; keep it secret."
    ),
    (
      .notASecretKey(.zero),
      "The libp2p key holds no secret key: The secret key is zero, which is not a key; use another."
    ),
    (
      .notAPublicKey(.notOnCurve),
      "The libp2p key holds no public key: The public key is no point of the secp256k1 curve, so it was altered or belongs to another curve; copy it again from its source."
    ),
  ])
  func `each refusal is a sentence that says what to do`(error: LibP2PKeyError, text: String) {
    #expect(error.description == text)
  }

  @Test func `garbage is refused`() throws {
    var random = SeededGenerator(seed: 0x64)
    let text = try LibP2PKey.revealedText(of: SecretKey([UInt8](repeating: 9, count: 32)))
    for _ in 0..<1000 {
      let altered = random.mutated(text)
      if let key = try? LibP2PKey.secretKey(parsing: altered) {
        #expect(LibP2PKey.revealedText(of: key) == altered)
      }
    }
    #expect(throws: LibP2PKeyError.self) {
      try LibP2PKey.secretKey(parsing: String(repeating: "A", count: 1 << 22))
    }
  }
}

@Suite struct `Base 58` {
  @Test(arguments: [
    ("", ""), ("0x61", "2g"), ("0x626262", "a3gV"), ("0x636363", "aPEr"), ("0x00", "1"),
    ("0x516b6fcd0f", "ABnLTmg"), ("0x572e4794", "3EFU7m"),
    ("0xecac89cad93923c02321", "EJDM8drfXA6uyA"),
    ("0x10c8511e", "Rt5zm"), ("0x00000000000000000000", "1111111111"),
    ("0x73696d706c792061206c6f6e6720737472696e67", "2cFupjhnEsSn59qHXstmK2ffpLv2"),
    (
      "0x00eb15231dfceb60925886b67d065299925915aeb172c06647",
      "1NS17iag9jJgTHD1VXjvLCEnZuQ3rJDE9L"
    ),
  ])
  func `the published examples come out`(hex: String, text: String) throws {
    #expect(try Base58.encode(Hex.decode(hex)) == text)
    #expect(try Base58.decode(text) == Hex.decode(hex))
  }

  @Test func `bytes of every length come back`() throws {
    var random = SeededGenerator(seed: 58)
    for count in 0..<120 {
      for zeros in [0, 1, count] where zeros <= count {
        let bytes = [UInt8](repeating: 0, count: zeros) + random.bytes(count: count - zeros)
        #expect(try Base58.decode(Base58.encode(bytes)) == bytes)
        #expect(Base58.encode(bytes) == plain(bytes))
        #expect(try Base58Check.decode(Base58Check.encode(bytes)) == bytes)
      }
      let ones = [UInt8](repeating: 0xff, count: count)
      #expect(Base58.encode(ones) == plain(ones))
      #expect(try Base58.decode(plain(ones)) == ones)
    }
  }

  @Test(arguments: ["0", "O", "I", "l", " ", "é", "+", "\u{0}", "😀"])
  func `other characters are refused with their place`(character: Character) {
    let error = #expect(throws: Base58Error.self) { try Base58.decode("11abc\(character)xyz") }
    #expect(error == .invalidCharacter(character, offset: 5))
  }

  @Test func `long texts and short checksums are refused`() {
    #expect(throws: Base58Error.tooLong(1025)) {
      try Base58.decode(String(repeating: "z", count: 1025))
    }
    #expect(throws: Base58Error.noChecksum(byteCount: 3)) { try Base58Check.decode("aPEr") }
    #expect(throws: Base58Error.wrongChecksum) { try Base58Check.decode("3EFU7m") }
  }

  @Test(arguments: [
    (
      Base58Error.invalidCharacter("0", offset: 4),
      "Character '0' at offset 4 is not Base58, which has no 0, O, I and l and no signs; copy the text again from its source."
    ),
    (
      .tooLong(2000),
      "The text has 2000 characters, more than the 1024 that any Base58 text read here has."
    ),
    (
      .noChecksum(byteCount: 3),
      "The Base58 text spells 3 bytes, but its checksum alone has 4; copy all of it."
    ),
    (
      .wrongChecksum,
      "The Base58 checksum is wrong, so a character was altered, lost or redacted; copy the text again from its source."
    ),
  ])
  func `each refusal is a sentence that says what to do`(error: Base58Error, text: String) {
    #expect(error.description == text)
  }

  /// The digits by long division, byte by byte: the definition.
  private func plain(_ bytes: [UInt8]) -> String {
    let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
    let zeros = bytes.prefix { $0 == 0 }.count
    var number = Array(bytes.dropFirst(zeros))
    var digits: [Character] = []
    while !number.isEmpty {
      var remainder = 0
      number = number.map { byte in
        let value = remainder << 8 | Int(byte)
        remainder = value % 58
        return UInt8(value / 58)
      }
      digits.append(alphabet[remainder])
      number = Array(number.drop { $0 == 0 })
    }
    return String(repeating: "1", count: zeros) + String(digits.reversed())
  }
}
