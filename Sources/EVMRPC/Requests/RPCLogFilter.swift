public import EVMPrimitives
import ExactJSON

/// Which logs are asked for: those of a range of blocks, of some contracts, with some topics.
public struct RPCLogFilter: Hashable, Sendable {
  /// The contracts; all when empty.
  public var addresses: [Address]
  /// For each place the topics of which one must stand there; an empty list takes any.
  public var topics: [[Hash256]]
  /// The first and the last block, both included.
  public var blocks: ClosedRange<UInt64>

  public init(
    addresses: [Address] = [], topics: [[Hash256]] = [], blocks: ClosedRange<UInt64>
  ) {
    self.addresses = addresses
    self.topics = topics
    self.blocks = blocks
  }

  /// Whether a log is one that was asked for.
  public func includes(_ log: RPCLog) -> Bool {
    guard let number = log.blockNumber, blocks.contains(number) else { return false }
    guard addresses.isEmpty || addresses.contains(log.address) else { return false }
    guard log.topics.count >= topics.count else { return topics.allSatisfy(\.isEmpty) }
    return zip(topics, log.topics).allSatisfy { wanted, topic in
      wanted.isEmpty || wanted.contains(topic)
    }
  }

  var json: JSON {
    var members: [JSON.Member] = [
      .init("fromBlock", .quantity(blocks.lowerBound)),
      .init("toBlock", .quantity(blocks.upperBound)),
    ]
    if addresses.count == 1 {
      members.append(.init("address", .string(addresses[0].hex)))
    } else if !addresses.isEmpty {
      members.append(.init("address", .array(addresses.map { .string($0.hex) })))
    }
    if !topics.isEmpty {
      members.append(
        .init(
          "topics",
          .array(
            topics.map { choices in
              switch choices.count {
              case 0: .null
              case 1: .string(choices[0].hex)
              default: .array(choices.map { .string($0.hex) })
              }
            })))
    }
    return .object(members)
  }
}
