import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Running state tests` {
  /// The state test of the help's example: a transfer under London and Cancun.
  private static func transfer() throws -> String {
    for row in try VectorFile("tool/help-examples.jsonl").rows {
      if let text = row.json["files"]?["transfer.json"]?.string { return text }
    }
    throw CancellationError()
  }

  private static func answers(_ run: Run) throws -> [JSONValue] {
    try run.lines.map { try JSONDocument(parsing: $0).root }
  }

  @Test func `a folder gives all files below it, in the order of their names`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.transfer(), to: "b.json")
    try folder.write(Self.transfer(), to: "a.json")
    try folder.write("no test", to: "notes.txt")
    let run = try chequer("evm", "statetest", folder.path)
    #expect(run.status == 0)
    let files = try Self.answers(run).map { $0["file"]?.string }
    let (a, b) = (folder.path + "/a.json", folder.path + "/b.json")
    #expect(files == [a, a, b, b])
    let one = try chequer("evm", "statetest", folder.path, "--jobs", "1")
    #expect(one.output == run.output)
  }

  @Test func `a root that differs is named, and the status is 1`() throws {
    let folder = try TemporaryFolder()
    let root = try #require(
      try JSONDocument(parsing: Self.transfer())
        .root["transfer"]?["post"]?["Cancun"]?[0]?["hash"]?.string)
    let wrong = "0x" + String(repeating: "ab", count: 32)
    let text = try Self.transfer().replacing(root, with: wrong)
    let file = try folder.write(text, to: "wrong.json")
    let run = try chequer("evm", "statetest", file, "--fork", "Cancun")
    #expect(run.status == 1)
    let answer = try #require(try Self.answers(run).first)
    #expect(answer["pass"]?.bool == false && answer["stateRoot"]?.string == root)
    #expect(answer["error"]?.string == "The state root is \(root) instead of \(wrong).")
  }

  @Test func `a refusal that is not expected is named, and so is one that does not come`() throws {
    let folder = try TemporaryFolder()
    let refused = try Self.transfer().replacing(
      #""nonce":"0x0","data""#, with: #""nonce":"0x1","data""#)
    let first = try chequer(
      "evm", "statetest", try folder.write(refused, to: "refused.json"), "--fork", "Cancun")
    let answer = try #require(try Self.answers(first).first)
    #expect(first.status == 1 && answer["gasUsed"]?.string == "0")
    #expect(answer["exception"]?.string?.hasPrefix("The nonce is 1") == true)
    #expect(answer["error"]?.string?.contains("should be executed, but is refused") == true)

    let expecting = try Self.transfer().replacing(
      #""indexes""#, with: #""expectException":"NONCE","indexes""#)
    let second = try chequer(
      "evm", "statetest", try folder.write(expecting, to: "expecting.json"), "--fork", "Cancun")
    #expect(second.status == 1)
    #expect(
      try Self.answers(second).first?["error"]?.string
        == "The transaction should be refused (NONCE), but is executed.")
  }

  @Test func `names come from standard input, and one that is nothing does not end it`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Self.transfer(), to: "transfer.json")
    let broken = try folder.write("{", to: "broken.json")
    let run = try chequer(
      "evm", "statetest", "--fork", "London", input: "\(folder.path)/absent\n\(broken)\n\(file)\n")
    #expect(run.status == 1)
    let answers = try Self.answers(run)
    #expect(answers.map { $0["pass"]?.bool } == [false, false, true])
    #expect(answers[0]["error"]?.string?.contains("No such file") == true)
    #expect(answers[1]["file"]?.string == broken)
    #expect(answers[2]["fork"]?.string == "London")
  }

  @Test func `only tests are run whose names the expression finds`() throws {
    let folder = try TemporaryFolder()
    let text = try Self.transfer()
    let both =
      String(text.dropLast(2)) + "," + text.dropFirst().replacing("transfer", with: "other")
    let file = try folder.write(both, to: "both.json")
    let run = try chequer("evm", "statetest", file, "--run", "^oth", "--fork", "Cancun")
    #expect(try Self.answers(run).map { $0["name"]?.string } == ["other"])
    let wrong = try chequer("evm", "statetest", file, "--run", "(")
    #expect(wrong.status == 64 && wrong.complaint.contains("--run"))
  }

  @Test func `a fork that is not known fails with its name`() throws {
    let folder = try TemporaryFolder()
    let text = try Self.transfer().replacing(#""Cancun":"#, with: #""Nowhere":"#)
    let run = try chequer("evm", "statetest", try folder.write(text, to: "nowhere.json"))
    #expect(run.status == 1)
    let answers = try Self.answers(run)
    #expect(answers.map { $0["pass"]?.bool } == [true, false])
    #expect(answers[1]["stateRoot"]?.isNull == true)
    #expect(answers[1]["error"]?.string?.contains("no fork 'Nowhere'") == true)
  }

  @Test func `a trace stands on standard error before the root of its case`() throws {
    let folder = try TemporaryFolder()
    // The recipient has code now, so the root is another; the trace is what counts.
    let text = try Self.transfer().replacing(
      #""pre":{"#,
      with: #""pre":{"0x1f8b3e7e691d733f5eb17e5570c49de3e5aecef9":{"code":"0x600100"},"#)
    let file = try folder.write(text, to: "traced.json")
    let run = try chequer("evm", "statetest", file, "--trace", "--fork", "Cancun")
    let lines = run.complaint.split(separator: "\n").map(String.init)
    try #require(lines.count == 4)
    #expect(try JSONDocument(parsing: lines[0]).root["opName"]?.string == "PUSH1")
    #expect(try JSONDocument(parsing: lines[2]).root["gasUsed"]?.string == "0x520b")
    #expect(try JSONDocument(parsing: lines[3]).root["stateRoot"] != nil)
  }
}
