import EVMCrypto
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Signature vectors` {
  @Test func `keys and signatures are those of other implementations`() throws {
    for row in try VectorFile("secp256k1/sign.jsonl").rows {
      let key = try SecretKey(row.bytes("privateKey"))
      #expect(try key.publicKey.compressed == row.bytes("publicKey"), "\(row)")
      #expect(try key.publicKey.uncompressed == row.bytes("publicKeyUncompressed"), "\(row)")
      #expect(try key.publicKey.address.description == row.string("address"), "\(row)")
      let signature = key.sign(try Hash256(row.bytes("hash")))
      #expect(try signature.bytes == row.bytes("signature"), "\(row)")
      #expect(signature.isLowS)
    }
  }

  @Test func `signers are recovered from either v, high s included`() throws {
    for row in try VectorFile("secp256k1/recover.jsonl").rows {
      let digest = try Hash256(row.bytes("hash"))
      let bytes = try row.bytes("signature")
      let signature = try Signature(bytes)
      #expect(try signature.publicKey(signing: digest).compressed == row.bytes("publicKey"))
      #expect(try signature.address(signing: digest).description == row.string("address"))
      #expect(try signature.isLowS == row.bool("lowS"), "\(row)")
      #expect(signature.form == (bytes[64] < 2 ? .v0or1 : .v27or28), "\(row)")
      #expect(try signature.bytes(in: signature.form) == bytes, "\(row)")
      #expect(
        try signature.normalized.address(signing: digest).description == row.string("address"))
    }
  }

  @Test func `verification agrees with ECDSA, and refuses a high s unless asked`() throws {
    for row in try VectorFile("secp256k1/verify.jsonl").rows {
      let digest = try Hash256(row.bytes("hash"))
      let valid = try row.bool("valid")
      guard let key = try? PublicKey(row.bytes("publicKey")),
        let signature = try? Signature(withoutRecovery: row.bytes("signature"))
      else {
        #expect(!valid, "\(row)")
        continue
      }
      #expect(try signature.isLowS == row.bool("lowS"), "\(row)")
      #expect(key.isValid(signature, for: digest, s: .any) == valid, "\(row)")
      #expect(key.isValid(signature, for: digest) == (valid && signature.isLowS), "\(row)")
    }
  }

  @Test func `what has to be refused is refused`() throws {
    for row in try VectorFile("secp256k1/reject-recover.jsonl").rows {
      #expect(throws: SignatureError.self, "\(row)") {
        let signature = try Signature(row.bytes("signature"))
        _ = try signature.publicKey(signing: Hash256(row.bytes("hash")))
      }
    }
    for row in try VectorFile("secp256k1/reject-key.jsonl").rows {
      #expect(throws: SecretKeyError.self, "\(row)") { try SecretKey(row.bytes("privateKey")) }
    }
    for row in try VectorFile("secp256k1/reject-publickeys.jsonl").rows {
      #expect(throws: PublicKeyError.self, "\(row)") { try PublicKey(row.bytes("publicKey")) }
    }
  }
}
