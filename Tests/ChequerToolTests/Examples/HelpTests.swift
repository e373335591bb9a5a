import ExactJSON
import TestThreads
import Testing
import VectorFiles

/// An example in a command's help: the command line and the remark behind it.
struct HelpExample: Hashable {
  var command: String
  var remark: String

  /// The examples in a help text: its lines that begin with the tool's name, up to the usage.
  static func examples(in help: String) -> [HelpExample] {
    let discussion = help.prefix(upTo: help.range(of: "\nUSAGE: "))
    var examples: [HelpExample] = []
    var begun = ""
    for line in discussion.split(separator: "\n") {
      let text = line.drop { $0 == " " }
      guard !begun.isEmpty || text.hasPrefix("chequer ") else { continue }
      begun += text
      if begun.last == "\\" {
        begun.removeLast()
      } else {
        examples.append(HelpExample(line: begun))
        begun = ""
      }
    }
    return examples
  }

  /// Splits at the first two spaces that stand outside quotes.
  private init(line: String) {
    var isQuoted = false
    var previous: Character = "."
    var end = line.endIndex
    for index in line.indices {
      if line[index] == "'" { isQuoted.toggle() }
      if !isQuoted, line[index] == " ", previous == " " {
        end = line.index(before: index)
        break
      }
      previous = line[index]
    }
    command = String(line[..<end])
    remark = String(line[end...].drop { $0 == " " })
  }
}

extension String {
  fileprivate func range(of text: String) -> String.Index {
    ranges(of: text).first?.lowerBound ?? endIndex
  }
}

@Suite(.childThreads) struct `Examples in the help` {
  /// The help of a command and of all commands under it, on a line that is wide enough.
  private static func helps(
    _ command: [String] = []
  ) throws -> [(command: [String], help: String)] {
    let run = try chequer(command + ["--help"], environment: ["COLUMNS": "10000"])
    let subcommands = run.lines.drop { $0 != "SUBCOMMANDS:" }.dropFirst()
      .prefix { $0.hasPrefix("  ") && !$0.hasPrefix("  See ") }
    return try [(command, run.output)]
      + subcommands.filter { !$0.hasPrefix("   ") }.flatMap {
        try helps(command + [$0.split(separator: " ").map(String.init)[0]])
      }
  }

  private static func examples() throws -> [HelpExample] {
    try helps().flatMap { HelpExample.examples(in: $0.help) }
  }

  @Test func `every example does what its golden answer says`() throws {
    let rows = try VectorFile("tool/help-examples.jsonl").rows
    let golden = try Dictionary(uniqueKeysWithValues: rows.map { (try $0.string("command"), $0) })
    let examples = try Self.examples()
    #expect(examples.count >= 20)
    for example in examples {
      guard let row = golden[example.command] else {
        Issue.record("No golden answer for: \(example.command)")
        continue
      }
      try Self.expect(example, row)
    }
    let shown = Set(examples.map(\.command))
    for command in golden.keys where !shown.contains(command) {
      Issue.record("No help shows: \(command)")
    }
  }

  private static func expect(_ example: HelpExample, _ row: VectorRow) throws {
    let folder = try TemporaryFolder()
    for file in try row.json.require("files").requireMembers() {
      try folder.write(file.value.requireString(), to: file.key)
    }
    // An embedded chain of its own for each.
    let run = try shell(
      example.command, environment: ["XDG_DATA_HOME": folder.path], directory: folder.path)
    let status = try row.integer("status")
    #expect(run.status == Int32(status), "\(example.command): \(run.complaint)")
    if row.has("lines") {
      let lines = try row.strings("lines")
      #expect(run.lines == lines, "\(example.command)")
      // A remark of one word is the answer itself.
      if !example.remark.isEmpty, !example.remark.contains(" ") {
        #expect([example.remark] == lines, "\(example.command)")
      }
    }
    for text in try row.strings("contains") {
      #expect(run.output.contains(text), "\(example.command): \(text)")
    }
    for text in try row.strings("complaint") {
      #expect(run.complaint.contains(text), "\(example.command): \(run.complaint)")
    }
    for name in try row.strings("creates") {
      #expect(try !folder.text(of: name).isEmpty, "\(example.command)")
    }
  }

  @Test func `an example ends at its remark, and goes on after a backslash`() {
    let help = """
      OVERVIEW: x

      chequer keccak 'two  spaces'     a remark
      prose about chequer
      chequer cheque sign --vault 1 \\
        --payout 2

      USAGE: chequer keccak
      chequer not this
      """
    #expect(
      HelpExample.examples(in: help).map { [$0.command, $0.remark] } == [
        ["chequer keccak 'two  spaces'", "a remark"],
        ["chequer cheque sign --vault 1 --payout 2", ""],
      ])
  }

  @Test func `an example stands unbroken on a terminal of 80 columns`() throws {
    for (command, help) in try Self.helps() {
      let narrow = try chequer(command + ["--help"]).lines
      let discussion = help.split(separator: "\n").prefix { !$0.hasPrefix("USAGE: ") }
      for line in discussion where line.hasPrefix("chequer ") || line.hasPrefix("  --") {
        if line.utf8.count <= 80 {
          #expect(narrow.contains(String(line)), "\(command): \(line)")
        } else {
          // Only a word that cannot be broken may be too long.
          #expect(line.split(separator: " ").contains { $0.utf8.count > 64 }, "\(line)")
        }
      }
    }
  }
}
