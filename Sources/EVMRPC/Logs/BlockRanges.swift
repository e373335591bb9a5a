/// A set of block numbers as ranges: in order, with a gap between any two.
struct BlockRanges: Hashable, Sendable {
  private(set) var ranges: [ClosedRange<UInt64>] = []

  init() {}

  init(_ ranges: some Sequence<ClosedRange<UInt64>>) {
    for range in ranges { insert(range) }
  }

  var isEmpty: Bool { ranges.isEmpty }

  /// How many blocks there are; the largest number when there are more.
  var count: UInt64 { ranges.reduce(0) { $0.addingOrMaximum($1.blockCount) } }

  func contains(_ block: UInt64) -> Bool { ranges.contains { $0.contains(block) } }

  mutating func insert(_ range: ClosedRange<UInt64>) {
    // Readings go upwards.
    if let last = ranges.last, range.lowerBound >= last.lowerBound {
      if last.upperBound < range.lowerBound, range.lowerBound - last.upperBound > 1 {
        ranges.append(range)
      } else {
        ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      }
      return
    }
    var merged = range
    var rest: [ClosedRange<UInt64>] = []
    for other in ranges {
      // Neighbours become one.
      let isApart =
        other.upperBound < merged.lowerBound && merged.lowerBound - other.upperBound > 1
        || merged.upperBound < other.lowerBound && other.lowerBound - merged.upperBound > 1
      if isApart {
        rest.append(other)
      } else {
        merged =
          min(merged.lowerBound, other.lowerBound)...max(merged.upperBound, other.upperBound)
      }
    }
    let place = rest.firstIndex { $0.lowerBound > merged.lowerBound } ?? rest.endIndex
    rest.insert(merged, at: place)
    ranges = rest
  }

  mutating func formUnion(_ other: BlockRanges) { for range in other.ranges { insert(range) } }

  /// The blocks that are also in `bounds`.
  func clamped(to bounds: ClosedRange<UInt64>) -> BlockRanges {
    var result = BlockRanges()
    result.ranges = ranges.filter { $0.overlaps(bounds) }.map { $0.clamped(to: bounds) }
    return result
  }

  /// The blocks of `bounds` that are not here, in order.
  func missing(in bounds: ClosedRange<UInt64>) -> [ClosedRange<UInt64>] {
    var missing: [ClosedRange<UInt64>] = []
    var next = bounds.lowerBound
    for range in clamped(to: bounds).ranges {
      if range.lowerBound > next { missing.append(next...(range.lowerBound - 1)) }
      guard range.upperBound < bounds.upperBound else { return missing }
      next = range.upperBound + 1
    }
    missing.append(next...bounds.upperBound)
    return missing
  }
}

extension ClosedRange<UInt64> {
  /// How many blocks a range has; the largest number when there is one more.
  var blockCount: UInt64 { (upperBound - lowerBound).addingOrMaximum(1) }

  /// The first blocks, at most so many and at least one.
  func firstBlocks(_ count: UInt64) -> ClosedRange<UInt64> {
    blockCount <= count ? self : lowerBound...(lowerBound + (count > 0 ? count - 1 : 0))
  }
}

extension UInt64 {
  fileprivate func addingOrMaximum(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
