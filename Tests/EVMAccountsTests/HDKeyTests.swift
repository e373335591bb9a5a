import EVMAccounts
import EVMCrypto
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `HD keys` {
  @Test(arguments: ["bip32/published.jsonl", "bip32/generated.jsonl"])
  func `the vectors come out`(path: String) throws {
    for row in try VectorFile(path).rows {
      let master = try ExtendedPrivateKey(seed: SecretBytes(row.bytes("seed")))
      let path = try DerivationPath(parsing: row.string("path"))
      let key = try master.descendant(path)
      #expect(try key.revealedText == row.string("xprv"), "\(row)")
      #expect(try key.publicKey.text == row.string("xpub"), "\(row)")
      #expect(key.depth == path.steps.count)
      #expect(try key.publicKey.publicKey.compressed == row.bytes("publicKey"), "\(row)")
      let secret = key.secretKey.withUnsafeBytes { [UInt8]($0) }
      #expect(try secret == row.bytes("privateKey"), "\(row)")

      let read = try ExtendedPrivateKey(parsing: row.string("xprv"))
      #expect(try read.revealedText == row.string("xprv"), "\(row)")
      #expect(read.depth == key.depth && read.childIndex == key.childIndex)
      #expect(read.parentFingerprint == key.parentFingerprint)
      let publicRead = try ExtendedPublicKey(parsing: row.string("xpub"))
      #expect(try publicRead.text == row.string("xpub"), "\(row)")
      let fingerprint = try row.bytes("fingerprint").reduce(0) { $0 << 8 | UInt32($1) }
      guard key.depth < 255 else { continue }
      let child = try key.child(ChildIndex(rawValue: 7))
      #expect(try publicRead.child(ChildIndex(rawValue: 7)).text == child.publicKey.text)
      #expect(child.parentFingerprint == fingerprint, "\(row)")
      #expect(try key.child(.init(7, hardened: true)!).parentFingerprint == fingerprint)
    }
  }

  @Test func `public derivation goes its own way to the same keys`() throws {
    for row in try VectorFile("bip32/public.jsonl").rows {
      let parent = try ExtendedPublicKey(parsing: row.string("xpub"))
      let child = try parent.descendant(DerivationPath(parsing: row.string("path")))
      #expect(try child.text == row.string("child"), "\(row)")
      #expect(try child.publicKey.compressed == row.bytes("publicKey"), "\(row)")
      #expect("\(child)" == child.text)
    }
  }

  @Test(arguments: ["bip32/btfs.jsonl", "bip32/ethereum.jsonl"])
  func `mnemonics lead to the accounts of other wallets`(path: String) throws {
    for row in try VectorFile(path).rows {
      let mnemonic = try Mnemonic(parsing: row.string("mnemonic"))
      let path = try DerivationPath(parsing: row.string("path"))
      let passphrase = row.has("passphrase") ? try row.string("passphrase") : ""
      let key = try mnemonic.key(at: path, passphrase: passphrase).secretKey
      #expect(try key.isEqual(to: SecretKey(row.bytes("privateKey"))), "\(row)")
      let identity = AccountIdentity(key)
      #expect(try identity.address.description == row.string("address"), "\(row)")
      #expect(try identity.tron.text == row.string("tron"), "\(row)")
      #expect(try identity.peerID?.text == row.string("peerId"), "\(row)")
      if path == .btfs {
        let commas = try row.string("mnemonic").replacing(" ", with: ",")
        #expect(try Mnemonic(btfs: commas).key().secretKey.isEqual(to: key), "\(row)")
      }
    }
  }

  @Test func `whatever is no extended key is refused for its reason`() throws {
    for row in try VectorFile("bip32/reject.jsonl").rows {
      let text = try row.string("key")
      let why = try row.string("why")
      var errors: [ExtendedKeyError] = []
      do throws(ExtendedKeyError) { _ = try ExtendedPrivateKey(parsing: text) } catch {
        errors.append(error)
      }
      do throws(ExtendedKeyError) { _ = try ExtendedPublicKey(parsing: text) } catch {
        errors.append(error)
      }
      #expect(errors.count == 2, "taken: \(row)")
      #expect(errors.contains { explains($0, why) }, "\(errors) for \(row)")
    }
  }

  /// Whether an error is the one that the vector's words describe.
  private func explains(_ error: ExtendedKeyError, _ why: String) -> Bool {
    switch error {
    case .notBase58Check: why == "wrong checksum"
    case .wrongByteCount: why == "wrong length"
    case .unknownVersion, .otherNetwork: why == "unknown version"
    case .keyDoesNotFitVersion: why.contains("prefix") || why.contains("version with a")
    case .masterWithParent: why == "zero depth with a parent fingerprint"
    case .masterWithChildNumber: why == "zero depth with an index"
    case .notASecretKey(.zero): why == "private key 0"
    case .notASecretKey: why == "private key n" || why == "private key above n"
    case .notAPublicKey: why == "public key not on the curve"
    case .otherKind: false
    }
  }

  @Test func `a key for elsewhere is named`() throws {
    let named = try VectorFile("bip32/reject.jsonl").rows.compactMap { row in
      let text = try row.string("key")
      return ["tprv", "tpub", "yprv", "ypub", "zprv", "zpub"].contains(text.prefix(4)) ? text : nil
    }
    #expect(named.count == 6)
    for text in named {
      #expect(throws: ExtendedKeyError.otherNetwork(prefix: String(text.prefix(4)))) {
        try ExtendedPrivateKey(parsing: text)
      }
    }
  }

  @Test func `private and public keys are not taken for each other`() throws {
    let key = try ExtendedPrivateKey(seed: SecretBytes([UInt8](repeating: 3, count: 32)))
    #expect(throws: ExtendedKeyError.otherKind(found: .private)) {
      try ExtendedPublicKey(parsing: key.revealedText)
    }
    #expect(throws: ExtendedKeyError.otherKind(found: .public)) {
      try ExtendedPrivateKey(parsing: key.publicKey.text)
    }
  }

  @Test func `no step leads below depth 255 or from a public key to a hardened one`() throws {
    let steps = Array(repeating: ChildIndex(rawValue: 0), count: 255)
    let master = try ExtendedPrivateKey(seed: SecretBytes([UInt8](repeating: 1, count: 16)))
    let deepest = try master.descendant(DerivationPath(steps))
    #expect(deepest.depth == 255)
    #expect(throws: DerivationError.tooDeep) { try deepest.child(ChildIndex(rawValue: 0)) }
    #expect(throws: DerivationError.tooDeep) {
      try deepest.publicKey.child(ChildIndex(rawValue: 0))
    }
    let hardened = try #require(ChildIndex(44, hardened: true))
    #expect(throws: DerivationError.hardenedFromPublic(hardened)) {
      try master.publicKey.child(hardened)
    }
  }

  @Test(arguments: [0, 15, 65])
  func `a seed of another length is refused`(count: Int) {
    #expect(throws: DerivationError.seedByteCount(count)) {
      try ExtendedPrivateKey(seed: SecretBytes([UInt8](repeating: 1, count: count)))
    }
  }

  @Test func `nothing that prints shows an extended private key`() throws {
    let key = try ExtendedPrivateKey(seed: SecretBytes([UInt8](repeating: 1, count: 16)))
    let child = try key.child(#require(ChildIndex(1, hardened: true)))
    for key in [key, child] {
      var dumped = ""
      dump(key, to: &dumped)
      #expect("\(key)" == "<redacted>")
      #expect(String(reflecting: key) == "<redacted>")
      #expect(dumped == "- <redacted>\n")
      #expect(Mirror(reflecting: key).children.isEmpty)
    }
  }

  @Test func `altered keys are refused`() throws {
    let text = try ExtendedPrivateKey(seed: SecretBytes([UInt8](repeating: 1, count: 16)))
      .revealedText
    var random = SeededGenerator(seed: 0xb1932)
    for _ in 0..<500 {
      let altered = random.mutated(text)
      guard altered != text else { continue }
      #expect(throws: ExtendedKeyError.self) { try ExtendedPrivateKey(parsing: altered) }
    }
  }
}
