import EVMPrimitives
public import ExactJSON

// What was read, for a file to go on from.

extension LogCoverage {
  /// All but the reasons of gaps.
  ///
  /// The chain is not named in it: whoever keeps several chains' logs keeps them apart.
  public var json: JSON {
    var members: [JSON.Member] = [
      .init("version", 1),
      .init("addresses", .array(filter.addresses.map { .string($0.hex) })),
      .init("topics", .array(filter.topics.map { .array($0.map { .string($0.hex) }) })),
      .init("blocks", Self.json(filter.blocks)),
      .init("covered", .array(covered.map(Self.json))),
    ]
    if let span { members.append(.init("span", .integer(span))) }
    members.append(.init("logs", .array(logs.map(\.json))))
    return .object(members)
  }

  /// Reads what ``json`` wrote.
  ///
  /// - Throws: `JSONTypeError` also for logs that the filter does not take or that no covered block has.
  public init(_ value: JSONValue) throws(JSONTypeError) {
    guard try value.require("version").integer(as: Int.self) == 1 else {
      throw try value.require("version").invalid("It is of another version; read the logs anew.")
    }
    let addresses = try value.require("addresses").list { (item) throws(JSONTypeError) in
      try item.address()
    }
    let topics = try value.require("topics").list { (place) throws(JSONTypeError) in
      try place.list { (item) throws(JSONTypeError) in try item.hash() }
    }
    let blocks = try Self.blocks(value.require("blocks"))
    self.init(of: RPCLogFilter(addresses: addresses, topics: topics, blocks: blocks))
    for range in try value.require("covered").requireElements() {
      let covered = try Self.blocks(range)
      guard blocks.contains(covered.lowerBound), blocks.contains(covered.upperBound) else {
        throw range.invalid("These blocks are not of the range.")
      }
      ranges.insert(covered)
    }
    span = try value.optional("span") { (item) throws(JSONTypeError) in
      try item.integer(as: UInt64.self)
    }
    var read: [RPCLog] = []
    for item in try value.require("logs").requireElements() {
      let log = try RPCLog(item)
      guard filter.includes(log), ranges.contains(log.blockNumber ?? .max), log.logIndex != nil,
        log.blockHash != nil, !log.isRemoved
      else { throw item.invalid("This log is not of the blocks that were read.") }
      read.append(log)
    }
    add(read)
  }

  private static func json(_ blocks: ClosedRange<UInt64>) -> JSON {
    [.integer(blocks.lowerBound), .integer(blocks.upperBound)]
  }

  private static func blocks(_ value: JSONValue) throws(JSONTypeError) -> ClosedRange<UInt64> {
    let bounds = try value.list { (item) throws(JSONTypeError) in
      try item.integer(as: UInt64.self)
    }
    guard bounds.count == 2, bounds[0] <= bounds[1] else {
      throw value.invalid("A range is its first and its last block.")
    }
    return bounds[0]...bounds[1]
  }
}

extension RPCLog {
  /// The log as nodes write it.
  var json: JSON {
    var members: [JSON.Member] = [
      .init("address", .string(address.hex)),
      .init("topics", .array(topics.map { .string($0.hex) })),
      .init("data", .string(Hex.encode(data))),
    ]
    if let blockNumber { members.append(.init("blockNumber", .quantity(blockNumber))) }
    if let blockHash { members.append(.init("blockHash", .string(blockHash.hex))) }
    if let transactionHash {
      members.append(.init("transactionHash", .string(transactionHash.hex)))
    }
    if let transactionIndex {
      members.append(.init("transactionIndex", .quantity(transactionIndex)))
    }
    if let logIndex { members.append(.init("logIndex", .quantity(logIndex))) }
    return .object(members)
  }
}
