import EVMPrimitives
import Glibc

/// Runs the tour's commands as they stand, in its folder.
struct TourShell {
  private let folder: String
  private let environment: [String]

  /// - Throws: ``Failure`` when this executable's place is not known.
  init(folder: String) throws(Failure) {
    self.folder = folder
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else {
      throw Failure(.unavailable, "Where chequer is cannot be found: \(systemError(errno)).")
    }
    let path = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    let own = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
    // Nothing of the user's settings may make the story another one.
    var values = ["PATH": "\(own):/usr/local/bin:/usr/bin:/bin", "XDG_DATA_HOME": folder]
    values["XDG_CONFIG_HOME"] = folder
    for name in ["HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "NO_COLOR", "TERM"] {
      if let value = getenv(name) { values[name] = String(cString: value) }
    }
    environment = values.map { "\($0.key)=\($0.value)" }.sorted()
  }

  /// Runs a line of the shell to its end; its output goes where ours does.
  ///
  /// - Throws: ``Failure`` when the shell cannot be started. A command's own status is part of the
  ///   story: a cheque that does not pay ends its check with 1.
  func run(_ command: String) throws(Failure) {
    let arguments = ["/bin/sh", "-c", "cd \"$0\" && \(command)", folder]
    var identifier = pid_t()
    let failure = Self.withCStrings(arguments) { argv in
      Self.withCStrings(environment) { environment in
        posix_spawn(&identifier, "/bin/sh", nil, nil, argv, environment)
      }
    }
    guard failure == 0 else {
      throw Failure(.unavailable, "/bin/sh cannot be started: \(systemError(failure)).")
    }
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    let code = (status >> 8) & 0xff
    guard status & 0x7f == 0, code <= 1 else {
      throw Failure(
        .bug, "The step ended with status \(code); the files are in \(quoted(folder, limit: 200)).")
    }
  }

  private static func withCStrings(
    _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Int32
  ) -> Int32 {
    var pointers = texts.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers)
  }
}
