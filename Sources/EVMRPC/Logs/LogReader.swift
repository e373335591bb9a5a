import EVMPrimitives

/// Reads the logs of a range of any length, from whoever answers calls.
///
/// ```swift
/// let coverage = try await LogReader(client).read(filter)
/// guard case .all(let logs) = coverage.checked else { … }
/// ```
/// Ranges include both ends. A range that the endpoint refuses is halved until it is one block; how
/// many blocks go through is learnt. Each log is checked against the filter, those told as removed are
/// left out, and what is told twice counts once.
public struct LogReader: Sendable {
  /// Who else confirms that no log is missing.
  public enum Check: Sendable {
    /// Nobody: what the caller says counts.
    case none
    /// Another caller, asked for the same; where they differ, ever shorter ranges are asked for, and
    /// a block about which they differ is a gap.
    case same(by: any RPCCaller)
    /// The headers' Bloom filters, by one call more for each block and each block's logs where its
    /// filter may have one: for short ranges.
    case blooms(by: any RPCCaller)
  }

  let caller: any RPCCaller
  let check: Check
  let firstSpan: UInt64
  let longestSpan: UInt64
  let parallel: Int

  /// - Parameters:
  ///   - firstSpan: Blocks of the first request.
  ///   - longestSpan: No request is longer, however well it goes.
  ///   - parallel: Ranges in one batch.
  public init(
    _ caller: any RPCCaller, check: Check = .none, firstSpan: UInt64 = 5000,
    longestSpan: UInt64 = 100_000, parallel: Int = 4
  ) {
    self.caller = caller
    self.check = check
    self.firstSpan = firstSpan
    self.longestSpan = longestSpan
    self.parallel = max(1, parallel)
  }

  /// Reads what a filter asks for.
  ///
  /// - Parameters:
  ///   - earlier: What was read before of the same contracts and topics; another filter's is ignored.
  ///   - rereading: How many of its last blocks are read again, since the chain may have left them.
  ///   - onProgress: Told after each step what there is; whoever keeps it can go on from there.
  /// - Returns: All logs, or some with the gaps and their reasons; failures are no errors.
  public func read(
    _ filter: RPCLogFilter, goingOnFrom earlier: LogCoverage? = nil, rereading: UInt64 = 128,
    onProgress: @Sendable (LogCoverage) -> Void = { _ in }
  ) async throws(CancellationError) -> LogCoverage {
    var coverage = LogCoverage(of: filter)
    if let earlier { coverage.take(over: earlier, rereading: rereading) }
    var span = LogSpan(first: coverage.span ?? firstSpan, longest: longestSpan)
    var patience = LogPatience()
    // The blocks that are read or that nobody gives.
    var done = coverage.ranges
    while let rest = done.missing(in: filter.blocks).first {
      guard !Task.isCancelled else { throw CancellationError() }
      let pieces = Self.pieces(of: rest, span: span.blocks, count: parallel)
      let found = try await logs(of: filter, in: pieces)
      var worst: (piece: ClosedRange<UInt64>, failure: RPCFailure)?
      for (piece, result) in zip(pieces, found) {
        switch result {
        case .success(let logs):
          coverage.add(logs, of: piece)
          done.insert(piece)
          if worst == nil { span.succeed(with: piece.blockCount) }
        case .failure(let failure):
          if worst == nil { worst = (piece, failure) }
          if piece.blockCount == 1 {
            done.insert(piece)
            coverage.gapReasons.append(LogGap(blocks: piece, failure: failure))
          }
        }
      }
      coverage.span = span.good > 0 ? span.good : nil
      guard let (piece, failure) = worst else {
        patience.reset()
        onProgress(coverage)
        continue
      }
      if found.contains(where: { (try? $0.get()) != nil }) { patience.reset() }
      span.shrink(from: piece.blockCount, because: failure.logLimit)
      if patience.isOver(after: failure) {
        if let skipped = try await unreadableStart(of: rest, filter: filter, because: failure) {
          done.insert(skipped)
          coverage.gapReasons.append(LogGap(blocks: skipped, failure: failure))
        }
        patience.reset()
      }
      onProgress(coverage)
    }
    return coverage
  }

  /// The first pieces of a range, one behind the other.
  private static func pieces(
    of range: ClosedRange<UInt64>, span: UInt64, count: Int
  ) -> [ClosedRange<UInt64>] {
    var pieces: [ClosedRange<UInt64>] = []
    var rest = range
    while true {
      let piece = rest.firstBlocks(span)
      pieces.append(piece)
      guard pieces.count < count, piece.upperBound < range.upperBound else { return pieces }
      rest = (piece.upperBound + 1)...range.upperBound
    }
  }

  /// The blocks at the start of a range that nobody gives: of a node without old ones those in front of
  /// the first that it has, otherwise all; `nil` when the first one can be read by now.
  private func unreadableStart(
    of range: ClosedRange<UInt64>, filter: RPCLogFilter, because failure: RPCFailure
  ) async throws(CancellationError) -> ClosedRange<UInt64>? {
    func isReadable(_ block: UInt64) async throws(CancellationError) -> Bool {
      let found = try await logs(of: filter, in: [block...block])
      return (try? found[0].get()) != nil
    }
    guard !failure.endsReading else { return range }
    if try await isReadable(range.lowerBound) { return nil }
    guard try await isReadable(range.upperBound) else { return range }
    var (bad, good) = (range.lowerBound, range.upperBound)
    while good - bad > 1 {
      let middle = bad + (good - bad) / 2
      if try await isReadable(middle) { good = middle } else { bad = middle }
    }
    // Whatever was wrong may have passed meanwhile.
    return try await isReadable(bad) ? nil : range.lowerBound...bad
  }
}

/// How many failures in a row are borne.
private struct LogPatience {
  private var failures = 0
  private var outages = 0

  mutating func reset() { self = LogPatience() }

  /// Whether reading here has no more use: the endpoint is out of reach, or has refused shorter and
  /// shorter ranges down to single blocks.
  mutating func isOver(after failure: RPCFailure) -> Bool {
    failures += 1
    switch failure {
    case .transport, .rateLimited, .exhausted: outages += 1
    default: break
    }
    return failure.endsReading || outages >= 3 || failures >= 24
  }
}

extension RPCFailure {
  /// What there was too much of, if that is the reason.
  fileprivate var logLimit: LogRefusal.Limit? {
    if case .logsRefused(let refusal) = self { refusal.limit } else { nil }
  }

  /// Whether no other range would go better.
  fileprivate var endsReading: Bool {
    switch self {
    case .unsupported, .wrongChain: true
    default: false
    }
  }
}
