import ExactJSON
import TestThreads
import Testing
import VectorFiles

/// The wallets of go-btfs's tests and of the peer IDs that operators published.
@Suite(.childThreads) struct `Answers of address and key` {
  static func wallets() throws -> [VectorRow] { try VectorFile("addresses/btfs.jsonl").rows }

  private static func text(_ row: VectorRow) throws -> [String] {
    [
      "BTTC        \(try row.string("address"))", "Tron        \(try row.string("tron"))",
      "Tron hex    \(try row.string("tronHex"))", "Peer ID     \(try row.string("peerId"))",
      "Public key  \(try row.string("publicKey"))",
    ]
  }

  @Test func `a peer ID and a public key give everything, for people and programs`() throws {
    for row in try Self.wallets() {
      for field in ["peerId", "publicKey", "publicKeyUncompressed"] {
        let given = try row.string(field)
        #expect(try chequer("address", given).lines == Self.text(row), "\(row) \(field)")
      }
      let document = try row.object("address", "tron", "tronHex", "peerId", "publicKey").text()
      #expect(try chequer("address", "--json", row.string("peerId")).lines == [document], "\(row)")
    }
  }

  @Test func `an address says that no key follows from it`() throws {
    for row in try Self.wallets().prefix(4) {
      for field in ["address", "tron", "tronHex"] {
        let run = try chequer("address", row.string(field))
        #expect(try run.lines.dropLast() == Self.text(row).prefix(3), "\(row) \(field)")
        #expect(run.lines.last?.contains("do not follow") == true)
      }
    }
  }

  @Test func `keys are read from standard input, one a line`() throws {
    let rows = try Self.wallets().filter { $0.has("privateKey") }
    let input = try rows.map {
      try $0.string("privateKey") + "\n" + $0.string("libp2pPrivKey") + "\n"
    }
    let run = try chequer("address", input: input.joined())
    #expect(run.lines == (try rows.flatMap { try Self.text($0) + Self.text($0) }))
    #expect(run.complaint == "")
  }

  @Test func `key derive answers a node's mnemonic with its wallet and no secret`() throws {
    for row in try Self.wallets() where row.has("mnemonic") {
      let mnemonic = try row.string("mnemonic")
      for input in [mnemonic, mnemonic.split(separator: " ").joined(separator: ",") + "\n"] {
        for arguments in [[], ["--scheme", "btfs"]] {
          let run = try chequer(["key", "derive"] + arguments, input: Array(input.utf8))
          #expect(run.lines.first == "Path        m/44'/195'/0'/0/0")
          #expect(try run.lines.dropFirst().prefix(5) == Self.text(row)[...], "\(row)")
          #expect(try !run.output.contains(row.string("privateKey").dropFirst(2)))
          #expect(!run.output.contains("xprv"))
        }
      }
      let shown = try chequer("key", "derive", "--show-private", input: mnemonic)
      #expect(shown.lines.contains("Private     \(try row.string("privateKey"))"))
      #expect(shown.lines.contains("PrivKey     \(try row.string("libp2pPrivKey"))"))
    }
  }

  @Test func `key derive answers programs with exact keys`() throws {
    let row = try #require(try Self.wallets().first)
    let mnemonic = try row.string("mnemonic")
    let open = try JSONDocument(
      parsing: chequer("key", "derive", "--json", input: mnemonic).output
    ).root
    #expect(
      try open.requireMembers().map(\.key) == ["publicKey", "address", "tron", "peerId", "xpub"])
    let all = try JSONDocument(
      parsing: chequer("key", "derive", "--json", "--show-private", input: mnemonic).output
    ).root
    #expect(
      try all.requireMembers().map(\.key)
        == ["privateKey", "publicKey", "address", "tron", "peerId", "xprv", "xpub"])
    #expect(all["privateKey"]?.string == (try row.string("privateKey")))
    #expect(all["peerId"]?.string == (try row.string("peerId")))
  }

  @Test func `key derive takes coin, account, index, path and passphrase`() throws {
    let rows = try VectorFile("bip32/ethereum.jsonl").rows.prefix(6)
    for row in rows {
      let run = try chequer(
        "key", "derive", "--json", "--path", row.string("path"), "--passphrase-env", "PASSPHRASE",
        input: row.string("mnemonic"), environment: ["PASSPHRASE": row.string("passphrase")])
      #expect(run.output.contains(try row.string("address")), "\(row)")
    }
    // m/44'/60'/0'/0/3 of go-btfs's first test mnemonic, by bip-utils.
    let words = try #require(try Self.wallets().first).string("mnemonic")
    let run = try chequer("key", "derive", "--coin", "60", "--index", "3", input: words)
    #expect(run.lines.first == "Path        m/44'/60'/0'/0/3")
    #expect(run.lines.contains("BTTC        0xD3adc9A3285abC58F45EAF9EF8a653Aa4b5005f1"))
  }

  @Test func `key mnemonic checks in every language and shows secrets only when asked`() throws {
    var seen: Set<String> = []
    for row in try VectorFile("bip39/published.jsonl").rows {
      let language = try row.string("language")
      guard seen.insert(language).inserted else { continue }
      let mnemonic = try row.string("mnemonic")
      // Some Chinese mnemonics are good in both scripts.
      let run = try chequer("key", "mnemonic", "--json", "--language", language, input: mnemonic)
      let words = mnemonic.split { $0 == " " || $0 == "\u{3000}" }.count
      #expect(run.lines == [#"{"language":"\#(language)","words":\#(words)}"#], "\(row)")
      let shown = try chequer(
        "key", "mnemonic", "--show-secrets", "--passphrase-env", "P", input: mnemonic,
        environment: ["P": row.string("passphrase")])
      #expect(
        shown.lines.dropFirst() == [
          "Entropy  \(try row.string("entropy"))", "Seed     \(try row.string("seed"))",
        ], "\(row)")
      let made = try chequer(
        "key", "mnemonic", "--from-entropy", "--show-secrets", "--language", language,
        input: row.string("entropy"))
      #expect(made.lines == [mnemonic], "\(row)")
    }
    #expect(seen.count == 10)
  }

  @Test func `key new writes a file for its owner alone and derives what it prints`() throws {
    let folder = try TemporaryFolder()
    let run = try chequer("key", "new", "--json", "--out", "node.mnemonic", directory: folder.path)
    #expect(run.status == 0, "\(run.complaint)")
    let answer = try JSONDocument(parsing: run.output).root
    #expect(
      try answer.requireMembers().map(\.key)
        == ["address", "tron", "tronHex", "peerId", "publicKey", "path", "file"])
    #expect(answer["path"]?.string == "m/44'/195'/0'/0/0")
    #expect(try folder.mode(of: "node.mnemonic") == 0o600)
    let mnemonic = try folder.text(of: "node.mnemonic")
    #expect(mnemonic.split(separator: " ").count == 12 && mnemonic.hasSuffix("\n"))
    for word in mnemonic.split(separator: " ").prefix(3) {
      #expect(!run.output.contains(" \(word) "))
    }
    let derived = try chequer(
      "key", "derive", "--scheme", "btfs", "--json", "--key-file", "node.mnemonic",
      directory: folder.path)
    let again = try JSONDocument(parsing: derived.output).root
    for key in ["address", "tron", "peerId", "publicKey"] {
      #expect(again[key]?.string == answer[key]?.string, "\(key)")
    }
  }

  @Test(arguments: [12, 15, 18, 21, 24])
  func `key new shows a mnemonic of the length that was asked for, another each time`(
    words: Int
  ) throws {
    let run = try chequer("key", "new", "--show-mnemonic", "--words", "\(words)")
    let other = try chequer("key", "new", "--show-mnemonic", "--words", "\(words)")
    let mnemonic = try #require(run.lines.first)
    #expect(mnemonic.split(separator: " ").count == words)
    #expect(other.lines.first != mnemonic)
    #expect(
      try chequer("key", "mnemonic", input: mnemonic).lines
        == ["A good mnemonic: \(words) words, english."])
  }
}
