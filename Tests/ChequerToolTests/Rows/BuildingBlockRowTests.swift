import ExactJSON
import TestThreads
import Testing
import VectorFiles

/// Byte i of the message of length n is i * i + 7 * n + i, modulo 256, as the generator has it.
private func message(length: Int) -> String {
  "0x"
    + (0..<length).map { index in
      let byte = UInt8(truncatingIfNeeded: index &* index &+ 7 &* length &+ index)
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
}

/// How many lists stand inside one another, from the nesting of their brackets.
private func listDepth(_ json: String) -> Int {
  var depth = 0
  var deepest = 0
  for byte in json.utf8 {
    if byte == UInt8(ascii: "[") { depth += 1 }
    if byte == UInt8(ascii: "]") { depth -= 1 }
    deepest = max(depth, deepest)
  }
  return deepest
}

@Suite(.childThreads) struct `Rows of the building blocks` {
  @Test func `keccak hashes messages of every length`() throws {
    try expectAnswers("keccak", VectorFile("keccak/lengths.jsonl").rows) {
      ["data": .string(message(length: try $0.integer("length")))]
    } answer: {
      ["hash": try $0.json("keccak256")]
    }
    try expectAnswers("keccak", VectorFile("keccak/published.jsonl").rows) {
      try $0.object("data")
    } answer: {
      ["hash": try $0.json("keccak256")]
    }
  }

  @Test(arguments: ["rlp/accept.jsonl", "rlp/borders.jsonl", "rlp/published.jsonl"])
  func `rlp encodes and decodes`(file: String) throws {
    let rows = try VectorFile(file).rows.filter {
      try listDepth($0.json.require("value").description) <= 110
    }
    try expectAnswers("rlp encode", rows) {
      try $0.object("value")
    } answer: {
      try $0.object("rlp")
    }
    try expectAnswers("rlp decode", rows) {
      try $0.object("rlp")
    } answer: {
      try $0.object("value")
    }
  }

  @Test func `rlp refuses lists that are nested deeper than its JSON may be`() throws {
    let rows = try VectorFile("rlp/accept.jsonl").rows.filter {
      try listDepth($0.json.require("value").description) > 128
    }
    try #require(!rows.isEmpty)
    try expectRefusals("rlp encode", rows) { try $0.object("value") }
    try expectRefusals("rlp decode", rows) { try $0.object("rlp") }
  }

  @Test func `rlp decode refuses what is not canonical`() throws {
    try expectRefusals("rlp decode", VectorFile("rlp/reject.jsonl").rows) {
      try $0.object("rlp")
    }
  }

  @Test func `calc computes every EVM operation`() throws {
    try expectAnswers("calc", VectorFile("words/evm.jsonl").rows) {
      try $0.object("op", "args")
    } answer: {
      try $0.object("result")
    }
  }

  @Test func `calc takes operands as decimal strings, hex and bare integers of any size`() throws {
    let most = "115792089237316195423570985008687907853269984665640564039457584007913129639935"
    let run = try chequer(
      "calc", "--jsonl",
      input: """
        {"op":"ADD","args":["1","2"]}
        {"op":"ADD","args":["0x1",2]}
        {"op":"ADD","args":[\(most),"0x0"]}
        {"op":"ADD","args":[\(most),1]}
        {"op":"SUB","args":[18446744073709551616,1]}
        """)
    #expect(
      run.lines == ["3", "3", most, "0", "18446744073709551615"].map { #"{"result":"\#($0)"}"# })
  }

  @Test(arguments: [
    #"{"op":"ADD","args":["1"]}"#, #"{"op":"ADD","args":["1","2","3"]}"#,
    #"{"op":"add","args":["1","2"]}"#, #"{"op":"NOP","args":[]}"#,
    #"{"op":"ADD","args":"12"}"#, #"{"op":"ADD","args":["1",-2]}"#,
    #"{"op":"ADD","args":["1",2.5]}"#, #"{"op":"ADD","args":["1",1e77]}"#,
    #"{"op":"ADD","args":["1",null]}"#, #"{"op":"ADD"}"#, #"{"args":["1","2"]}"#,
    #"{"op":"NOT","args":["0x10000000000000000000000000000000000000000000000000000000000000000"]}"#,
    #"{"op":"NOT","args":[" 1"]}"#, #"{"op":"NOT","args":["1btt"]}"#, #"{"op":"NOT","args":[""]}"#,
  ])
  func `calc refuses`(row: String) throws {
    let run = try chequer("calc", "--jsonl", input: row)
    #expect(run.status == 0)
    try #require(run.lines.count == 1)
    expectError(run.line, row)
  }
}
