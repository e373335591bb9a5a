import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Rows of address` {
  @Test(
    arguments: ["addresses/identities.jsonl", "addresses/btfs.jsonl"],
    ["privateKey", "publicKey", "publicKeyUncompressed", "peerId", "libp2pPrivKey"])
  func `a key or peer ID gives everything`(file: String, field: String) throws {
    let rows = try VectorFile(file).rows.filter { $0.has(field) }
    let key = field == "publicKeyUncompressed" ? "publicKey" : field
    try expectAnswers("address", rows) {
      .object([JSON.Member(key, try $0.json(field))])
    } answer: {
      try $0.object("address", "tron", "tronHex", "peerId", "publicKey")
    }
  }

  @Test(
    arguments: ["addresses/identities.jsonl", "addresses/btfs.jsonl"],
    ["address", "tron", "tronHex"])
  func `an address gives its other forms and no key`(file: String, field: String) throws {
    let key = field == "tronHex" ? "tron" : field
    try expectAnswers("address", VectorFile(file).rows) {
      .object([JSON.Member(key, try $0.json(field))])
    } answer: {
      try $0.object("address", "tron", "tronHex")
    }
  }

  @Test func `lower case is answered with the checksum`() throws {
    let rows = try VectorFile("addresses/checksums.jsonl").rows
    let lines = try answers("address", to: rows.map { ["address": try $0.json("lower")] })
    for (row, line) in zip(rows, lines) {
      #expect(line.hasPrefix(#"{"address":"\#(try row.string("checksum"))","#), "\(row)")
    }
  }

  @Test func `a wrong checksum is answered with the right one`() throws {
    let rows = try VectorFile("addresses/reject-checksums.jsonl").rows
    let lines = try answers("address", to: rows.map { ["address": try $0.json("text")] })
    for (row, line) in zip(rows, lines) {
      expectError(line, "\(row)")
      #expect(line.contains(try row.string("correct")), "\(row): \(line)")
    }
  }

  @Test func `what is no address, Tron address, peer ID or key is refused`() throws {
    try expectRefusals("address", VectorFile("addresses/reject-addresses.jsonl").rows) {
      ["address": try $0.json("text")]
    }
    try expectRefusals("address", VectorFile("addresses/reject-tron.jsonl").rows) {
      try $0.object("tron")
    }
    try expectRefusals("address", VectorFile("addresses/reject-peerids.jsonl").rows) {
      try $0.object("peerId")
    }
    try expectRefusals(
      "address", VectorFile("addresses/reject-libp2p.jsonl").rows, secret: "libp2pPrivKey"
    ) { try $0.object("libp2pPrivKey") }
    try expectRefusals("address", VectorFile("secp256k1/reject-publickeys.jsonl").rows) {
      try $0.object("publicKey")
    }
    try expectRefusals(
      "address", VectorFile("secp256k1/reject-key.jsonl").rows, secret: "privateKey"
    ) { try $0.object("privateKey") }
  }

  @Test(arguments: [
    "{}", #"{"address":"0x0000000000000000000000000000000000000000","tron":"T"}"#,
    #"{"address":null}"#, #"{"peerID":"16Uiu2HAm2nYmXfBXj6Q5vaFdVqHZpxdvpvGTFFZV8B5JAFyGjss1"}"#,
  ])
  func `a row names exactly one known thing`(row: String) throws {
    let run = try chequer("address", "--jsonl", input: row)
    try #require(run.lines.count == 1)
    expectError(run.line, row)
  }
}

@Suite(.childThreads) struct `Rows of address create` {
  @Test func `CREATE`() throws {
    try expectAnswers("address create", VectorFile("addresses/create.jsonl").rows) {
      try $0.object("sender", "nonce")
    } answer: {
      try $0.object("address")
    }
  }

  @Test func `CREATE2`() throws {
    try expectAnswers("address create", VectorFile("addresses/create2.jsonl").rows) {
      try $0.object("sender", "salt", "initCodeHash")
    } answer: {
      try $0.object("address")
    }
  }

  @Test(arguments: [
    "{}", #"{"sender":"0x0000000000000000000000000000000000000000"}"#,
    #"{"sender":"0x0000000000000000000000000000000000000000","nonce":-1}"#,
    #"{"sender":"0x0000000000000000000000000000000000000000","nonce":18446744073709551616}"#,
    #"{"sender":"0x0000000000000000000000000000000000000000","nonce":1.5}"#,
    #"{"sender":"0x0000000000000000000000000000000000000000","nonce":1,"salt":"0x00","initCodeHash":"0x00"}"#,
    #"{"sender":"0x0000000000000000000000000000000000000000","salt":"0x00","initCodeHash":"0x00"}"#,
    #"{"sender":"0x0000000000000000000000000000000000000000","initCode":"0x00","nonce":"1"}"#,
    #"{"nonce":"1"}"#,
  ])
  func `a row with too little, too much or another kind is refused`(row: String) throws {
    let run = try chequer("address", "create", "--jsonl", input: row)
    try #require(run.lines.count == 1)
    expectError(run.line, row)
  }
}
