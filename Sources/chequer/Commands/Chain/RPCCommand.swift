import ArgumentParser
import EVMPrimitives
import EVMRPC
import ExactJSON

struct RPCCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rpc", abstract: "Call any JSON-RPC method of a node.",
    discussion: """
      chequer rpc eth_chainId --network embedded
      chequer rpc eth_getBalance 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 latest \\
        --network embedded

      Arguments are JSON: given one by one (text that is no JSON is taken as a string), or as one \
      array of all of them. The answer is the result as the node wrote it; --json wraps it in \
      {"result": ...}.
      """)

  @Argument(help: "The method, such as eth_blockNumber.")
  var method: String

  @Argument(help: "Its arguments.")
  var parameters: [String] = []

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let arguments = try Self.arguments(parameters)
    let method = method
    let result = try connection.withConnection { connection in
      try await connection.anyone.ask(RPCCall(method, arguments) { try JSON($0) })
    }
    let text = if case .string(let string) = result { string.visible } else { result.text() }
    output.write(["result": result], or: text)
  }

  private static func arguments(_ texts: [String]) throws -> [JSON] {
    if texts.count == 1, texts[0].utf8.first == UInt8(ascii: "[") {
      let list = try reading("PARAMS") { try JSON(JSONDocument(parsing: texts[0]).root) }
      if case .array(let elements) = list { return elements }
    }
    return texts.map { text in
      // 0x20 and latest are strings, 5 and {"to": ...} are JSON.
      guard let document = try? JSONDocument(parsing: text), let json = try? JSON(document.root)
      else { return .string(text) }
      return json
    }
  }
}
