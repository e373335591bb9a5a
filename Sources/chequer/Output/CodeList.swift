import EVMPrimitives
import ExactJSON

/// Several codes that one command answers one after the other, worked on by all cores.
///
/// Each has an answer of its own: for programs a line of JSON that begins with its name, for people
/// a heading with it. One that cannot be read is told as that, and the others are still answered;
/// the exit status is then that of the first of them.
struct CodeList {
  /// What there is to say of a code; only the form that is asked for is made.
  struct Answer {
    let json: () -> JSON
    let text: () -> String
  }

  private let codes: [String]
  private let output: OutputOptions

  /// Codes in flight for each core: results are written in order, so some wait.
  private static let share = 8

  /// - Throws: ``Failure`` with status 64 when standard input is named twice.
  init(_ codes: [String], output: OutputOptions) throws(Failure) {
    guard codes.count(where: { $0 == "-" }) <= 1 else {
      throw Failure(.usage, "Standard input can be read once; write - once.")
    }
    self.codes = codes
    self.output = output
  }

  private enum Result: Sendable {
    case line(String)
    case failure(Failure)
  }

  /// Answers all codes.
  ///
  /// - Throws: ``Ending`` with the status of the first code that has no answer.
  func answer(_ answer: @Sendable (String) throws -> Answer) throws {
    let (codes, output) = (codes, output)
    var status: ExitStatus?
    var start = 0
    while start < codes.count {
      let first = start
      let count = min(AllCores.count * Self.share, codes.count - first)
      let results = AllCores.map(count) { index in
        Self.result(of: codes[first + index], output, answer)
      }
      for (index, result) in results.enumerated() {
        try write(result, of: codes[first + index], isFirst: first + index == 0)
        if case .failure(let failure) = result { status = status ?? failure.status }
      }
      try StandardOutput.shared.flush()
      start += count
    }
    if let status { throw Ending(status: status) }
  }

  private static func result(
    of code: String, _ output: OutputOptions, _ answer: (String) throws -> Answer
  ) -> Result {
    do {
      let answer = try answer(code)
      guard output.json else { return .line(answer.text()) }
      return .line(named(code, answer.json()).text())
    } catch {
      return .failure(Failure(describing: error))
    }
  }

  private func write(_ result: Result, of code: String, isFirst: Bool) throws {
    switch result {
    case .line(let text) where output.json: StandardOutput.shared.line(text)
    case .line(let text):
      let gap = isFirst ? "" : "\n"
      StandardOutput.shared.line("\(gap)\(output.heading("== \(Self.name(of: code))"))\n\(text)")
    case .failure(let failure):
      // On a terminal the complaint then stands in its place.
      try StandardOutput.shared.flush()
      StandardError.line("chequer: \(Self.name(of: code)): \(failure.description)")
      if output.json { StandardOutput.shared.line(Self.named(code, failure.json).text()) }
    }
  }

  /// A document with the name of its code in front.
  private static func named(_ code: String, _ document: JSON) -> JSON {
    guard case .object(let members) = document else { return document }
    return .object([JSON.Member("name", .string(name(of: code)))] + members)
  }

  /// The argument; of a long one, which is code itself, the beginning.
  private static func name(of code: String) -> String {
    code.utf8.count > 100 && CodeText.isHex(code) ? "\(code.prefix(42))..." : code
  }
}
