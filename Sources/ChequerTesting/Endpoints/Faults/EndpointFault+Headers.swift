import EVMPrimitives
import ExactJSON

// Blocks that are not what they say they are.

extension EndpointFault {
  /// Blocks whose hash is not that of their fields.
  public static let falseHash = header("false hash") {
    $0.changing("hash") { $0.bytes.map { .hex($0.lastBitFlipped) } ?? $0 }
  }

  /// Blocks with another state root under their hash, which is no longer that of their fields.
  public static let falseStateRoot = header("false state root", falsifiedState)

  /// Blocks with another state root and the hash that they then have: consistent, and of no chain.
  public static let forgedHeader = header("forged header") { rehashed(falsifiedState($0)) }

  /// Blocks without the fields that a hash needs, as of nodes with light answers.
  public static let bareHeaders = EndpointFault("bare headers", of: headerMethods) { call, honest in
    guard case .result(let block) = honest(call) else { return honest(call) }
    return .result(block.removing("stateRoot", "parentHash", "timestamp", "sha3Uncles"))
  }

  /// Blocks without a hash, as pending ones are.
  public static let hashlessHeaders = EndpointFault("hashless headers", of: headerMethods) {
    call, honest in
    guard case .result(let block) = honest(call) else { return honest(call) }
    return .result(block.changing("hash") { _ in .null })
  }

  /// The block before the one that is asked for by its number, whole and right in itself.
  public static let otherHeader = EndpointFault(
    "other header", of: ["eth_getBlockByNumber"], as: .lie, answering: blockBefore)

  /// The block before the one that is asked for by its number, with that number written over its own.
  public static let renumberedHeader = EndpointFault(
    "renumbered header", of: ["eth_getBlockByNumber"], as: .lie
  ) { call, honest in
    guard case .result(let block) = blockBefore(call, honest), let number = block["number"],
      honest(call) != .result(block)
    else { return honest(call) }
    return .result(block.setting(("number", number.adding(1))))
  }

  /// No block by any hash, and no state at one, as of a node behind a load balancer which has not seen
  /// the block that another told.
  public static let unknownBlocks = EndpointFault("unknown blocks", as: .lag) { call, honest in
    if call.method == "eth_getBlockByHash" { return .result(.null) }
    guard let place = EndpointCall.statePlaces[call.method], call.arguments.count > place,
      call.arguments[place]["blockHash"] != nil
    else { return honest(call) }
    return .error(["code": -32000, "message": "header for hash not found"])
  }

  /// Blocks so many seconds older, with the hashes that they then have.
  public static func older(by seconds: UInt64) -> EndpointFault {
    shifted("old blocks") { $0 - min($0, UInt256(seconds)) }
  }

  /// Blocks so many seconds later, with the hashes that they then have.
  public static func later(by seconds: UInt64) -> EndpointFault {
    shifted("late blocks") { $0 &+ UInt256(seconds) }
  }

  private static func shifted(
    _ name: String, _ change: @escaping @Sendable (UInt256) -> UInt256
  ) -> EndpointFault {
    header(name, as: .lag) { block in
      rehashed(block.changing("timestamp") { $0.quantity.map { .quantity(change($0)) } ?? $0 })
    }
  }

  private static let headerMethods = ["eth_getBlockByNumber", "eth_getBlockByHash"]

  private static func header(
    _ name: String, as consequence: Consequence = .lie,
    _ change: @escaping @Sendable (JSON) -> JSON
  ) -> EndpointFault {
    EndpointFault(name, of: headerMethods, as: consequence) { call, honest in
      guard case .result(let block) = honest(call) else { return honest(call) }
      return .result(change(block))
    }
  }

  @Sendable private static func falsifiedState(_ block: JSON) -> JSON {
    block.changing("stateRoot") { $0.bytes.map { .hex($0.lastBitFlipped) } ?? $0 }
  }

  @Sendable private static func blockBefore(
    _ call: EndpointCall, _ honest: (EndpointCall) -> EndpointOutcome
  ) -> EndpointOutcome {
    guard let block = call.arguments.first,
      let number = EndpointCall.blockNumber(block, honest), number > 0
    else { return honest(call) }
    return honest(call.setting(0, to: .quantity(number - 1)))
  }

  // MARK: Hashes

  /// The block with the hash of the fields that it has; one that lacks fields stays.
  private static func rehashed(_ block: JSON) -> JSON {
    var items: [RLPItem] = []
    for (key, isNumber) in headerFields {
      guard let value = block[key] else { return block }
      guard let item = item(value, isNumber: isNumber) else { return block }
      items.append(item)
    }
    for (key, isNumber) in laterHeaderFields {
      guard let value = block[key], let item = item(value, isNumber: isNumber) else { break }
      items.append(item)
    }
    return block.setting(("hash", .string(Keccak256.hash(RLP.encode(.list(items))).hex)))
  }

  private static func item(_ value: JSON, isNumber: Bool) -> RLPItem? {
    isNumber ? value.quantity.map { .number($0) } : value.bytes.map { .bytes($0) }
  }

  /// The fields of a header in their order, and whether each is a number.
  ///
  /// - SeeAlso: Yellow paper, section 4.4.3.
  private static let headerFields = [
    ("parentHash", false), ("sha3Uncles", false), ("miner", false), ("stateRoot", false),
    ("transactionsRoot", false), ("receiptsRoot", false), ("logsBloom", false),
    ("difficulty", true), ("number", true), ("gasLimit", true), ("gasUsed", true),
    ("timestamp", true), ("extraData", false), ("mixHash", false), ("nonce", false),
  ]

  /// What forks added: EIP-1559, 4895, 4844, 4788 and 7685.
  private static let laterHeaderFields = [
    ("baseFeePerGas", true), ("withdrawalsRoot", false), ("blobGasUsed", true),
    ("excessBlobGas", true), ("parentBeaconBlockRoot", false), ("requestsHash", false),
  ]
}
