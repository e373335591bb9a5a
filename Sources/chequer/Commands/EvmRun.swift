import ArgumentParser
import EVMInterpreter
import EVMPrimitives
import ExactJSON

struct EvmRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run code on an empty chain.",
    discussion: """
      chequer evm run 0x6001600201600052600160205260206000f3
      """)

  @Argument(help: "The code, in hex; one a line from standard input if missing.")
  var code: String?

  @Option(help: "Calldata, in hex.")
  var input: String?

  @Option(help: "Gas for the code alone.")
  var gas: String?

  @Option(help: "The rules of a fork, such as Berlin, Cancun or bttc.")
  var fork: String?

  @OptionGroup var rows: RowOptions

  func run() throws {
    if rows.jsonl {
      return try RowServer(keys: CodeRun.keys) { row in try CodeRun(row).answer() }.serve()
    }
    try TextInput.eachValue(code) { text in
      var run = CodeRun(code: try Hex.decode(text))
      if let input { run.input = try Hex.decode(input) }
      if let gas { run.gas = try CodeRun.gas(UInt256(decimalOrHex: gas)) }
      if let fork { run.fork = try Fork(named: fork) }
      let answer = try run.answer()
      rows.output.write(answer, or: answer.text())
    }
  }
}
