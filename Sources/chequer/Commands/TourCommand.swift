import ArgumentParser
import EVMCrypto
import EVMPrimitives
import Glibc

struct TourCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tour", abstract: "The whole story of a cheque, on a chain inside this tool.",
    discussion: """
      A renter has a vault made and writes a host a cheque; the host audits the vault, asks whether the \
      cheque pays, cashes it, and gets one that bounces and one that is forged. Each step is a command \
      that is run as it stands and can be typed again in the tour's folder. No network is used, and \
      nothing outside the folder is changed.
      """)

  @Argument(
    help: "A folder for the tour's files, which must not exist; a new one in /tmp if missing.")
  var folder: String?

  @Flag(name: .long, help: "Plain text, also on a terminal.")
  var noColor = false

  func run() throws {
    let folder = try TourFolder.make(folder)
    let inColor = OutputOptions.usesColor(noColor: noColor)
    for (name, key) in TourStep.keyFiles {
      try NewFile.create("\(folder)/\(name)", holding: SecretBytes(Array((key + "\n").utf8)))
    }
    let shell = try TourShell(folder: folder)
    StandardOutput.shared.line(
      """
      \(OutputOptions.heading("A renter pays a host by cheque, on a chain that lives inside this tool.", inColor: inColor))

      The tour's files are in its folder. To type a command again, go there first:
      $ cd \(folder) && export XDG_DATA_HOME=$PWD
      """)
    for (number, step) in TourStep.all.enumerated() {
      StandardOutput.shared.line(
        "\n" + OutputOptions.heading("\(number + 1). \(step.title)", inColor: inColor))
      for command in step.commands {
        StandardOutput.shared.line("$ " + command)
        try StandardOutput.shared.flush()
        try shell.run(command)
      }
      if let lesson = step.lesson { StandardOutput.shared.line(lesson) }
    }
    StandardOutput.shared.line(
      "\nThat was all of it. chequer --help lists the commands, and chequer help COMMAND explains one."
    )
  }
}

/// A folder of the tour's own.
enum TourFolder {
  /// Makes it and answers its absolute path.
  ///
  /// - Throws: ``Failure`` with status 73.
  static func make(_ path: String?) throws(Failure) -> String {
    guard let path else {
      var template = Array("/tmp/chequer-tour-XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else {
        throw Failure(.cannotWrite, "No folder can be made in /tmp: \(systemError(errno)).")
      }
      return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
    guard mkdir(path, 0o700) == 0 else {
      let reason =
        errno == EEXIST ? "it is there already; name another one" : systemError(errno)
      throw Failure(
        .cannotWrite, "The folder \(quoted(path, limit: 200)) cannot be made: \(reason).")
    }
    guard let resolved = realpath(path, nil) else {
      throw Failure(
        .cannotWrite,
        "The folder \(quoted(path, limit: 200)) cannot be used: \(systemError(errno)).")
    }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
