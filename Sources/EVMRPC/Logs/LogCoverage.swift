/// The logs of a range as far as they were read, and which of its blocks that covers.
///
/// What no endpoint gave is a gap and stays one: no logs in a gap is not the same as no logs.
/// ``LogReader`` makes it, and goes on from one that was kept.
public struct LogCoverage: Hashable, Sendable {
  /// What was asked for, with all of its blocks.
  public let filter: RPCLogFilter
  /// The logs in the order of the chain, each once.
  public private(set) var logs: [RPCLog] = []
  /// Why blocks are missing that the last reading asked for in vain.
  public internal(set) var gapReasons: [LogGap] = []
  /// The most blocks at once that went well, to begin with when reading goes on.
  public internal(set) var span: UInt64?
  var ranges = BlockRanges()

  /// Nothing covered yet.
  public init(of filter: RPCLogFilter) { self.filter = filter }

  /// The blocks whose logs are all here, in order, without neighbours.
  public var covered: [ClosedRange<UInt64>] { ranges.ranges }

  /// The blocks that were asked for and not read.
  public var gaps: [ClosedRange<UInt64>] { ranges.missing(in: filter.blocks) }

  public var isComplete: Bool { gaps.isEmpty }

  /// How many of the filter's blocks are covered.
  public var coveredCount: UInt64 { ranges.count }

  /// How many blocks the filter has.
  public var blockCount: UInt64 { filter.blocks.blockCount }

  /// The logs with what is known of their being all.
  public var checked: CheckedLogs {
    isComplete
      ? .all(logs)
      : .some(
        logs,
        gaps: gaps.map { gap in
          LogGap(blocks: gap, failure: gapReasons.first { $0.blocks.overlaps(gap) }?.failure)
        })
  }

  // MARK: Adding

  /// Takes in the logs of some blocks, which are all that there are.
  mutating func add(_ found: [RPCLog], of blocks: ClosedRange<UInt64>) {
    ranges.insert(blocks)
    add(found)
  }

  /// Takes in logs of blocks that are covered.
  mutating func add(_ found: [RPCLog]) {
    guard !found.isEmpty else { return }
    let isBehind = logs.last.map { RPCLog.isBefore($0, found[0]) } ?? true
    logs += found
    // Readings go upwards, so there is mostly nothing to sort.
    if !isBehind { logs.sort(by: RPCLog.isBefore) }
  }

  /// What another one covers of this filter's blocks, but for the last few that it has: those may have
  /// left the chain since.
  ///
  /// - Parameter rereading: How many blocks are read again.
  mutating func take(over other: LogCoverage, rereading count: UInt64) {
    guard other.filter.addresses == filter.addresses, other.filter.topics == filter.topics,
      let last = other.ranges.ranges.last?.upperBound
    else { return }
    let end = last.subtractingReportingOverflow(count)
    guard !end.overflow, end.partialValue >= filter.blocks.lowerBound else { return }
    let kept = filter.blocks.clamped(to: filter.blocks.lowerBound...end.partialValue)
    ranges.formUnion(other.ranges.clamped(to: kept))
    add(other.logs.filter { filter.includes($0) && ranges.contains($0.blockNumber ?? .max) })
    span = other.span
  }
}

/// Blocks whose logs are not known.
public struct LogGap: Hashable, Sendable, CustomStringConvertible {
  public var blocks: ClosedRange<UInt64>
  /// Why; `nil` where nobody has asked yet.
  public var failure: RPCFailure?

  public init(blocks: ClosedRange<UInt64>, failure: RPCFailure?) {
    self.blocks = blocks
    self.failure = failure
  }

  public var description: String {
    "The logs of \(shown(blocks)) are not known: "
      + (failure?.description ?? "They were not read yet.")
  }
}

/// Logs, and whether there can be others.
public enum CheckedLogs: Hashable, Sendable {
  /// All that the filter's blocks have; none when empty.
  case all([RPCLog])
  /// Those that were found; the gaps may have more.
  case some([RPCLog], gaps: [LogGap])

  /// The logs that were found.
  public var found: [RPCLog] {
    switch self {
    case .all(let logs), .some(let logs, _): logs
    }
  }

  /// Whether there are logs at all; `nil` when none were found and there are gaps.
  public var areThere: Bool? {
    switch self {
    case .all(let logs): !logs.isEmpty
    case .some(let logs, _): logs.isEmpty ? nil : true
    }
  }
}

extension RPCLog {
  /// The order of the chain; logs without a place come last.
  static func isBefore(_ left: RPCLog, _ right: RPCLog) -> Bool {
    (left.blockNumber ?? .max, left.logIndex ?? .max)
      < (right.blockNumber ?? .max, right.logIndex ?? .max)
  }
}

/// A range of blocks in words.
func shown(_ blocks: ClosedRange<UInt64>) -> String {
  blocks.lowerBound == blocks.upperBound
    ? "block \(blocks.lowerBound)" : "blocks \(blocks.lowerBound) to \(blocks.upperBound)"
}
