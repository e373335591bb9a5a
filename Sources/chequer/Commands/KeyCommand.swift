import ArgumentParser

struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Mnemonics, the keys derived from them, and keystores.",
    subcommands: [
      KeyNew.self, KeyDerive.self, KeyMnemonic.self, KeyImport.self, KeyExport.self, KeyList.self,
      KeyKeystore.self,
    ])
}

/// The optional passphrase of BIP-39, never from the arguments.
struct PassphraseOptions: ParsableArguments {
  @Option(
    name: .customLong("passphrase-env"),
    help: "Read the mnemonic's passphrase from this environment variable.")
  var environment: String?

  @Option(
    name: .customLong("passphrase-file"),
    help: "Read the mnemonic's passphrase from a file that only you may read.",
    completion: .file())
  var file: String?

  func validate() throws {
    if environment != nil, file != nil {
      throw ValidationError("Give --passphrase-env or --passphrase-file, not both.")
    }
  }

  /// The passphrase as text, empty if there is none.
  func passphrase() throws -> String {
    let secret: SecretText
    if let environment {
      secret = try SecretText(inEnvironment: environment)
    } else if let file {
      secret = try SecretText(inFile: file)
    } else {
      return ""
    }
    return try secret.withText { $0 }
  }
}
