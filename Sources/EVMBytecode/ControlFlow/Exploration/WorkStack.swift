/// The upper part of the stack that a block works on. Below it stands the entry slot `base`, below
/// that the next.
struct WorkStack {
  private(set) var words = [AbstractValue](repeating: .unknown, count: 4096)
  /// The place of the lowest known word.
  private(set) var low = 2048
  /// The place behind the top.
  private(set) var top = 2048
  private(set) var base = 0
  /// Whether words below the known part exist; they do not in the procedure of the entry.
  private var hasEntryStack = false
  /// Whether more was taken than there is, or more put than 1,024.
  private(set) var hasFailed = false
  /// Words put aside by ``keep()``.
  private var kept: [AbstractValue] = []

  static let limit = 1024

  var count: Int { top - low }

  mutating func removeAll() {
    low = 2048
    top = 2048
    base = 0
    hasFailed = false
  }

  mutating func load(_ source: ArraySlice<AbstractValue>, base: Int, hasEntryStack: Bool) {
    low = 2048
    top = low
    self.base = base
    self.hasEntryStack = hasEntryStack
    hasFailed = false
    for word in source {
      words[top] = word
      top += 1
    }
  }

  @inline(__always)
  mutating func push(_ value: AbstractValue) {
    guard top - low < Self.limit else {
      hasFailed = true
      return
    }
    if top == words.count { recenter() }
    words[top] = value
    top += 1
  }

  @inline(__always)
  mutating func pop() -> AbstractValue {
    if top > low {
      top -= 1
      return words[top]
    }
    return popEntry()
  }

  private mutating func popEntry() -> AbstractValue {
    guard hasEntryStack, base < Self.limit else {
      hasFailed = true
      return .unknown
    }
    base += 1
    return AbstractValue(slot: base - 1)
  }

  mutating func pop(_ number: Int) { for _ in 0..<number { _ = pop() } }

  /// The word so far below the top, the top being 0.
  @inline(__always)
  mutating func peek(_ depth: Int) -> AbstractValue {
    if depth < top - low { return words[top - 1 - depth] }
    guard hasEntryStack else {
      hasFailed = true
      return .unknown
    }
    return AbstractValue(slot: base + depth - (top - low))
  }

  /// Exchanges the top with the word so far below it.
  @inline(__always)
  mutating func swap(_ depth: Int) {
    if top - low <= depth { fetch(depth + 1 - (top - low)) }
    guard !hasFailed else { return }
    words.swapAt(top - 1, top - 1 - depth)
  }

  /// Puts entry slots under the known part.
  private mutating func fetch(_ number: Int) {
    guard hasEntryStack, count + number <= Self.limit, base + number <= Self.limit else {
      hasFailed = true
      return
    }
    if low < number { recenter() }
    for _ in 0..<number {
      low -= 1
      words[low] = AbstractValue(slot: base)
      base += 1
    }
  }

  private mutating func recenter() {
    let known = Array(words[low..<top])
    low = 1536
    top = low
    for word in known {
      words[top] = word
      top += 1
    }
  }

  /// Where the stack begins and ends; its words must stay until it is restored.
  struct Mark {
    fileprivate let low: Int
    fileprivate let top: Int
    fileprivate let base: Int
    fileprivate let hasEntryStack: Bool
  }

  var mark: Mark { Mark(low: low, top: top, base: base, hasEntryStack: hasEntryStack) }

  mutating func restore(_ mark: Mark) {
    low = mark.low
    top = mark.top
    base = mark.base
    hasEntryStack = mark.hasEntryStack
    hasFailed = false
  }

  /// Gives back entry slots that stand where they stood.
  mutating func normalize() {
    while low < top, base > 0, words[low] == AbstractValue(slot: base - 1) {
      low += 1
      base -= 1
    }
  }

  /// Whether a word is the offset of a JUMPDEST.
  func holdsDestination(of blocks: CodeBlocks) -> Bool {
    for place in low..<top {
      if let number = words[place].small, blocks.destination(number) != nil { return true }
    }
    return false
  }

  /// Puts the known words aside, for ``restoreKept(_:)``.
  mutating func keep() {
    kept.removeAll(keepingCapacity: true)
    kept.append(contentsOf: words[low..<top])
  }

  mutating func restoreKept(_ mark: Mark) {
    restore(mark)
    for (place, word) in kept.enumerated() { words[low + place] = word }
  }

  /// Replaces a value wherever it stands.
  mutating func replace(_ value: AbstractValue, by other: AbstractValue) {
    for place in low..<top where words[place] == value { words[place] = other }
  }
}
