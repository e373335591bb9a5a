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

  /// Whether an option says where the secret comes from; else standard input is read, or a terminal.
  var isGiven: Bool {
    file != nil || environment != nil || descriptor != nil || argument != nil
      || isatty(STDIN_FILENO) == 1
  }

  /// The secret's text without its last newline: from where the options say, else asked for on a
  /// terminal with echo off, else the first line of standard input.
  func secret(prompt: String) throws(Failure) -> SecretText {
    if let argument { return SecretText(argument: argument) }
    if let environment { return try SecretText(inEnvironment: environment) }
    if let descriptor {
      guard fcntl(descriptor, F_GETFD) >= 0 else {
        throw Failure(.noInput, "File descriptor \(descriptor) is not open.")
      }
      return try SecretText(readFrom: descriptor)
    }
    if let file { return try SecretText(inFile: file) }
    if isatty(STDIN_FILENO) == 1 { return try SecretText(askedFor: prompt) }
    return try SecretText(readFrom: STDIN_FILENO)
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

  /// A secret may have this many bytes; the longest mnemonic has a few hundred.
  private static let maximumSize = 1 << 16

  /// Takes the first line of `bytes`, which the caller wipes.
  private init(firstLineOf bytes: UnsafeRawBufferPointer) {
    var count = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    if count > 0, bytes[count - 1] == UInt8(ascii: "\r") { count -= 1 }
    self.bytes = SecretBytes(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
  }

  /// A secret from the arguments, where others have seen it already.
  init(argument: String) {
    var argument = argument
    self = argument.withUTF8 { SecretText(firstLineOf: UnsafeRawBufferPointer($0)) }
  }

  /// The value of an environment variable.
  init(inEnvironment name: String) throws(Failure) {
    guard let value = getenv(name) else {
      throw Failure(.noInput, "The environment variable \(quoted(name)) is not set.")
    }
    self.init(firstLineOf: UnsafeRawBufferPointer(start: value, count: strlen(value)))
  }

  /// The first line of what a file descriptor gives, read to its end into memory that is wiped.
  ///
  /// - Parameter isTerminal: A terminal is read once: its input ends with the line.
  init(readFrom descriptor: Int32, isTerminal: Bool = false) throws(Failure) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.maximumSize + 1, alignment: 1)
    defer {
      buffer.wipe()
      buffer.deallocate()
    }
    var count = 0
    while count < buffer.count {
      let got = read(descriptor, buffer.baseAddress.unsafelyUnwrapped + count, buffer.count - count)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else {
        throw Failure(.inputOutput, "The secret cannot be read: \(systemError(errno)).")
      }
      count += got
      if got == 0 || isTerminal { break }
    }
    guard count <= Self.maximumSize else {
      throw Failure(.badData, "The secret is longer than \(Self.maximumSize) bytes.")
    }
    self.init(
      firstLineOf: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
  }

  /// The first line of a file, which nobody else may be able to read.
  init(inFile path: String) throws(Failure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(
        errno == EACCES ? .notPermitted : .noInput,
        "\(quoted(path)) cannot be opened: \(systemError(errno)).")
    }
    defer { close(descriptor) }
    // Asked of the open file: a name could mean another one by then.
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & 0o077 == 0 else {
      throw Failure(
        .notPermitted,
        "\(quoted(path)) can be read by others; make it yours alone with chmod 600.")
    }
    try self.init(readFrom: descriptor)
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
    defer { _ = write(terminal, "\n", 1) }
    try self.init(readFrom: terminal, isTerminal: true)
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
