import EVMAccounts
import EVMCrypto
import EVMPrimitives
import Testing
import VectorFiles

/// A transaction to change one thing of.
private struct Sample {
  var nonce: UInt64 = 7
  var gasLimit: UInt64 = 90_000
  var to: Address? = Address(truncating: 0x1234)
  var value: UInt256 = 5
  var input: [UInt8] = []
  var variant = UnsignedTransaction.Variant.legacy(chainID: 199, gasPrice: 300_000_000_000_000)

  static let fees = GasFees(maxFeePerGas: 10, maxPriorityFeePerGas: 2)
  static let hash = Hash256(UInt256(1) << 248 | 7)

  func made() throws(TransactionError) -> UnsignedTransaction {
    try UnsignedTransaction(
      nonce: nonce, gasLimit: gasLimit, to: to, value: value, input: input, variant: variant)
  }
}

private let key = try! SecretKey(hex: String(repeating: "11", count: 32))

@Suite struct `Transaction rules` {
  /// The sentence with which a fork refuses a transaction; empty if it takes it.
  private static func refusal(
    _ sample: Sample, _ fork: Fork, chainID: UInt64? = nil, checksGas: Bool = true
  ) throws -> String {
    let rules = TransactionRules(fork: fork, chainID: chainID, checksGas: checksGas)
    do { try rules.check(sample.made()) } catch let error as TransactionRefusal {
      return error.description
    }
    return ""
  }

  @Test func `a cash-out on BTTC is taken, and its fee does not fit 64 bits`() throws {
    let sample = Sample()
    #expect(try Self.refusal(sample, .bttc, chainID: 199) == "")
    #expect(try sample.made().maximumFee?.description == "27000000000000000000")
  }

  @Test func `BTTC is Berlin without London`() throws {
    for variant in [
      UnsignedTransaction.Variant.feeMarket(chainID: 199, fees: Sample.fees, accessList: []),
      .blob(
        chainID: 199, fees: Sample.fees, accessList: [],
        blobs: BlobTerms(maxFeePerBlobGas: 1, versionedHashes: [Sample.hash])),
      .setCode(chainID: 199, fees: Sample.fees, accessList: [], authorizations: []),
    ] {
      let sentence = try Self.refusal(Sample(variant: variant), .bttc)
      #expect(sentence.hasPrefix("bttc knows no transactions of type \(variant.type)"))
      #expect(sentence.hasSuffix("sign one of an older type: BTTC takes 0 and 1."))
    }
    let list = [AccessListEntry(address: .zero, storageKeys: [.zero])]
    let typed = Sample(
      gasLimit: 25_300, variant: .accessList(chainID: 199, gasPrice: 1, accessList: list))
    #expect(try Self.refusal(typed, .bttc) == "")
  }

  @Test func `a refusal says what disagrees and what to do`() throws {
    func expect(
      _ sample: Sample, _ fork: Fork, chainID: UInt64? = nil, _ sentence: String,
      location: SourceLocation = #_sourceLocation
    ) throws {
      #expect(
        try Self.refusal(sample, fork, chainID: chainID) == sentence, sourceLocation: location)
    }
    try expect(
      Sample(), .newest, chainID: 1,
      "The transaction is signed for chain 199, not 1; sign it for the chain on which it shall be sent."
    )
    try expect(
      Sample(), .homestead,
      "The signature carries the chain id 199, which Homestead does not know (EIP-155 came with SpuriousDragon); its v must be 27 or 28."
    )
    try expect(
      Sample(variant: .legacy(chainID: 0, gasPrice: 1)), .newest,
      "The chain id is 0, which is no chain: whatever takes the transaction at all takes it anywhere. Give the id of the chain, such as 199 for BTTC."
    )
    try expect(
      Sample(gasLimit: 20_999), .istanbul,
      "The gas limit is 20999, but Istanbul charges 21000 before anything runs; raise it to that and what the call itself takes."
    )
    try expect(
      Sample(gasLimit: 21_399, input: [UInt8](repeating: 1, count: 10)), .prague,
      "The gas limit is 21399, but Prague charges at least 21400 for this calldata (EIP-7623); raise it to that."
    )
    try expect(
      Sample(gasLimit: 16_777_217), .osaka,
      "The gas limit is 16777217, but a transaction may have 16777216 since Osaka (EIP-7825); lower it or split the work."
    )
    try expect(
      Sample(gasLimit: 10_000_000, to: nil, input: [UInt8](repeating: 0, count: 49_153)), .shanghai,
      "The init code has 49153 bytes, but may have 49152 since Shanghai (EIP-3860); split the contract."
    )
    try expect(
      Sample(gasLimit: 1 << 63, variant: .legacy(chainID: 1, gasPrice: UInt256(1) << 193)), .london,
      "The gas limit 9223372036854775808 times the price of \(UInt256(1) << 193) wei does not fit 256 bits; nobody can pay that, so lower them."
    )
    try expect(
      Sample(
        variant: .feeMarket(
          chainID: 1, fees: GasFees(maxFeePerGas: 2, maxPriorityFeePerGas: 10), accessList: [])),
      .london,
      "The max priority fee per gas of 10 wei is above the max fee per gas of 2 wei, which must cover it; raise the one or lower the other."
    )
    try expect(
      Sample(variant: .setCode(chainID: 1, fees: Sample.fees, accessList: [], authorizations: [])),
      .prague,
      "A transaction of type 4 without authorisations is none; add one, or use type 2.")
  }

  @Test func `blobs are counted and their hashes have version 1`() throws {
    func sentence(_ hashes: [Hash256], _ fork: Fork) throws -> String {
      try Self.refusal(
        Sample(
          variant: .blob(
            chainID: 1, fees: Sample.fees, accessList: [],
            blobs: BlobTerms(maxFeePerBlobGas: 1, versionedHashes: hashes))), fork)
    }
    func many(_ count: Int) -> [Hash256] { Array(repeating: Sample.hash, count: count) }
    #expect(
      try sentence([], .cancun)
        == "A transaction of type 3 without blobs is none; name at least one versioned hash, or use type 2."
    )
    #expect(try sentence(many(6), .cancun) == "")
    #expect(
      try sentence(many(7), .cancun)
        == "The transaction has 7 blobs, but Cancun allows 6; split it.")
    #expect(try sentence(many(9), .prague) == "")
    #expect(
      try sentence(many(10), .prague)
        == "The transaction has 10 blobs, but Prague allows 9; split it.")
    #expect(
      try sentence(many(7), .osaka) == "The transaction has 7 blobs, but Osaka allows 6; split it.")
    #expect(
      try sentence([Sample.hash, .zero], .osaka)
        == "Blob versioned hash 1 is \(Hash256.zero), but must begin with 01, the version of KZG commitments."
    )
  }

  @Test func `without the rules of gas a small limit passes, and nothing else does`() throws {
    #expect(try Self.refusal(Sample(gasLimit: 0), .newest, checksGas: false) == "")
    #expect(try Self.refusal(Sample(gasLimit: .max), .newest, checksGas: false) == "")
    #expect(try Self.refusal(Sample(), .newest, chainID: 1, checksGas: false) != "")
  }

  @Test func `a high s counts on Frontier only`() throws {
    let sample = Sample(variant: .legacy(chainID: nil, gasPrice: 1))
    let low = try sample.made().signed(with: key, replay: .waived)
    let order = UInt256.max - UInt256(0x1_4551_2319_50b7_5fc4_402d_a173_2fc9_bebe)
    let s = Hash256(order - UInt256(low.signature.s))
    let signature = try Signature(
      r: low.signature.r, s: s, parity: low.signature.parity == .even ? .odd : .even)
    let high = try SignedTransaction(low.transaction, signature: signature)
    for fork in Fork.allCases {
      let rules = TransactionRules(fork: fork, chainID: nil)
      #expect(try rules.sender(of: low) == key.publicKey.address)
      if fork == .frontier {
        #expect(try rules.sender(of: high) == key.publicKey.address)
      } else {
        let error = #expect(throws: TransactionRefusal.highS) { try rules.sender(of: high) }
        #expect(error?.description.contains("since Homestead refuses (EIP-2)") == true)
      }
    }
  }

  @Test func `a signature that nobody made has no sender`() throws {
    // 5 is the x of no point of the curve.
    let signature = try Signature(r: Hash256(5), s: Hash256(1), parity: .even)
    let signed = try SignedTransaction(Sample().made(), signature: signature)
    let error = #expect(throws: TransactionRefusal.noSender(.noPublicKey)) {
      try TransactionRules(fork: .newest, chainID: nil).sender(of: signed)
    }
    #expect(
      error?.description
        == "The transaction has no sender. No public key fits this signature and digest: it was altered or belongs to something else."
    )
  }
}

@Suite struct `Signing a transaction` {
  @Test func `what could be played again elsewhere is refused unless asked for`() throws {
    let unprotected = try Sample(variant: .legacy(chainID: nil, gasPrice: 1)).made()
    let zero = try Sample(variant: .accessList(chainID: 0, gasPrice: 1, accessList: [])).made()
    let one = #expect(throws: TransactionRefusal.unprotected) { try unprotected.signed(with: key) }
    #expect(
      one?.description
        == "The transaction has no chain id, so everybody could send it on every other chain too (EIP-155); give the chain id, such as 199 for BTTC."
    )
    #expect(throws: TransactionRefusal.chainIDZero) { try zero.signed(with: key) }
    #expect([27, 28].contains(try unprotected.signed(with: key, replay: .waived).v))
    let decoded = try SignedTransaction(
      decoding: zero.signed(with: key, replay: .waived).encoded)
    #expect(decoded.transaction == zero)

    let everywhere = Authorization(chainID: 0, address: .zero, nonce: 0)
    let two = #expect(throws: TransactionRefusal.authorizationForEveryChain) {
      try everywhere.signed(with: key)
    }
    #expect(two?.description.hasSuffix("give the id of one chain.") == true)
    let signed = try everywhere.signed(with: key, replay: .waived)
    #expect(try signed.authority() == key.publicKey.address)
  }

  @Test func `v carries the greatest chain id`() throws {
    let signed = try Sample(variant: .legacy(chainID: .max, gasPrice: 1)).made().signed(with: key)
    #expect(signed.v >= UInt256(UInt64.max) * 2 + 35)
    #expect(try SignedTransaction(decoding: signed.encoded) == signed)
  }

  @Test func `the last nonce and a creation where none can be are refused`() throws {
    let nonce = #expect(throws: TransactionError.nonceTooLarge(.max)) {
      try Sample(nonce: .max).made()
    }
    #expect(nonce?.description.contains("the greatest is 18446744073709551614 (EIP-2681)") == true)
    #expect(try Sample(nonce: .max - 1).made().nonce == .max - 1)
    let variant = UnsignedTransaction.Variant.setCode(
      chainID: 1, fees: Sample.fees, accessList: [], authorizations: [])
    let creation = #expect(throws: TransactionError.missingRecipient(.setCode)) {
      try Sample(to: nil, variant: variant).made()
    }
    #expect(
      creation?.description
        == "A transaction of type 4 (set code, EIP-7702) cannot create a contract; name its recipient."
    )
  }

  @Test func `a signature without recovery makes no signed transaction`() throws {
    let bytes = [UInt8](repeating: 1, count: 64)
    #expect(throws: TransactionError.signature(.noRecovery)) {
      try SignedTransaction(Sample().made(), signature: Signature(withoutRecovery: bytes))
    }
  }

  @Test func `an authorisation that counts for nobody says why`() throws {
    let signed = try Authorization(chainID: 1, address: .zero, nonce: 3).signed(with: key)
    func sentence(_ change: (inout SignedAuthorization) -> Void) -> String {
      var changed = signed
      change(&changed)
      do { _ = try changed.authority() } catch { return error.description }
      return "counts"
    }
    #expect(sentence { _ in } == "counts")
    #expect(
      sentence { $0.yParity = 27 }
        == "The authorisation's y parity is 27; it must be 0 or 1, so ask its signer for a new one."
    )
    #expect(sentence { $0.authorization.nonce = .max }.contains("which no account reaches"))
    #expect(sentence { $0.r = 0 }.contains("counts for nobody: The signature's r is zero"))
    #expect(sentence { $0.s = .max }.contains("s is not below the order"))
    let order = UInt256.max - UInt256(0x1_4551_2319_50b7_5fc4_402d_a173_2fc9_bebe)
    #expect(sentence { $0.s = order - $0.s }.contains("above half the group order (EIP-2)"))
  }

  @Test func `a fee that does not fit 256 bits has no number`() throws {
    let sample = Sample(gasLimit: .max, variant: .legacy(chainID: 1, gasPrice: .max))
    #expect(try sample.made().maximumFee == nil)
    let blobs = BlobTerms(maxFeePerBlobGas: 3, versionedHashes: [Sample.hash, Sample.hash])
    let blob = Sample(
      gasLimit: 100, variant: .blob(chainID: 1, fees: Sample.fees, accessList: [], blobs: blobs))
    #expect(try blob.made().maximumFee == 1000 + 3 * 262_144)
  }
}

@Suite struct `Decoding a transaction` {
  @Test(
    arguments: [
      ("", "There are no bytes; give the signed raw transaction."),
      (
        "05c0",
        "The transaction begins with 0x05, which is no known type; a typed one begins with 0x01 to 0x04, a legacy one with the RLP of a list (0xc0 or above)."
      ),
      (
        "02c001",
        "The transaction's RLP after its type byte cannot be read. The value ends at offset 1, but 1 more byte follows."
      ),
      (
        "c101ff",
        "The transaction's RLP cannot be read. The value ends at offset 2, but 1 more byte follows."
      ),
      (
        "0281ff",
        "A transaction of type 2 (fee market, EIP-1559) is an RLP list, but these bytes are an RLP string; give the raw transaction as it is sent."
      ),
      (
        "c60102038080" + "80",
        "The list has the 6 fields of a legacy transaction without its signature; give the signed one, which has 9."
      ),
      (
        "02c9" + "010101010101010101",
        "A signed transaction of type 2 (fee market, EIP-1559) has 12 fields, but this one has 9: its signature is missing, so sign it first."
      ),
      (
        "c103",
        "A signed transaction of type 0 (legacy) has 9 fields, but this one has 1; give the raw transaction as it is sent."
      ),
      (
        "cb" + "0101018201020101" + "1b0101",
        "The recipient has 2 bytes, but an address has 20 (and none at all creates a contract)."
      ),
      (
        "d289010101010101010101" + "0101800180" + "1b0101",
        "The nonce has 9 bytes, but is a number of at most 8; no chain takes it."
      ),
      (
        "d3" + "010101800180" + "8a01" + "000000000000000000" + "0101",
        "The signature's v is 4722366482869645213696, so its chain id does not fit 64 bits; no such chain is known."
      ),
      (
        "01cb" + "0101010180018002c00101",
        "The access list is an RLP byte string, but must be a list; the sender has to encode it again."
      ),
      (
        "01cb" + "01010101800180c0020101", "The signature's y parity is 2; it must be 0 or 1."
      ),
      (
        "01cc" + "01010101800180c1c0010101",
        "The entry 0 of the access list has 0 items, but must have 2."
      ),
      (
        "c9" + "010101c00101" + "1b0101",
        "The recipient is an RLP list, but must be a byte string; the sender has to encode it again."
      ),
      (
        "c9" + "0001018001801b0101",
        "The nonce has a leading zero byte, which RLP forbids in numbers; the sender has to encode it again."
      ),
      (
        "c9" + "010101800180220101",
        "The signature's v is 34; it must be 27 or 28, or with the chain id in it (EIP-155) 35 or more."
      ),
      (
        "c9" + "0101018001801b8001",
        "The signature's r is zero, so nobody made this signature; ask for a new one."
      ),
    ])
  func `an error says what and where`(hex: String, sentence: String) throws {
    let raw = try Hex.decode(hex)
    let error = #expect(throws: TransactionError.self) { try SignedTransaction(decoding: raw) }
    #expect(error?.description == sentence)
  }

  @Test func `more bytes than a block may have are refused before they are read`() {
    let error = #expect(throws: TransactionError.self) {
      try SignedTransaction(decoding: [UInt8](repeating: 0xc0, count: (10 << 20) + 1))
    }
    #expect(error?.description.contains("at most 10485760 are decoded") == true)
  }

  @Test func `a million items are refused before they are made, authorisations of zeros are not`()
    throws
  {
    let count = 1 << 20
    let many = [0xfa, UInt8(count >> 16), 0, 0] + [UInt8](repeating: 1, count: count)
    let error = #expect(throws: TransactionError.self) { try SignedTransaction(decoding: many) }
    #expect(error?.description.contains("is one too many") == true)
    let zeros = SignedAuthorization(
      Authorization(chainID: 0, address: .zero, nonce: 0), yParity: 0, r: 0, s: 0)
    let sample = Sample(
      variant: .setCode(
        chainID: 1, fees: Sample.fees, accessList: [],
        authorizations: Array(repeating: zeros, count: 5_000)))
    let signed = try sample.made().signed(with: key)
    #expect(try SignedTransaction(decoding: signed.encoded) == signed)
  }

  @Test func `whatever mutated bytes decode to encodes to the same bytes`() throws {
    var random = SeededGenerator(seed: 0x7478)
    let seeds = try TransactionVectors.raw(12)
    var accepted = 0
    for _ in 0..<6_000 {
      var bytes = try #require(seeds.randomElement(using: &random))
      for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &random)
        case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: bytes.remove(at: index)
        case 3: bytes.insert(UInt8.random(in: .min ... .max, using: &random), at: index)
        default: bytes.removeSubrange(index..<min(bytes.count, index + 5))
        }
      }
      guard let pooled = try? PooledTransaction(decoding: bytes) else { continue }
      accepted += 1
      #expect(pooled.encoded == bytes)
      let signed = pooled.transaction
      for fork in [Fork.frontier, .bttc, .newest] {
        _ = try? TransactionRules(fork: fork, chainID: nil).sender(of: signed)
      }
      _ = signed.transaction.maximumFee
      for authorization in signed.transaction.authorizations ?? [] {
        _ = try? authorization.authority()
      }
      if let json = try? signed.json() {
        let document = try TransactionDocument(JSONText.root(json))
        #expect(document.transaction == signed.transaction)
      }
    }
    #expect(accepted > 500)
  }

  @Test func `random bytes end in an error`() {
    var random = SeededGenerator(seed: 0x7479)
    for _ in 0..<6_000 {
      var bytes = random.bytes(count: Int.random(in: 0...40, using: &random))
      if !bytes.isEmpty, Bool.random(using: &random) {
        bytes[0] = [1, 2, 3, 4, 0xc0, 0xc9, 0xf8].randomElement(using: &random) ?? 0
      }
      #expect(throws: TransactionError.self) { try PooledTransaction(decoding: bytes) }
    }
  }
}
