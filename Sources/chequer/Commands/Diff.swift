import ArgumentParser
import EVMABI
import EVMBytecode
import ExactJSON

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "What differs between two codes: function by function, in what can run.",
    discussion: """
      chequer diff 0x6001600055005b 0x6002600055005b
      chequer diff old.hex new.hex
      chequer diff old.hex new.hex --json

      Metadata and the places of blocks do not count; helper functions count with each function that \
      calls them. Of creation code the contract and the constructor are compared. A similarity is \
      the share of instructions that have an equal one on the other side. Exit status: 0 when the \
      code is the same, 1 when it differs.
      """)

  @Argument(help: "Code in hex, a file with it, or - for standard input.")
  var a: String?

  @Argument(help: "The code to compare it with, in the same forms.")
  var b: String?

  @OptionGroup var interfaces: InterfaceOptions
  @OptionGroup var rows: RowOptions

  func run() throws {
    let names = try interfaces.names()
    if rows.jsonl {
      return try RowServer(keys: ["a", "b"]) { row in
        let a = try reading("a") { try Bytecode(parsing: row.text("a")) }
        let b = try reading("b") { try Bytecode(parsing: row.text("b")) }
        return ComparisonReport(CodeComparison(a, b), names: names).json
      }.serve()
    }
    guard let a, let b else {
      throw Failure(
        .usage, "Two codes are compared, but \(a == nil ? "none was" : "one was") given; name both."
      )
    }
    guard a != "-" || b != "-" else {
      throw Failure(.usage, "Only one of the two codes can be read from standard input.")
    }
    let codes = try [("A", a), ("B", b)].map { name, argument in
      try reading(name) {
        try Bytecode(
          parsingUTF8: TextInput.document(
            argument, of: "bytecode in hex", where: CodeText.isHex))
      }
    }
    let comparison = CodeComparison(codes[0], codes[1])
    let report = ComparisonReport(comparison, names: names)
    rows.output.write(report.json, or: report.text(rows.output))
    if !comparison.isSame { throw Ending(status: .no) }
  }
}
