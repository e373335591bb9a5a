/// How many blocks are asked for at once: learnt from what goes well and what is refused.
struct LogSpan {
  /// Blocks of the next request.
  private(set) var blocks: UInt64
  /// What the endpoint refuses whatever the logs are, less one; no request is longer.
  private var ceiling: UInt64
  /// Requests that must go well before the span grows again past ``tooMany``.
  private var caution = 0
  /// A span that had too many logs, or took too long.
  private var tooMany = UInt64.max

  init(first: UInt64, longest: UInt64) {
    ceiling = max(1, longest)
    blocks = min(max(1, first), ceiling)
  }

  /// A request of so many blocks went well.
  mutating func succeed(with count: UInt64) {
    caution -= caution > 0 ? 1 : 0
    // The last request of a range is shorter and shows nothing.
    guard count >= blocks else { return }
    let limit = caution > 0 ? min(ceiling, max(1, tooMany - 1)) : ceiling
    blocks = min(limit, blocks.multipliedReportingOverflow(by: 2).overflow ? limit : blocks * 2)
  }

  /// A request of so many blocks was refused.
  mutating func shrink(from count: UInt64, because limit: LogRefusal.Limit?) {
    let half = max(1, count / 2)
    switch limit {
    case .blocks(let allowed):
      // An allowance that was kept, and refused all the same, was misread.
      let new = allowed.flatMap { $0 > 0 && $0 < count ? $0 : nil } ?? half
      ceiling = min(ceiling, allowed == new ? new : max(1, count - 1))
      blocks = min(blocks, new)
    case .results, .time, nil:
      tooMany = count
      caution = 16
      blocks = min(blocks, half)
    }
  }
}
