import ArgumentParser
import EVMAccounts
import EVMCrypto
import EVMPrimitives
import ExactJSON

struct KeyExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "The private key of a keystore, or the keystore with another password.",
    discussion: """
      chequer key export node --password-file password --out node.key
      chequer key export node --password-file password --show-private

      The key goes to a new file that only you may read, or is shown only with the flag that says \
      so. With --reencrypt a new keystore of the same key is written, with the password of \
      --new-password-file, --new-password-fd, --new-password-env, or a prompt; the old file stays.
      """)

  /// How a private key is written.
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case hex, privkey
  }

  @Argument(
    help: "The keystore: a file, an address, or a name in the folder.", completion: .file())
  var keystore: String

  @Flag(help: "Show the private key: whoever sees it has the account.")
  var showPrivate = false

  @Option(help: "Write to this file, which must not exist.", completion: .file())
  var out: String?

  @Option(help: "hex, or privkey as a BTFS node's config has it.")
  var form = Form.hex

  @Flag(help: "Write a keystore with a new password instead of the bare key.")
  var reencrypt = false

  @Flag(help: "Stretch the new password less: 4 MiB and 0.1 s.")
  var light = false

  @Flag(help: "Take an empty new password, with which anybody opens the file.")
  var allowEmptyPassword = false

  @OptionGroup var opening: KeystoreOpeningOptions
  @OptionGroup var newPassword: NewPasswordOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (out != nil) != showPrivate else {
      throw ValidationError(
        "Say where the key goes: --out FILE, or --show-private to see it.")
    }
    if reencrypt, out == nil {
      throw ValidationError("A keystore with a new password needs --out FILE.")
    }
    if !reencrypt, newPassword.source.isGiven || light || allowEmptyPassword {
      throw ValidationError("A new password belongs to --reencrypt; give that too.")
    }
    if reencrypt, form != .hex {
      throw ValidationError("A keystore has one form; leave out --form.")
    }
    if let descriptor = opening.password.descriptor, descriptor == newPassword.descriptor {
      throw ValidationError("The two passwords need a file descriptor each.")
    }
  }

  func run() throws {
    let key = try opening.privateKey(keystore)
    let address = key.publicKey.address.checksummed
    guard let out else {
      let text = revealed(key)
      return output.write(
        ["privateKey": .string(text), "address": .string(address)], or: text)
    }
    if reencrypt {
      let password = try newPassword.source.newPassword(
        of: "\(address)", allowsEmpty: allowEmptyPassword)
      let new = try Keystore.encrypting(
        key, password: password, cost: light ? .light : .standard)
      try NewFile.create(out, holding: new.fileContents)
      return output.write(
        ["address": .string(address), "keystore": .string(out)],
        or: "The key of \(address) is in \(quoted(out, limit: 200)), with its new password.")
    }
    try NewFile.create(out, holding: SecretBytes((revealed(key) + "\n").utf8))
    output.write(
      ["address": .string(address), "file": .string(out)],
      or:
        "The private key of \(address) is in \(quoted(out, limit: 200)), which is not encrypted.")
  }

  private func revealed(_ key: SecretKey) -> String {
    switch form {
    case .hex: key.revealedHex
    case .privkey: LibP2PKey.revealedText(of: key)
    }
  }
}
