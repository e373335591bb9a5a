public import EVMPrimitives
public import ExactJSON

/// What a mined transaction did, as a node tells it.
public struct RPCReceipt: Hashable, Sendable {
  public let transactionHash: Hash256
  /// Whether the transaction did not revert; before Byzantium nodes tell no status.
  public let succeeded: Bool
  public let blockNumber: UInt64
  public let blockHash: Hash256
  public let transactionIndex: UInt64
  public let from: Address
  public let to: Address?
  /// The contract that was created.
  public let contractAddress: Address?
  public let gasUsed: UInt64
  /// Wei per gas that were paid; `nil` where the node does not tell.
  public let effectiveGasPrice: UInt256?
  public let logs: [RPCLog]

  /// Reads a receipt of a mined transaction; one without block or status is an error.
  public init(_ value: JSONValue) throws(JSONTypeError) {
    transactionHash = try value.require("transactionHash").hash()
    let status = try value.require("status").quantity()
    guard status <= 1 else {
      throw try value.require("status").invalid("A status is 0 or 1.")
    }
    succeeded = status == 1
    blockNumber = try value.require("blockNumber").smallQuantity()
    blockHash = try value.require("blockHash").hash()
    transactionIndex = try value.require("transactionIndex").smallQuantity()
    from = try value.require("from").address()
    to = try value.optional("to") { (value) throws(JSONTypeError) in try value.address() }
    contractAddress = try value.optional("contractAddress") { (value) throws(JSONTypeError) in
      try value.address()
    }
    gasUsed = try value.require("gasUsed").smallQuantity()
    effectiveGasPrice = try value.optional("effectiveGasPrice") { (value) throws(JSONTypeError) in
      try value.quantity()
    }
    logs = try value.require("logs").list { (value) throws(JSONTypeError) in try RPCLog(value) }
    try requireConsistency(of: value)
  }

  /// Refuses what no transaction does: to fail and log, or to log nothing and set bits of the bloom
  /// filter.
  private func requireConsistency(of value: JSONValue) throws(JSONTypeError) {
    guard succeeded || logs.isEmpty else {
      throw try value.require("status").invalid("A transaction that failed has no logs.")
    }
    guard logs.isEmpty, let bloom = value["logsBloom"]?.string else { return }
    guard bloom.utf8.allSatisfy({ $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "x") }) else {
      throw try value.require("logs").invalid("There are no logs, but logsBloom is not zero.")
    }
  }
}
