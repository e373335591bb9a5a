import ArgumentParser
import EVMCrypto
import EVMPrimitives
import ExactJSON

struct ECDSA: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ecdsa", abstract: "secp256k1 signatures over 32-byte hashes.",
    subcommands: [Sign.self, Verify.self, Recover.self])

  struct Sign: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sign", abstract: "Sign a bare hash: deterministic, low s, v of 27 or 28.",
      discussion: """
        A bare hash may stand for anything, a transaction included; that is why the flag is needed. \
        The key comes from --keystore, --key-file, --key-env, --key-fd, a prompt, or standard input.
        """)

    @Argument(help: "The 32-byte hash in hex.")
    var hash: String?

    @Flag(help: "Yes, sign a hash whose meaning is not known.")
    var unsafeHash = false

    @OptionGroup var signer: SigningOptions
    @OptionGroup var rows: RowOptions

    func validate() throws {
      guard !rows.jsonl else { return }
      guard hash != nil else { throw ValidationError("Give the 32-byte hash to sign.") }
      guard unsafeHash else {
        throw ValidationError(
          "A bare hash may stand for anything; add --unsafe-hash if you know what it is.")
      }
    }

    func run() throws {
      if rows.jsonl {
        return try RowServer(keys: ["hash", "privateKey"]) { row in
          let key = try row.privateKey("privateKey")
          return ["signature": .string(key.sign(try row.hash("hash")).hex)]
        }.serve()
      }
      let hash: Hash256 = try reading("HASH") { try Hash256(hex: self.hash ?? "") }
      let signature = try signer.privateKey().sign(hash).hex
      rows.output.write(["signature": .string(signature)], or: signature)
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Whether a public key's holder signed a hash.",
      discussion: """
        A high s is what ECDSA allows and contracts refuse; such a signature is valid and lowS is \
        false.
        """)

    @Argument(help: "The 32-byte hash in hex.")
    var hash: String?
    @Argument(help: "The public key: 33 or 65 bytes in hex.")
    var publicKey: String?
    @Argument(help: "The signature: 65 bytes, or 64 without v, in hex.")
    var signature: String?

    @OptionGroup var rows: RowOptions

    func validate() throws {
      if !rows.jsonl, signature == nil {
        throw ValidationError("Give HASH, PUBLIC-KEY and SIGNATURE.")
      }
    }

    func run() throws {
      if rows.jsonl {
        return try RowServer(keys: ["hash", "publicKey", "signature"]) { row in
          let key = try PublicKey(hex: row.text("publicKey"))
          let verdict = try Verdict(
            row.hash("hash"), key, Signature(eitherLength: row.bytes("signature")))
          return verdict.json
        }.serve()
      }
      let verdict = Verdict(
        try reading("HASH") { try Hash256(hex: self.hash ?? "") },
        try reading("PUBLIC-KEY") { try PublicKey(hex: publicKey ?? "") },
        try reading("SIGNATURE") { try Signature(eitherLength: Hex.decode(signature ?? "")) })
      rows.output.write(
        verdict.json,
        or: verdict.valid
          ? (verdict.lowS ? "valid" : "valid, with a high s that contracts refuse") : "invalid")
      if !verdict.valid { throw Ending(status: .no) }
    }

    private struct Verdict {
      var valid: Bool
      var lowS: Bool

      init(_ hash: Hash256, _ key: PublicKey, _ signature: Signature) {
        valid = key.isValid(signature, for: hash, s: .any)
        lowS = signature.isLowS
      }

      var json: JSON { ["valid": .bool(valid), "lowS": .bool(lowS)] }
    }
  }

  struct Recover: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "recover", abstract: "The public key and address that signed a hash.")

    @Argument(help: "The 32-byte hash in hex.")
    var hash: String?
    @Argument(help: "The signature: 65 bytes in hex.")
    var signature: String?

    @OptionGroup var rows: RowOptions

    func validate() throws {
      if !rows.jsonl, signature == nil { throw ValidationError("Give HASH and SIGNATURE.") }
    }

    func run() throws {
      if rows.jsonl {
        return try RowServer(keys: ["hash", "signature"]) { row in
          try Self.answer(row.hash("hash"), Signature(row.bytes("signature"))).json
        }.serve()
      }
      let answer = try Self.answer(
        reading("HASH") { try Hash256(hex: self.hash ?? "") },
        reading("SIGNATURE") { try Signature(hex: signature ?? "") })
      rows.output.write(answer.json, or: "\(answer.address)\n\(answer.publicKey)")
    }

    private struct Answer {
      var publicKey: String
      var address: String

      var json: JSON { ["publicKey": .string(publicKey), "address": .string(address)] }
    }

    private static func answer(_ hash: Hash256, _ signature: Signature) throws -> Answer {
      let key = try signature.publicKey(signing: hash)
      return Answer(
        publicKey: key.description, address: key.address.checksummed)
    }
  }
}

extension Signature {
  /// A signature to be verified with a key: 65 bytes, or 64 without v.
  fileprivate init(eitherLength bytes: [UInt8]) throws(SignatureError) {
    self = bytes.count == 64 ? try Signature(withoutRecovery: bytes) : try Signature(bytes)
  }
}

extension Row {
  /// A private key of 64 hex digits. Errors do not show it.
  func privateKey(_ key: String) throws(JSONTypeError) -> SecretKey {
    let value = try value(key)
    let text = try value.requireString()
    do { return try SecretKey(hex: text) } catch { throw value.invalid(error.description) }
  }
}
