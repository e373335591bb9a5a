import Glibc

/// A running tool, spoken to line by line.
struct Conversation {
  private let child: Child
  private static let patience: Duration = .seconds(20)

  init(_ arguments: String...) throws { try self.init(arguments: arguments) }

  init(arguments: [String], environment: [String: String] = [:]) throws {
    child = try Child(
      Tool.path, arguments, environment: Tool.environment(environment), directory: nil)
  }

  /// Writes a line; false when nobody reads any more.
  @discardableResult func say(_ line: String) -> Bool {
    let bytes = Array((line + "\n").utf8)
    return bytes.withUnsafeBytes { write(child.input, $0.baseAddress, $0.count) } == bytes.count
  }

  /// Reads one line of the answer while the tool waits for more.
  func hear() throws -> String {
    var line: [UInt8] = []
    while line.last != UInt8(ascii: "\n") {
      var waiting = pollfd(fd: child.output, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 20_000) == 1 else { throw ChildError("no answer in time") }
      var byte: UInt8 = 0
      guard read(child.output, &byte, 1) == 1 else { throw ChildError("the answers ended") }
      line.append(byte)
    }
    return String(decoding: line.dropLast(), as: UTF8.self)
  }

  /// Closes our end of the tool's standard output, as `head` does when it has enough.
  func stopListening() { child.closeOutput() }

  func send(_ signal: Int32) { child.send(signal) }

  /// Ends the input and waits for the tool's end.
  func end() throws -> Child.Ending {
    child.closeInput()
    return try child.wait(until: .now + Self.patience)
  }

  /// Waits for the tool's end while its input stays open.
  func ending() throws -> Child.Ending { try child.wait(until: .now + Self.patience) }

  /// What it wrote to standard error, once it has ended.
  func complaint() -> String {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(child.complaints, &bytes, bytes.count)
    return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
  }
}
