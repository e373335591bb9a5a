import ArgumentParser
import EVMAccounts
import EVMCrypto
import EVMPrimitives
import ExactJSON

struct KeyImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Put a private key or a mnemonic's key into a new keystore.",
    discussion: """
      The secret is read from --key-file, --key-env, --key-fd, a prompt, or standard input: a \
      private key (64 hex digits), the PrivKey of a node's config (CAIS...), or a mnemonic, whose \
      key is that of a BTFS node unless --path says otherwise. With --dashboard it is \
      EncryptedMnemonic or EncryptedPrivKey of an old node's config, which its own password opens; \
      compare the address then, since that encryption does not notice changes.

      chequer key import --keystore-folder . --name node --password-file password \\
        < node.key
      chequer key import --dashboard --dashboard-password-file old \\
        --password-file new --keystore-folder keys --key-file wallet.txt
      """)

  @Option(help: "The derivation path of a mnemonic's key, such as m/44'/60'/0'/0/0.")
  var path: String?

  @Flag(help: "The secret is what the old dashboard encrypted.")
  var dashboard = false

  @OptionGroup var secret: SecretOptions
  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var dashboardPassword: DashboardPasswordOptions
  @OptionGroup var new: NewKeystoreOptions
  @OptionGroup var folder: KeystoreFolderOptions
  @OptionGroup var password: PasswordOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if !dashboard, dashboardPassword.source.isGiven {
      throw ValidationError("The dashboard's password belongs to --dashboard; give that too.")
    }
    let descriptors = [password.descriptor, dashboardPassword.descriptor].compactMap { $0 }
    if descriptors.contains(where: { secret.reads($0) })
      || Set(descriptors).count < descriptors.count
    {
      throw ValidationError("Secret and passwords need a file descriptor each.")
    }
  }

  func run() throws {
    let path = try self.path.map { path in
      try reading("--path") { try DerivationPath(parsing: path) }
    }
    let given = try secret.secret(prompt: "Private key or mnemonic (hidden): ")
    let plain = dashboard ? try opened(given) : given
    let passphrase = try passphrase.passphrase()
    let imported = try plain.withText {
      try ImportedKey($0, path: path, passphrase: passphrase)
    }
    let identity = AccountIdentity(imported.key)
    let password = try password.source.newPassword(
      of: "the keystore of \(identity.address)", allowsEmpty: new.allowEmptyPassword)
    let keystore = try Keystore.encrypting(imported.key, password: password, cost: new.cost)
    let file = try folder.folder.store(keystore, name: new.name)

    guard case .object(var members) = identity.json else { return }
    var lines = [identity.text]
    if let path = imported.path {
      members.append(JSON.Member("path", .string(path.description)))
      lines.append("Path        \(path)")
    }
    members.append(JSON.Member("keystore", .string(file)))
    lines.append(
      "The key is in \(quoted(file, limit: 200)); without its password nobody opens it.")
    output.write(.object(members), or: lines.joined(separator: "\n"))
  }

  /// What the old dashboard encrypted.
  private func opened(_ secret: SecretText) throws -> SecretText {
    let encrypted = try secret.withText { try WalletCiphertext(parsing: $0) }
    let password = try dashboardPassword.source.password(of: "the dashboard")
    return SecretText(try encrypted.text(password: password))
  }
}

/// A key that was given as text, and where it comes from.
private struct ImportedKey {
  let key: SecretKey
  /// The path below the mnemonic's master key; nil for a key of its own.
  let path: DerivationPath?

  init(_ text: String, path: DerivationPath?, passphrase: String) throws {
    let words = text.split { $0.isWhitespace || $0 == "," }
    guard words.count == 1, let word = words.first else {
      let path = path ?? .btfs
      self.path = path
      key = try Mnemonic(parsing: text).key(at: path, passphrase: passphrase).secretKey
      return
    }
    guard path == nil, passphrase.isEmpty else {
      throw Failure(
        .usage, "A path and a passphrase belong to a mnemonic, and a single key was given.")
    }
    self.path = nil
    guard word.hasPrefix("CAIS") || word.hasPrefix("0x") || 60...70 ~= word.utf8.count else {
      throw Failure(
        .badData,
        "The secret is neither a private key (64 hex digits), nor a node's PrivKey (CAIS...), nor a mnemonic; what the old dashboard encrypted is taken with --dashboard."
      )
    }
    key = try SecretKey(parsingSecret: String(word))
  }
}
