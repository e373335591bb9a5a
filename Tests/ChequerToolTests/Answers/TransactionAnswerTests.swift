import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Answers of tx` {
  private static let transaction =
    #"{"chainId":199,"nonce":7,"to":"0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9","gas":90000,"gasPrice":"300000gwei"}"#
    .split(separator: "300000gwei").joined(separator: "300000000000000")
  private static let key = String(repeating: "46", count: 32)

  @Test func `decode says who pays whom, at most how much, and where`() throws {
    for name in ["legacy", "access-list", "fee-market", "blob", "set-code", "unprotected"] {
      for row in try VectorFile("transactions/\(name).jsonl").rows.prefix(6) {
        let raw = try row.string("raw")
        let run = try chequer("tx", "decode", "-", input: raw + "\n")
        #expect(run.status == 0, "\(row): \(run.complaint)")
        let labels = [
          "Transaction of type", "Hash ", "From ", "To ", "Value ", "Nonce ", "Chain ",
          "Gas limit ", "Intrinsic ", "Gas price ", "Fee ", "Input ",
        ]
        for label in labels {
          #expect(run.lines.contains { $0.hasPrefix(label) }, "\(row): \(label)")
        }
        for field in ["hash", "sender"] {
          #expect(run.output.contains(try row.string(field)), "\(row): \(field)")
        }
        let json = try chequer("tx", "decode", raw, "--json")
        #expect(json.line == (try answers("tx decode", to: [["tx": .string(raw)]])[0]), "\(row)")
      }
    }
  }

  @Test func `decode under a fork answers with the reason`() throws {
    let row = try #require(
      try VectorFile("transactions/forks.jsonl").rows.first { try $0.string("what") == "type 2" })
    let raw = try row.string("raw")
    let good = try chequer("tx", "decode", raw, "--fork", "london", "--chain-id", "1")
    #expect(good.status == 0 && good.line.hasSuffix("valid under London"), "\(good.complaint)")
    let bad = try chequer("tx", "decode", raw, "--fork", "bttc", "--json")
    #expect(bad.status == 65)
    expectError(bad.line)
    #expect(bad.complaint.contains("BTTC takes 0 and 1"))
    let chain = try chequer("tx", "decode", raw, "--chain-id", "bttc")
    #expect(chain.status == 65 && chain.complaint.contains("signed for chain 1, not 199"))
    #expect(try chequer("tx", "decode", raw, "--fork", "Atlantis").status == 65)
  }

  @Test func `decode names the contract that is created, and what is odd`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.key, to: "key")
    try folder.write(
      #"{"chainId":null,"nonce":1,"gas":21000,"gasPrice":1,"value":"1500000000000000000"}"#,
      to: "tx")
    let run = try shell(
      "chequer tx sign tx --key-file key 2>note | chequer tx decode", directory: folder.path)
    #expect(run.status == 0, "\(run.complaint)")
    // Keccak-256 of rlp([sender, 1]), by eth-utils and rlp.
    #expect(run.lines.contains("Creates     0x20bB3edD03cDB25B85F5e7e5F107c801869cC3AE"))
    #expect(run.output.contains("Note: unprotected: everybody can send it"))
    #expect(run.output.contains("Note: it creates a contract without code"))
    #expect(run.output.contains("Note: the gas limit is below the 53000 that Osaka charges"))
    #expect(try folder.text(of: "note").contains("Note: unprotected"))
  }

  @Test func `sign takes a file or standard input, and shows what it signed`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.key + "\n", to: "key")
    try folder.write(Self.transaction, to: "tx.json")
    var raw: Set<String> = []
    for command in [
      "chequer tx sign tx.json --key-file key", "chequer tx sign tx.json <key",
      "chequer tx sign --key-file key <tx.json", "chequer tx sign - --key-fd 7 7<key <tx.json",
    ] {
      let run = try shell(command, directory: folder.path)
      #expect(run.status == 0, "\(command): \(run.complaint)")
      #expect(run.lines.count == 1)
      #expect(run.complaint.contains("at most 27 BTT (27000000000000000000 wei)"), "\(command)")
      #expect(run.complaint.contains("BTTC mainnet (chain 199)"))
      raw.insert(run.line)
    }
    #expect(raw.count == 1)
    let json = try shell("chequer tx sign tx.json --json --key-file key", directory: folder.path)
    let answer = try JSONDocument(parsing: json.line).root
    #expect(answer.members?.map(\.key) == ["raw", "hash"])
    #expect(answer["raw"]?.string == raw.first)
  }

  @Test func `key and transaction cannot both come from standard input`() throws {
    for arguments in [["tx", "sign"], ["tx", "sign", "-"], ["tx", "sign", "--key-fd", "0"]] {
      let run = try chequer(arguments + ["--json"], input: Array(Self.transaction.utf8))
      #expect(run.status == 64, "\(arguments)")
      #expect(run.complaint.contains("the key cannot come from there too"), "\(arguments)")
      expectError(run.line, code: "usage")
    }
  }

  @Test func `sign refuses what can be played again, unless the flag says so`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.key, to: "key")
    for chain in ["", #""chainId":0,"#] {
      try folder.write(#"{\#(chain)"nonce":7,"gas":90000,"gasPrice":1}"#, to: "tx.json")
      let sign = ["tx", "sign", "tx.json", "--key-file", "key"]
      let run = try chequer(sign, directory: folder.path)
      #expect(run.status == 65 && run.output == "")
      #expect(run.complaint.contains("such as 199 for BTTC"))
      let unsafe = try chequer(sign + ["--unsafe-replayable"], directory: folder.path)
      #expect(unsafe.status == 0 && unsafe.lines.count == 1)
    }
  }

  @Test func `wrong input ends with the right status`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.key, to: "key")
    func status(_ arguments: [String], _ input: String = "") throws -> Int32 {
      try chequer(arguments, input: Array(input.utf8), directory: folder.path).status
    }
    #expect(try status(["tx", "decode", "missing.hex"]) == 66)
    #expect(try status(["tx", "decode", "0x"]) == 65)
    #expect(try status(["tx", "decode"], "") == 65)
    #expect(try status(["tx", "decode", "0xzz"]) == 65)
    #expect(try status(["tx", "decode", "--jsonl", "--fork", "London"]) == 64)
    #expect(try status(["tx", "sign", "missing.json", "--key-file", "key"]) == 66)
    #expect(try status(["tx", "sign", "--key-file", "key"], "{}") == 65)
    #expect(try status(["tx", "sign", "--key-file", "key"], "not JSON") == 65)
    #expect(try status(["tx", "sign", "--key-file", "nokey"], Self.transaction) == 66)
    #expect(try status(["tx"]) == 0)
  }
}

@Suite(.childThreads) struct `Answers of message` {
  private static let key = String(repeating: "46", count: 32)

  @Test func `a message comes as text, hex, file or standard input`() throws {
    let rows = try VectorFile("messages/personal.jsonl").rows
    let folder = try TemporaryFolder()
    for row in rows where row.has("text") {
      let text = try row.string("text")
      let expected = [try row.string("signature")]
      try folder.write(row.string("privateKey"), to: "key")
      try folder.write(text, to: "message")
      let key = ["--key-file", "key"]
      for (arguments, input) in [
        (["message", "sign", try row.string("message")], ""),
        (["message", "sign", "--file", "message"], ""), (["message", "sign", "--file", "-"], text),
        (["message", "sign", "--text"], text + "\n"),
        (["message", "sign", "--text", "-"], text + "\r\n"),
      ] {
        if input.hasSuffix("\r\n"), text.hasSuffix("\r\n") { continue }
        let run = try chequer(arguments + key, input: Array(input.utf8), directory: folder.path)
        #expect(run.lines == expected, "\(row) \(arguments): \(run.complaint)")
        #expect(run.complaint.contains(try row.string("address")))
        #expect(!run.complaint.contains("\0") && !run.complaint.dropLast().contains("\n"))
      }
      // An argument holds no zero byte.
      if !text.utf8.contains(0), !text.isEmpty {
        let run = try chequer(
          ["message", "sign", "--text"] + key + ["--", text], directory: folder.path)
        #expect(run.lines == expected, "\(row)")
      }
    }
  }

  @Test func `recover, hash and verify answer people and programs`() throws {
    let row = try #require(
      try VectorFile("messages/personal.jsonl").rows.first {
        try $0.has("text") && $0.string("text") == "hello"
      })
    let (signature, address) = (try row.string("signature"), try row.string("address"))
    let recover = ["message", "recover", "hello", "--signature", signature]
    #expect(try chequer(recover).lines == [address])
    #expect(try chequer(recover + ["--json"]).lines == [#"{"address":"\#(address)"}"#])
    #expect(try chequer("message", "hash", "hello").lines == [try row.string("digest")])
    let verify = ["message", "verify", "hello", "--signature", signature, "--address"]
    let good = try chequer(verify + [address])
    #expect(good.lines == ["valid"] && good.status == 0)
    let other = "0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9"
    let bad = try chequer(verify + [other])
    #expect(bad.lines == ["invalid: signed by \(address), not \(other)"] && bad.status == 1)
    let json = try chequer(verify + [other, "--json"])
    #expect(json.lines == [#"{"valid":false,"signer":"\#(address)"}"#] && json.status == 1)
  }

  @Test func `hex with a slip is refused and not signed as text`() throws {
    for message in ["0x123", "0xzz", "0X"] {
      let run = try chequer("message", "sign", message, "--unsafe-secret", Self.key)
      #expect(run.status == (message == "0X" ? 0 : 65), "\(message)")
      if message != "0X" { #expect(run.complaint.contains("--text takes it as text")) }
      let text = try chequer("message", "sign", "--text", message, "--unsafe-secret", Self.key)
      #expect(text.status == 0 && text.complaint.contains("'\(message)'"))
    }
  }

  @Test func `key and message cannot both come from standard input`() throws {
    for arguments in [["message", "sign"], ["message", "sign", "--file", "-"]] {
      let run = try chequer(arguments, input: Array("hello".utf8))
      #expect(run.status == 64 && run.complaint.contains("Standard input holds the message"))
    }
    let run = try chequer("message", "sign", "hello", input: Self.key)
    #expect(run.status == 0 && run.lines.count == 1)
  }
}
