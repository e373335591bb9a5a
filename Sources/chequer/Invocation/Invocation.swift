import ArgumentParser
import ExactJSON
import Glibc

/// One run of the tool: parse, run, and end with the right status.
struct Invocation {
  var arguments: [String]

  func run() -> Never {
    do {
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
