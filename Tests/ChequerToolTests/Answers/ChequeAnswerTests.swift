import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Answers of cheque` {
  static func worked() throws -> [VectorRow] { try VectorFile("cheques/worked.jsonl").rows }

  static func arguments(_ row: VectorRow) throws -> [String] {
    var arguments = [
      "--scheme", try row.string("scheme"), "--chain-id", try row.string("chainId"), "--vault",
      try row.string("vault"), "--beneficiary", try row.string("beneficiary"), "--payout",
      try row.string("cumulativePayout"),
    ]
    if row.has("token") { arguments += ["--token", try row.string("token")] }
    return arguments
  }

  @Test func `the worked examples are hashed, signed and verified`() throws {
    for row in try Self.worked() {
      let fields = try Self.arguments(row)
      #expect(try chequer(["cheque", "hash"] + fields).lines == [row.string("digest")], "\(row)")
      let key = Array(try row.string("privateKey").utf8)
      #expect(
        try chequer(["cheque", "sign"] + fields, input: key).lines == [row.string("signature")],
        "\(row)")
      #expect(
        try chequer(["cheque", "sign", "--json"] + fields, input: key).lines
          == [row.object("signature", "digest").text()], "\(row)")
      let verify =
        ["cheque", "verify"] + fields
        + ["--issuer", try row.string("issuer"), "--signature", try row.string("signature")]
      let run = try chequer(verify)
      #expect(run.status == 0, "\(row): \(run.output)")
      #expect(run.lines.first == "The signature is good.", "\(row)")
      #expect(
        try chequer(verify + ["--json"]).lines
          == [#"{"valid":true,"signer":"\#(try row.string("issuer"))"}"#], "\(row)")
    }
  }

  @Test func `hash answers programs with digest, domain separator and struct hash`() throws {
    let domains = try VectorFile("cheques/domains.jsonl").rows
    for row in try Self.worked() {
      let isSwarm = try row.string("scheme") == "swarm"
      let domain = try #require(
        try domains.first {
          try $0.string("chainId") == row.string("chainId")
            && $0.string("name") == (isSwarm ? "Chequebook" : "Vault")
        })
      let run = try chequer(["cheque", "hash", "--json"] + Self.arguments(row))
      let expected: JSON = [
        "digest": try row.json("digest"), "domainSeparator": try domain.json("domainSeparator"),
        "structHash": try row.json("structHash"),
      ]
      #expect(run.lines == [expected.text()], "\(row)")
    }
  }

  @Test func `a node's document is written, and read from a file, input or argument`() throws {
    let folder = try TemporaryFolder()
    for row in try Self.worked() where row.has("json") {
      let document = try row.string("json")
      let chain = ["--chain-id", try row.string("chainId")]
      let signed = try chequer(
        ["cheque", "sign", "--document"] + Self.arguments(row),
        input: Array(try row.string("privateKey").utf8))
      #expect(signed.lines == [document], "\(row)")
      let verify = ["cheque", "verify", "--issuer", try row.string("issuer"), "--json"] + chain
      let good = [#"{"valid":true,"signer":"\#(try row.string("issuer"))"}"#]
      let file = try folder.write(document + "\n", to: "cheque.json")
      #expect(try chequer(verify + [file]).lines == good, "\(row)")
      #expect(try chequer(verify + [document]).lines == good, "\(row)")
      #expect(try chequer(verify, input: Array(document.utf8)).lines == good, "\(row)")
      let three = "[\(document),\(document)]"
      #expect(try chequer(verify + [three]).lines == good + good, "\(row)")
      let lines = Array("\(document)\n\n\(document)\n".utf8)
      #expect(try chequer(verify + ["-"], input: lines).lines == good + good, "\(row)")
    }
  }

  @Test func `every form of go-btfs's and bee's JSON is read`() throws {
    var forms: Set<String> = []
    for row in try VectorFile("cheques/json.jsonl").rows {
      guard forms.insert("\(try row.string("form")) \(try row.string("scheme"))").inserted else {
        continue
      }
      let run = try chequer(
        "cheque", "verify", "--json", "--issuer", "0x0000000000000000000000000000000000000001",
        "--chain-id", row.string("chainId"), row.string("text"))
      // Another issuer: it was read if its signature was judged.
      #expect(run.status == 1, "\(row): \(run.complaint)")
      #expect(run.output.hasPrefix(#"{"valid":false,"signer":"#), "\(row)")
    }
    #expect(forms.count > 8)
  }

  @Test func `what is no cheque is refused`() throws {
    let rows = try VectorFile("cheques/reject-json.jsonl").rows
    for (index, row) in rows.enumerated() where index.isMultiple(of: 6) {
      let run = try chequer(
        ["cheque", "verify", "--json", "--issuer", "0x8D3766440f0d7B949a5E32995D09619A7F86e632"],
        input: Array(try row.string("text").utf8))
      #expect(run.status == 65, "\(row): \(run.output)")
      try #require(run.lines.count == 1)
      expectError(run.line, "\(row)")
    }
  }

  @Test func `an invalid cheque exits 1 and says for which chain it was signed`() throws {
    let row = try #require(try Self.worked().first { try $0.string("chainId") == "199" })
    var fields = try Self.arguments(row)
    fields[3] = "1029"
    let verify =
      ["cheque", "verify"] + fields
      + ["--issuer", try row.string("issuer"), "--signature", try row.string("signature")]
    let run = try chequer(verify)
    #expect(run.status == 1)
    #expect(run.lines.first == "The signature is not good.")
    #expect(run.lines.last?.contains("signed for chain 199, not 1029") == true, "\(run.output)")
    let document = try chequer(verify + ["--json"])
    #expect(document.status == 1)
    let answer = try JSONDocument(parsing: document.output).root
    #expect(try answer.requireMembers().map(\.key) == ["valid", "signer", "reason"])
    #expect(answer["reason"]?.string == run.lines.last)
  }

  @Test func `a payout that another payout of the history explains is named`() throws {
    let row = try #require(
      try VectorFile("cheques/diagnose.jsonl").rows.first {
        try $0.string("mistake") == "otherAmount" && $0.string("scheme") == "btfs"
      })
    let run = try chequer(
      ["cheque", "verify", "--json"] + Self.arguments(row)
        + ["--issuer", row.string("issuer"), "--signature", row.string("signature"), "--history"]
        + row.strings("history"))
    #expect(run.status == 1)
    #expect(run.output.contains(try row.string("actualAmount")), "\(run.output)")
  }
}
