/// The places of one function as a graph, with what is known at each.
struct PathFlow {
  private struct Edge {
    var from: Int32
    var to: Int32
    /// Where the numbers of the conditions and calls on the way stand in ``PathFlow/marks``.
    var conditions: Range<Int32>
    var calls: Range<Int32>
    /// The change of its beginning with which the edge was followed last; 0 for never.
    var followed: Int32 = 0
  }

  private var places = Numbering()
  /// By their formulas and whether they are true; see `key(_:)`.
  private var conditions = Numbering()
  private var callOffsets = Numbering()
  private var marks: [Int32] = []
  private var edges: [Edge] = []
  private var placesBehindEffect: [Int: Set<Int>] = [:]
  private var endingPlaces: Set<Int> = []
  private var endingEffects: Set<Int> = []
  /// What held on every way to a place.
  private var held = BitRows()
  /// The calls on some way to a place.
  private var called = BitRows()
  /// How often what is known of a place has changed; 0 where nothing is known.
  private var changes: [Int32] = []
  private var ending: [Bool] = []

  init() { _ = places.number(of: 0) }

  private static func key(_ condition: FunctionFacts.Condition) -> UInt64 {
    UInt64(UInt32(bitPattern: condition.expression.index)) << 1 | (condition.isTrue ? 1 : 0)
  }

  private static func condition(_ key: UInt64) -> FunctionFacts.Condition {
    .init(expression: Expression(index: Int32(truncatingIfNeeded: key >> 1)), isTrue: key & 1 == 1)
  }

  mutating func add(_ history: PathHistory, to place: UInt64) {
    let to = places.number(of: place)
    let from = places.number(of: history.place)
    let start = Int32(marks.count)
    for condition in history.conditions {
      marks.append(Int32(conditions.number(of: Self.key(condition))))
    }
    let middle = Int32(marks.count)
    for call in history.calls { marks.append(Int32(callOffsets.number(of: UInt64(call)))) }
    edges.append(
      Edge(
        from: Int32(from), to: Int32(to), conditions: start..<middle,
        calls: middle..<Int32(marks.count)))
    for effect in history.effects { placesBehindEffect[effect, default: []].insert(to) }
  }

  mutating func end(_ history: PathHistory) {
    endingPlaces.insert(places.number(of: history.place))
    endingEffects.formUnion(history.effects)
  }

  /// Gives numbers to what a history has met, which ``common(of:)`` will be asked about.
  mutating func number(_ history: PathHistory) {
    for condition in history.conditions { _ = conditions.number(of: Self.key(condition)) }
    for call in history.calls { _ = callOffsets.number(of: UInt64(call)) }
  }

  /// Works out what is known at each place; false when that took too many rounds.
  mutating func settle(rounds: Int) -> Bool {
    held = BitRows(rows: places.count, bits: conditions.count)
    called = BitRows(rows: places.count, bits: callOffsets.count)
    changes = [Int32](repeating: 0, count: places.count)
    changes[0] = 1
    let isEnding = settleEnding(rounds: rounds)
    for _ in 0..<rounds {
      if !follow() { return isEnding }
    }
    return false
  }

  /// Follows each edge whose beginning has changed since it was followed last; whether an end changed.
  private mutating func follow() -> Bool {
    var hasChanged = false
    for index in edges.indices {
      let edge = edges[index]
      let (from, to) = (Int(edge.from), Int(edge.to))
      guard changes[from] != edge.followed else { continue }
      edges[index].followed = changes[from]
      let ways = marks[Int(edge.conditions.lowerBound)..<Int(edge.conditions.upperBound)]
      let calls = marks[Int(edge.calls.lowerBound)..<Int(edge.calls.upperBound)]
      var isChanged = called.unite(to, with: from, and: calls)
      if changes[to] > 0 {
        if held.intersect(to, with: from, and: ways) { isChanged = true }
      } else {
        held.copy(to, from: from, and: ways)
        isChanged = true
      }
      if isChanged {
        changes[to] += 1
        hasChanged = true
      }
    }
    return hasChanged
  }

  /// Works out from which places a path ends well; false when that took too many rounds.
  private mutating func settleEnding(rounds: Int) -> Bool {
    ending = (0..<places.count).map(endingPlaces.contains)
    for _ in 0..<rounds {
      var hasChanged = false
      for edge in edges.reversed() where ending[Int(edge.to)] && !ending[Int(edge.from)] {
        ending[Int(edge.from)] = true
        hasChanged = true
      }
      if !hasChanged { return true }
    }
    return false
  }

  /// The conditions that hold with each of some histories.
  func common(of histories: [PathHistory]) -> Set<FunctionFacts.Condition> {
    var common: [UInt64]?
    for history in histories {
      var here =
        places.known(history.place).map { held.row($0) }
        ?? [UInt64](repeating: 0, count: held.width)
      for condition in history.conditions {
        guard let number = conditions.known(Self.key(condition)) else { continue }
        here[number >> 6] |= 1 << UInt64(number & 63)
      }
      common = common.map { zip($0, here).map { $0 & $1 } } ?? here
    }
    return Set(BitRows.numbers(in: common ?? []).map { Self.condition(conditions.all[$0]) })
  }

  /// The calls that may have come before.
  func calls(before histories: [PathHistory]) -> Set<Int> {
    var union = [UInt64](repeating: 0, count: called.width)
    for history in histories {
      if let place = places.known(history.place) {
        for (word, bits) in called.row(place).enumerated() { union[word] |= bits }
      }
      for call in history.calls {
        guard let number = callOffsets.known(UInt64(call)) else { continue }
        union[number >> 6] |= 1 << UInt64(number & 63)
      }
    }
    return Set(BitRows.numbers(in: union).map { Int(callOffsets.all[$0]) })
  }

  /// Whether some path with an effect ends well.
  func succeeds(_ effect: Int) -> Bool {
    endingEffects.contains(effect) || (placesBehindEffect[effect] ?? []).contains { ending[$0] }
  }
}

/// Keys with the numbers 0, 1, 2 ... in the order in which they came.
private struct Numbering {
  private(set) var all: [UInt64] = []
  /// Open addressing: a number + 1, 0 for free.
  private var slots = [Int32](repeating: 0, count: 64)

  var count: Int { all.count }

  /// Where a key stands, or the free slot where it would.
  private func slot(of key: UInt64) -> Int {
    let hash = (key ^ key >> 32) &* 0x9e37_79b9_7f4a_7c15
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash >> 32) & mask
    while slots[slot] != 0, all[Int(slots[slot] &- 1)] != key { slot = (slot &+ 1) & mask }
    return slot
  }

  func known(_ key: UInt64) -> Int? {
    let number = slots[slot(of: key)]
    return number == 0 ? nil : Int(number) - 1
  }

  mutating func number(of key: UInt64) -> Int {
    let slot = slot(of: key)
    guard slots[slot] == 0 else { return Int(slots[slot]) - 1 }
    all.append(key)
    slots[slot] = Int32(all.count)
    if all.count * 2 > slots.count {
      slots = [Int32](repeating: 0, count: slots.count * 2)
      for (number, key) in all.enumerated() { slots[self.slot(of: key)] = Int32(number + 1) }
    }
    return all.count - 1
  }
}

/// Sets of small numbers, a bit for each, row after row in one array.
private struct BitRows {
  /// The words that a row has in it.
  private(set) var width = 0
  private var words: [UInt64] = []

  init() {}

  init(rows: Int, bits: Int) {
    width = (bits + 63) / 64
    words = [UInt64](repeating: 0, count: rows * width)
  }

  func row(_ index: Int) -> [UInt64] { Array(words[index * width..<(index + 1) * width]) }

  mutating func copy(_ row: Int, from other: Int, and more: ArraySlice<Int32>) {
    let (target, source) = (row * width, other * width)
    for word in 0..<width { words[target + word] = words[source + word] }
    for bit in more { words[target + Int(bit >> 6)] |= 1 << UInt64(bit & 63) }
  }

  /// Keeps of a row what is also in another or among some numbers; whether that took something away.
  mutating func intersect(_ row: Int, with other: Int, and more: ArraySlice<Int32>) -> Bool {
    guard row != other else { return false }
    let (target, source) = (row * width, other * width)
    var lost: UInt64 = 0
    // What the numbers keep in spite of the other row.
    var kept: [(word: Int, bits: UInt64)] = []
    for bit in more {
      let (word, mask) = (Int(bit >> 6), UInt64(1) << UInt64(bit & 63))
      if words[target + word] & mask != 0, words[source + word] & mask == 0 {
        kept.append((word, mask))
      }
    }
    for (word, bits) in kept { words[target + word] &= ~bits }
    for word in 0..<width {
      let old = words[target + word]
      let new = old & words[source + word]
      lost |= old ^ new
      words[target + word] = new
    }
    for (word, bits) in kept { words[target + word] |= bits }
    return lost != 0
  }

  /// Adds to a row what is in another and some numbers; whether that added something.
  mutating func unite(_ row: Int, with other: Int, and more: ArraySlice<Int32>) -> Bool {
    let (target, source) = (row * width, other * width)
    var added: UInt64 = 0
    for word in 0..<width {
      added |= words[source + word] & ~words[target + word]
      words[target + word] |= words[source + word]
    }
    for bit in more {
      let (word, mask) = (target + Int(bit >> 6), UInt64(1) << UInt64(bit & 63))
      added |= mask & ~words[word]
      words[word] |= mask
    }
    return added != 0
  }

  /// The numbers of the bits that are set in a row.
  static func numbers(in row: [UInt64]) -> [Int] {
    row.enumerated().flatMap { word, bits in
      (0..<64).filter { bits >> UInt64($0) & 1 == 1 }.map { 64 * word + $0 }
    }
  }
}
