import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Rows of abi` {
  @Test(arguments: ["abi/accept-1.jsonl", "abi/accept-2.jsonl"])
  func `encode and decode are each other's inverse, as eth-abi has them`(file: String) throws {
    let rows = try VectorFile(file).rows
    try expectAnswers("abi encode", rows) {
      try $0.object("types", "values")
    } answer: {
      try $0.object("data")
    }
    try expectAnswers("abi decode", rows) {
      try $0.object("types", "data")
    } answer: {
      try $0.object("values")
    }
  }

  @Test func `decode refuses or reads damaged data as the library does`() throws {
    let rows = try VectorFile("abi/mutated.jsonl").rows
    let isRefused = { (row: VectorRow) in row.has("refused") || row.has("stricter") }
    try expectRefusals("abi decode", rows.filter(isRefused)) { try $0.object("types", "data") }
    try expectAnswers("abi decode", rows.filter { !isRefused($0) }) {
      try $0.object("types", "data")
    } answer: {
      try $0.object("values")
    }
  }

  @Test func `encode-packed is Solidity's`() throws {
    try expectAnswers("abi encode-packed", VectorFile("abi/packed.jsonl").rows) {
      try $0.object("types", "values")
    } answer: {
      try $0.object("data")
    }
    try expectRefusals("abi encode-packed", VectorFile("abi/reject-packed.jsonl").rows) {
      try $0.object("types", "values")
    }
  }

  @Test func `selector reads every form of declaration`() throws {
    try expectAnswers("abi selector", VectorFile("abi/signatures.jsonl").rows) {
      try $0.object("signature")
    } answer: { row in
      let hash = try row.string("hash")
      return ["selector": .string(String(hash.prefix(10))), "hash": .string(hash)]
    }
    try expectRefusals("abi selector", VectorFile("abi/reject-signatures.jsonl").rows) {
      try $0.object("signature")
    }
  }

  @Test func `calldata takes a signature and arguments`() throws {
    try expectAnswers("abi calldata", VectorFile("abi/calls.jsonl").rows) {
      ["function": try $0.json("signature"), "arguments": try $0.json("arguments")]
    } answer: {
      ["data": try $0.json("calldata")]
    }
  }

  @Test func `decode-revert tells the kinds apart and keeps what is unknown`() throws {
    let rows = try VectorFile("abi/reverts.jsonl").rows.filter {
      try $0.string("kind") != "custom" && !$0.has("errors")
    }
    let lines = try answers("abi decode-revert", to: rows.map { try $0.object("data") })
    for (row, line) in zip(rows, lines) {
      let answer = try JSONDocument(parsing: line).root
      #expect(try answer["kind"]?.string == row.string("kind"), "\(row): \(line)")
      #expect(answer["reason"]?.string?.isEmpty == false, "\(row)")
      switch try row.string("kind") {
      case "message": #expect(try answer["message"]?.string == row.string("message"), "\(row)")
      case "panic": #expect(try answer["code"]?.string == row.string("code"), "\(row)")
      case "unknown": #expect(try answer["data"]?.string == row.string("data"), "\(row)")
      default: break
      }
    }
  }

  @Test func `logs and calls are read by the names of a file`() throws {
    let folder = try TemporaryFolder()
    let logs = try VectorFile("abi/events.jsonl").rows.filter {
      try !$0.string("signature").contains("anonymous")
    }
    var seen: Set<String> = []
    let file = try folder.write(
      logs.map { try $0.string("signature") }.filter { seen.insert($0).inserted }
        .joined(separator: "\n"), to: "events.abi")
    let input = try logs.map { try $0.object("topics", "data").text() + "\n" }.joined()
    let run = try chequer("abi", "decode-log", "--abi", file, "--jsonl", input: input)
    #expect(run.lines.count == logs.count)
    for (row, line) in zip(logs, run.lines) {
      let answer = try JSONDocument(parsing: line).root
      let values = try Array(answer.require("values").requireElements())
      let expected = try Array(row.json.require("values").requireElements())
      #expect(values.count == expected.count, "\(row): \(line)")
      for (value, json) in zip(values, expected) {
        // Either the value itself or, for what the log holds only the hash of, that.
        let found = try value["hash"].map { try JSON($0) } ?? JSON(value.require("value"))
        #expect(try found == JSON(json["hash"] ?? json), "\(row): \(line)")
      }
    }
  }
}

@Suite(.childThreads) struct `Rows of typed-data` {
  private static let files = [
    "typed-data/accept-1.jsonl", "typed-data/accept-2.jsonl", "typed-data/published.jsonl",
  ]

  @Test(arguments: files)
  func `hash, sign and recover agree with eth-account`(file: String) throws {
    let rows = try VectorFile(file).rows
    try expectAnswers("typed-data hash", rows) {
      try $0.object("typedData")
    } answer: {
      try $0.object("digest", "domainSeparator", "structHash")
    }
    try expectAnswers("typed-data sign", rows) {
      try $0.object("typedData", "privateKey")
    } answer: {
      try $0.object("signature", "digest")
    }
    try expectAnswers("typed-data recover", rows) {
      try $0.object("typedData", "signature")
    } answer: {
      try $0.object("address")
    }
  }

  @Test func `documents that are not exact are refused, as an object or as text`() throws {
    let rows = try VectorFile("typed-data/reject.jsonl").rows
    try expectRefusals("typed-data hash", rows) { try $0.object("typedData") }
    // Those that are JSON at all, without a key twice, can stand in a row themselves.
    let objects = rows.filter {
      (try? JSONDocument(parsing: $0.string("typedData")).root.kind) == .object
    }
    #expect(objects.count > 150)
    try expectRefusals("typed-data hash", objects) {
      ["typedData": try JSON(JSONDocument(parsing: $0.string("typedData")).root)]
    }
  }
}
