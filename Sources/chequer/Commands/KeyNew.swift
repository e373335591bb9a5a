import ArgumentParser
import EVMAccounts
import EVMCrypto
import EVMPrimitives
import ExactJSON
import Glibc

struct KeyNew: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "A new mnemonic and its first addresses.",
    discussion: """
      chequer key new --out node.mnemonic      into a new file that only you may read
      chequer key new --show-mnemonic          on the screen, to be written down

      12 English words are what btfs init --seed takes; the key is at m/44'/195'/0'/0/0.
      """)

  @Option(help: "12, 15, 18, 21 or 24.")
  var words = 12

  @Option(help: "The language of the words.")
  var language = MnemonicLanguage.english

  @Option(help: "Write the mnemonic to this file, which must not exist.", completion: .file())
  var out: String?

  @Flag(help: "Show the mnemonic: whoever sees it has the keys.")
  var showMnemonic = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard Mnemonic.wordCounts.contains(words) else {
      throw ValidationError("--words is 12, 15, 18, 21 or 24.")
    }
    guard (out != nil) != showMnemonic else {
      throw ValidationError(
        "Say where the mnemonic goes: --out FILE, or --show-mnemonic to see it once.")
    }
  }

  func run() throws {
    let mnemonic = try Mnemonic.generate(wordCount: words, language: language)
    let identity = AccountIdentity(try mnemonic.key().secretKey)
    if let out { try write(mnemonic.revealedPhrase, toNewFile: out) }
    guard case .object(var members) = identity.json else { return }
    members.append(JSON.Member("path", .string(DerivationPath.btfs.description)))
    var lines = [identity.text, "Path        \(DerivationPath.btfs)"]
    if let out {
      members.append(JSON.Member("file", .string(out)))
      lines.append("The mnemonic is in \(quoted(out)); keep a copy of it in a safe place.")
    } else {
      members.append(JSON.Member("mnemonic", .string(mnemonic.revealedPhrase)))
      lines.insert(mnemonic.revealedPhrase, at: 0)
    }
    output.write(.object(members), or: lines.joined(separator: "\n"))
  }

  /// Writes a line to a file of mode 0600 that did not exist, and to the disk.
  private func write(_ phrase: String, toNewFile path: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Failure(
        .cannotWrite,
        errno == EEXIST
          ? "\(quoted(path)) exists and is not overwritten; choose another name."
          : "\(quoted(path)) cannot be made: \(systemError(errno)).")
    }
    defer { close(descriptor) }
    var bytes = Array((phrase + "\n").utf8)
    defer { bytes.withUnsafeMutableBytes { $0.wipe() } }
    let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    guard count == bytes.count, fsync(descriptor) == 0 else {
      let reason = systemError(errno)
      unlink(path)
      throw Failure(.cannotWrite, "\(quoted(path)) cannot be written: \(reason).")
    }
  }
}
