import EVMInterpreter
import EVMPrimitives

/// Which logs somebody asks for.
struct LogFilter: Hashable, Sendable {
  /// One of these contracts; any when empty.
  var addresses: [Address] = []
  /// At each position one of these topics; any where empty.
  var topics: [[Hash256]] = []

  func matches(_ log: Log) -> Bool {
    guard addresses.isEmpty || addresses.contains(log.address), topics.count <= log.topics.count
    else { return false }
    return zip(topics, log.topics).allSatisfy { $0.isEmpty || $0.contains($1) }
  }

  /// Whether a block with this bloom may have such logs.
  func mayMatch(_ bloom: LogsBloom) -> Bool {
    (addresses.isEmpty || addresses.contains { bloom.mayContain($0) })
      && topics.allSatisfy { $0.isEmpty || $0.contains { bloom.mayContain($0) } }
  }
}

/// A log with the place where it stands.
struct PlacedLog {
  var log: Log
  var block: ChainBlock
  var transactionIndex: Int
  var logIndex: Int
}

extension ChainBlock {
  /// The logs of the block that a filter takes, in order.
  func logs(_ filter: LogFilter) -> [PlacedLog] {
    guard filter.mayMatch(header.logsBloom) else { return [] }
    return transactions.indices.flatMap {
      logs(ofTransaction: $0).filter { filter.matches($0.log) }
    }
  }

  /// The logs of one of the block's transactions.
  func logs(ofTransaction index: Int) -> [PlacedLog] {
    transactions[index].receipt.logs.enumerated().map { number, log in
      PlacedLog(
        log: log, block: self, transactionIndex: index, logIndex: firstLogs[index] + number)
    }
  }
}
