import EVMAccounts
import EVMCrypto
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Messages of EIP-191` {
  private static func expect(_ message: some AccountMessage, _ row: VectorRow) throws {
    let key = try SecretKey(row.bytes("privateKey"))
    #expect(try message.digest.bytes == row.bytes("digest"), "\(row)")
    let signature = message.signature(by: key)
    #expect(try signature.bytes == row.bytes("signature"), "\(row)")
    #expect(try message.signer(of: signature).checksummed == row.string("address"), "\(row)")
  }

  @Test func `a personal message is signed and recovered as by eth-account`() throws {
    for row in try VectorFile("messages/personal.jsonl").rows {
      try Self.expect(PersonalMessage(row.bytes("message")), row)
    }
  }

  @Test func `a text is its UTF-8, not normalised`() throws {
    let rows = try VectorFile("messages/personal.jsonl").rows.filter { $0.has("text") }
    #expect(rows.count >= 16)
    for row in rows { try Self.expect(PersonalMessage(text: row.string("text")), row) }
  }

  @Test func `data for a validator is signed and recovered as by eth-account`() throws {
    for row in try VectorFile("messages/validator.jsonl").rows {
      let validator = try Address(parsing: row.string("validator"))
      try Self.expect(ValidatorMessage(validator: validator, data: row.bytes("data")), row)
    }
  }

  @Test func `the length stands in decimal in front of the message`() {
    #expect(
      PersonalMessage(text: "grüße").signedBytes
        == Array("\u{19}Ethereum Signed Message:\n7grüße".utf8))
    #expect(PersonalMessage([]).signedBytes.last == UInt8(ascii: "0"))
    let validator = ValidatorMessage(validator: .zero, data: [7])
    #expect(validator.signedBytes == [0x19, 0] + [UInt8](repeating: 0, count: 20) + [7])
  }

  @Test func `a high s is taken, and told from a low one`() throws {
    for row in try VectorFile("messages/personal.jsonl").rows.prefix(20) {
      let message = PersonalMessage(try row.bytes("message"))
      let low = try Signature(row.bytes("signature"))
      let order = UInt256.max - UInt256(0x1_4551_2319_50b7_5fc4_402d_a173_2fc9_bebe)
      let high = try Signature(
        r: low.r, s: Hash256(order - UInt256(low.s)), parity: low.parity == .even ? .odd : .even)
      #expect(!high.isLowS)
      #expect(try message.signer(of: high).checksummed == row.string("address"), "\(row)")
    }
  }

  @Test func `a signature without recovery names no signer`() throws {
    let row = try #require(try VectorFile("messages/personal.jsonl").rows.first)
    let bare = try Signature(withoutRecovery: row.bytes("signature").prefix(64))
    #expect(throws: SignatureError.noRecovery) {
      try PersonalMessage(row.bytes("message")).signer(of: bare)
    }
  }
}
