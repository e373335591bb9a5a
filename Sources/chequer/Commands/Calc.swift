import ArgumentParser
import EVMPrimitives
import ExactJSON

struct Calc: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calc", abstract: "256-bit arithmetic, checked.",
    discussion: """
      chequer calc '(2**255 - 1) / 3 + 1.5btt'
      chequer calc --wrap '0 - 1'                 as the EVM has it, modulo 2^256
      chequer calc '2**256 - 1'                   an error: 2**256 does not fit

      Operators: ** * / % + - << >> & ^ | ~ and parentheses; ^ is exclusive or. Functions: sqrt, \
      min, max, addmod, mulmod. Numbers: decimal, 0x hex, amounts with their unit. Rows of --jsonl \
      are an EVM mnemonic and its operands: {"op": "ADDMOD", "args": ["1", "2", "3"]}.
      """)

  @Argument(help: "The calculation.")
  var expression: String?

  @Flag(help: "EVM semantics: modulo 2^256, and zero for a division by zero.")
  var wrap = false

  @Flag(help: "Write the result in hex.")
  var hex = false

  @Option(help: "Write the result in this unit.")
  var to: String?

  @OptionGroup var rows: RowOptions

  func validate() throws {
    if hex, to != nil || rows.output.json {
      throw ValidationError("--hex is for text in one number; leave out --to and --json.")
    }
  }

  func run() throws {
    if rows.jsonl {
      return try RowServer(keys: ["op", "args"]) { row in
        ["result": .string(try Self.result(row).description)]
      }.serve()
    }
    let unit = try to.map { name in
      guard let unit = Denomination.named(name) else {
        throw AmountTextError.unknownUnit(name, known: Denomination.known.map(\.symbol))
      }
      return unit
    }
    try TextInput.eachValue(expression) { text in
      let result = try WordExpression(parsing: text).evaluated(wrap ? .wrapping : .checked)
      var shown = hex ? result.quantity : result.description
      if let unit { shown = TokenAmount(smallestUnits: result, in: unit).decimal }
      rows.output.write(["result": .string(result.description)], or: shown)
    }
  }

  private static func result(_ row: Row) throws -> UInt256 {
    let name = try row.value("op")
    guard let operation = WordOperation(rawValue: try name.requireString()) else {
      throw name.invalid(
        "\(name) is no operation; there are \(WordOperation.allCases.map(\.rawValue).joined(separator: ", "))."
      )
    }
    var operands: [UInt256] = []
    for value in try row.value("args").requireElements() { operands.append(try value.word()) }
    return try operation.result(of: operands)
  }
}
