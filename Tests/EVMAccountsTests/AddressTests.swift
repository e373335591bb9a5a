import EVMAccounts
import EVMCrypto
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Account identities` {
  @Test(arguments: ["addresses/identities.jsonl", "addresses/btfs.jsonl"])
  func `every name of an account leads to the others`(path: String) throws {
    for row in try VectorFile(path).rows {
      let publicKey = try row.string("publicKey")
      var inputs = [publicKey, try row.string("publicKeyUncompressed"), try row.string("peerId")]
      inputs.append(try row.string("libp2pPubKey"))
      if row.has("privateKey") {
        inputs += [try row.string("privateKey"), try row.string("libp2pPrivKey")]
      }
      for input in inputs {
        let identity = try AccountInput.recognize(input).identity
        #expect(try identity.address.description == row.string("address"), "\(row)")
        #expect(try identity.tron.text == row.string("tron"), "\(row)")
        #expect(try identity.tron.hex == row.string("tronHex"), "\(row)")
        #expect(try identity.peerID?.text == row.string("peerId"), "\(row)")
        #expect(identity.publicKey?.description == publicKey, "\(row)")
      }
      for input in [
        try row.string("address"), try row.string("tron"), try row.string("tronHex"),
        String(try row.string("tronHex").dropFirst(2)),
      ] {
        let identity = try AccountInput.recognize(input).identity
        #expect(try identity.address.description == row.string("address"), "\(row)")
        #expect(identity.publicKey == nil && identity.peerID == nil)
      }
      let key = try PublicKey(hex: publicKey)
      #expect(try LibP2PKey.text(of: key) == row.string("libp2pPubKey"), "\(row)")
      if row.has("privateKey") {
        let secret = try SecretKey(row.bytes("privateKey"))
        #expect(try LibP2PKey.revealedText(of: secret) == row.string("libp2pPrivKey"), "\(row)")
      }
      if row.has("mnemonic") {
        let mnemonic = try Mnemonic(btfs: row.string("mnemonic"))
        #expect(try mnemonic.key().secretKey.isEqual(to: SecretKey(row.bytes("privateKey"))))
      }
    }
  }

  @Test func `each form is recognised as what it is`() throws {
    let row = try #require(try VectorFile("addresses/btfs.jsonl").rows.first)
    func form(_ field: String) throws -> String {
      let input = try AccountInput.recognize(row.string(field))
      #expect(input.isSecret == field.lowercased().contains("priv"))
      return String("\(input)".prefix { $0 != "(" })
    }
    #expect(try form("address") == "address")
    #expect(try form("tron") == "tron")
    #expect(try form("tronHex") == "tronHex")
    #expect(try form("peerId") == "peerID")
    #expect(try form("publicKey") == "publicKey")
    #expect(try form("libp2pPubKey") == "libp2pPublicKey")
    #expect(try form("libp2pPrivKey") == "libp2pPrivateKey")
    #expect(try form("privateKey") == "privateKey")
    let secret = try AccountInput.recognize(row.string("privateKey"))
    #expect("\(secret)" == "privateKey(<redacted>)")
  }

  @Test func `addresses without a prefix and in one case are taken`() throws {
    for row in try VectorFile("addresses/checksums.jsonl").rows {
      let checksum = try row.string("checksum")
      let digits = checksum.dropFirst(2)
      for text in [checksum, String(digits), digits.lowercased(), "0x" + digits.uppercased()] {
        #expect(try AccountInput.recognize(text).identity.address.description == checksum)
      }
    }
    for row in try VectorFile("addresses/reject-checksums.jsonl").rows {
      let correct = try Address(hex: row.string("correct"))
      #expect(throws: AccountInputError.address(.wrongChecksum(correct: correct))) {
        try AccountInput.recognize(row.string("text"))
      }
    }
  }

  @Test func `the redacted addresses of the operator's notes are explained`() {
    expectSentence(
      "0x2d000000000000000000000000000000",
      "The address has 32 hex digits after 0x, but an address has 40 (20 bytes). It was cut or redacted; copy it again from its source."
    )
    expectSentence(
      "0xbb0000000000000000000000000000000000000",
      "The address has 39 hex digits after 0x, but an address has 40 (20 bytes). It was cut or redacted; copy it again from its source."
    )
    expectSentence(
      "TE86000000000000000000000000000000",
      "Character '0' at offset 4 cannot stand in a Tron address, which is Base58 (no 0, O, I and l); it was redacted or mistyped, so copy it again from its source."
    )
    expectSentence(
      "TE860000000000000000000000000000",
      "Character '0' at offset 4 cannot stand in a Tron address, which is Base58 (no 0, O, I and l), and the text has 32 characters instead of 34; it was redacted or mistyped, so copy it again from its source."
    )
  }

  @Test(arguments: [
    ("", "There is no text; give an address"),
    (" 0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf", "White space or commas stand in or around"),
    ("0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf\n", "White space or commas stand in or around"),
    ("a b", "White space or commas stand in or around"),
    ("a b c d e f g h i j k l", "This looks like a mnemonic"),
    ("a,b,c,d,e,f,g,h,i,j,k,l", "This looks like a mnemonic"),
    ("xprv9s21ZrQH143K", "This looks like an extended key"),
    ("hello", "A text of 5 characters of this form names no account; give an address"),
    ("QmQEQjpz9E8RCaNmkHLBNkVEufpNQAy4grbwyw4yUXELtq", "This peer ID (Qm...) is only"),
    ("12D3KooWGbdfgmd5GWWVN15dRMh6MhxVMeNJTPpPceTHudKdK1wQ", "The key in this peer ID is of type"),
    (
      "k51qzi5uqu5dgnfwbc46une4upw1vc9hxznymyeykmg6rev1513yrnbyrwmmql",
      "This is a peer ID written as a content identifier in base 36; give its Base58 form"
    ),
    (
      "bafzaajaiaejcbk6nkqemizcaxbz6ff4rvpplzlxyhoqhgpqcjgpicbpcizaebk4y",
      "This is a peer ID written as a content identifier in base 32; give its Base58 form"
    ),
    (String(repeating: "0", count: 64), "The secret key is zero"),
    ("0x05" + String(repeating: "0", count: 64), "The public key begins with 0x05"),
    ("0x42" + String(repeating: "0", count: 40), "The address has 42 hex digits after 0x"),
    ("CAESII5DLomWHEKGfVOUh5ME71G/oZpIE+zu8qe4ysfByYuX", "The libp2p key is of type Ed25519 (1)"),
  ])
  func `whatever names no account is explained`(text: String, start: String) {
    do throws(AccountInputError) {
      _ = try AccountInput.recognize(text)
      Issue.record("taken: \(text)")
    } catch { #expect("\(error)".hasPrefix(start)) }
  }

  @Test func `altered names are refused or read as another account`() throws {
    let row = try #require(try VectorFile("addresses/btfs.jsonl").rows.first)
    var random = SeededGenerator(seed: 0xacc)
    for field in ["address", "tron", "tronHex", "peerId", "publicKey", "libp2pPubKey"] {
      let text = try row.string(field)
      for _ in 0..<300 {
        let altered = random.mutated(text)
        guard let input = try? AccountInput.recognize(altered) else { continue }
        #expect(input.identity.tron.text.hasPrefix("T"))
      }
    }
    for _ in 0..<500 {
      _ = try? AccountInput.recognize(String(decoding: random.bytes(count: 60), as: UTF8.self))
    }
    for text in ["0x", "T", "16U", "CA", "Qm", ""].map({
      $0 + String(repeating: "a", count: 1 << 20)
    }) {
      #expect(throws: AccountInputError.self) { try AccountInput.recognize(text) }
    }
  }
}

@Suite struct `Tron addresses` {
  @Test func `whatever is no Tron address is refused`() throws {
    for row in try VectorFile("addresses/reject-tron.jsonl").rows {
      let error = #expect(throws: TronAddressError.self, "\(row)") {
        try TronAddress(parsing: row.string("tron"))
      }
      let why = try row.string("why")
      if why.hasPrefix("version") {
        guard case .wrongPrefix = error else {
          Issue.record("\(row)")
          continue
        }
      }
      if why.hasPrefix("one character replaced") || why.hasPrefix("two characters") {
        #expect(error == .wrongChecksum, "\(row)")
      }
      if why.hasPrefix("one character lost") || why.hasPrefix("one character doubled") {
        #expect(try error == .wrongLength(row.string("tron").utf8.count), "\(row)")
      }
    }
  }

  @Test(arguments: [
    (
      TronAddressError.wrongLength(33),
      "The Tron address has 33 characters, but one has 34; copy all of it from its source."
    ),
    (
      .wrongChecksum,
      "The checksum of this Tron address is wrong, so a character was altered or redacted; copy it again from its source."
    ),
    (
      .wrongByteCount(22),
      "The text spells 22 bytes, but a Tron address has 21: 0x41 and 20 more. It is something else."
    ),
    (
      .wrongPrefix(0xa0),
      "The address begins with the byte 0xa0, but one of Tron begins with 0x41; it belongs to another network."
    ),
    (
      .notHex(.oddDigitCount(41)),
      "The Tron address is not hex: The hex text has 41 digits, an odd number; every byte needs two."
    ),
  ])
  func `each refusal is a sentence that says what to do`(error: TronAddressError, text: String) {
    #expect(error.description == text)
  }

  @Test func `hex of another form is refused`() {
    #expect(throws: TronAddressError.wrongByteCount(20)) {
      try TronAddress(hex: "0x" + String(repeating: "41", count: 20))
    }
    #expect(throws: TronAddressError.wrongPrefix(0x42)) {
      try TronAddress(hex: String(repeating: "42", count: 21))
    }
    #expect(throws: TronAddressError.notHex(.oddDigitCount(1))) { try TronAddress(hex: "4") }
  }
}

@Suite struct `Contract addresses` {
  @Test func `CREATE follows from sender and nonce`() throws {
    for row in try VectorFile("addresses/create.jsonl").rows {
      let nonce = try #require(try UInt64(row.string("nonce")))
      let sender = try Address(parsing: row.string("sender"))
      #expect(
        try ContractAddress.create(sender: sender, nonce: nonce).description
          == row.string("address"), "\(row)")
    }
    for path in ["btfs/factories.jsonl", "btfs/swarm-factories.jsonl"] {
      for row in try VectorFile(path).rows {
        let factory = try Address(parsing: row.string("factory"))
        #expect(
          try ContractAddress.create(sender: factory, nonce: 1).description
            == row.string("master"), "\(row)")
      }
    }
  }

  @Test func `CREATE2 follows from sender, salt and init code`() throws {
    for row in try VectorFile("addresses/create2.jsonl").rows {
      let address = ContractAddress.create2(
        sender: try Address(parsing: row.string("sender")),
        salt: try Hash256(row.bytes("salt")), initCodeHash: try Hash256(row.bytes("initCodeHash")))
      #expect(try address.description == row.string("address"), "\(row)")
    }
    for row in try VectorFile("btfs/create2.jsonl").rows {
      let vault = ContractAddress.create2(
        sender: try Address(parsing: row.string("factory")),
        salt: try Hash256(row.bytes("saltHash")),
        initCodeHash: try Hash256(row.bytes("initCodeHash")))
      #expect(try vault.description == row.string("vault"), "\(row)")
    }
  }

  @Test func `the nonce that no creation can have is refused`() throws {
    #expect(throws: ContractAddressError.nonceTooGreat) {
      try ContractAddress.create(sender: .zero, nonce: .max)
    }
    _ = try ContractAddress.create(sender: .zero, nonce: .max - 1)
    #expect(
      ContractAddressError.nonceTooGreat.description
        == "The nonce is 18446744073709551615 (2^64 - 1), with which nothing can be created; the greatest is one less."
    )
  }
}

/// Expects a text to be refused with exactly this sentence.
private func expectSentence(_ text: String, _ sentence: String) {
  do throws(AccountInputError) {
    _ = try AccountInput.recognize(text)
    Issue.record("taken: \(text)")
  } catch { #expect("\(error)" == sentence) }
}
