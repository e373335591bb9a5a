public import EVMPrimitives
public import ExactJSON

/// The header of a block as a node tells it.
public struct RPCHeader: Hashable, Sendable {
  public let number: UInt64
  /// What the node says the hash is; ``computedHash`` is what it must be.
  public let hash: Hash256
  public let parentHash: Hash256
  /// Seconds since 1970.
  public let timestamp: UInt64
  public let stateRoot: Hash256
  public let transactionsRoot: Hash256
  public let receiptsRoot: Hash256
  public let logsBloom: LogsBloom
  public let coinbase: Address
  public let gasLimit: UInt64
  public let gasUsed: UInt64
  /// Wei per gas that is burnt; `nil` where London is not in force.
  public let baseFee: UInt256?
  /// The hash of the fields that a header hashes, as far as they were told.
  public let computedHash: Hash256

  /// Reads a block or a header of `eth_getBlockByNumber`; its transactions are not looked at.
  public init(_ value: JSONValue) throws(JSONTypeError) {
    number = try value.require("number").smallQuantity()
    hash = try value.require("hash").hash()
    parentHash = try value.require("parentHash").hash()
    timestamp = try value.require("timestamp").smallQuantity()
    stateRoot = try value.require("stateRoot").hash()
    transactionsRoot = try value.require("transactionsRoot").hash()
    receiptsRoot = try value.require("receiptsRoot").hash()
    let bloom = try value.require("logsBloom").bytes()
    do { logsBloom = try LogsBloom(bloom) } catch {
      throw try value.require("logsBloom").invalid(error.description)
    }
    coinbase = try value.require("miner").address()
    gasLimit = try value.require("gasLimit").smallQuantity()
    gasUsed = try value.require("gasUsed").smallQuantity()
    baseFee = try value.optional("baseFeePerGas") { (value) throws(JSONTypeError) in
      try value.quantity()
    }
    computedHash = Keccak256.hash(
      RLP.encode(
        try Self.rlp(
          value, start: [parentHash, try value.require("sha3Uncles").hash()], coinbase: coinbase,
          roots: [stateRoot, transactionsRoot, receiptsRoot], bloom: bloom, number: number,
          gasLimit: gasLimit, gasUsed: gasUsed, timestamp: timestamp, baseFee: baseFee)))
  }

  /// Whether the hash is that of the fields: only then the state root is the block's.
  public var isSound: Bool { hash == computedHash }

  /// The block, for calls that must read it and no other.
  public var id: BlockID { .pinned(number: number, hash: hash) }

  /// Whether gas has a base fee.
  public var isLondon: Bool { baseFee != nil }

  // The order of the fields is that of the yellow paper, section 4.3, and of the EIPs behind it.
  private static func rlp(
    _ value: JSONValue, start: [Hash256], coinbase: Address, roots: [Hash256], bloom: [UInt8],
    number: UInt64, gasLimit: UInt64, gasUsed: UInt64, timestamp: UInt64, baseFee: UInt256?
  ) throws(JSONTypeError) -> RLPItem {
    func small(_ key: String) throws(JSONTypeError) -> UInt64? {
      try value.optional(key) { (value) throws(JSONTypeError) in try value.smallQuantity() }
    }
    func hash(_ key: String) throws(JSONTypeError) -> Hash256? {
      try value.optional(key) { (value) throws(JSONTypeError) in try value.hash() }
    }
    var fields: [RLPItem] = start.map { .bytes(of: $0) }
    fields.append(.bytes(of: coinbase))
    fields += roots.map { .bytes(of: $0) }
    fields.append(.bytes(bloom))
    fields += [
      .number(try value.require("difficulty").quantity()), .number(UInt256(number)),
      .number(UInt256(gasLimit)), .number(UInt256(gasUsed)), .number(UInt256(timestamp)),
      .bytes(try value.require("extraData").bytes()),
      .bytes(of: try hash("mixHash") ?? .zero),
    ]
    let nonce = try value.optional("nonce") { (value) throws(JSONTypeError) in try value.bytes() }
    fields.append(.bytes(nonce ?? [UInt8](repeating: 0, count: 8)))
    let later: [RLPItem?] = [
      baseFee.map { .number($0) },
      try hash("withdrawalsRoot").map { .bytes(of: $0) },
      try small("blobGasUsed").map { .number(UInt256($0)) },
      try small("excessBlobGas").map { .number(UInt256($0)) },
      try hash("parentBeaconBlockRoot").map { .bytes(of: $0) },
      try hash("requestsHash").map { .bytes(of: $0) },
    ]
    for case let field? in later { fields.append(field) }
    return .list(fields)
  }
}
