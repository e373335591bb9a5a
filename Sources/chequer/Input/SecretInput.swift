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
    if let argument { return SecretText(Array(argument.utf8)) }
    if let environment { return try SecretText(inEnvironment: environment) }
    if let descriptor {
      guard fcntl(descriptor, F_GETFD) >= 0 else {
        throw Failure(.noInput, "File descriptor \(descriptor) is not open.")
      }
      return SecretText(try TextInput.contents(ofDescriptor: descriptor))
    }
    if let file { return try SecretText(inFile: file) }
    if isatty(STDIN_FILENO) == 1 { return try SecretText(askedFor: prompt) }
    return SecretText(try TextInput.contents(ofDescriptor: STDIN_FILENO))
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

/// A secret as text, in memory that is wiped.
struct SecretText {
  private let bytes: SecretBytes

  /// Takes the first line of `bytes` and wipes the copy.
  init(_ bytes: [UInt8]) {
    var bytes = bytes
    var line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    self.bytes = SecretBytes(line)
    bytes.withUnsafeMutableBytes { $0.wipe() }
  }

  /// The value of an environment variable.
  init(inEnvironment name: String) throws(Failure) {
    guard let value = getenv(name) else {
      throw Failure(.noInput, "The environment variable \(quoted(name)) is not set.")
    }
    self.init(Array(UnsafeRawBufferPointer(start: value, count: strlen(value))))
  }

  /// The first line of a file, which nobody else may be able to read.
  init(inFile path: String) throws(Failure) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & 0o077 != 0 {
      throw Failure(
        .notPermitted,
        "\(quoted(path)) can be read by others; make it yours alone with chmod 600.")
    }
    self.init(try TextInput.contents(ofFile: path))
  }

  /// Asks on the terminal with echo off.
  init(askedFor prompt: String) throws(Failure) {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0 else {
      throw Failure(.usage, "There is no terminal to ask on; give the secret in another way.")
    }
    defer { close(terminal) }
    let echo = HiddenEcho(terminal)
    defer { echo.end() }
    let question = Array(prompt.utf8)
    _ = question.withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
    let line = try readChunk(terminal, size: 4096)
    _ = write(terminal, "\n", 1)
    self.init(line)
  }

  /// Lends the text. The copy lives as long as `body` runs; Swift's strings cannot be wiped.
  func withText<Result>(_ body: (String) throws -> Result) throws -> Result {
    let text = bytes.withUnsafeBytes { String(validating: $0, as: UTF8.self) }
    guard let text else { throw Failure(.badData, "The secret is not UTF-8 text.") }
    return try body(text)
  }
}

/// A terminal that does not show what is typed, until ``end()`` or an interrupt.
private struct HiddenEcho {
  // What the signal handler restores. It is set before the handler is, and one prompt is open at a
  // time.
  nonisolated(unsafe) private static var terminal: Int32 = -1
  nonisolated(unsafe) private static var saved = termios()

  init(_ terminal: Int32) {
    Self.terminal = terminal
    tcgetattr(terminal, &Self.saved)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        tcsetattr(HiddenEcho.terminal, TCSANOW, &HiddenEcho.saved)
        signal(number, SIG_DFL)
        raise(number)
      }
    }
    var hidden = Self.saved
    hidden.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(terminal, TCSAFLUSH, &hidden)
  }

  func end() {
    tcsetattr(Self.terminal, TCSAFLUSH, &Self.saved)
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
  }
}

extension UnsafeMutableRawBufferPointer {
  /// Overwrites the bytes; the compiler cannot leave that out.
  func wipe() {
    guard let baseAddress else { return }
    explicit_bzero(baseAddress, count)
  }
}
