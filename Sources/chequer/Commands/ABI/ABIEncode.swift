import ArgumentParser
import EVMABI
import EVMPrimitives
import ExactJSON

struct ABIEncode: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode", abstract: "The standard encoding of values, without a selector.",
    discussion: """
      chequer abi encode 'uint256,bool' 1.5btt true
      chequer abi encode 'f((address,uint256)[])' \\
        '[(0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9,5)]'
      chequer abi encode int8 -- -1

      Arrays are [a, b], tuples (a, b); a string inside them may stand in double quotes. Numbers may \
      have a unit. Values are read from standard input, one a line, if none is given.
      """)

  @OptionGroup var options: EncodingArguments

  func run() throws {
    try options.run { try ABICoder($0).encode($1) }
  }
}

struct ABIEncodePacked: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode-packed",
    abstract: "The packed encoding of values, as Solidity's abi.encodePacked.",
    discussion: """
      chequer abi encode-packed 'address,uint16' \\
        0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9 1

      Different values can have the same packed encoding, so nothing decodes it.
      """)

  @OptionGroup var options: EncodingArguments

  func run() throws {
    try options.run { try ABICoder($0).encodePacked($1) }
  }
}

/// Types and values, and how to answer.
struct EncodingArguments: ParsableArguments {
  @Argument(help: "Types such as 'uint256,bytes', or a signature.")
  var types: String?

  @Argument(help: "A value for each type.")
  var values: [String] = []

  @OptionGroup var rows: RowOptions

  func validate() throws {
    if !rows.jsonl, types == nil { throw ValidationError("Give TYPES and a value for each.") }
  }

  func run(_ encode: @escaping @Sendable ([ABIParameter], [ABIValue]) throws -> [UInt8]) throws {
    if rows.jsonl {
      return try RowServer(keys: ["types", "values"]) { row in
        let types = try row.types("types")
        let values = try row.values("values", as: types)
        return [
          "data": .string(Hex.encode(try encode(types.map { ABIParameter("", $0) }, values)))
        ]
      }.serve()
    }
    let parameters = try reading("TYPES") { try TypeList(types ?? "") }.inputs
    let texts = values.isEmpty && !parameters.isEmpty ? try TextInput.lines() : values
    let data = Hex.encode(try encode(parameters, parameters.values(spelt: texts)))
    rows.output.write(["data": .string(data)], or: data)
  }
}

struct ABICalldata: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calldata", abstract: "The calldata of a call: selector and arguments.",
    discussion: """
      chequer abi calldata 'transfer(address,uint256)' \\
        0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9 1.5wbtt
      chequer abi calldata --abi token.abi balanceOf \\
        0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9

      With --abi a name is enough; the arguments choose among overloads.
      """)

  @OptionGroup var interfaces: InterfaceOptions

  @Argument(help: "A signature, or a name of the interface.")
  var function: String?

  @Argument(help: "The arguments.")
  var arguments: [String] = []

  @OptionGroup var rows: RowOptions

  func validate() throws {
    if !rows.jsonl, function == nil { throw ValidationError("Give FUNCTION and its arguments.") }
  }

  func run() throws {
    let interface = try interfaces.merged()
    if rows.jsonl {
      return try RowServer(keys: ["function", "arguments"]) { row in
        let arguments = try row.value("arguments")
        let function = try Self.function(row.text("function"), in: interface) {
          (try? $0.inputs.values(arguments)) != nil
        }
        let values = try function.inputs.values(arguments)
        return ["data": .string(Hex.encode(try function.calldata(arguments: values)))]
      }.serve()
    }
    let chosen = try Self.function(function ?? "", in: interface) {
      (try? $0.inputs.values(spelt: arguments)) != nil
    }
    let values = try chosen.inputs.values(spelt: arguments)
    let data = Hex.encode(try chosen.calldata(arguments: values))
    rows.output.write(["data": .string(data)], or: data)
  }

  /// The function of a signature, or of a name in the interface.
  private static func function(
    _ text: String, in interface: ContractInterface, where accepts: (ABIFunction) -> Bool
  ) throws -> ABIFunction {
    if text.contains("(") { return try ABIFunction(text) }
    guard !interface.items.isEmpty else {
      throw Failure(
        .usage, "\(quoted(text)) is only a name; give the signature, or the interface with --abi.")
    }
    return try interface.function(text, where: accepts)
  }
}
