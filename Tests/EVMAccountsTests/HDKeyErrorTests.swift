import EVMAccounts
import EVMCrypto
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Derivation paths` {
  @Test func `known paths are written as BIP-44 writes them`() throws {
    #expect("\(DerivationPath.btfs)" == "m/44'/195'/0'/0/0")
    #expect("\(DerivationPath.ethereum)" == "m/44'/60'/0'/0/0")
    #expect(
      try "\(DerivationPath.bip44(coinType: 60, account: 2, change: 1, index: 9))"
        == "m/44'/60'/2'/1/9")
    #expect(
      try DerivationPath.bip44(coinType: 195, account: 0, change: 0, index: 0) == .btfs)
  }

  @Test(arguments: [
    ("m", "m"), ("m/0", "m/0"), ("m/44h/195H/0'/0/0", "m/44'/195'/0'/0/0"),
    ("44'/195'/0'/0/0", "m/44'/195'/0'/0/0"), ("0", "m/0"),
    ("m/2147483647'/2147483647", "m/2147483647'/2147483647"), ("m/007", "m/7"),
  ])
  func `both notations are read`(text: String, canonical: String) throws {
    #expect(try "\(DerivationPath(parsing: text))" == canonical)
    #expect(try DerivationPath(parsing: canonical) == DerivationPath(parsing: text))
  }

  @Test func `whatever is no path is refused`() throws {
    for row in try VectorFile("bip32/reject-paths.jsonl").rows {
      let text = try row.string("path")
      let error = #expect(throws: DerivationPathError.self, "\(row)") {
        try DerivationPath(parsing: text)
      }
      if try row.string("why").hasPrefix("2^") { #expect(error == .indexTooGreat(step: 1)) }
    }
  }

  @Test func `a path has 255 steps at most`() throws {
    let steps = Array(repeating: ChildIndex(rawValue: 1), count: 256)
    #expect(throws: DerivationPathError.tooDeep) { try DerivationPath(steps) }
    let text = "m" + String(repeating: "/1", count: 255)
    #expect(try DerivationPath(parsing: text).steps.count == 255)
    #expect(throws: DerivationPathError.tooDeep) { try DerivationPath(parsing: text + "/1") }
    let long = "m" + String(repeating: "/1", count: 1_000_000)
    #expect(throws: DerivationPathError.tooDeep) { try DerivationPath(parsing: long) }
  }

  @Test func `numbers of 2^31 are no steps`() {
    #expect(ChildIndex(1 << 31) == nil)
    #expect(ChildIndex(.max, hardened: true) == nil)
    #expect(ChildIndex(1 << 31 - 1, hardened: true)?.rawValue == .max)
    #expect(throws: DerivationPathError.indexTooGreat(step: 3)) {
      try DerivationPath.bip44(coinType: 60, account: 1 << 31, change: 0, index: 0)
    }
  }

  @Test func `garbage is refused or reads back`() throws {
    var random = SeededGenerator(seed: 0x44)
    for _ in 0..<2000 {
      let text = random.mutated("m/44'/195'/0'/0/0")
      guard let path = try? DerivationPath(parsing: text) else { continue }
      #expect(try DerivationPath(parsing: "\(path)") == path)
    }
  }

  @Test(arguments: [
    (
      DerivationPathError.empty,
      "The derivation path is empty; write m for the key itself, or for instance m/44'/195'/0'/0/0."
    ),
    (
      .emptyStep(2),
      "Step 2 of the derivation path has no number; write it like m/44'/195'/0'/0/0."
    ),
    (
      .notANumber(step: 1),
      "Step 1 of the derivation path is not a number; a step is digits, and ' or h behind them if it is hardened."
    ),
    (
      .indexTooGreat(step: 3),
      "Step 3 of the derivation path is 2147483648 (2^31) or more; mark a hardened step with ' instead."
    ),
    (
      .tooDeep,
      "The derivation path has more than 255 steps, which no extended key can be deep."
    ),
  ])
  func `each refusal is a sentence that says what to do`(
    error: DerivationPathError, text: String
  ) {
    #expect(error.description == text)
  }
}

@Suite struct `Refusals of HD keys` {
  @Test(arguments: [
    (
      ExtendedKeyError.notBase58Check(.wrongChecksum),
      "The extended key cannot be read: The Base58 checksum is wrong, so a character was altered, lost or redacted; copy the text again from its source."
    ),
    (
      .wrongByteCount(77),
      "The extended key has 77 bytes; one has 78 (111 characters with its checksum). Copy all of it."
    ),
    (
      .unknownVersion(0x1234),
      "The extended key begins with version 0x00001234, which is no kind of key known here; give one that begins with xprv or xpub."
    ),
    (
      .otherNetwork(prefix: "tpub"),
      "This is a tpub, a key for another network or kind of script; give the xprv or xpub of the same wallet."
    ),
    (
      .otherKind(found: .private),
      "This is an extended private key (xprv), and a public one (xpub) was asked for; derive its xpub and give that."
    ),
    (
      .otherKind(found: .public),
      "This is an extended public key (xpub), and a private one (xprv) is needed; give the xprv or the mnemonic."
    ),
    (
      .keyDoesNotFitVersion(prefix: 0, .public),
      "The extended key says that it is public, but its key begins with 0x00; it is damaged, so copy it again."
    ),
    (
      .masterWithParent,
      "The extended key has depth 0, that of a master key, and yet names a parent; it is damaged, so copy it again."
    ),
    (
      .masterWithChildNumber,
      "The extended key has depth 0, that of a master key, and yet a child number; it is damaged, so copy it again."
    ),
    (
      .notASecretKey(.zero),
      "The extended key holds no secret key: The secret key is zero, which is not a key; use another."
    ),
    (
      .notAPublicKey(.notOnCurve),
      "The extended key holds no public key: The public key is no point of the secp256k1 curve, so it was altered or belongs to another curve; copy it again from its source."
    ),
  ])
  func `of texts are sentences that say what to do`(error: ExtendedKeyError, text: String) {
    #expect(error.description == text)
  }

  /// The last two happen once in 2^127 and cannot be provoked.
  @Test(arguments: [
    (
      DerivationError.seedByteCount(15),
      "The seed has 15 bytes; a seed has 16 to 64, and that of a mnemonic has 64."
    ),
    (
      .hardenedFromPublic(ChildIndex(44, hardened: true)!),
      "Step 44' is hardened and cannot be derived from a public key; give the xprv, or the xpub of the key below that step."
    ),
    (
      .tooDeep,
      "The key would be deeper than 255 levels below its master key; use a shorter path."
    ),
    (
      .noKey(ChildIndex(rawValue: 3)),
      "Step 3 has no key for this parent (BIP-32 foresees one case in 2^127); use the next number."
    ),
    (
      .noMasterKey,
      "This seed has no master key (BIP-32 foresees one case in 2^127); use another."
    ),
  ])
  func `of steps are sentences that say what to do`(error: DerivationError, text: String) {
    #expect(error.description == text)
  }
}
