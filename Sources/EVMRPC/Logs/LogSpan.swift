/// How many blocks are asked for at once: learnt from what goes well and what is refused.
struct LogSpan {
  /// Blocks of the next request.
  private(set) var blocks: UInt64
  /// The most that went well; zero before anything did.
  private(set) var good: UInt64 = 0
  private let longest: UInt64
  /// The fewest that the endpoint refuses whatever the logs are.
  private var refused: UInt64?
  /// A span that had too many logs, or took too long, and how many requests must go well before it is
  /// tried again.
  private var crowded: (span: UInt64, caution: Int)?

  init(first: UInt64, longest: UInt64) {
    self.longest = max(1, longest)
    blocks = min(max(1, first), self.longest)
  }

  /// A request of so many blocks went well.
  mutating func succeed(with count: UInt64) {
    if let (span, caution) = crowded { crowded = caution > 1 ? (span, caution - 1) : nil }
    good = max(good, count)
    // The last request of a range is shorter and shows nothing.
    guard count >= blocks else { return }
    blocks = min(next, crowded.map { max(1, $0.span - 1) } ?? .max)
  }

  /// Twice as many, or half-way to what is refused, until there is little to win.
  private var next: UInt64 {
    let doubled = blocks.multipliedReportingOverflow(by: 2)
    let free = min(longest, doubled.overflow ? .max : doubled.partialValue)
    guard let refused else { return free }
    let best = min(good, refused - 1)
    let room = refused - 1 - best
    return min(free, room <= best / 8 ? max(1, best) : best + (room + 1) / 2)
  }

  /// A request of so many blocks was refused.
  mutating func shrink(from count: UInt64, because limit: LogRefusal.Limit?) {
    switch limit {
    case .blocks(let allowed):
      // An allowance that was kept, and refused all the same, was misread.
      let kept = allowed.flatMap { $0 > 0 && $0 < count ? $0 : nil }
      refused = max(2, min(refused ?? .max, kept.map { $0 + 1 } ?? count))
      // One of several endpoints may give less than another did.
      if good >= count { good = 0 }
      blocks = min(blocks, kept ?? (good > 0 ? good : max(1, count / 2)))
    case .results, .time, nil:
      crowded = (count, 16)
      blocks = min(blocks, max(1, count / 2))
    }
  }
}
