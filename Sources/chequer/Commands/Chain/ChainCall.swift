import ArgumentParser
import EVMABI
import EVMPrimitives
import EVMRPC
import ExactJSON

struct ChainCall: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "Ask a contract, without a transaction.",
    discussion: """
      chequer chain call 0x23181F21DEa5936e24163FFABa4Ea3B316B57f3C \\
        'balanceOf(address)(uint256)' \\
        0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --network embedded

      The function is given with its types and results, 'balanceOf(address)(uint256)', or by its name \
      in a file of --abi; results are written a line each. Without results in the signature the \
      returned bytes are. Ends with status 1 when the call reverts.
      """)

  @Argument(help: "The contract.")
  var address: String

  @Argument(help: "A function's signature, or its name in --abi, and its arguments.")
  var call: [String] = []

  @Option(help: "Calldata in hex, in the place of a function.")
  var data: String?

  @Option(help: "Who calls.")
  var from: String?

  @Option(help: "What is sent along: wei, or with a unit such as 1.5btt.")
  var value: String?

  @OptionGroup var interfaces: InterfaceOptions
  @OptionGroup var block: BlockOption
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard call.isEmpty != (data == nil) else {
      throw ValidationError("Give a function with its arguments, or --data, and not both.")
    }
  }

  func run() throws {
    let block = try block.argument()
    let names = try interfaces.names()
    let function = try call.first.map { try interfaces.function($0, Array(call.dropFirst())) }
    var message = CallMessage(to: try Address(argument: address))
    if let data { message.data = try reading("--data") { try Hex.decode(data) } }
    if let function {
      message.data = try function.calldata(
        arguments: try function.inputs.values(spelt: Array(call.dropFirst())))
    }
    if let from { message.from = try reading("--from") { try Address(account: from) } }
    if let value {
      message.value = try reading("--value") {
        try TokenAmount(parsing: value, in: .wei).smallestUnits
      }
    }
    let result: Result<[UInt8], RPCFailure> = try connection.withConnection {
      [message] connection in
      do {
        return .success(try await connection.read(at: block) { .call(message, at: $0) })
      } catch let failure as RPCFailure { return .failure(failure) }
    }
    switch result {
    case .success(let bytes): try write(bytes, of: function)
    case .failure(.reverted(let data, let message)):
      let reason = RevertReason(data, names: names)
      let text = data.isEmpty ? quoted(message, limit: 200) : reason.description
      throw Failure(.no, "The call reverted: \(text).")
    case .failure(let failure): throw failure
    }
  }

  private func write(_ bytes: [UInt8], of function: ABIFunction?) throws {
    var members = [JSON.Member("result", .string(Hex.encode(bytes)))]
    guard let function, !function.outputs.isEmpty else {
      return output.write(.object(members), or: Hex.encode(bytes))
    }
    guard !bytes.isEmpty else {
      throw Failure(
        .badData,
        "Nothing was returned: there is no contract at this address, or it has no such function.")
    }
    let values = try function.results(in: bytes)
    let pairs = Array(zip(function.outputs, values))
    members.append(.init("values", .array(pairs.map { $1.json(as: $0.type) })))
    output.write(
      .object(members), or: pairs.map { $1.text(as: $0.type) }.joined(separator: "\n"))
  }
}

extension InterfaceOptions {
  /// The function that is called by its signature, or by its name in one of the files.
  func function(_ name: String, _ arguments: [String]) throws -> ABIFunction {
    if name.contains("(") { return try ABIFunction(name) }
    let interface = try merged()
    guard !interface.items.isEmpty else {
      throw Failure(
        .usage,
        "\(quoted(name)) is only a name; give the signature, or the interface with --abi. Calldata in hex belongs to an option."
      )
    }
    return try interface.function(name) { (try? $0.inputs.values(spelt: arguments)) != nil }
  }
}
