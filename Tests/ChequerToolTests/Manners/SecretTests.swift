import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Secrets` {
  private static let key = "db6bf5da1c2225d76356df2f59ebd3207b91228bcf429f0c791f94e9095a1f8e"
  private static let node = "CAISINtr9docIiXXY1bfL1nr0yB7kSKLz0KfDHkflOkJWh+O"
  private static let mnemonic =
    "record access aerobic glow retreat language distance stamp cattle arrive defy movie"
  private static let hash = String(repeating: "11", count: 32)

  /// Expects that no part of a secret of 8 characters or more is shown.
  private func expectHidden(
    _ secret: String, in run: Run, location: SourceLocation = #_sourceLocation
  ) {
    let shown = (run.output + run.complaint).utf8
    let text = Array(shown)
    let bytes = Array(secret.utf8)
    for start in stride(from: 0, to: max(1, bytes.count - 11), by: 4) {
      let part = bytes[start..<min(bytes.count, start + 12)]
      #expect(
        !text.contains(part), "\(String(decoding: part, as: UTF8.self)) is shown",
        sourceLocation: location)
    }
  }

  @Test(arguments: [key, "0x" + key, node, key.uppercased()], [[], ["--json"]])
  func `a private key as argument of address is refused and not shown`(
    secret: String, flags: [String]
  ) throws {
    let run = try chequer(["address"] + flags + [secret])
    #expect(run.status == 64)
    #expect(run.complaint.contains("private key"))
    expectHidden(secret, in: run)
  }

  @Test(arguments: [
    String(key.dropLast()), String(node.dropLast()), key + "00", "0x" + key + key, "zz" + key,
    mnemonic, "private:" + key, " " + key, key + " ", "\u{7f}" + key,
  ])
  func `what is nearly a private key is not shown either`(secret: String) throws {
    let run = try chequer("address", "--json", secret)
    #expect(run.status == 65 || run.status == 64, "\(run.output)")
    expectHidden(secret.trimmed, in: run)
  }

  @Test(arguments: [key, node, mnemonic, "zz" + key], ["inspect", "cheque verify"])
  func `a secret in the place of a file is not shown`(secret: String, command: String) throws {
    let issuer = "0xb5f59C8213931E5775e6DbE727709D4c576F910e"
    let words = command.split(separator: " ").map(String.init)
    let run = try chequer(
      words + [secret, "--json"] + (words.count == 2 ? ["--issuer", issuer] : []))
    expectHidden(secret, in: run)
  }

  @Test(arguments: [
    key + "00", String(key.dropLast()), "zz" + key, key + key, "CAIS" + key, mnemonic,
    String(node.dropLast()), node + "AAAA", "\u{1b}[31m" + key,
  ])
  func `a key file with garbage is not shown`(secret: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(secret + "\n", to: "key")
    try folder.write(#"{"chainId":199,"nonce":1,"gas":21000,"gasPrice":1}"#, to: "tx.json")
    let cheque = [
      "cheque", "sign", "--vault", "0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9", "--beneficiary",
      "0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC", "--payout", "1",
    ]
    let ecdsa = ["ecdsa", "sign", "--unsafe-hash", Self.hash]
    for call in [
      ecdsa + ["--key-env", "KEY"], ecdsa + ["--unsafe-secret", secret],
      cheque + ["--key-file", "key"], ["message", "sign", "hello", "--key-env", "KEY"],
      ["tx", "sign", "tx.json", "--key-file", "key"],
    ] {
      let run = try chequer(
        call + ["--json"], environment: ["KEY": secret], directory: folder.path)
      #expect(run.status == 65, "\(call)")
      expectHidden(secret, in: run)
    }
  }

  @Test func `a wrong mnemonic is not shown, but for the word that is unknown`() throws {
    let words = Self.mnemonic.split(separator: " ").map(String.init)
    let wrong = [
      words.reversed().joined(separator: " "), words.dropLast().joined(separator: " "),
      (words + words).joined(separator: ","),
      (["recrod"] + words.dropFirst()).joined(separator: " "),
    ]
    for mnemonic in wrong {
      for command in [
        ["key", "derive"], ["key", "mnemonic"], ["key", "derive", "--scheme", "btfs"],
      ] {
        let run = try chequer(command + ["--json"], input: Array(mnemonic.utf8))
        #expect(run.status == 65, "\(run.output)")
        for word in ["aerobic", "retreat", "cattle", "movie"] {
          #expect(!(run.output + run.complaint).contains(word))
        }
      }
    }
  }

  @Test func `an xprv or seed with a mistake is not shown`() throws {
    let vectors = try VectorFile("bip32/reject.jsonl").rows
    for row in vectors.prefix(12) {
      let key = try row.string("key")
      let run = try chequer("key", "derive", "--json", input: key)
      #expect(run.status == 65, "\(row)")
      expectHidden(key, in: run)
    }
    let run = try chequer("key", "derive", "--json", input: Self.key + "0")
    #expect(run.status == 65)
    expectHidden(Self.key, in: run)
  }

  @Test func `rows with a wrong key do not show it`() throws {
    let bad = ["\(Self.key)00", "zz\(Self.key)", String(Self.key.dropLast())]
    for command in [["ecdsa", "sign"], ["address"]] {
      let rows = bad.map {
        command == ["address"]
          ? #"{"privateKey":"\#($0)"}"# : #"{"hash":"\#(Self.hash)","privateKey":"\#($0)"}"#
      }
      let run = try chequer(
        command + ["--jsonl"], input: Array(rows.joined(separator: "\n").utf8))
      #expect(run.lines.count == 3)
      for line in run.lines { expectError(line) }
      expectHidden(Self.key, in: run)
    }
  }
}

extension String {
  /// Without spaces and control characters around it.
  fileprivate var trimmed: String {
    String(drop { $0 <= " " || $0 == "\u{7f}" }.reversed().drop { $0 <= " " }.reversed())
  }
}
