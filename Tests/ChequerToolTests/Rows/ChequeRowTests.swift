import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Rows of cheque` {
  private static func fields(_ row: VectorRow) throws -> [JSON.Member] {
    let fields = ["scheme", "chainId", "vault", "beneficiary", "cumulativePayout"]
    var members = try fields.map { JSON.Member($0, try row.json($0)) }
    // A btfs row's token is the one that was signed by mistake.
    if row.has("token"), try row.string("scheme") == "btfs-multi" {
      members.append(JSON.Member("token", try row.json("token")))
    }
    return members
  }

  private static func question(_ row: VectorRow, _ more: String...) throws -> JSON {
    .object(try fields(row) + more.map { JSON.Member($0, try row.json($0)) })
  }

  @Test(arguments: ["cheques/random.jsonl", "cheques/worked.jsonl"])
  func `sign makes the signature and shows the digest`(file: String) throws {
    try expectAnswers("cheque sign", VectorFile(file).rows) {
      try Self.question($0, "privateKey")
    } answer: {
      try $0.object("signature", "digest")
    }
  }

  @Test(arguments: ["cheques/random.jsonl", "cheques/worked.jsonl"])
  func `verify accepts the issuer's signature`(file: String) throws {
    try expectAnswers("cheque verify", VectorFile(file).rows) {
      try Self.question($0, "signature", "issuer")
    } answer: {
      ["valid": true, "signer": try $0.json("issuer")]
    }
  }

  @Test func `verify names the likely mistake`() throws {
    let rows = try VectorFile("cheques/diagnose.jsonl").rows
    let lines = try answers(
      "cheque verify", to: rows.map { try Self.question($0, "signature", "issuer") })
    for (row, line) in zip(rows, lines) {
      let answer = try JSONDocument(parsing: line).root
      let keys = try answer.requireMembers().map(\.key)
      #expect(keys == ["valid", "signer", "reason"], "\(row): \(line)")
      #expect(answer["valid"]?.bool == false, "\(row)")
      let reason = answer["reason"]?.string ?? ""
      let expected: [String] =
        switch try row.string("mistake") {
        case "otherChain": ["chain \(try row.integer("actualChainId"))", try row.string("chainId")]
        case "swarmDomain": ["Swarm"]
        case "swapped": ["vault and beneficiary were exchanged"]
        case "highS": ["its s is in the upper half"]
        case "wrongSigner": [try row.string("actualSigner"), try row.string("issuer")]
        case "compact": ["EIP-2098"]
        case "vZeroOne": ["0 or 1"]
        case "otherType": ["was signed as"]
        default: []
        }
      for word in expected { #expect(reason.contains(word), "\(row): \(reason) (\(word))") }
    }
  }

  @Test func `a payout is read exactly as a string, as hex and as a bare number`() throws {
    let row = try #require(try VectorFile("cheques/worked.jsonl").rows.first)
    let members = try Self.fields(row).filter { $0.key != "cumulativePayout" }
    let key = JSON.Member("privateKey", try row.json("privateKey"))
    // 500 = 0x1f4
    let payouts: [JSON] = ["500", "0x1f4", .integer(500)]
    let lines = try answers(
      "cheque sign",
      to: payouts.map { .object(members + [JSON.Member("cumulativePayout", $0), key]) })
    #expect(lines == Array(repeating: try row.object("signature", "digest").text(), count: 3))
  }

  @Test func `each broken field is refused by its name`() throws {
    let row = try #require(try VectorFile("cheques/worked.jsonl").rows.first)
    let good =
      try Self.fields(row) + [
        JSON.Member("signature", row.json("signature")), JSON.Member("issuer", row.json("issuer")),
      ]
    let broken: [(String, JSON)] = [
      ("scheme", "bank"), ("scheme", 1), ("chainId", "x"), ("chainId", 0), ("chainId", "-1"),
      ("vault", "0x00"), ("vault", "0x0000000000000000000000000000000000000000"),
      ("beneficiary", nil), ("cumulativePayout", "1.5"), ("cumulativePayout", "1e3"),
      ("cumulativePayout", "0x"), ("signature", "0x00"), ("signature", ""), ("issuer", "me"),
    ]
    for (key, value) in broken {
      let members = good.map { $0.key == key ? JSON.Member(key, value) : $0 }
      let line = try answers("cheque verify", to: [.object(members)])[0]
      expectError(line, "\(key) \(value)")
    }
    for member in good {
      let line = try answers(
        "cheque verify", to: [.object(good.filter { $0.key != member.key })])[0]
      expectError(line, "without \(member.key)")
      #expect(line.contains(member.key), "\(line)")
    }
  }
}
