import ArgumentParser
import EVMPrimitives
import EVMRPC
import ExactJSON

struct ChainTransaction: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tx", abstract: "A transaction, mined or waiting.")

  @Argument(help: "The transaction's hash.")
  var hash: String?

  @Argument(help: "Fields to write alone.")
  var fieldNames: [String] = []

  @OptionGroup var fields: FieldOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let hash = try Hash256(transaction: hash)
    let document = try connection.withConnection { connection in
      let call = RPCCall("eth_getTransactionByHash", [.string(hash.hex)]) { value -> JSON? in
        guard !value.isNull else { return nil }
        guard try RPCTransaction(value).hash == hash else {
          throw RPCFailure.malformed(
            method: "eth_getTransactionByHash", reason: "It is another transaction.")
        }
        return try JSON(value)
      }
      guard let json = try await connection.caller.ask(call) else {
        throw Failure(
          .no,
          "No endpoint knows transaction \(hash). It may be dropped, on another chain, or not yet seen there."
        )
      }
      return NodeDocument(json)
    }
    try document.write(fields.names(and: fieldNames), output)
  }
}

struct ChainReceipt: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receipt", abstract: "What a mined transaction did.",
    discussion: """
      Ends with status 1 when the transaction reverted, or when no endpoint has its receipt: it may be \
      waiting still, and `chequer chain tx` tells.
      """)

  @Argument(help: "The transaction's hash.")
  var hash: String?

  @Argument(help: "Fields to write alone, such as status.")
  var fieldNames: [String] = []

  @OptionGroup var fields: FieldOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let hash = try Hash256(transaction: hash)
    let (document, succeeded) = try connection.withConnection { connection in
      let call = RPCCall("eth_getTransactionReceipt", [.string(hash.hex)]) {
        value -> (JSON, RPCReceipt)? in
        guard !value.isNull else { return nil }
        let receipt = try RPCReceipt(value)
        guard receipt.transactionHash == hash else {
          throw RPCFailure.malformed(
            method: "eth_getTransactionReceipt", reason: "It is another transaction's receipt.")
        }
        return (try JSON(value), receipt)
      }
      guard let (json, receipt) = try await connection.caller.ask(call) else {
        throw Failure(
          .no,
          "No endpoint has a receipt of transaction \(hash): it is not mined as far as they know."
        )
      }
      return (NodeDocument(json), receipt.succeeded)
    }
    try document.write(fields.names(and: fieldNames), output)
    if !succeeded { throw Ending(status: .no) }
  }
}

extension Hash256 {
  /// The hash of a transaction that an argument or standard input names.
  init(transaction argument: String?) throws {
    let text = try TextInput.value(argument, named: "transaction's hash")
    self = try reading("the transaction's hash") { try Hash256(hex: text) }
  }
}
