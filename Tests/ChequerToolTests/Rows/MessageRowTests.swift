import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Rows of message` {
  private static func rows() throws -> [VectorRow] {
    try VectorFile("messages/personal.jsonl").rows
  }

  @Test func `sign makes eth-account's signature`() throws {
    try expectAnswers("message sign", Self.rows()) {
      try $0.object("message", "privateKey")
    } answer: {
      try $0.object("signature")
    }
  }

  @Test func `recover finds the address`() throws {
    try expectAnswers("message recover", Self.rows()) {
      try $0.object("message", "signature")
    } answer: {
      try $0.object("address")
    }
  }

  @Test func `hash answers the digest`() throws {
    try expectAnswers("message hash", Self.rows()) {
      try $0.object("message")
    } answer: {
      try $0.object("digest")
    }
  }

  @Test func `verify tells the signer from another`() throws {
    let rows = try Self.rows()
    try expectAnswers("message verify", rows) {
      try $0.object("message", "signature", "address")
    } answer: {
      ["valid": true, "signer": try $0.json("address")]
    }
    let other = JSON.string("0x" + String(repeating: "12", count: 20))
    try expectAnswers("message verify", Array(rows.prefix(40))) {
      ["message": try $0.json("message"), "signature": try $0.json("signature"), "address": other]
    } answer: {
      ["valid": false, "signer": try $0.json("address")]
    }
  }

  @Test func `a broken signature and a text that is not hex are refused`() throws {
    let row = try #require(try Self.rows().first)
    let signature = try row.string("signature")
    let bad: [JSON] = [
      ["message": "hello", "signature": .string(signature)],
      ["message": "0x1", "signature": .string(signature)],
      ["message": "0x", "signature": .string(String(signature.dropLast(2)))],
      ["message": "0x", "signature": .string(signature.dropLast(2) + "25")],
      ["message": "0x", "signature": .string("0x" + String(repeating: "00", count: 64) + "1b")],
      ["message": "0x"], ["signature": .string(signature)],
    ]
    for line in try answers("message recover", to: bad) { expectError(line) }
  }
}
