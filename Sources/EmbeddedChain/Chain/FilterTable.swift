import EVMPrimitives

/// The filters that clients have installed, each with what it has told already.
struct FilterTable: Sendable {
  enum Kind: Sendable {
    /// Logs between two blocks; `nil` is without end.
    case logs(LogFilter, from: UInt64?, to: UInt64?)
    case blocks
    case pendingTransactions
  }

  struct Filter: Sendable {
    var kind: Kind
    /// The first block that was not told yet.
    var nextBlock: UInt64
    /// Transactions that came and were not told yet.
    var pending: [Hash256] = []
  }

  private var filters: [UInt64: Filter] = [:]
  private var order: [UInt64] = []
  private var lastID: UInt64 = 0

  /// Filters that may be installed; with more the oldest go.
  static let limit = 1000
  /// Transactions that a filter keeps until it is asked.
  private static let pendingLimit = 10_000

  subscript(id: UInt64) -> Filter? {
    get { filters[id] }
    set { if filters[id] != nil, let newValue { filters[id] = newValue } }
  }

  mutating func install(_ kind: Kind, nextBlock: UInt64) -> UInt64 {
    lastID += 1
    filters[lastID] = Filter(kind: kind, nextBlock: nextBlock)
    order.append(lastID)
    if order.count > Self.limit { filters[order.removeFirst()] = nil }
    return lastID
  }

  mutating func uninstall(_ id: UInt64) -> Bool {
    order.removeAll { $0 == id }
    return filters.removeValue(forKey: id) != nil
  }

  mutating func notePending(_ hash: Hash256) {
    for (id, filter) in filters {
      guard case .pendingTransactions = filter.kind, filter.pending.count < Self.pendingLimit else {
        continue
      }
      filters[id]?.pending.append(hash)
    }
  }

  /// Blocks above one are gone, so what stands there next is news.
  mutating func followRevert(to number: UInt64) {
    for (id, filter) in filters where filter.nextBlock > number + 1 {
      filters[id]?.nextBlock = number + 1
    }
  }
}
