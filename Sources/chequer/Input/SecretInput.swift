import ArgumentParser
import EVMAccounts
import EVMCrypto
import EVMPrimitives
import Glibc

/// Where a secret comes from: never from the arguments unless a flag says that this is unsafe.
struct SecretOptions: ParsableArguments {
  @Option(
    name: .customLong("key-file"),
    help: "Read the secret from a file that only you may read.", completion: .file())
  var file: String?

  @Option(name: .customLong("key-env"), help: "Read the secret from this environment variable.")
  var environment: String?

  @Option(name: .customLong("key-fd"), help: "Read the secret from this open file descriptor.")
  var descriptor: Int32?

  @Option(
    name: .customLong("unsafe-secret"),
    help: "The secret itself. Unsafe: other users and your shell's history see it.")
  var argument: String?

  func validate() throws {
    let given = [file != nil, environment != nil, descriptor != nil, argument != nil]
    if given.filter({ $0 }).count > 1 {
      throw ValidationError(
        "Give the secret in one way: --key-file, --key-env, --key-fd or --unsafe-secret.")
    }
  }

  /// The secret's text without its last newline: from where the options say, else asked for on a
  /// terminal with echo off, else the first line of standard input.
  func secret(prompt: String) throws(Failure) -> SecretText {
    if let argument { return SecretText(argument: argument) }
    if let environment { return try SecretText(inEnvironment: environment) }
    if let descriptor { return try SecretText(readFrom: descriptor) }
    if let file { return try SecretText(inFile: file) }
    if isatty(STDIN_FILENO) == 1 { return try SecretText(askedFor: prompt) }
    return try SecretText(readFrom: STDIN_FILENO)
  }

  /// Whether a secret was named, so that none is asked for or read from standard input.
  var isGiven: Bool {
    file != nil || environment != nil || descriptor != nil || argument != nil
  }

  /// Whether the secret comes through this descriptor.
  func reads(_ other: Int32) -> Bool {
    descriptor.map { $0 == other } ?? (!isGiven && other == STDIN_FILENO)
  }

  /// A private key: 64 hex digits, or the Base64 `PrivKey` of a node's config.
  func privateKey() throws -> SecretKey {
    let text = try secret(prompt: "Private key (hidden): ")
    return try text.withText { (text: String) throws -> SecretKey in
      try SecretKey(parsingSecret: text)
    }
  }
}

extension SecretKey {
  /// The key of 64 hex digits, or of the Base64 `PrivKey` of a node's config.
  init(parsingSecret text: String) throws {
    if text.hasPrefix("CAIS") {
      self = try LibP2PKey.secretKey(parsing: text)
    } else {
      self = try SecretKey(hex: text)
    }
  }
}

/// A secret as text, in memory that is wiped: the first line of what was given.
struct SecretText {
  private let bytes: SecretBytes

  private init(firstLineOf bytes: SecretBytes) { self.bytes = bytes.firstLine }

  /// A secret from the arguments, where others have seen it already.
  init(argument: String) { self.init(firstLineOf: SecretBytes(argument.utf8)) }

  /// The value of an environment variable.
  init(inEnvironment name: String) throws(Failure) {
    self.init(firstLineOf: try SecretReader.value(ofEnvironment: name))
  }

  /// The first line of what a file descriptor gives, which is read to its end.
  init(readFrom descriptor: Int32) throws(Failure) {
    self.init(firstLineOf: try SecretReader.contents(ofOpenDescriptor: descriptor))
  }

  /// The first line of a file, which nobody else may be able to read.
  init(inFile path: String) throws(Failure) {
    self.init(firstLineOf: try SecretReader.contents(ofFile: path))
  }

  /// Asks on the terminal with echo off.
  init(askedFor prompt: String) throws(Failure) {
    self.init(firstLineOf: try SecretReader.answer(to: prompt))
  }

  /// Text that was decrypted.
  init(_ bytes: SecretBytes) { self.bytes = bytes }

  /// Lends the text. The copy lives as long as `body` runs; Swift's strings cannot be wiped.
  func withText<Result>(_ body: (String) throws -> Result) throws -> Result {
    let text = bytes.withUnsafeBytes { String(validating: $0, as: UTF8.self) }
    guard let text else { throw Failure(.badData, "The secret is not UTF-8 text.") }
    return try body(text)
  }
}
