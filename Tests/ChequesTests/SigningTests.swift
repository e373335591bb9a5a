import Cheques
import EVMCrypto
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Signing cheques` {
  @Test(arguments: ["cheques/worked.jsonl", "cheques/random.jsonl"])
  func `digest and signature are those of eth-account`(path: String) throws {
    for row in try VectorFile(path).rows {
      let cheque = try row.cheque()
      #expect(cheque.structHash.bytes == (try row.bytes("structHash")), "\(row)")
      #expect(cheque.digest.bytes == (try row.bytes("digest")), "\(row)")
      let key = try SecretKey(try row.bytes("privateKey"))
      let signed = cheque.signed(with: key)
      #expect(signed.signature.bytes == (try row.bytes("signature")), "\(row)")
      let issuer = try row.address("issuer")
      #expect(try signed.signer() == issuer, "\(row)")
      #expect(try signed.verified(issuer: issuer).cheque == cheque, "\(row)")
    }
  }

  @Test func `a domain separator is that of eth-account`() throws {
    for row in try VectorFile("cheques/domains.jsonl").rows {
      let family = try #require(ChequeDomain.Family(rawValue: try row.string("name")))
      let domain = ChequeDomain(family, chainID: UInt64(try row.integer("chainId")))
      #expect(domain.separator.bytes == (try row.bytes("domainSeparator")), "\(row)")
    }
  }

  @Test func `the type strings hash as the contracts say`() throws {
    var known: [String: [UInt8]] = [:]
    for row in try VectorFile("cheques/texts.jsonl").rows {
      known[try row.string("text")] = try row.bytes("hash")
    }
    let schemes: [ChequeScheme] = [.btfs, .btfsMulti(token: Address(truncating: 1)), .swarm]
    for scheme in schemes {
      let text = try sampleCheque(scheme: scheme).typeString
      #expect(Keccak256.hash(text.utf8).bytes == known[text])
    }
  }

  @Test(
    arguments: [
      (0, 1, 1, 1, "The chain id is 0; give the chain of the vault, such as 199 for BTTC."),
      (
        199, 0, 1, 1,
        "The vault is the zero address, where no contract can be; give the vault's."
      ),
      (
        199, 1, 0, 1,
        "The beneficiary is the zero address, which can never cash; give the host's address."
      ),
      (
        199, 1, 1, 0,
        "The token is the zero address; give the token's, or choose the scheme btfs."
      ),
    ] as [(UInt64, UInt64, UInt64, UInt64, String)])
  func `a cheque that can never be cashed cannot be made`(
    chainID: UInt64, vault: UInt64, beneficiary: UInt64, token: UInt64, sentence: String
  ) {
    let error = #expect(throws: ChequeError.self) {
      try Cheque(
        scheme: .btfsMulti(token: Address(truncating: UInt256(token))), chainID: chainID,
        vault: Address(truncating: UInt256(vault)),
        beneficiary: Address(truncating: UInt256(beneficiary)), cumulativePayout: 1)
    }
    #expect(error?.description == sentence)
  }

  @Test(arguments: [
    ("btfs-multi", false, "A btfs-multi cheque names its token; give the token's address."),
    ("btfs", true, "A btfs cheque names no token; leave it out, or choose btfs-multi."),
    ("swarm", true, "A swarm cheque names no token; leave it out, or choose btfs-multi."),
    (
      "bzz", false,
      "'bzz' is not a scheme; choose btfs (WBTT), btfs-multi (another token) or swarm."
    ),
  ])
  func `a scheme and its token must fit`(name: String, hasToken: Bool, sentence: String) {
    let error = #expect(throws: ChequeError.self) {
      try ChequeScheme(name: name, token: hasToken ? .zero : nil)
    }
    #expect(error?.description == sentence)
  }
}

@Suite struct `Payout arithmetic` {
  @Test func `a cheque is worth what it adds to the one before`() throws {
    let first = try sampleCheque(payout: 500)
    let second = try sampleCheque(payout: 750)
    #expect(try first.amount(after: nil) == 500)
    #expect(try second.amount(after: first) == 250)
    let error = #expect(throws: ChequeError.self) { try first.amount(after: second) }
    #expect(
      error?.description
        == "The cheque offers a cumulative payout of 500, but 750 was already received from this vault; ask the issuer for a newer cheque."
    )
    #expect(throws: ChequeError.payoutNotIncreasing(previous: 500, offered: 500)) {
      try first.amount(after: first)
    }
  }

  @Test func `cheques of another scheme do not follow each other`() throws {
    let error = #expect(throws: ChequeError.self) {
      try sampleCheque(scheme: .swarm, payout: 2).amount(after: sampleCheque(payout: 1))
    }
    #expect(
      error?.description
        == "The two cheques differ in scheme, chain, vault or beneficiary, so neither replaces the other."
    )
  }

  @Test func `nothing is outstanding once as much was paid`() throws {
    let cheque = try sampleCheque(payout: 500)
    #expect(cheque.outstanding(paidOut: 0) == 500)
    #expect(cheque.outstanding(paidOut: 499) == 1)
    #expect(cheque.outstanding(paidOut: 500) == 0)
    #expect(cheque.outstanding(paidOut: .max) == 0)
  }
}

func sampleCheque(scheme: ChequeScheme = .btfs, payout: UInt256 = 500) throws -> Cheque {
  try Cheque(
    scheme: scheme, chainID: 199,
    vault: Address(parsing: "0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9"),
    beneficiary: Address(parsing: "0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC"),
    cumulativePayout: payout)
}
