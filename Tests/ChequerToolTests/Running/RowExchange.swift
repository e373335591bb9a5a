import ExactJSON
import Testing
import VectorFiles

/// Sends rows through one process of a command's `--jsonl` and returns its answers, one a row.
func answers(_ command: String, to rows: [JSON]) throws -> [String] {
  let input = rows.map { $0.text() + "\n" }.joined()
  let run = try chequer(
    command.split(separator: " ").map(String.init) + ["--jsonl"], input: Array(input.utf8))
  #expect(run.status == 0, "\(command): \(run.complaint)")
  #expect(run.complaint == "", "\(command)")
  try #require(run.lines.count == rows.count, "\(command) answers each row with one line")
  return run.lines
}

/// Expects that a command answers the rows of vector files exactly, keys and order included.
///
/// - Parameters:
///   - question: The row that is sent for a vector.
///   - answer: The whole answer that must come back.
func expectAnswers(
  _ command: String, _ rows: [VectorRow], question: (VectorRow) throws -> JSON,
  answer: (VectorRow) throws -> JSON
) throws {
  let lines = try answers(command, to: rows.map(question))
  var failures = 0
  for (row, line) in zip(rows, lines) {
    let expected = try answer(row).text()
    if line != expected {
      failures += 1
      if failures <= 5 { Issue.record("\(row): \(command) answers \(line), not \(expected)") }
    }
  }
  #expect(failures == 0, "\(command): \(failures) of \(rows.count) rows")
}

/// Expects that a command answers each row with an error of bad data, and never with its secret.
func expectRefusals(
  _ command: String, _ rows: [VectorRow], secret: String? = nil,
  question: (VectorRow) throws -> JSON
) throws {
  let lines = try answers(command, to: rows.map(question))
  for (row, line) in zip(rows, lines) {
    expectError(line, "\(row)")
    if let secret {
      let text = try row.string(secret)
      #expect(text.utf8.count < 8 || !line.contains(text), "\(row) shows its secret")
    }
  }
}

/// Expects `{"error": {"code", "message"}}` and nothing else.
func expectError(
  _ line: String, code: String = "bad-data", _ comment: @autoclosure () -> String = "",
  location: SourceLocation = #_sourceLocation
) {
  guard let root = try? JSONDocument(parsing: line).root, let error = root["error"],
    let members = error.members, let outer = root.members
  else {
    Issue.record("\(comment()): \(line) is no error", sourceLocation: location)
    return
  }
  #expect(outer.map(\.key) == ["error"], "\(comment()): \(line)", sourceLocation: location)
  #expect(
    members.map(\.key) == ["code", "message"], "\(comment()): \(line)", sourceLocation: location)
  #expect(error["code"]?.string == code, "\(comment()): \(line)", sourceLocation: location)
  let message = error["message"]?.string ?? ""
  // Sentences about wrong usage are ArgumentParser's, without a full stop.
  #expect(
    message.count > 10 && (message.hasSuffix(".") || code == "usage"),
    "\(comment()): \(message) is no sentence", sourceLocation: location)
}

extension VectorRow {
  /// A field as the row writes it.
  func json(_ field: String) throws -> JSON { try JSON(json.require(field)) }

  /// An object of some of the row's fields, in this order; fields that the row lacks are left out.
  func object(_ fields: String...) throws -> JSON {
    .object(try fields.filter(has).map { JSON.Member($0, try json($0)) })
  }
}
