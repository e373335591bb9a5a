/// What a path has met since the last place where others may join it.
struct PathHistory: Hashable {
  /// The place; 0 for the beginning.
  var place: UInt64
  var conditions: [FunctionFacts.Condition] = []
  var calls: [Int] = []
  /// The effects since then, by their numbers.
  var effects: [Int] = []
  /// How many of the conditions came before each effect.
  private(set) var conditionsBefore: [Int] = []
  /// Changes with all of the above, so that histories are told apart without reading them.
  private var fingerprint: UInt64

  init(place: UInt64 = 0) {
    self.place = place
    fingerprint = place
  }

  static func == (left: Self, right: Self) -> Bool {
    left.fingerprint == right.fingerprint && left.place == right.place
      && left.conditions == right.conditions && left.calls == right.calls
      && left.effects == right.effects && left.conditionsBefore == right.conditionsBefore
  }

  func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }

  /// Tells it, together with the place that it leads to, from others.
  func hash(to place: UInt64) -> UInt64 {
    let hash = (fingerprint ^ place &* 0x9e37_79b9_7f4a_7c15) &* 0xff51_afd7_ed55_8ccd
    return hash ^ hash >> 32
  }

  /// Takes a number at a position of one of the lists in. How the lists are interleaved changes nothing,
  /// but for the conditions before an effect, which are a part of its position.
  private mutating func mix(_ number: Int, at position: Int) {
    var hash = UInt64(truncatingIfNeeded: number) &* 0x9e37_79b9_7f4a_7c15
    hash = (hash ^ hash >> 32 ^ UInt64(truncatingIfNeeded: position)) &* 0x9fb2_1c65_1e98_df25
    fingerprint &+= hash ^ hash >> 29
  }

  mutating func add(effect number: Int) {
    mix(3 + 4 * number, at: effects.count &+ conditions.count &<< 24)
    effects.append(number)
    conditionsBefore.append(conditions.count)
  }

  mutating func add(_ condition: Expression, isTrue: Bool, _ table: ExpressionTable) {
    var condition = condition
    var isTrue = isTrue
    while table.isOp(condition, .isZero) {
      condition = table.operands(condition).0
      isTrue.toggle()
    }
    mix(4 * Int(condition.index) + (isTrue ? 1 : 0), at: conditions.count)
    conditions.append(.init(expression: condition, isTrue: isTrue))
  }

  mutating func add(call offset: Int) {
    mix(2 + 4 * offset, at: calls.count)
    calls.append(offset)
  }
}

/// Works out what is true whenever an effect happens, from all paths of a function.
///
/// A place is followed further only a few times, so the paths that reached it again stand for those
/// that were not followed: what holds behind a place is what held on every way to it.
struct PathConditions {
  private struct Way {
    var history: PathHistory
    var place: UInt64
  }

  /// The ways, each once, in the order in which they were seen.
  private var ways: [Way] = []
  private var seen = SightCounts()
  private var occurrences: [[PathHistory]] = []
  private(set) var effects: [FunctionFacts.Effect] = []
  private var numbers: [FunctionFacts.Effect: Int] = [:]
  /// Histories with which a path ended well.
  private var ends: Set<PathHistory> = []
  private var isCut = false

  private static let wayLimit = 20_000
  private static let effectLimit = 512
  private static let occurrenceLimit = 64
  private static let roundLimit = 64

  /// Notes that a path comes to a place, whether or not it is followed from there.
  mutating func arrive(_ history: inout PathHistory, at place: UInt64) {
    if ways.count >= Self.wayLimit {
      isCut = true
    } else {
      // As in following, what is seen again is told by its hash.
      if seen.add(history.hash(to: place), limit: 1) != .beyond {
        ways.append(Way(history: history, place: place))
      }
    }
    history = PathHistory(place: place)
  }

  /// Notes that a path ends well.
  mutating func succeed(_ history: PathHistory) { ends.insert(history) }

  mutating func note(_ effect: FunctionFacts.Effect, _ history: inout PathHistory) {
    let number: Int
    if let known = numbers[effect] {
      number = known
    } else {
      guard effects.count < Self.effectLimit else {
        isCut = true
        return
      }
      number = effects.count
      numbers[effect] = number
      effects.append(effect)
      occurrences.append([])
    }
    history.add(effect: number)
    guard !occurrences[number].contains(history) else { return }
    if occurrences[number].count >= Self.occurrenceLimit { isCut = true }
    occurrences[number].append(history)
  }

  /// The circumstances of each effect; no conditions when there were too many paths to tell.
  ///
  /// - Parameter allFollowed: Whether no path was left; only then is a write known to be undone.
  func circumstances(
    _ table: ExpressionTable, allFollowed: Bool
  ) -> [FunctionFacts.Effect: FunctionFacts.Circumstances] {
    guard !effects.isEmpty else { return [:] }
    var flow = PathFlow()
    for way in ways { flow.add(way.history, to: way.place) }
    for history in ends { flow.end(history) }
    for history in occurrences.joined() { flow.number(history) }
    let isSettled = flow.settle(rounds: Self.roundLimit)
    var undone =
      isCut || !allFollowed || !effects.contains { $0.opcode == .sstore }
      ? nil
      : UndoneWrites(ways.map { ($0.history, $0.place) }, ends: ends, effects: effects, table)
    var result: [FunctionFacts.Effect: FunctionFacts.Circumstances] = [:]
    for (number, effect) in effects.enumerated() {
      let isComplete = isSettled && !isCut
      result[effect] = .init(
        conditions: isComplete ? flow.common(of: occurrences[number]) : [],
        callsBefore: flow.calls(before: occurrences[number]),
        canSucceed: isCut
          || flow.succeeds(number)
            && undone?.isUndone(number, seen: occurrences[number]) != true,
        isComplete: isComplete)
    }
    return result
  }
}
