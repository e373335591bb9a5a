import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Rows of ecdsa` {
  @Test func `sign makes the deterministic low-s signature`() throws {
    try expectAnswers("ecdsa sign", VectorFile("secp256k1/sign.jsonl").rows) {
      try $0.object("hash", "privateKey")
    } answer: {
      try $0.object("signature")
    }
  }

  @Test func `sign refuses keys out of range without showing them`() throws {
    let hash = JSON.string("0x" + String(repeating: "11", count: 32))
    try expectRefusals(
      "ecdsa sign", VectorFile("secp256k1/reject-key.jsonl").rows, secret: "privateKey"
    ) {
      ["hash": hash, "privateKey": try $0.json("privateKey")]
    }
  }

  @Test func `verify tells good from bad and high s from low`() throws {
    try expectAnswers("ecdsa verify", VectorFile("secp256k1/verify.jsonl").rows) {
      try $0.object("hash", "publicKey", "signature")
    } answer: {
      try $0.object("valid", "lowS")
    }
  }

  @Test func `verify refuses what is no public key`() throws {
    let sample = try #require(try VectorFile("secp256k1/verify.jsonl").rows.first)
    try expectRefusals("ecdsa verify", VectorFile("secp256k1/reject-publickeys.jsonl").rows) {
      [
        "hash": try sample.json("hash"), "publicKey": try $0.json("publicKey"),
        "signature": try sample.json("signature"),
      ]
    }
  }

  @Test func `recover finds key and address`() throws {
    try expectAnswers("ecdsa recover", VectorFile("secp256k1/recover.jsonl").rows) {
      try $0.object("hash", "signature")
    } answer: {
      try $0.object("publicKey", "address")
    }
  }

  @Test func `recover refuses what nobody signed`() throws {
    try expectRefusals("ecdsa recover", VectorFile("secp256k1/reject-recover.jsonl").rows) {
      try $0.object("hash", "signature")
    }
  }
}
