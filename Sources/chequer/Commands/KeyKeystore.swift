import ArgumentParser
import EVMAccounts
import EVMCrypto
import EVMPrimitives
import ExactJSON

struct KeyKeystore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keystore",
    abstract: "Whether a password opens a keystore, and whose it is.",
    discussion: """
      Shows the addresses that follow from the key, never the key itself; chequer key export has \
      that. In rows (--jsonl) a keystore is an object or its text, and the answer has the private \
      key.

      chequer key keystore node --password-file password
      """)

  @Argument(
    help: "The keystore: a file, an address, or a name in the folder.", completion: .file())
  var keystore: String?

  @OptionGroup var opening: KeystoreOpeningOptions
  @OptionGroup var rows: RowOptions

  func validate() throws {
    if keystore == nil, !rows.jsonl { throw ValidationError("Give the keystore.") }
  }

  func run() throws {
    if rows.jsonl {
      return try RowServer(keys: ["keystore", "password"]) { row in
        let value = try row.value("keystore")
        let password = SecretBytes(try row.text("password").utf8)
        let keystore =
          if let text = value.string { try Keystore(parsing: text) } else { try Keystore(value) }
        let key = try keystore.privateKey(password: password)
        return [
          "privateKey": .string(key.revealedHex),
          "address": .string(key.publicKey.address.checksummed),
        ]
      }.serve()
    }
    let key = try opening.privateKey(keystore ?? "")
    let identity = AccountIdentity(key)
    rows.output.write(identity.json, or: identity.text)
  }
}
