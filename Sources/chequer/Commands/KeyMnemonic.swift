public import ArgumentParser
public import EVMAccounts
import EVMCrypto
import EVMPrimitives
import ExactJSON

struct KeyMnemonic: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mnemonic",
    abstract: "Check a BIP-39 mnemonic; entropy and seed from it, or a mnemonic from entropy.",
    discussion: """
      The mnemonic is read from --key-file, --key-env, --key-fd, a prompt, or standard input, in any \
      of the ten languages, with spaces or commas. A misspelt word is named with the nearest ones.

      chequer key mnemonic < mnemonic.txt
      chequer key mnemonic --from-entropy --show-secrets < entropy.hex
      """)

  @Flag(help: "Read entropy in hex (16, 20, 24, 28 or 32 bytes) and make the mnemonic of it.")
  var fromEntropy = false

  @Option(help: "The language of the mnemonic; found by its words, english for new ones.")
  var language: MnemonicLanguage?

  @Flag(help: "Show the entropy and the seed, or the mnemonic: whoever sees them has the keys.")
  var showSecrets = false

  @OptionGroup var secret: SecretOptions
  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var rows: RowOptions

  func validate() throws {
    if fromEntropy, !showSecrets, !rows.jsonl {
      throw ValidationError("A mnemonic made of entropy is shown only with --show-secrets.")
    }
  }

  func run() throws {
    if rows.jsonl {
      return try RowServer(keys: ["entropy", "mnemonic", "passphrase"], answer: Self.answer)
        .serve()
    }
    if fromEntropy {
      let phrase = try secret.secret(prompt: "Entropy in hex (hidden): ").withText {
        try Mnemonic(
          entropy: SecretBytes(try Hex.decode($0)), language: language ?? .english
        ).revealedPhrase
      }
      return rows.output.write(["mnemonic": .string(phrase)], or: phrase)
    }
    let mnemonic = try secret.secret(prompt: "Mnemonic (hidden): ").withText {
      try Mnemonic(parsing: $0, language: language)
    }
    let seed = mnemonic.seed(passphrase: try passphrase.passphrase())
    var members = [
      JSON.Member("language", .string(mnemonic.language.rawValue)),
      JSON.Member("words", .integer(mnemonic.wordCount)),
    ]
    var lines = ["A good mnemonic: \(mnemonic.wordCount) words, \(mnemonic.language.rawValue)."]
    if showSecrets {
      members += [
        JSON.Member("entropy", .string(mnemonic.entropy.revealedHex)),
        JSON.Member("seed", .string(seed.revealedHex)),
      ]
      lines += [
        "Entropy  \(mnemonic.entropy.revealedHex)", "Seed     \(seed.revealedHex)",
      ]
    }
    rows.output.write(.object(members), or: lines.joined(separator: "\n"))
  }

  @Sendable
  private static func answer(_ row: Row) throws -> JSON {
    guard row.has("entropy") != row.has("mnemonic") else {
      throw row.object.invalid("A row has entropy, or mnemonic and perhaps passphrase.")
    }
    if row.has("entropy") {
      if let passphrase = row.object["passphrase"] {
        throw passphrase.invalid("A passphrase belongs to a mnemonic's seed, not to entropy.")
      }
      let mnemonic = try Mnemonic(
        entropy: SecretBytes(try row.bytes("entropy")), language: .english)
      return ["mnemonic": .string(mnemonic.revealedPhrase)]
    }
    let mnemonic = try Mnemonic(parsing: row.text("mnemonic"))
    let seed = mnemonic.seed(passphrase: try row.optionalText("passphrase") ?? "")
    return [
      "entropy": .string(mnemonic.entropy.revealedHex), "seed": .string(seed.revealedHex),
    ]
  }
}

extension MnemonicLanguage: ExpressibleByArgument {}

extension SecretBytes {
  /// The bytes in hex, where showing them is what the command is for.
  var revealedHex: String { withUnsafeBytes { Hex.encode($0) } }
}
