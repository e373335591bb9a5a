public import EVMPrimitives
public import ExactJSON

/// A transaction as a node tells it, mined or pending.
public struct RPCTransaction: Hashable, Sendable {
  public let hash: Hash256
  public let from: Address
  /// `nil` when it creates a contract.
  public let to: Address?
  public let nonce: UInt64
  /// In wei.
  public let value: UInt256
  public let gas: UInt64
  /// Wei per gas; `nil` where only fee caps are told.
  public let gasPrice: UInt256?
  public let maxFeePerGas: UInt256?
  public let maxPriorityFeePerGas: UInt256?
  public let input: [UInt8]
  /// The envelope's type; 0 where the node does not tell.
  public let type: UInt64
  /// The block that has it; `nil` while it is pending.
  public let blockNumber: UInt64?
  public let blockHash: Hash256?

  public init(_ value: JSONValue) throws(JSONTypeError) {
    func quantity(_ key: String) throws(JSONTypeError) -> UInt256? {
      try value.optional(key) { (value) throws(JSONTypeError) in try value.quantity() }
    }
    func small(_ key: String) throws(JSONTypeError) -> UInt64? {
      try value.optional(key) { (value) throws(JSONTypeError) in try value.smallQuantity() }
    }
    hash = try value.require("hash").hash()
    from = try value.require("from").address()
    to = try value.optional("to") { (value) throws(JSONTypeError) in try value.address() }
    nonce = try value.require("nonce").smallQuantity()
    self.value = try value.require("value").quantity()
    gas = try value.require("gas").smallQuantity()
    gasPrice = try quantity("gasPrice")
    maxFeePerGas = try quantity("maxFeePerGas")
    maxPriorityFeePerGas = try quantity("maxPriorityFeePerGas")
    input = try value.require("input").bytes()
    type = try small("type") ?? 0
    blockNumber = try small("blockNumber")
    blockHash = try value.optional("blockHash") { (value) throws(JSONTypeError) in
      try value.hash()
    }
  }
}
