import EVMPrimitives
import Glibc

/// What a command is given: an argument, a file's contents, or standard input.
enum TextInput {
  /// Files and standard input past this size are refused.
  static let maximumSize = 64 << 20

  /// The values of a positional argument: the one given, or one a line from standard input.
  ///
  /// `body` is called for each as it comes, and its answer is written at once.
  static func eachValue(
    _ argument: String?, _ body: (String) throws -> Void
  ) throws {
    if let argument, argument != "-" { return try body(argument) }
    var input = LineReader(descriptor: STDIN_FILENO, maximumLineSize: maximumSize)
    while let lines = try input.nextLines() {
      for line in lines {
        guard case .text(var bytes) = line else {
          throw Failure(.badData, "A line is longer than \(maximumSize) bytes.")
        }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        try body(try utf8(bytes))
      }
      try StandardOutput.shared.flush()
    }
  }

  /// The one value of a positional argument, or the first line of standard input.
  static func value(_ argument: String?, named name: String) throws(Failure) -> String {
    if let argument, argument != "-" { return argument }
    let bytes = try contents(ofDescriptor: STDIN_FILENO)
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    guard !line.isEmpty else {
      throw Failure(.usage, "No \(name) was given, neither as an argument nor on standard input.")
    }
    return try utf8(line)
  }

  /// All lines of standard input.
  static func lines() throws(Failure) -> [String] {
    var lines: [String] = []
    let bytes = try contents(ofDescriptor: STDIN_FILENO)
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      lines.append(try utf8(line.last == UInt8(ascii: "\r") ? line.dropLast() : line))
    }
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  /// The text that an argument spells or names: itself, a file of that name, or all of standard
  /// input for `-` or none.
  ///
  /// - Parameters:
  ///   - content: What the text is, for the error.
  ///   - isContent: Whether an argument that names no file can be the text itself.
  /// - Throws: ``Failure`` with status 66 when it is neither.
  static func document(
    _ argument: String?, of content: String, where isContent: (String) -> Bool
  ) throws(Failure) -> [UInt8] {
    guard let argument, argument != "-" else {
      return try contents(ofDescriptor: STDIN_FILENO)
    }
    // No file has a name of this length; do not ask the system about megabytes of hex.
    guard argument.utf8.count < 4096, access(argument, F_OK) == 0 else {
      guard argument.utf8.count > 255 || argument.isEmpty || isContent(argument) else {
        // A longer text may be a secret that was pasted in the wrong place.
        let name = argument.utf8.count < 40 ? quoted(argument) : "The argument"
        throw Failure(
          .noInput, "\(name) is neither the name of a file here nor \(content); check the name.")
      }
      return Array(argument.utf8)
    }
    return try contents(ofFile: argument)
  }

  /// All bytes of a file.
  static func contents(
    ofFile path: String, maximumSize: Int = maximumSize
  ) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let status: ExitStatus = errno == EACCES ? .notPermitted : .noInput
      throw Failure(status, "\(quoted(path)) cannot be opened: \(systemError(errno)).")
    }
    defer { close(descriptor) }
    return try contents(ofDescriptor: descriptor, maximumSize: maximumSize)
  }

  static func contents(
    ofDescriptor descriptor: Int32, maximumSize: Int = maximumSize
  ) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let chunk = try readChunk(descriptor, size: 1 << 16)
      if chunk.isEmpty { return bytes }
      bytes += chunk
      guard bytes.count <= maximumSize else {
        throw Failure(.badData, "The input is larger than \(maximumSize) bytes.")
      }
    }
  }

  /// Text of bytes that must be UTF-8.
  static func utf8(_ bytes: some Collection<UInt8>) throws(Failure) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(.badData, "The input is not UTF-8 text.")
    }
    return text
  }
}
