import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Rows of key mnemonic` {
  @Test(arguments: [
    "bip39/published.jsonl", "bip39/published-japanese.jsonl", "bip39/generated.jsonl",
  ])
  func `a mnemonic gives entropy and seed`(file: String) throws {
    try expectAnswers("key mnemonic", VectorFile(file).rows) {
      try $0.object("mnemonic", "passphrase")
    } answer: {
      try $0.object("entropy", "seed")
    }
  }

  @Test func `entropy gives the English mnemonic`() throws {
    let rows = try
      (VectorFile("bip39/published.jsonl").rows + VectorFile("bip39/generated.jsonl").rows)
      .filter { try $0.string("language") == "english" }
    try expectAnswers("key mnemonic", rows) {
      try $0.object("entropy")
    } answer: {
      try $0.object("mnemonic")
    }
  }

  @Test func `a wrong mnemonic is refused and not repeated`() throws {
    // Between words a comma stands for a space here, as in a node's config; BIP-39 has none.
    let rows = try VectorFile("bip39/reject.jsonl").rows.filter {
      try !$0.string("mnemonic").contains(",")
    }
    try expectRefusals("key mnemonic", rows, secret: "mnemonic") {
      try $0.object("mnemonic")
    }
  }

  @Test func `a misspelt word is named with its place and the word that was meant`() throws {
    let rows = try VectorFile("bip39/reject.jsonl").rows.filter {
      try $0.has("word") && !$0.string("mnemonic").contains(",")
    }
    let lines = try answers("key mnemonic", to: rows.map { try $0.object("mnemonic") })
    for (row, line) in zip(rows, lines) {
      // The vectors count from zero, the tool's readers from one.
      let message = try JSONDocument(parsing: line).root["error"]?["message"]?.string ?? ""
      #expect(message.contains("word \(try row.integer("position") + 1)"), "\(row): \(message)")
    }
  }

  @Test(arguments: [
    "{}", #"{"entropy":"0x00"}"#, #"{"entropy":"0x","mnemonic":""}"#, #"{"mnemonic":5}"#,
    #"{"entropy":"0x00000000000000000000000000000000","passphrase":"x"}"#,
    #"{"passphrase":"x"}"#, #"{"entropy":"0x000000000000000000000000000000000000"}"#,
  ])
  func `a row with too little, too much or another kind is refused`(row: String) throws {
    let run = try chequer("key", "mnemonic", "--jsonl", input: row)
    try #require(run.lines.count == 1)
    expectError(run.line, row)
  }
}

@Suite(.childThreads) struct `Rows of key derive` {
  /// Expects the vectors' fields in the answers, which also hold what follows from the key.
  private func expectFields(
    _ rows: [VectorRow], _ fields: [String], question: (VectorRow) throws -> JSON
  ) throws {
    let lines = try answers("key derive", to: rows.map(question))
    for (row, line) in zip(rows, lines) {
      let answer = try JSONDocument(parsing: line).root
      for field in fields {
        #expect(answer[field]?.string == (try row.string(field)), "\(row) \(field): \(line)")
      }
    }
  }

  @Test func `BIP-32's and generated seeds`() throws {
    let rows =
      try VectorFile("bip32/published.jsonl").rows + VectorFile("bip32/generated.jsonl").rows
    try expectFields(rows, ["privateKey", "publicKey", "xprv", "xpub"]) {
      try $0.object("seed", "path")
    }
  }

  @Test func `an xprv is its own key, and derives as its seed does`() throws {
    let rows = try VectorFile("bip32/published.jsonl").rows
    try expectFields(rows, ["privateKey", "publicKey", "xprv", "xpub"]) { try $0.object("xprv") }
    let masters = Dictionary(
      try rows.filter { try $0.string("path") == "m" }.map { (try $0.string("seed"), $0) }
    ) { first, _ in first }
    try expectFields(rows, ["privateKey", "publicKey", "xprv", "xpub"]) {
      let master = try #require(masters[try $0.string("seed")])
      return ["xprv": try master.json("xprv"), "path": try $0.json("path")]
    }
  }

  @Test func `an xpub derives public keys and shows no private one`() throws {
    let rows = try VectorFile("bip32/public.jsonl").rows
    let lines = try answers("key derive", to: rows.map { try $0.object("xpub", "path") })
    for (row, line) in zip(rows, lines) {
      let answer = try JSONDocument(parsing: line).root
      #expect(answer["xpub"]?.string == (try row.string("child")), "\(row)")
      #expect(answer["publicKey"]?.string == (try row.string("publicKey")), "\(row)")
      let keys = try answer.requireMembers().map(\.key)
      #expect(keys == ["publicKey", "address", "tron", "peerId", "xpub"], "\(row)")
    }
  }

  @Test func `mnemonics with Ethereum's path and a passphrase`() throws {
    try expectFields(
      VectorFile("bip32/ethereum.jsonl").rows,
      ["privateKey", "publicKey", "address", "tron", "peerId"]
    ) { try $0.object("mnemonic", "passphrase", "path") }
  }

  @Test func `mnemonics with BTFS's path, stated or by default`() throws {
    let rows = try VectorFile("bip32/btfs.jsonl").rows
    let fields = ["privateKey", "publicKey", "address", "tron", "peerId"]
    try expectFields(rows, fields) { try $0.object("mnemonic", "path") }
    try expectFields(rows.filter { try $0.string("path") == "m/44'/195'/0'/0/0" }, fields) {
      try $0.object("mnemonic")
    }
  }

  @Test func `the scheme btfs takes twelve words with spaces or commas`() throws {
    let rows = try VectorFile("bip32/btfs.jsonl").rows.filter {
      try $0.string("mnemonic").split(separator: " ").count == 12
        && $0.string("path") == "m/44'/195'/0'/0/0"
    }
    try #require(rows.count > 10)
    let fields = ["privateKey", "publicKey", "address", "tron", "peerId"]
    try expectFields(rows, fields) { ["scheme": "btfs", "mnemonic": try $0.json("mnemonic")] }
    try expectFields(rows, fields) {
      let words = try $0.string("mnemonic").split(separator: " ").joined(separator: ",")
      return ["scheme": "btfs", "mnemonic": .string(words)]
    }
  }

  @Test func `the answer to a private key has all keys in order`() throws {
    let row = try #require(try VectorFile("bip32/published.jsonl").rows.first)
    let line = try answers("key derive", to: [try row.object("seed", "path")])[0]
    #expect(
      try JSONDocument(parsing: line).root.requireMembers().map(\.key)
        == ["privateKey", "publicKey", "address", "tron", "peerId", "xprv", "xpub"])
  }

  @Test func `wrong extended keys and paths are refused`() throws {
    try expectRefusals("key derive", VectorFile("bip32/reject.jsonl").rows, secret: "key") {
      let key = try $0.string("key")
      return key.hasPrefix("xprv") ? ["xprv": .string(key)] : ["xpub": .string(key)]
    }
    let seed = JSON.string("0x000102030405060708090a0b0c0d0e0f")
    try expectRefusals("key derive", VectorFile("bip32/reject-paths.jsonl").rows) {
      ["seed": seed, "path": try $0.json("path")]
    }
  }

  @Test(arguments: [
    "{}", #"{"seed":"0x00"}"#,
    #"{"seed":"0x000102030405060708090a0b0c0d0e0f","passphrase":"x"}"#,
    #"{"seed":"0x000102030405060708090a0b0c0d0e0f","scheme":"btfs"}"#,
    #"{"seed":"0x000102030405060708090a0b0c0d0e0f","mnemonic":"x"}"#,
    #"{"scheme":"eth","mnemonic":"absurd adapt skin skin settle smart other table school toss give reform"}"#,
    #"{"scheme":"btfs","passphrase":"p","mnemonic":"absurd adapt skin skin settle smart other table school toss give reform"}"#,
    #"{"scheme":"btfs","path":"m/0","mnemonic":"absurd adapt skin skin settle smart other table school toss give reform"}"#,
    #"{"scheme":"btfs","mnemonic":"abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon address"}"#,
    #"{"xpub":"xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8","path":"m/0'"}"#,
  ])
  func `a row with too little, too much or another kind is refused`(row: String) throws {
    let run = try chequer("key", "derive", "--jsonl", input: row)
    try #require(run.lines.count == 1)
    expectError(run.line, row)
    #expect(!run.output.contains("absurd"))
  }
}
