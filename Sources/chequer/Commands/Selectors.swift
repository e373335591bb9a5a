import ArgumentParser
import EVMABI
import EVMBytecode
import EVMPrimitives
import ExactJSON

struct Selectors: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selectors",
    abstract: "The functions, events and errors of code, with types and mutability.",
    discussion: """
      chequer selectors owner.hex
      chequer selectors owner.hex --json
      chequer selectors owner.hex --abi names.txt

      Functions are found by following the dispatcher, types by what becomes of calldata; where \
      nothing tells, a word is uint256, and a string is bytes. Names are looked up in the files of \
      --abi, then among the built-in ones; a name is given only if the code does not contradict its \
      types. Of creation code the contract is read.
      """)

  @Argument(help: "Code in hex, a file with it, or - for standard input.")
  var code: String?

  @OptionGroup var interfaces: InterfaceOptions
  @OptionGroup var rows: RowOptions

  func run() throws {
    let names = try interfaces.names()
    if rows.jsonl {
      return try RowServer(keys: ["code"]) { row in
        InterfaceReport(try Bytecode(parsing: row.text("code")), names: names).json
      }.serve()
    }
    let text = try TextInput.document(code, of: "bytecode in hex", where: CodeText.isHex)
    let report = InterfaceReport(try Bytecode(parsingUTF8: text), names: names)
    rows.output.write(
      report.json, or: report.text(rows.output) ?? "No function, event or error was found.")
  }
}
