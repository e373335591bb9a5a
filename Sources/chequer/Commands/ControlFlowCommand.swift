import ArgumentParser
import EVMBytecode
import EVMPrimitives
import ExactJSON

struct ControlFlowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cfg",
    abstract: "Which parts of code run after which: blocks, jumps, functions, loops.",
    discussion: """
      chequer cfg 0x34600557005b600080fd
      chequer cfg 0x34600557005b600080fd --dot
      chequer cfg 0x34600557005b600080fd --json
      chequer cfg contract.hex --svg --out contract.svg

      Jumps are resolved by following the stack, through calls and returns, and through tables that \
      stand in the code. What nothing reaches is listed, and so is each jump that is not resolved. \
      Nothing is run; the work is bounded, and a graph that is not complete says so.
      """)

  @Argument(help: "Code in hex, a file with it, or - for standard input.")
  var code: String?

  @Flag(help: "Answer with a drawing (SVG), or with a graph for Graphviz (DOT).")
  var drawing: Drawing?

  @Option(help: ArgumentHelp("Write the answer to a file.", valueName: "file"))
  var out: String?

  @OptionGroup var rows: RowOptions

  enum Drawing: String, EnumerableFlag {
    case svg, dot
  }

  func run() throws {
    if rows.jsonl {
      guard drawing == nil, out == nil else {
        throw ValidationError("Rows are answered with JSON; leave out --svg, --dot and --out.")
      }
      return try RowServer(keys: ["code"]) { row in
        ControlFlowGraph(try Bytecode(parsing: row.text("code"))).json
      }.serve()
    }
    if drawing != nil, rows.output.json {
      throw ValidationError("Choose one of --json, --svg and --dot.")
    }
    let text = try TextInput.document(code, of: "bytecode in hex", where: CodeText.isHex)
    let code = try Bytecode(parsingUTF8: text)
    let graph = ControlFlowGraph(code)
    let answer =
      switch drawing {
      case .svg: graph.svg(of: code)
      case .dot: graph.dot(of: code)
      case nil: rows.output.json ? graph.json.text() : graph.summary
      }
    if let out {
      try AnswerFile.write(answer, to: out)
    } else {
      StandardOutput.shared.line(answer)
    }
  }
}
