public import EVMPrimitives

/// What a contract logged.
public struct Log: Hashable, Sendable {
  /// The contract whose event it is.
  public let address: Address
  /// None to four words of 32 bytes.
  public let topics: [Hash256]
  public let data: [UInt8]

  public init(address: Address, topics: [Hash256], data: [UInt8]) {
    self.address = address
    self.topics = topics
    self.data = data
  }

  /// The RLP that receipts and the hash of logs are made of: address, topics, data.
  public var rlp: RLPItem {
    .list([.bytes(of: address), .list(topics.map { .bytes(of: $0) }), .bytes(data)])
  }
}
