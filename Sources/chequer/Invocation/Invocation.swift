import ArgumentParser
import EVMPrimitives
import ExactJSON
import Glibc

/// One run of the tool: parse, run, and end with the right status.
struct Invocation {
  var arguments: [String]

  func run() -> Never {
    do {
      try checkWords()
      var command = try Chequer.parseAsRoot(arguments)
      try command.run()
      try StandardOutput.shared.flush()
    } catch let end as Ending {
      finish(end.status)
    } catch let failure as Failure {
      report(failure)
    } catch {
      let code = Chequer.exitCode(for: error)
      if code.isSuccess {
        // Help and the version are answers.
        StandardOutput.shared.line(Chequer.fullMessage(for: error))
        finish(.done)
      }
      if code == .validationFailure {
        report(
          Failure(.usage, Chequer.message(for: error)), shown: Chequer.fullMessage(for: error))
      }
      report(Failure(describing: error))
    }
    exit(ExitStatus.done.rawValue)
  }

  /// Names two slips that the parser would explain by something else: a command that does not
  /// exist, and a number with a sign, which looks like an option.
  private func checkWords() throws(Failure) {
    guard let first = arguments.first, !first.hasPrefix("-") else { return }
    let commands = Chequer.configuration.subcommands.compactMap { $0.configuration.commandName }
    guard commands.contains(first) || first == "help" else {
      let nearest = commands.filter { $0.isOneSlip(from: first) }
      let hint =
        nearest.isEmpty
        ? "there are \(commands.joined(separator: ", "))"
        : "did you mean \(nearest.joined(separator: " or "))?"
      throw Failure(
        .usage, "\(quoted(first)) is not a command; \(hint)" + (nearest.isEmpty ? "." : ""))
    }
    if let signed = arguments.prefix(while: { $0 != "--" }).first(where: { argument in
      argument.utf8.first == UInt8(ascii: "-") && argument.dropFirst().first?.isNumber == true
    }) {
      throw Failure(
        .usage,
        first == "abi"
          ? "\(quoted(signed)) looks like an option; put -- in front of values that begin with a sign."
          : "\(quoted(signed)) begins with a sign; amounts have none. A calculation may put it into parentheses."
      )
    }
  }

  /// Writes what is buffered and ends.
  private func finish(_ status: ExitStatus) -> Never {
    do { try StandardOutput.shared.flush() } catch { report(Failure(describing: error)) }
    exit(status.rawValue)
  }

  /// Says what went wrong, on standard error and for programs on standard output too, and ends.
  private func report(_ failure: Failure, shown: String? = nil) -> Never {
    StandardError.line(shown ?? "chequer: \(failure.description)")
    if wantsJSON { StandardOutput.shared.line(failure.json.text()) }
    try? StandardOutput.shared.flush()
    exit(failure.status.rawValue)
  }

  /// Whether a program reads the answer, known even when the arguments cannot be parsed.
  private var wantsJSON: Bool {
    arguments.prefix { $0 != "--" }.contains { $0 == "--json" || $0 == "--jsonl" }
  }
}

/// Thrown by a command that has answered and ends with a status other than 0.
struct Ending: Error {
  var status: ExitStatus
}

extension Failure {
  /// `{"error": {"code", "message"}}`.
  var json: JSON {
    ["error": ["code": .string(status.code), "message": .string(description)]]
  }
}

extension String {
  /// Whether one letter added, lost, changed or swapped with the next makes this text of `other`.
  fileprivate func isOneSlip(from other: String) -> Bool {
    let (a, b) = (Array(utf8), Array(other.utf8))
    let head = zip(a, b).prefix { $0 == $1 }.count
    let tail = zip(a.dropFirst(head).reversed(), b.dropFirst(head).reversed())
      .prefix { $0 == $1 }.count
    let (left, right) = (a.dropFirst(head).dropLast(tail), b.dropFirst(head).dropLast(tail))
    return left.count <= 1 && right.count <= 1
      || left.count == 2 && left.elementsEqual(right.reversed())
  }
}
