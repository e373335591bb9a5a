public import EVMPrimitives
public import ExactJSON

/// An event as a node tells it.
public struct RPCLog: Hashable, Sendable {
  /// The contract that logged it.
  public let address: Address
  /// Up to four; the first is the event's, unless it is anonymous.
  public let topics: [Hash256]
  public let data: [UInt8]
  /// `nil` while its transaction is pending, as the fields below.
  public let blockNumber: UInt64?
  public let blockHash: Hash256?
  public let transactionHash: Hash256?
  public let transactionIndex: UInt64?
  /// Its place among all logs of the block.
  public let logIndex: UInt64?
  /// Whether the chain left its block again.
  public let isRemoved: Bool

  public init(_ value: JSONValue) throws(JSONTypeError) {
    address = try value.require("address").address()
    topics = try value.require("topics").list { (value) throws(JSONTypeError) in try value.hash() }
    guard topics.count <= 4 else {
      throw try value.require("topics").invalid("A log has at most four topics.")
    }
    data = try value.require("data").bytes()
    blockNumber = try value.optional("blockNumber") { (value) throws(JSONTypeError) in
      try value.smallQuantity()
    }
    blockHash = try value.optional("blockHash") { (value) throws(JSONTypeError) in
      try value.hash()
    }
    transactionHash = try value.optional("transactionHash") { (value) throws(JSONTypeError) in
      try value.hash()
    }
    transactionIndex = try value.optional("transactionIndex") { (value) throws(JSONTypeError) in
      try value.smallQuantity()
    }
    logIndex = try value.optional("logIndex") { (value) throws(JSONTypeError) in
      try value.smallQuantity()
    }
    isRemoved =
      try value.optional("removed") { (value) throws(JSONTypeError) in
        try value.requireBool()
      } ?? false
  }
}
