import EVMCrypto
import EVMPrimitives
import Glibc

/// Where the bytes of keys and passwords come from, into memory that is wiped.
enum SecretReader {
  /// A secret may have this many bytes; the longest mnemonic has a few hundred.
  static let maximumSize = 1 << 16

  /// All that a file descriptor gives.
  ///
  /// - Parameter isTerminal: A terminal is read once: its input ends with the line.
  static func contents(
    ofDescriptor descriptor: Int32, isTerminal: Bool = false
  ) throws(Failure) -> SecretBytes {
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: maximumSize + 1, alignment: 1)
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
    guard count <= maximumSize else {
      throw Failure(.badData, "The secret is longer than \(maximumSize) bytes.")
    }
    return SecretBytes(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
  }

  /// All that a descriptor gives which the caller of the tool opened.
  static func contents(ofOpenDescriptor descriptor: Int32) throws(Failure) -> SecretBytes {
    guard fcntl(descriptor, F_GETFD) >= 0 else {
      throw Failure(.noInput, "File descriptor \(descriptor) is not open.")
    }
    return try contents(ofDescriptor: descriptor)
  }

  /// The value of an environment variable.
  static func value(ofEnvironment name: String) throws(Failure) -> SecretBytes {
    guard let value = getenv(name) else {
      throw Failure(.noInput, "The environment variable \(quoted(name)) is not set.")
    }
    return SecretBytes(UnsafeRawBufferPointer(start: value, count: strlen(value)))
  }

  /// All of a file, which nobody else may be able to read.
  static func contents(ofFile path: String) throws(Failure) -> SecretBytes {
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
    return try contents(ofDescriptor: descriptor)
  }

  /// What is typed on the terminal with echo off, with its newline.
  static func answer(to prompt: String) throws(Failure) -> SecretBytes {
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
    return try contents(ofDescriptor: terminal, isTerminal: true)
  }
}

/// A terminal that does not show what is typed, until ``end()`` or an interrupt.
private struct HiddenEcho {
  // What the signal handler restores. It is set before the handler is, and one prompt is open at a
  // time.
  nonisolated(unsafe) private static var terminal: Int32 = -1
  nonisolated(unsafe) private static var saved = termios()

  private static let interrupts = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  init(_ terminal: Int32) {
    Self.terminal = terminal
    tcgetattr(terminal, &Self.saved)
    for number in Self.interrupts {
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
    for number in Self.interrupts { signal(number, SIG_DFL) }
  }
}

extension SecretBytes {
  /// The bytes up to the first newline.
  var firstLine: SecretBytes {
    withUnsafeBytes { bytes in
      var count = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      if count > 0, bytes[count - 1] == UInt8(ascii: "\r") { count -= 1 }
      return SecretBytes(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    }
  }

  /// The bytes without one newline at their end: LF or CR LF.
  var withoutLastNewline: SecretBytes {
    withUnsafeBytes { bytes in
      guard bytes.last == UInt8(ascii: "\n") else { return self }
      var count = bytes.count - 1
      if count > 0, bytes[count - 1] == UInt8(ascii: "\r") { count -= 1 }
      return SecretBytes(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    }
  }
}

extension UnsafeMutableRawBufferPointer {
  /// Overwrites the bytes; the compiler cannot leave that out.
  func wipe() {
    guard let baseAddress else { return }
    explicit_bzero(baseAddress, count)
  }
}
