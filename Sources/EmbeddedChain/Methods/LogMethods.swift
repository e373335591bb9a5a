import EVMPrimitives
import ExactJSON

// Logs, and filters that tell what is new.

extension RPCMethod {
  static let logs: [String: RPCMethod] = [
    "eth_getLogs": .read(1, ChainCore.getLogs),
    "eth_newFilter": .change(1, ChainCore.newFilter),
    "eth_newBlockFilter": .change(0, ChainCore.newBlockFilter),
    "eth_newPendingTransactionFilter": .change(1, ChainCore.newPendingFilter),
    "eth_uninstallFilter": .change(1, ChainCore.uninstallFilter),
    "eth_getFilterChanges": .change(1, ChainCore.getFilterChanges),
    "eth_getFilterLogs": .read(1, ChainCore.getFilterLogs),
  ]
}

/// What `eth_getLogs` is asked for.
private struct LogQuery {
  var filter: LogFilter
  var from: BlockReference?
  var to: BlockReference?
  var blockHash: Hash256?

  init(_ object: JSONValue) throws(JSONTypeError) {
    guard object.kind == .object else { throw object.wrongKind(.object) }
    filter = LogFilter()
    filter.addresses =
      try object.member("address") { (value) throws(JSONTypeError) in
        if value.kind == .array {
          return try value.list { (address) throws(JSONTypeError) in try address.rpcAddress() }
        }
        return [try value.rpcAddress()]
      } ?? []
    filter.topics =
      try object.member("topics") { (value) throws(JSONTypeError) in
        try value.list { (topic) throws(JSONTypeError) -> [Hash256] in
          if topic.isNull { return [] }
          if topic.kind != .array { return [try topic.rpcHash()] }
          var hashes: [Hash256] = []
          for element in try topic.requireElements() {
            // `null` among alternatives takes any, as in geth.
            if element.isNull { return [] }
            hashes.append(try element.rpcHash())
          }
          return hashes
        }
      } ?? []
    guard filter.topics.count <= 4 else { throw object.invalid("exceed max topics: a log has 4.") }
    from = try object.member("fromBlock") { (value) throws(JSONTypeError) in
      try BlockReference(tagOrNumber: value)
    }
    to = try object.member("toBlock") { (value) throws(JSONTypeError) in
      try BlockReference(tagOrNumber: value)
    }
    blockHash = try object.member("blockHash") { (value) throws(JSONTypeError) in
      try value.rpcHash()
    }
    if blockHash != nil, from != nil || to != nil {
      throw object.invalid(
        "cannot specify both BlockHash and FromBlock/ToBlock, choose one or the other")
    }
  }
}

extension Arguments {
  fileprivate func query(_ index: Int) throws(RPCError) -> LogQuery {
    try require(index) { (value) throws(JSONTypeError) in try LogQuery(value) }
  }
}

extension ChainCore {
  /// The number that a reference stands for now; `nil` for the pending block.
  private func number(_ reference: BlockReference) -> UInt64? {
    switch reference {
    case .number(let number): number
    case .earliest: 0
    case .pending: nil
    case .latest, .safe, .finalized: state.latest.number
    case .hash(let hash): state.block(hash)?.number
    }
  }

  func getLogs(_ arguments: Arguments) throws(RPCError) -> JSON {
    let query = try arguments.query(0)
    if let hash = query.blockHash {
      guard let block = state.block(hash) else { throw .refused("unknown block") }
      return .array(block.logs(query.filter).map(\.json))
    }
    let from = number(query.from ?? .latest)
    let to = number(query.to ?? .latest)
    // Logs of a block that is not mined are nobody's.
    guard let from else { return [] }
    if let to, from > to {
      throw .invalidArguments(
        "invalid block range params: fromBlock \(from) is after toBlock \(to).")
    }
    return .array(logs(query.filter, from: from, to: to).map(\.json))
  }

  /// The logs of mined blocks, `to` included.
  private func logs(_ filter: LogFilter, from: UInt64, to: UInt64?) -> [PlacedLog] {
    let last = min(to ?? .max, state.latest.number)
    guard from <= last else { return [] }
    return (from...last).flatMap { state.block($0)?.logs(filter) ?? [] }
  }
}

// MARK: - Filters

extension ChainCore {
  static func newFilter(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    let query = try arguments.query(0)
    let from = core.number(query.from ?? .latest)
    let to: UInt64? =
      if case .number(let number)? = query.to { number } else if query.to == .earliest { 0 } else {
        nil
      }
    let next = core.state.latest.number + 1
    return .quantity(
      core.filters.install(.logs(query.filter, from: from, to: to), nextBlock: next))
  }

  static func newBlockFilter(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    .quantity(core.filters.install(.blocks, nextBlock: core.state.latest.number + 1))
  }

  static func newPendingFilter(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    .quantity(core.filters.install(.pendingTransactions, nextBlock: 0))
  }

  static func uninstallFilter(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    .bool(core.filters.uninstall(try arguments.quantity(0)))
  }

  static func getFilterChanges(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    let id = try arguments.quantity(0)
    guard var filter = core.filters[id] else { throw .refused("filter not found") }
    let latest = core.state.latest.number
    let first = filter.nextBlock
    let changes: JSON
    switch filter.kind {
    case .blocks:
      changes =
        first > latest
        ? [] : .array((first...latest).compactMap { core.state.block($0).map { .hex($0.hash) } })
    case .logs(let wanted, let from, let to):
      changes = .array(
        core.logs(wanted, from: max(first, from ?? first), to: to).map(\.json))
    case .pendingTransactions:
      changes = .array(filter.pending.map { .hex($0) })
      filter.pending = []
    }
    filter.nextBlock = latest + 1
    core.filters[id] = filter
    return changes
  }

  func getFilterLogs(_ arguments: Arguments) throws(RPCError) -> JSON {
    guard let filter = filters[try arguments.quantity(0)],
      case .logs(let wanted, let from, let to) = filter.kind
    else { throw .refused("filter not found") }
    return .array(logs(wanted, from: from ?? state.latest.number, to: to).map(\.json))
  }
}
