import ArgumentParser
import EVMABI
import EVMPrimitives
import ExactJSON

struct ABIDecode: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode", abstract: "The values of an encoding without a selector, one a line.",
    discussion: """
      chequer abi decode 'uint256,bool' \\
        0x00000000000000000000000000000000000000000000000014d1120d7b1600000000000000000000000000000000000000000000000000000000000000000001

      Of a signature with results, such as 'balanceOf(address)(uint256)', the results are decoded, \
      with --input the arguments. Strict unless --lenient is given: only what an encoder writes is \
      taken.
      """)

  @Argument(help: "Types such as 'uint256,bytes', or a signature.")
  var types: String?

  @Argument(help: "The data in hex; one a line from standard input if missing.")
  var data: String?

  @Flag(help: "Decode the arguments of a signature that has results.")
  var input = false

  @OptionGroup var decoding: DecodingOptions
  @OptionGroup var rows: RowOptions

  func validate() throws {
    if !rows.jsonl, types == nil { throw ValidationError("Give TYPES and DATA.") }
  }

  func run() throws {
    let rules = decoding.rules
    if rows.jsonl {
      return try RowServer(keys: ["types", "data"]) { row in
        let types = try row.types("types")
        let values = try ABICoder(types).decode(try row.bytes("data"), rules: rules)
        return ["values": .array(zip(values, types).map { $0.json(as: $1) })]
      }.serve()
    }
    let list = try reading("TYPES") { try TypeList(types ?? "") }
    let parameters = input ? list.inputs : list.outputs ?? list.inputs
    let coder = try ABICoder(parameters)
    try TextInput.eachValue(data) { text in
      let values = try coder.decode(Hex.decode(text), rules: rules)
      let typed = zip(values, parameters)
      rows.output.write(
        ["values": .array(typed.map { $0.json(as: $1.type) })],
        or: typed.map { $0.text(as: $1.type) }.joined(separator: "\n"))
    }
  }
}

struct ABISelector: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selector",
    abstract: "The selector of a function or error, or the topic of an event.",
    discussion: """
      chequer abi selector 'transfer(address,uint256)'     0xa9059cbb
      chequer abi selector 'event Transfer(address indexed from, address, uint256)'

      Names, spaces and aliases do not matter: f(uint) is f(uint256).
      """)

  @Argument(help: "A signature; one a line from standard input if missing.")
  var signature: String?

  @OptionGroup var rows: RowOptions

  func run() throws {
    if rows.jsonl {
      return try RowServer(keys: ["signature"]) { row in
        let value = try row.value("signature")
        let text = try value.requireString()
        do { return Self.json(try Self.hash(text).hash) } catch {
          throw value.invalid(String(describing: error))
        }
      }.serve()
    }
    try TextInput.eachValue(signature) { text in
      let (hash, isEvent) = try Self.hash(text)
      rows.output.write(
        Self.json(hash), or: isEvent ? hash.hex : Hex.encode(hash.bytes.prefix(4)))
    }
  }

  private static func json(_ hash: Hash256) -> JSON {
    ["selector": .string(Hex.encode(hash.bytes.prefix(4))), "hash": .string(hash.hex)]
  }

  private static func hash(_ text: String) throws -> (hash: Hash256, isEvent: Bool) {
    switch try InterfaceItem(parsing: text) {
    case .function(let function): (Keccak256.hash(function.signature.utf8), false)
    case .error(let error): (Keccak256.hash(error.signature.utf8), false)
    case .event(let event): (event.topic, true)
    case .constructor, .fallback, .receive:
      throw Failure(.badData, "A constructor, fallback or receive has no selector.")
    }
  }
}
