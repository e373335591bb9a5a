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
      // In which block it is not all nodes know at once; endpoints agree on that by its receipt.
      let receipt = try await connection.caller.ask([RPCCall.receipt(of: hash)])[0]
      return NodeDocument(json.placed(as: (try? receipt.get()) ?? nil))
    }
    try document.write(fields.names(and: fieldNames), output)
  }
}

extension JSON {
  /// The transaction in the block that its receipt tells, where there is one.
  fileprivate func placed(as receipt: RPCReceipt?) -> JSON {
    guard let receipt, case .object(let members) = self else { return self }
    let place: [String: JSON] = [
      "blockHash": .string(receipt.blockHash.hex),
      "blockNumber": .string(UInt256(receipt.blockNumber).quantity),
      "transactionIndex": .string(UInt256(receipt.transactionIndex).quantity),
    ]
    return .object(members.map { .init($0.key, place[$0.key] ?? $0.value) })
  }
}

struct ChainReceipt: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receipt", abstract: "What a mined transaction did.",
    discussion: """
      Ends with status 1 when the transaction reverted, or when no endpoint has its receipt: it may be \
      waiting still, and `chequer chain tx` tells. A receipt of a block that is not the chain's is no \
      answer.
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
      // A receipt may be of a block that the chain has left, or never had.
      let header = try await connection.caller.ask(.header(.number(receipt.blockNumber)))
      guard header.hash == receipt.blockHash else {
        throw RPCFailure.malformed(
          method: "eth_getTransactionReceipt",
          reason:
            "It is of block \(receipt.blockHash), but the chain's block \(receipt.blockNumber) is \(header.hash)."
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
