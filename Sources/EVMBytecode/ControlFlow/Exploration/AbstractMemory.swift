/// What is known of memory: a few writes that do not overlap, and whether all else is still zero.
struct AbstractMemory: Hashable {
  struct Write: Hashable {
    enum Content: Hashable {
      /// A word; its write is 32 bytes long.
      case word(AbstractValue)
      /// Code from an offset, `skipped` bytes further.
      case code(AbstractValue, skipped: Int)
      case unknown
    }
    var start: Int
    var end: Int
    var content: Content
  }

  private(set) var writes: [Write] = []
  private(set) var isZeroElsewhere: Bool

  static let untouched = AbstractMemory(isZeroElsewhere: true)
  static let unknown = AbstractMemory(isZeroElsewhere: false)

  private init(isZeroElsewhere: Bool) { self.isZeroElsewhere = isZeroElsewhere }

  /// Writes past this offset are as good as unknown ones.
  static let maximumOffset = 1 << 20
  private static let maximumWriteCount = 12

  var isUnknown: Bool { writes.isEmpty && !isZeroElsewhere }

  mutating func store(_ content: Write.Content, at start: Int, count: Int) {
    guard count > 0 else { return }
    let (end, overflow) = start.addingReportingOverflow(count)
    guard !overflow, start >= 0, end <= Self.maximumOffset else {
      self = .unknown
      return
    }
    if writes.contains(where: { $0.start < end && start < $0.end }) {
      writes = writes.flatMap { $0.remainders(outside: start, end) }
    }
    if content == .unknown, !isZeroElsewhere { return }
    writes.append(Write(start: start, end: end, content: content))
    if writes.count > Self.maximumWriteCount {
      writes.removeFirst(writes.count - Self.maximumWriteCount)
      isZeroElsewhere = false
    }
  }

  /// The word at an offset.
  func load(_ start: Int, _ arena: inout ValueArena) -> AbstractValue {
    guard start >= 0, start <= Self.maximumOffset else { return .unknown }
    let end = start + 32
    var result = AbstractValue.zero
    var covered = 0
    for write in writes where write.start < end && start < write.end {
      let from = max(start, write.start)
      let to = min(end, write.end)
      switch write.content {
      case .unknown: return .unknown
      case .word(let value):
        guard write.start == start else { return .unknown }
        return value
      case .code(let offset, let skipped):
        let delta = AbstractValue(offset: skipped + from - write.start)
        let place = arena.binary(0x01, offset, delta, at: 0)
        guard !place.isUnknown else { return .unknown }
        let part = arena.node(ValueArena.codeLoad, place, AbstractValue(offset: to - from))
        let shift = AbstractValue(offset: 8 * (end - to))
        let shifted = end == to ? part : arena.binary(0x1b, shift, part, at: 0)
        result = result == .zero ? shifted : arena.binary(0x17, result, shifted, at: 0)
        if result.isUnknown { return .unknown }
      }
      covered += to - from
    }
    return covered == 32 || isZeroElsewhere ? result : .unknown
  }

  /// What both memories have.
  func joined(_ other: AbstractMemory) -> AbstractMemory {
    var result = self
    result.writes = writes.filter { other.writes.contains($0) }
    result.isZeroElsewhere =
      isZeroElsewhere && other.isZeroElsewhere && result.writes.count == writes.count
      && result.writes.count == other.writes.count
    return result
  }
}

extension AbstractMemory.Write {
  /// What is left of the write when the bytes between are written anew.
  fileprivate func remainders(outside start: Int, _ end: Int) -> [Self] {
    guard self.start < end, start < self.end else { return [self] }
    var rest: [Self] = []
    if self.start < start { rest.append(part(self.start, start)) }
    if end < self.end { rest.append(part(end, self.end)) }
    return rest
  }

  private func part(_ from: Int, _ to: Int) -> Self {
    let content: Content =
      switch self.content {
      case .code(let offset, let skipped): .code(offset, skipped: skipped + from - start)
      case .word, .unknown: .unknown
      }
    return Self(start: from, end: to, content: content)
  }
}
