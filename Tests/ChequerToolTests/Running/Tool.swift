import Glibc

/// The built `chequer` that stands beside the test bundle.
enum Tool {
  /// The executable's path.
  static let path = folder + "/chequer"

  /// The folder of the built products.
  static let folder: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = max(0, readlink("/proc/self/exe", &buffer, buffer.count))
    let bundle = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return bundle.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
  }()

  /// The package's root, which holds README.md and Vectors.
  static let packageRoot: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(4).joined(separator: "/")
  }()

  /// A known environment: the tool on PATH, no colour, no terminal's width, no settings of the user.
  static func environment(_ more: [String: String] = [:]) -> [String: String] {
    var environment = [
      "PATH": "\(folder):/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8",
      "XDG_CONFIG_HOME": "/nonexistent",
    ]
    for name in ["HOME", "LD_LIBRARY_PATH", "TMPDIR"] {
      if let value = getenv(name) { environment[name] = String(cString: value) }
    }
    return environment.merging(more) { _, new in new }
  }
}

/// A finished run.
struct Run {
  let status: Int32
  let standardOutput: [UInt8]
  let standardError: [UInt8]

  var output: String { String(decoding: standardOutput, as: UTF8.self) }
  var complaint: String { String(decoding: standardError, as: UTF8.self) }
  /// The first line of standard output; empty if there is none.
  var line: String { lines.first ?? "" }
  /// The lines of standard output, each without its newline.
  var lines: [String] {
    var lines = standardOutput.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last == [] { lines.removeLast() }
    return lines.map { String(decoding: $0, as: UTF8.self) }
  }
}

/// Runs the tool to its end.
func chequer(
  _ arguments: String..., input: String = "", environment: [String: String] = [:],
  directory: String? = nil
) throws -> Run {
  try chequer(
    arguments, input: Array(input.utf8), environment: environment, directory: directory)
}

/// Runs the tool to its end with any bytes as standard input.
func chequer(
  _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:],
  directory: String? = nil
) throws -> Run {
  try finished(
    Tool.path, arguments, input: input, environment: Tool.environment(environment),
    directory: directory)
}

/// Runs a line of `/bin/sh` to its end, with the tool on PATH.
func shell(
  _ command: String, environment: [String: String] = [:], directory: String? = nil
) throws -> Run {
  try finished(
    "/bin/sh", ["-c", command], input: [], environment: Tool.environment(environment),
    directory: directory)
}

/// Feeds and reads a process at once, so that neither side can wait for the other for ever.
///
/// - Throws: ``ChildError`` when it takes longer than a minute or is ended by a signal.
private func finished(
  _ executable: String, _ arguments: [String], input: [UInt8], environment: [String: String],
  directory: String?
) throws -> Run {
  let child = try Child(executable, arguments, environment: environment, directory: directory)
  let deadline = ContinuousClock.now + .seconds(60)
  _ = fcntl(child.input, F_SETFL, O_NONBLOCK)
  var rest = input[...]
  var output: [UInt8] = []
  var complaints: [UInt8] = []
  var isOpen = (output: true, complaints: true)
  if rest.isEmpty { child.closeInput() }
  while isOpen.output || isOpen.complaints {
    guard ContinuousClock.now < deadline else {
      throw ChildError("\(arguments.prefix(3)) did not end in a minute")
    }
    // A negative descriptor is left out by poll.
    var waiting = [
      pollfd(fd: child.input, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: isOpen.output ? child.output : -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: isOpen.complaints ? child.complaints : -1, events: Int16(POLLIN), revents: 0),
    ]
    _ = poll(&waiting, 3, 1000)
    if waiting[0].revents != 0 {
      let count = rest.withUnsafeBytes { write(child.input, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) }
      if rest.isEmpty || (count < 0 && errno != EAGAIN) { child.closeInput() }
    }
    if waiting[1].revents != 0 { isOpen.output = append(child.output, to: &output) }
    if waiting[2].revents != 0 { isOpen.complaints = append(child.complaints, to: &complaints) }
  }
  switch try child.wait(until: deadline) {
  case .exit(let status):
    return Run(status: status, standardOutput: output, standardError: complaints)
  case .signal(let number):
    throw ChildError("\(arguments.prefix(3)) was ended by signal \(number)")
  }
}

/// Appends what one read brings; false at the end.
private func append(_ descriptor: Int32, to bytes: inout [UInt8]) -> Bool {
  let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
    count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
  }
  bytes += chunk
  return !chunk.isEmpty
}
