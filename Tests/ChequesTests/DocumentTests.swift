import Cheques
import EVMCrypto
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Cheques as nodes write them` {
  private static func format(_ chainID: UInt64) throws -> ChequeFormat {
    let wrapped: [UInt64: String] = [
      199: "0x23181F21DEa5936e24163FFABa4Ea3B316B57f3C",
      1029: "0x107742eb846b86ceaaf7528d5c85cddcad3e409a",
    ]
    return ChequeFormat(
      chainID: chainID, wrappedToken: try wrapped[chainID].map { try Address(parsing: $0) })
  }

  @Test func `go-btfs's and bee's texts say what they say`() throws {
    for row in try VectorFile("cheques/json.jsonl").rows {
      let format = try Self.format(UInt64(try row.integer("chainId")))
      let text = try row.string("text")
      let documents = try format.cheques(in: Array(text.utf8))
      #expect(documents == [.signed(try row.signedCheque())], "\(row)")
      if try row.bool("canonical") {
        #expect(format.text(of: documents[0]) == text, "\(row)")
      }
    }
  }

  @Test func `the text of the worked examples is written byte for byte`() throws {
    var written = 0
    for row in try VectorFile("cheques/worked.jsonl").rows where row.has("json") {
      let format = try Self.format(UInt64(try row.integer("chainId")))
      #expect(
        format.text(of: .signed(try row.signedCheque())) == (try row.string("json")), "\(row)")
      written += 1
    }
    #expect(written >= 2)
  }

  @Test func `what is no signed cheque is refused`() throws {
    let format = try Self.format(199)
    for row in try VectorFile("cheques/reject-json.jsonl").rows {
      let text = try row.string("text")
      let documents = try? format.cheques(in: Array(text.utf8))
      let signed = documents?.contains { if case .signed = $0 { true } else { false } }
      #expect(signed != true, "\(row)")
    }
  }

  @Test func `cheques may stand in a list or one a line`() throws {
    let rows = try VectorFile("cheques/json.jsonl").rows.filter {
      try $0.integer("chainId") == 199 && $0.bool("canonical")
    }
    let format = try Self.format(199)
    let texts = try rows.map { try $0.string("text") }
    let expected = try rows.map { ChequeDocument.signed(try $0.signedCheque()) }
    #expect(
      try format.cheques(in: Array("[\(texts.joined(separator: ","))]".utf8)) == expected)
    #expect(
      try format.cheques(in: Array((texts.joined(separator: "\n\r\n") + "\n").utf8)) == expected)
  }

  @Test func `a cheque that a node issued has no signature`() throws {
    let cheque = try sampleCheque()
    let format = try Self.format(199)
    let text = format.text(of: .unsigned(cheque))
    #expect(try format.cheques(in: Array(text.utf8)) == [.unsigned(cheque)])
  }

  @Test func `a compact signature is read when asked for`() throws {
    let key = try SecretKey(hex: String(repeating: "01", count: 32))
    let signed = try sampleCheque().signed(with: key)
    let hex = Hex.encode(try signed.signature.bytes(in: .compact))
    let text = """
      {"Vault":"\(signed.cheque.vault)","Beneficiary":"\(signed.cheque.beneficiary)",
      "CumulativePayout":500,"Signature":"\(hex)"}
      """
    var format = try Self.format(199)
    #expect(throws: ChequeDocumentError.self) { try format.cheques(in: Array(text.utf8)) }
    format.acceptsCompactSignatures = true
    guard case .signed(let read)? = try format.cheques(in: Array(text.utf8)).first else {
      Issue.record("no signature")
      return
    }
    #expect(read.signature.form == .compact)
    #expect(try read.signer() == key.publicKey.address)
  }

  private static let vault = #""Vault":"0x1f8b3e7e691d733f5eb17e5570c49de3e5aecef9""#
  private static let parties =
    vault + #","Beneficiary":"0xf54430f85b5862cdd3278c3c78fda39b65f4a2bc""#

  @Test(arguments: [
    ("", "The object at $", "has no key 'Vault'; add it."),
    (vault, "The object at $", "has no key 'Beneficiary'; add it."),
    (vault + #","Vaults":1"#, "The key 'Vaults' at $.Vaults", "is unknown"),
    (
      vault + #","Chequebook":"x""#, "$.Chequebook",
      "A cheque has a Vault (BTFS) or a Chequebook (Swarm), not both."
    ),
    (
      #""Chequebook":"x","Token":"x""#, "$.Token",
      "A Swarm cheque names no Token; leave it out."
    ),
    (
      vault + #","Beneficiary":"0x00","CumulativePayout":1"#, "$.Beneficiary",
      "The address has 2 hex digits after 0x"
    ),
    (
      vault
        + #","Beneficiary":"0x0000000000000000000000000000000000000000","CumulativePayout":1"#,
      "The value at $", "The beneficiary is the zero address"
    ),
    (
      parties + #","CumulativePayout":-0"#, "$.CumulativePayout",
      "A payout has no sign; -0 is none."
    ),
    (parties + #","CumulativePayout":1.5"#, "$.CumulativePayout", "1.5"),
    (
      parties + #","CumulativePayout":"-1""#, "$.CumulativePayout",
      "Character '-' at offset 0 is not a digit of a decimal number (0-9)."
    ),
    (
      parties + #","CumulativePayout":1,"Signature":"AAA""#, "$.Signature",
      "The signature is neither hex nor Base64: The Base64 text has 3 characters, but every three bytes are four characters"
    ),
    (
      parties + #","CumulativePayout":1,"Signature":"0x0""#, "$.Signature",
      "The signature is not hex: The hex text has 1 digit"
    ),
    (
      parties + #","CumulativePayout":1,"Signature":"AAAA""#, "$.Signature",
      "The signature has 3 bytes"
    ),
  ])
  func `an error names the field and what is wrong`(
    members: String, place: String, words: String
  ) throws {
    let error = #expect(throws: ChequeDocumentError.self) {
      try Self.format(199).cheques(in: Array("{\(members)}".utf8))
    }
    #expect(error?.description.contains(place) == true)
    #expect(error?.description.contains(words) == true)
  }

  @Test func `a text that is not JSON is refused with the place`() throws {
    let good = try Self.format(199).text(of: .unsigned(sampleCheque()))
    for (text, place) in [("{", "line 1, column 2"), (good + "\n[", "line 2, column 2")] {
      let error = #expect(throws: ChequeDocumentError.self) {
        try Self.format(199).cheques(in: Array(text.utf8))
      }
      #expect(error?.description.hasPrefix("The cheque is not JSON: ") == true)
      #expect(error?.description.contains(place) == true)
    }
  }

  @Test func `mutated documents are refused or read, and nothing else happens`() throws {
    var random = SeededGenerator(seed: 21)
    let texts = try VectorFile("cheques/json.jsonl").rows.map {
      Array(try $0.string("text").utf8)
    }
    let format = try Self.format(199)
    for _ in 0..<5000 {
      var text = texts.randomElement(using: &random)!
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let index = Int.random(in: 0..<text.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: text[index] = UInt8.random(in: .min ... .max, using: &random)
        case 1: text.removeSubrange(index...)
        case 2: text.insert(contentsOf: text[..<index], at: index)
        default: text.swapAt(index, text.count / 2)
        }
        if text.isEmpty { break }
      }
      _ = try? format.cheques(in: text)
    }
  }
}
