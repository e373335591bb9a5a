import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Rows of tx` {
  private static let names = ["legacy", "access-list", "fee-market", "blob", "set-code"]

  private static func rows(_ name: String) throws -> [VectorRow] {
    try VectorFile("transactions/\(name).jsonl").rows
  }

  /// What `tx decode` answers: the fields of the vector with hash, sender and gas at their places.
  private static func decoded(_ row: VectorRow) throws -> JSON {
    guard case .object(let fields) = try JSON(row.json.require("transaction")) else {
      throw RowProblem.noTransaction
    }
    return .object(
      fields.prefix(1)
        + [
          JSON.Member("hash", try row.json("hash")), JSON.Member("sender", try row.json("sender")),
        ] + fields.dropFirst() + [JSON.Member("intrinsicGas", try row.json("intrinsicGas"))])
  }

  private enum RowProblem: Error { case noTransaction }

  @Test(arguments: names + ["unprotected"])
  func `decode answers every field, the sender and the gas`(name: String) throws {
    try expectAnswers("tx decode", Self.rows(name)) {
      ["tx": try $0.json("raw")]
    } answer: {
      try Self.decoded($0)
    }
  }

  @Test func `decode reads blobs beside their transaction`() throws {
    for row in try Self.rows("network") {
      let blobs = try row.strings("blobStarts").map {
        $0.dropFirst(2) + String(repeating: "0", count: 2 * 131_072 - ($0.count - 2))
      }
      // The wrapper again, from its parts: the raw transaction's list, the version, and three lists.
      let payload = try String(row.string("raw").dropFirst(4))
      let proofs = try row.string("proofs").dropFirst(2)
      let parts =
        (try row.bool("cellProofs") ? "01" : "")
        + list(blobs.map { item(String($0)) }.joined())
        + list(try row.strings("commitments").map { item(String($0.dropFirst(2))) }.joined())
        + list(
          stride(from: 0, to: proofs.count, by: 96).map {
            item(String(proofs.dropFirst($0).prefix(96)))
          }.joined())
      let network = "0x03" + list(payload + parts)
      #expect(try (network.count - 2) / 2 == row.integer("networkSize"), "\(row)")
      let lines = try answers(
        "tx decode", to: [["tx": .string(network)], ["tx": try row.json("raw")]])
      #expect(lines[0] == lines[1], "\(row)")
      #expect(try lines[0].contains(row.string("hash")), "\(row)")
    }
  }

  @Test func `decode refuses what is no transaction`() throws {
    let rows = try Self.rows("reject").filter {
      // Sound for the chain 2^63 - 4.
      try !$0.string("why").hasPrefix("type 0: v is 2^64")
    }
    try expectRefusals("tx decode", rows) { ["tx": try $0.json("raw")] }
    try expectRefusals("tx decode", Self.rows("reject")) {
      ["tx": try $0.json("raw"), "fork": "Osaka"]
    }
  }

  @Test(arguments: [
    "Frontier", "Homestead", "EIP150", "EIP158", "Byzantium", "Constantinople",
    "ConstantinopleFix", "Istanbul", "Berlin", "London", "Paris", "Shanghai", "Cancun", "Prague",
    "Osaka",
  ])
  func `decode under a fork takes and charges as the specification does`(fork: String) throws {
    let rows = try Self.rows("forks")
    let lines = try answers(
      "tx decode", to: rows.map { ["tx": try $0.json("raw"), "fork": .string(fork)] })
    for (row, line) in zip(rows, lines) {
      let result = try row.json.require("results").require(fork)
      guard !result.isNull else {
        expectError(line, "\(row) \(fork)")
        continue
      }
      let answer = try JSONDocument(parsing: line).root
      for key in ["sender", "intrinsicGas"] {
        #expect(answer[key]?.string == result[key]?.string, "\(row) \(fork): \(line)")
      }
      #expect(answer["hash"]?.string == (try row.string("hash")), "\(row) \(fork)")
    }
  }

  @Test func `decode under bttc wants BTTC's chain id`() throws {
    let row = try #require(
      try Self.rows("legacy").first { row in
        row.json["transaction"]?["chainId"]?.string == "199"
          && (Int(row.json["transaction"]?["gas"]?.string ?? "") ?? 0) > 80_000
      })
    let raw = try row.json("raw")
    let lines = try answers(
      "tx decode",
      to: [
        ["tx": raw, "fork": "bttc"], ["tx": raw, "fork": "BERLIN"], ["tx": raw, "fork": "Parys"],
        ["tx": raw, "fork": 1],
      ])
    #expect(lines[0].contains("\"chainId\":\"199\""))
    #expect(lines[1].contains("signed for chain 199, not 1"))
    #expect(lines[2].contains("There is no fork 'Parys'; name one of Frontier"))
    for line in lines.dropFirst() { expectError(line) }
  }

  @Test(arguments: names)
  func `sign makes eth-account's bytes`(name: String) throws {
    try expectAnswers("tx sign", Self.rows(name)) {
      ["tx": try $0.json("transaction"), "privateKey": try $0.json("privateKey")]
    } answer: {
      try $0.object("raw", "hash")
    }
  }

  @Test func `sign makes an unprotected transaction only when chainId is null`() throws {
    let rows = try Self.rows("unprotected")
    try expectRefusals("tx sign", rows, secret: "privateKey") {
      ["tx": try $0.json("transaction"), "privateKey": try $0.json("privateKey")]
    }
    try expectAnswers("tx sign", rows) { row in
      guard case .object(let fields) = try row.json("transaction") else { return .null }
      return [
        "tx": .object(fields + [JSON.Member("chainId", .null)]),
        "privateKey": try row.json("privateKey"),
      ]
    } answer: {
      try $0.object("raw", "hash")
    }
  }

  @Test func `sign takes back what decode answers`() throws {
    for name in Self.names {
      let rows = try Array(Self.rows(name).prefix(20))
      try expectAnswers("tx sign", rows) {
        ["tx": try Self.decoded($0), "privateKey": try $0.json("privateKey")]
      } answer: {
        try $0.object("raw", "hash")
      }
    }
  }

  @Test func `sign refuses other keys, a zero chain and unknown fields without showing the key`()
    throws
  {
    let row = try #require(try Self.rows("legacy").first)
    let key = try row.json("privateKey")
    guard case .object(let fields) = try row.json("transaction") else { return }
    func changed(_ name: String, _ value: JSON) -> JSON {
      .object(fields.filter { $0.key != name } + [JSON.Member(name, value)])
    }
    let bad: [JSON] = [
      changed("chainId", 0), changed("sender", .string("0x" + String(repeating: "12", count: 20))),
      changed("gasprice", 1), changed("nonce", "18446744073709551615"), changed("type", 2),
      changed("v", 27), changed("nonce", -1), "text",
    ]
    for line in try answers("tx sign", to: bad.map { ["tx": $0, "privateKey": key] }) {
      expectError(line)
      #expect(!line.contains(try row.string("privateKey").dropFirst(2).prefix(20)))
    }
  }
}

/// Hex of RLP around hex.
private func item(_ hex: String) -> String { prefixed(hex, 0x80) }
private func list(_ hex: String) -> String { prefixed(hex, 0xc0) }

private func prefixed(_ hex: String, _ base: Int) -> String {
  let count = hex.utf8.count / 2
  func byte(_ value: Int) -> String { String(value + 256, radix: 16).suffix(2).description }
  if count < 56 { return byte(base + count) + hex }
  var length = String(count, radix: 16)
  if !length.utf8.count.isMultiple(of: 2) { length = "0" + length }
  return byte(base + 55 + length.utf8.count / 2) + length + hex
}
