import EVMPrimitives
import EVMRPC
import ExactJSON
import Synchronization
import Testing
import VectorFiles

@Suite struct `A reader of logs` {
  private let blocks: [UInt64] = [0, 1, 1, 999, 1000, 4999, 5000, 5001, 9999, 10_000, 10_000]

  /// Whether ranges cover all blocks of a range and none twice.
  private func isPartition(_ ranges: [ClosedRange<UInt64>], of whole: ClosedRange<UInt64>) -> Bool {
    let sorted = ranges.sorted { $0.lowerBound < $1.lowerBound }
    return sorted.first?.lowerBound == whole.lowerBound
      && sorted.last?.upperBound == whole.upperBound
      && zip(sorted, sorted.dropFirst()).allSatisfy { $0.upperBound + 1 == $1.lowerBound }
  }

  @Test func `asks for each block once, both ends included`() async throws {
    let node = LogNode(logsIn: blocks)
    let coverage = try await LogReader(node, firstSpan: 1000).read(LogNode.filter(0...10_000))
    #expect(coverage.logBlocks == blocks)
    #expect(coverage.isComplete && coverage.gaps.isEmpty)
    #expect(isPartition(node.asked, of: 0...10_000))
    guard case .all(let logs) = coverage.checked else {
      Issue.record("There are gaps.")
      return
    }
    #expect(logs == coverage.logs)
  }

  @Test func `reads ranges of one block, and those that end with the last number`() async throws {
    for range in [5...5, UInt64.max...UInt64.max, (UInt64.max - 6000)...UInt64.max] {
      let node = LogNode(logsIn: [5, .max - 6000, .max])
      let coverage = try await LogReader(node, parallel: 2).read(LogNode.filter(range))
      #expect(coverage.logBlocks == node.blocks.filter(range.contains))
      #expect(coverage.isComplete)
    }
  }

  /// Words of providers, and their limits, which some count inclusively and others as a difference.
  static let limits: [(words: String, limit: UInt64, isDifference: Bool)] = [
    ("exceed max block range: 500", 500, false), ("range 1 exceeds limit of 500", 500, true),
    ("block range is too wide", 700, false), ("Block range limit exceeded.", 1, false),
    ("query exceeds max block range 1000", 64, false),
    ("eth_getLogs is limited to a 1,000 range", 1000, true),
  ]

  @Test(arguments: limits.indices)
  func `learns how many blocks an endpoint gives at once`(_ index: Int) async throws {
    let (words, limit, isDifference) = Self.limits[index]
    let node = LogNode(logsIn: [0, 1, 500, 1999, 2000]) { range, logs in
      let count = range.upperBound - range.lowerBound + (isDifference ? 0 : 1)
      return count > limit ? .failure(LogNode.refusal(words)) : .success(logs)
    }
    let coverage = try await LogReader(node).read(LogNode.filter(0...2000))
    #expect(coverage.logBlocks == [0, 1, 500, 1999, 2000] && coverage.isComplete)
    // What was learnt is not asked for again.
    let refused = node.asked.filter {
      $0.upperBound - $0.lowerBound + (isDifference ? 0 : 1) > limit
    }
    #expect(refused.count <= 4 * 12)
    #expect(coverage.span.map { $0 <= limit + (isDifference ? 1 : 0) } ?? false)
  }

  @Test func `a limit that was named is kept to at once`() async throws {
    let node = LogNode(logsIn: []) { range, logs in
      range.upperBound - range.lowerBound >= 500
        ? .failure(LogNode.refusal("exceed max block range: 500")) : .success(logs)
    }
    _ = try await LogReader(node, parallel: 1).read(LogNode.filter(0...4999))
    #expect(node.asked.count == 11)
    #expect(node.asked.dropFirst().allSatisfy { $0.upperBound - $0.lowerBound == 499 })
  }

  @Test(arguments: [
    "query returned more than 10 results", "log query timed out", "response size exceeded",
  ])
  func `asks for fewer blocks where there are many logs, and for more behind them`(
    _ words: String
  ) async throws {
    let dense = (0..<200).map { UInt64(20_000 + $0) }
    let node = LogNode(logsIn: dense + [90_000]) { range, logs in
      logs.count > 10 ? .failure(LogNode.refusal(words)) : .success(logs)
    }
    let coverage = try await LogReader(node).read(LogNode.filter(0...200_000))
    #expect(coverage.logBlocks == dense + [90_000] && coverage.isComplete)
    let last = try #require(node.asked.last { $0.lowerBound > 150_000 })
    #expect(last.upperBound - last.lowerBound > 5000)
    #expect(node.asked.count < 300)
  }

  @Test func `a block with too many logs is a gap, and the others are read`() async throws {
    let node = LogNode(logsIn: Array(repeating: 777, count: 20) + [5, 776, 778, 6000]) {
      range, logs in
      logs.count > 10
        ? .failure(LogNode.refusal("query returned more than 10 results")) : .success(logs)
    }
    let coverage = try await LogReader(node).read(LogNode.filter(0...10_000))
    #expect(coverage.logBlocks == [5, 776, 778, 6000])
    #expect(coverage.gaps == [777...777])
    guard case .some(let logs, let gaps) = coverage.checked else {
      Issue.record("A gap counts as none.")
      return
    }
    #expect(logs == coverage.logs)
    #expect(
      gaps.map(\.description) == [
        "The logs of block 777 are not known: The node does not give so many logs at once: 'query returned more than 10 results'."
      ])
  }

  // MARK: What is never none

  @Test(arguments: [
    RPCFailure.transport(endpoint: "node", reason: "It is down."),
    .node(code: -32000, message: "no"), .unsupported(method: "eth_getLogs"),
    .rateLimited(endpoint: "node", retryAfter: nil), .exhausted([]),
    .blockNotFound("block 5"), .malformed(method: "eth_getLogs", reason: "It is null."),
  ])
  func `a failure is a gap, never no logs`(_ failure: RPCFailure) async throws {
    let node = LogNode(logsIn: [1]) { _, _ in .failure(failure) }
    let coverage = try await LogReader(node).read(LogNode.filter(0...1_000_000))
    #expect(coverage.gaps == [0...1_000_000] && coverage.logs.isEmpty)
    #expect(coverage.checked.areThere == nil)
    guard case .some([], let gaps) = coverage.checked else {
      Issue.record("A failure counts as none.")
      return
    }
    #expect(gaps == [LogGap(blocks: 0...1_000_000, failure: failure)])
    // It gives up in time.
    #expect(node.asked.count < 120)
  }

  @Test func `whether there are logs is known of a whole range, or by one of them`() async throws {
    #expect(
      try await LogReader(LogNode(logsIn: [])).read(LogNode.filter(0...9)).checked.areThere == false
    )
    #expect(
      try await LogReader(LogNode(logsIn: [3])).read(LogNode.filter(0...9)).checked.areThere == true
    )
    let node = LogNode(logsIn: [3]) { range, logs in
      range.upperBound > 5 ? .failure(.node(code: 1, message: "no")) : .success(logs)
    }
    let coverage = try await LogReader(node).read(LogNode.filter(0...9))
    #expect(coverage.checked.areThere == true && coverage.gaps == [6...9])
  }

  @Test(arguments: [5...6, 5...12, 5...16, 5...17])
  func `an outage that ends leaves no gap`(_ outage: ClosedRange<Int>) async throws {
    let calls = Mutex(0)
    let node = LogNode(logsIn: blocks) { _, logs in
      let count = calls.withLock { count in
        count += 1
        return count
      }
      return outage.contains(count)
        ? .failure(.transport(endpoint: "node", reason: "It is down.")) : .success(logs)
    }
    let coverage = try await LogReader(node, firstSpan: 100).read(LogNode.filter(0...10_000))
    #expect(coverage.logBlocks == blocks && coverage.isComplete)
  }

  @Test func `a node without old blocks gives the others`() async throws {
    let node = LogNode(logsIn: [10, 123_456, 123_457, 150_000]) { range, logs in
      range.lowerBound < 123_457
        ? .failure(LogNode.refusal("pruned history unavailable")) : .success(logs)
    }
    let coverage = try await LogReader(node).read(LogNode.filter(0...200_000))
    #expect(coverage.logBlocks == [123_457, 150_000])
    #expect(coverage.gaps == [0...123_456])
  }

  // MARK: What is told wrongly

  @Test func `what is told twice counts once, and what was taken back not at all`() async throws {
    let node = LogNode(logsIn: [3, 4]) { range, logs in
      .success(logs + logs.reversed() + [LogNode.log(range.upperBound, 9, removed: true)])
    }
    let coverage = try await LogReader(node).read(LogNode.filter(0...9))
    #expect(coverage.logBlocks == [3, 4] && coverage.isComplete)
  }

  static let wrong: [(name: String, logs: [JSON], reason: String)] = [
    (
      "another contract", [LogNode.log(5, 0, of: "0x00000000000000000000000000000000000000bb")],
      "A log of 0x00000000000000000000000000000000000000bb in block 5 is none that was asked for."
    ),
    ("another block", [LogNode.log(500, 0)], "in block 500 is none that was asked for."),
    (
      "pending",
      [["address": .string(LogNode.contract), "topics": [], "data": "0x", "blockHash": nil]],
      "has no block or no place in it."
    ),
    (
      "two branches", [LogNode.log(5, 0, hash: 1), LogNode.log(5, 1, hash: 2)],
      "It has logs of two blocks with number 5."
    ),
    (
      "one place", [LogNode.log(5, 0), LogNode.log(5, 0, data: "0x01")],
      "Two logs stand at place 0 of block 5."
    ),
    ("no log", ["0x"], "Expected"),
    (
      "five topics",
      [
        [
          "address": .string(LogNode.contract), "data": "0x",
          "topics": .array(Array(repeating: .string(Hash256.zero.hex), count: 5)),
        ]
      ], "at most four topics"
    ),
  ]

  @Test(arguments: wrong.indices)
  func `a log that cannot be is a gap that says why`(_ index: Int) async throws {
    let (name, logs, reason) = Self.wrong[index]
    let node = LogNode(logsIn: [1, 8]) { range, honest in
      .success(range.contains(5) ? honest + logs : honest)
    }
    let coverage = try await LogReader(node).read(LogNode.filter(0...9))
    #expect(coverage.logBlocks == [1, 8] && coverage.gaps == [5...5], "\(name)")
    #expect(coverage.gapReasons.first?.description.contains(reason) == true, "\(name)")
  }

  // MARK: A second opinion

  @Test func `a log that one of two leaves out is a gap, never missing`() async throws {
    let honest = LogNode(logsIn: blocks)
    let liar = LogNode(logsIn: blocks.filter { $0 != 5000 })
    for (first, second) in [(honest, liar), (liar, honest)] {
      let coverage = try await LogReader(first, check: .same(by: second))
        .read(LogNode.filter(0...10_000))
      #expect(coverage.gaps == [5000...5000])
      #expect(coverage.logBlocks == blocks.filter { $0 != 5000 })
      guard case .disagreement("eth_getLogs", _)? = coverage.gapReasons.first?.failure else {
        Issue.record("\(coverage.gapReasons)")
        return
      }
    }
  }

  @Test func `what is cut without a word shows in shorter ranges`() async throws {
    let many = (0..<3000).map { UInt64($0) }
    let node = LogNode(logsIn: many) { _, logs in .success(Array(logs.prefix(1000))) }
    let second = LogNode(logsIn: many)
    let coverage = try await LogReader(node, check: .same(by: second))
      .read(LogNode.filter(0...2999))
    #expect(coverage.logBlocks == many && coverage.isComplete)
  }

  // MARK: Progress

  @Test func `tells its progress, and goes on from there`() async throws {
    let kept = Mutex<[LogCoverage]>([])
    let first = LogNode(logsIn: blocks) { range, logs in
      range.upperBound > 5200
        ? .failure(.transport(endpoint: "node", reason: "It is down.")) : .success(logs)
    }
    let half = try await LogReader(first, firstSpan: 100, parallel: 1).read(
      LogNode.filter(0...10_000), onProgress: { coverage in kept.withLock { $0.append(coverage) } })
    #expect(!half.isComplete && half.covered.count == 1)
    let counts = kept.withLock { $0.map(\.coveredCount) }
    #expect(counts == counts.sorted() && counts.count > 3)
    #expect(half.blockCount == 10_001)

    let second = LogNode(logsIn: blocks)
    let whole = try await LogReader(second).read(
      LogNode.filter(0...12_000), goingOnFrom: half, rereading: 100)
    #expect(whole.isComplete && whole.logBlocks == blocks)
    let end = try #require(half.covered.last?.upperBound)
    #expect(second.asked.map(\.lowerBound).min() == end - 99)
  }

  @Test func `reads anew what may have left the chain`() async throws {
    let old = try await LogReader(LogNode(logsIn: [10, 950])).read(LogNode.filter(0...1000))
    let new = LogNode(logsIn: [10, 960])
    let coverage = try await LogReader(new).read(
      LogNode.filter(0...1100), goingOnFrom: old, rereading: 128)
    #expect(coverage.logBlocks == [10, 960] && coverage.isComplete)
    #expect(new.asked.map(\.lowerBound).min() == 873)
  }

  @Test func `takes nothing over from another filter`() async throws {
    var other = LogNode.filter(0...1000)
    other.topics = [[.zero]]
    let earlier = try await LogReader(LogNode(logsIn: [])).read(other)
    let node = LogNode(logsIn: [7])
    let coverage = try await LogReader(node).read(
      LogNode.filter(0...1000), goingOnFrom: earlier, rereading: 0)
    #expect(coverage.logBlocks == [7])
  }

  @Test func `ends when it is cancelled`() async throws {
    let (steps, step) = AsyncStream<Void>.makeStream()
    let node = LogNode(logsIn: [])
    let task = Task {
      try await LogReader(node, firstSpan: 1, longestSpan: 1).read(
        LogNode.filter(0...UInt64.max), onProgress: { _ in step.yield() })
    }
    for await _ in steps { break }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  // MARK: Chance

  /// Nodes with limits, lies and outages by chance: what is covered is right, and the rest is a gap.
  @Test(arguments: 0..<60)
  func `never says anything false, whatever an endpoint does`(_ seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let last = UInt64.random(in: 0...20_000, using: &random)
    let logs = (0..<Int.random(in: 0...200, using: &random)).map { _ in
      UInt64.random(in: 0...last, using: &random)
    }
    let span = UInt64.random(in: 1...8000, using: &random)
    let most = Int.random(in: 1...50, using: &random)
    let state = Mutex(random)
    let node = LogNode(logsIn: logs) { range, logs in
      let chance = state.withLock { Int.random(in: 0..<100, using: &$0) }
      if range.upperBound - range.lowerBound >= span {
        return .failure(LogNode.refusal("block range too large"))
      }
      if logs.count > most { return .failure(LogNode.refusal("too many results")) }
      switch chance {
      case 0..<10: return .failure(.transport(endpoint: "node", reason: "It is down."))
      case 10..<13: return .failure(.node(code: -32000, message: "odd"))
      case 13..<16: return .success(logs + [LogNode.log(range.upperBound + 1, 0)])
      case 16..<25: return .success(logs + logs)
      case 25..<35: return .success(logs.shuffled())
      default: return .success(logs)
      }
    }
    let coverage = try await LogReader(node).read(LogNode.filter(0...last))
    let covered = coverage.covered
    #expect(
      coverage.logBlocks == node.blocks.filter { block in covered.contains { $0.contains(block) } })
    var all = covered + coverage.gaps
    all.sort { $0.lowerBound < $1.lowerBound }
    #expect(isPartition(all, of: 0...last))
    #expect(coverage.isComplete == coverage.gaps.isEmpty)
    let again = try LogCoverage(JSONDocument(parsing: coverage.json.text()).root)
    #expect(again.logs == coverage.logs && again.covered == covered)
  }
}
