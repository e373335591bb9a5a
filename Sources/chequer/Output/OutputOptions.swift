import ArgumentParser
import ExactJSON
import Glibc

/// How a command answers.
struct OutputOptions: ParsableArguments, Sendable {
  @Flag(name: .long, help: "Answer with one JSON document.")
  var json = false

  @Flag(name: .long, help: "Plain text, also on a terminal.")
  var noColor = false

  /// Writes the answer: a document for programs, or text for people.
  func write(_ document: JSON, or text: @autoclosure () -> String) {
    StandardOutput.shared.line(json ? document.text() : text())
  }

  /// Whether text for people may carry colour: on a terminal only, unless NO_COLOR or the flag is
  /// set.
  var usesColor: Bool { !json && Self.usesColor(noColor: noColor) }

  /// Whether text may carry colour where the flag alone decides besides terminal and NO_COLOR.
  static func usesColor(noColor: Bool) -> Bool {
    guard !noColor, isatty(STDOUT_FILENO) == 1 else { return false }
    guard let variable = getenv("NO_COLOR") else { return true }
    return variable.pointee == 0
  }

  func heading(_ text: String) -> String { Self.heading(text, inColor: usesColor) }

  static func heading(_ text: String, inColor: Bool) -> String {
    inColor ? "\u{1b}[1m\(text)\u{1b}[0m" : text
  }
}

/// How a pure command answers: as ``OutputOptions``, or row by row.
struct RowOptions: ParsableArguments {
  @OptionGroup var output: OutputOptions

  @Flag(name: .long, help: "Read JSON rows from standard input and answer each with a row.")
  var jsonl = false

  func validate() throws {
    if jsonl, output.json {
      throw ValidationError("--json answers once and --jsonl row by row; choose one.")
    }
  }
}
