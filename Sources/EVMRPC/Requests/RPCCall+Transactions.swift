public import EVMPrimitives
import ExactJSON

// Transactions, their receipts and their logs.

extension RPCCall where Value == Hash256 {
  /// Hands in a signed transaction; the answer is its hash.
  ///
  /// - Parameters:
  ///   - raw: The envelope as it is signed.
  ///   - hash: Its hash; a node that names another one did not take this transaction.
  public static func send(raw: [UInt8], hash: Hash256) -> RPCCall {
    RPCCall("eth_sendRawTransaction", [.string(Hex.encode(raw))]) { value in
      let answered = try value.hash()
      guard answered == hash else {
        throw RPCFailure.malformed(
          method: "eth_sendRawTransaction",
          reason: "The node names transaction \(answered), but \(hash) was sent.")
      }
      return answered
    }
  }
}

extension RPCCall where Value == RPCReceipt? {
  /// What a mined transaction did; `nil` when the node knows of no block that has it, which proves
  /// nothing.
  public static func receipt(of hash: Hash256) -> RPCCall {
    RPCCall("eth_getTransactionReceipt", [.string(hash.hex)]) { value in
      guard !value.isNull else { return nil }
      let receipt = try RPCReceipt(value)
      guard receipt.transactionHash == hash else {
        throw RPCFailure.malformed(
          method: "eth_getTransactionReceipt", reason: "It is another transaction's receipt.")
      }
      return receipt
    }
  }
}

extension RPCCall where Value == RPCTransaction? {
  /// A transaction, mined or waiting; `nil` when the node does not know it.
  public static func transaction(_ hash: Hash256) -> RPCCall {
    RPCCall("eth_getTransactionByHash", [.string(hash.hex)]) { value in
      guard !value.isNull else { return nil }
      let transaction = try RPCTransaction(value)
      guard transaction.hash == hash else {
        throw RPCFailure.malformed(
          method: "eth_getTransactionByHash", reason: "It is another transaction.")
      }
      return transaction
    }
  }
}

extension RPCCall where Value == [RPCLog] {
  /// The logs of a range of blocks, as the node has them; ``LogReader`` asks for ranges of any length
  /// and checks what comes.
  public static func logs(_ filter: RPCLogFilter) -> RPCCall {
    RPCCall("eth_getLogs", [filter.json]) { value in
      try value.list { (log) throws(JSONTypeError) in try RPCLog(log) }
    }
  }
}
