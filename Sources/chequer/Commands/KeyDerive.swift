import ArgumentParser
import EVMAccounts
import EVMCrypto
import EVMPrimitives
import ExactJSON

struct KeyDerive: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "derive",
    abstract: "The keys and addresses of a mnemonic, seed, xprv or xpub.",
    discussion: """
      The mnemonic (or the seed in hex, an xprv or an xpub) is read from --key-file, --key-env, \
      --key-fd, a prompt, or standard input; words may stand apart by spaces or commas. The path is \
      that of BTFS, m/44'/195'/0'/0/0, unless --coin or --path says otherwise. For an xprv or xpub \
      the path counts from it and is empty by default.

      chequer key derive < mnemonic.txt
      chequer key derive --coin 60 --index 3 < mnemonic.txt
      """)

  @Option(help: "The derivation path, such as m/44'/195'/0'/0/0; h may stand for '.")
  var path: String?

  @Option(help: "BIP-44's coin type: 195 for BTFS and Tron, 60 for Ethereum.")
  var coin: UInt32?

  @Option(help: "BIP-44's account.")
  var account: UInt32 = 0

  @Option(help: "BIP-44's address index.")
  var index: UInt32 = 0

  @Option(help: "btfs: exactly 12 English words and a node's path, as btfs init takes them.")
  var scheme: String?

  @Flag(help: "Show the private key and the xprv too.")
  var showPrivate = false

  @OptionGroup var secret: SecretOptions
  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var rows: RowOptions

  func validate() throws {
    if path != nil, coin != nil || account != 0 || index != 0 {
      throw ValidationError("Give --path, or --coin, --account and --index, not both.")
    }
    if let scheme, scheme != "btfs" {
      throw ValidationError("'\(scheme)' is not a scheme; there is btfs.")
    }
    if scheme != nil, path != nil || coin != nil || account != 0 || index != 0 {
      throw ValidationError(
        "The scheme btfs has its own path; leave out --path, --coin, --account and --index.")
    }
  }

  func run() throws {
    if rows.jsonl {
      return try RowServer(keys: DerivedKey.rowKeys) { row in
        try DerivedKey(row).json(showsPrivate: true)
      }.serve()
    }
    let path = try chosenPath()
    let passphrase = try passphrase.passphrase()
    let key = try secret.secret(prompt: "Mnemonic, seed, xprv or xpub (hidden): ").withText {
      try DerivedKey($0, path: path, passphrase: passphrase, isBTFS: scheme != nil)
    }
    rows.output.write(
      key.json(showsPrivate: showPrivate), or: key.text(showsPrivate: showPrivate))
  }

  private func chosenPath() throws -> DerivationPath? {
    if let path { return try DerivationPath(parsing: path) }
    guard coin != nil || account != 0 || index != 0 else { return nil }
    return try DerivationPath.checkedBIP44(
      coinType: coin ?? 195, account: account, addressIndex: index)
  }
}

/// A derived key with what follows from it.
struct DerivedKey {
  private let secret: ExtendedPrivateKey?
  private let extended: ExtendedPublicKey
  private let path: DerivationPath

  static let rowKeys = ["mnemonic", "seed", "xprv", "xpub", "passphrase", "path", "scheme"]

  /// The key of a text that is a mnemonic, a seed in hex, an xprv or an xpub.
  init(
    _ text: String, path: DerivationPath?, passphrase: String, isBTFS: Bool
  ) throws {
    let text = text.drop { $0.isWhitespace }
    let isSingleWord = !text.contains { $0.isWhitespace || $0 == "," }
    if isBTFS {
      guard passphrase.isEmpty else {
        throw Failure(.badData, "A BTFS node's mnemonic has no passphrase; leave it out.")
      }
      try self.init(Mnemonic(btfs: text), passphrase: "", path: .btfs)
    } else if text.hasPrefix("xprv") {
      try self.init(ExtendedPrivateKey(parsing: text), path: path ?? .master)
    } else if text.hasPrefix("xpub") {
      try self.init(ExtendedPublicKey(parsing: text), path: path ?? .master)
    } else if text.hasPrefix("CAIS") || (isSingleWord && text.utf8.count == 64) {
      throw Failure(
        .badData,
        "This looks like a private key, from which no path leads on; give it to chequer address on standard input. A seed of 32 bytes is taken with 0x in front."
      )
    } else if isSingleWord, text.utf8.count >= 32 {
      try self.init(seed: text, path: path)
    } else {
      try self.init(Mnemonic(parsing: text), passphrase: passphrase, path: path ?? .btfs)
    }
  }

  /// The key of a row of `key derive --jsonl`.
  init(_ row: Row) throws {
    let sources = ["mnemonic", "seed", "xprv", "xpub"].filter { row.has($0) }
    guard sources.count == 1, let source = sources.first else {
      throw row.object.invalid("A row has exactly one of mnemonic, seed, xprv and xpub.")
    }
    let path = try row.optionalText("path").map { try DerivationPath(parsing: $0) }
    if row.has("passphrase"), source != "mnemonic" {
      throw try row.value("passphrase").invalid("Only a mnemonic has a passphrase.")
    }
    let text = try row.text(source)
    switch source {
    case "mnemonic":
      let passphrase = try row.optionalText("passphrase") ?? ""
      if let scheme = row.object["scheme"] {
        guard try scheme.requireString() == "btfs" else {
          throw scheme.invalid("The only scheme is btfs.")
        }
        guard passphrase.isEmpty, path == nil || path == .btfs else {
          throw scheme.invalid("The scheme btfs has neither a passphrase nor another path.")
        }
        try self.init(Mnemonic(btfs: text), passphrase: "", path: .btfs)
      } else {
        try self.init(Mnemonic(parsing: text), passphrase: passphrase, path: path ?? .btfs)
      }
    case "seed": try self.init(seed: text, path: path)
    case "xprv": try self.init(ExtendedPrivateKey(parsing: text), path: path ?? .master)
    default: try self.init(ExtendedPublicKey(parsing: text), path: path ?? .master)
    }
    if source != "mnemonic", let scheme = row.object["scheme"] {
      throw scheme.invalid("The scheme btfs derives from a mnemonic.")
    }
  }

  private init(_ mnemonic: Mnemonic, passphrase: String, path: DerivationPath) throws {
    try self.init(
      ExtendedPrivateKey(seed: mnemonic.seed(passphrase: passphrase)), path: path)
  }

  private init(seed text: some StringProtocol, path: DerivationPath?) throws {
    try self.init(
      ExtendedPrivateKey(seed: SecretBytes(try Hex.decode(text))), path: path ?? .btfs)
  }

  private init(_ key: ExtendedPrivateKey, path: DerivationPath) throws {
    let descendant = try key.descendant(path)
    secret = descendant
    extended = descendant.publicKey
    self.path = path
  }

  private init(_ key: ExtendedPublicKey, path: DerivationPath) throws {
    secret = nil
    extended = try key.descendant(path)
    self.path = path
  }

  func json(showsPrivate: Bool) -> JSON {
    let identity = AccountIdentity(extended.publicKey)
    var members: [JSON.Member] = []
    if showsPrivate, let secret {
      members.append(JSON.Member("privateKey", .string(secret.secretKey.revealedHex)))
    }
    members += [
      JSON.Member("publicKey", .string(extended.publicKey.description)),
      JSON.Member("address", .string(identity.address.checksummed)),
      JSON.Member("tron", .string(identity.tron.text)),
      JSON.Member("peerId", .string(PeerID(extended.publicKey).text)),
    ]
    if showsPrivate, let secret {
      members.append(JSON.Member("xprv", .string(secret.revealedText)))
    }
    members.append(JSON.Member("xpub", .string(extended.text)))
    return .object(members)
  }

  func text(showsPrivate: Bool) -> String {
    var lines = [
      "Path        \(path)", AccountIdentity(extended.publicKey).text, "xpub        \(extended)",
    ]
    if showsPrivate, let secret {
      lines.append("Private     \(secret.secretKey.revealedHex)")
      lines.append("PrivKey     \(LibP2PKey.revealedText(of: secret.secretKey))")
      lines.append("xprv        \(secret.revealedText)")
    }
    return lines.joined(separator: "\n")
  }
}

extension SecretKey {
  /// The key in hex, where showing it is what the command is for.
  var revealedHex: String { withUnsafeBytes { Hex.encode($0) } }
}

extension DerivationPath {
  /// The path without steps: the key itself.
  static let master: DerivationPath = {
    guard let path = try? DerivationPath([]) else {
      preconditionFailure("An empty path is a path")
    }
    return path
  }()

  /// BIP-44's path of numbers that came from outside.
  static func checkedBIP44(
    coinType: UInt32, account: UInt32, addressIndex: UInt32
  ) throws -> DerivationPath {
    try DerivationPath(parsing: "m/44'/\(coinType)'/\(account)'/0/\(addressIndex)")
  }
}
