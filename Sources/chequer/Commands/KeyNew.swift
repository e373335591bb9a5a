import ArgumentParser
import EVMAccounts
import EVMCrypto
import EVMPrimitives
import ExactJSON
import Glibc

struct KeyNew: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "A new mnemonic, a new keystore, or both.",
    discussion: """
      chequer key new --out node.mnemonic      into a new file that only you may read
      chequer key new --show-mnemonic          on the screen, to be written down
      chequer key new --keystore --keystore-folder keys --password-file password

      12 English words are what btfs init --seed takes; the key is at m/44'/195'/0'/0/0. With \
      --keystore that key goes into a keystore as geth and bee have them; without a mnemonic it is \
      a key of its own, and the keystore with its password is all that keeps it.
      """)

  @Option(help: "12, 15, 18, 21 or 24.")
  var words = 12

  @Option(help: "The language of the words.")
  var language = MnemonicLanguage.english

  @Option(help: "Write the mnemonic to this file, which must not exist.", completion: .file())
  var out: String?

  @Flag(help: "Show the mnemonic: whoever sees it has the keys.")
  var showMnemonic = false

  @Flag(help: "Make a keystore, encrypted with a password.")
  var keystore = false

  @OptionGroup var new: NewKeystoreOptions
  @OptionGroup var folder: KeystoreFolderOptions
  @OptionGroup var password: PasswordOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard Mnemonic.wordCounts.contains(words) else {
      throw ValidationError("--words is 12, 15, 18, 21 or 24.")
    }
    guard out == nil || !showMnemonic else {
      throw ValidationError("Give --out FILE or --show-mnemonic, not both.")
    }
    guard hasMnemonic || keystore else {
      throw ValidationError(
        "Say where the key goes: --out FILE for a mnemonic, --show-mnemonic to see it once, or --keystore."
      )
    }
    if !keystore, new.isGiven || folder.path != nil || password.source.isGiven {
      throw ValidationError("A password, a name and a folder belong to --keystore; give that too.")
    }
  }

  private var hasMnemonic: Bool { out != nil || showMnemonic }

  func run() throws {
    let mnemonic =
      hasMnemonic ? try Mnemonic.generate(wordCount: words, language: language) : nil
    let key = try mnemonic?.key().secretKey ?? SecretKey.generate()
    let identity = AccountIdentity(key)
    let encrypted =
      keystore
      ? try Keystore.encrypting(
        key,
        password: password.source.newPassword(
          of: "the keystore", allowsEmpty: new.allowEmptyPassword),
        cost: new.cost) : nil

    guard case .object(var members) = identity.json else { return }
    var lines = [identity.text]
    if let mnemonic {
      members.append(JSON.Member("path", .string(DerivationPath.btfs.description)))
      lines.append("Path        \(DerivationPath.btfs)")
      if let out {
        try NewFile.create(out, holding: SecretBytes((mnemonic.revealedPhrase + "\n").utf8))
        members.append(JSON.Member("file", .string(out)))
        lines.append("The mnemonic is in \(quoted(out)); keep a copy of it in a safe place.")
      } else {
        members.append(JSON.Member("mnemonic", .string(mnemonic.revealedPhrase)))
        lines.insert(mnemonic.revealedPhrase, at: 0)
      }
    }
    if let encrypted {
      let path: String
      do {
        path = try folder.folder.store(encrypted, name: new.name)
      } catch {
        // Nobody has seen the words yet, so half of what was asked for is taken back.
        if let out { unlink(out) }
        throw error
      }
      members.append(JSON.Member("keystore", .string(path)))
      lines.append(
        "The key is in \(quoted(path, limit: 200)); without its password nobody opens it.")
    }
    output.write(.object(members), or: lines.joined(separator: "\n"))
  }
}
