import ArgumentParser
import EVMABI
import EVMBytecode
import EVMPrimitives
import ExactJSON

struct Decompile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decompile",
    abstract: "Code as functions of readable statements, in the manner of Solidity.",
    discussion: """
      chequer decompile owner.hex
      chequer decompile owner.hex --pc
      chequer decompile owner.hex --function 0x8da5cb5b --json

      Statements stand in the order of their effects. Checks that compilers add, of calldata, \
      overflow and coins sent along, are shown with --pc only. Names are looked up in the files of \
      --abi, then among the built-in ones. Of creation code the contract is read. What could not be \
      followed is said where it is, and makes its function partial.
      """)

  @Argument(help: "Code in hex, a file with it, or - for standard input.")
  var code: String?

  @Flag(
    name: .customLong("pc"), help: "Show the program counters of each statement, and every check.")
  var showsOffsets = false

  @Option(
    help: "Only the function with the selector, name or signature; or receive, or fallback.")
  var function: String?

  @OptionGroup var interfaces: InterfaceOptions
  @OptionGroup var rows: RowOptions

  func run() throws {
    let names = try interfaces.names()
    if rows.jsonl {
      return try RowServer(keys: ["code"]) { row in
        try DecompilationReport(
          Bytecode(parsing: row.text("code")), names: names, function: function, output: rows.output
        ).json
      }.serve()
    }
    let text = try TextInput.document(code, of: "bytecode in hex", where: CodeText.isHex)
    let report = try DecompilationReport(
      Bytecode(parsingUTF8: text), names: names, function: function, output: rows.output)
    rows.output.write(report.json, or: report.text(showsOffsets: showsOffsets))
  }
}
