/// What a path has met since the last place where others may join it.
struct PathHistory: Hashable {
  /// The place; 0 for the beginning.
  fileprivate var place: UInt64 = 0
  fileprivate var conditions: [FunctionFacts.Condition] = []
  fileprivate var calls: [Int] = []
  /// The effects since then, by their numbers.
  fileprivate var effects: [Int] = []

  mutating func add(_ condition: Expression, isTrue: Bool, _ table: ExpressionTable) {
    var condition = condition
    var isTrue = isTrue
    while table.isOp(condition, .isZero) {
      condition = table.operands(condition).0
      isTrue.toggle()
    }
    conditions.append(.init(expression: condition, isTrue: isTrue))
  }

  mutating func add(call offset: Int) { calls.append(offset) }
}

/// Works out what is true whenever an effect happens, from all paths of a function.
///
/// A place is followed further only a few times, so the paths that reached it again stand for those
/// that were not followed: what holds behind a place is what held on every way to it.
struct PathConditions {
  private struct Way: Hashable {
    var history: PathHistory
    var place: UInt64
  }

  /// The ways to each place, each once.
  private var ways: [UInt64: [PathHistory]] = [:]
  private var seen: Set<Way> = []
  private var occurrences: [FunctionFacts.Effect: [PathHistory]] = [:]
  private(set) var effects: [FunctionFacts.Effect] = []
  private var numbers: [FunctionFacts.Effect: Int] = [:]
  private var isCut = false
  /// The places that lie behind a place, and behind an effect.
  private var placesBehind: [UInt64: Set<UInt64>] = [:]
  private var placesBehindEffect: [Int: Set<UInt64>] = [:]
  /// Places and effects from which a path ended well without another place between.
  private var succeeding: Set<UInt64> = []
  private var succeedingEffects: Set<Int> = []

  private static let wayLimit = 20_000
  private static let effectLimit = 512
  private static let occurrenceLimit = 64
  private static let roundLimit = 64

  /// Notes that a path comes to a place, whether or not it is followed from there.
  mutating func arrive(_ history: inout PathHistory, at place: UInt64) {
    if seen.count >= Self.wayLimit {
      isCut = true
    } else if seen.insert(Way(history: history, place: place)).inserted {
      ways[place, default: []].append(history)
      placesBehind[history.place, default: []].insert(place)
      for effect in history.effects { placesBehindEffect[effect, default: []].insert(place) }
    }
    history = PathHistory(place: place)
  }

  /// Notes that a path ends well.
  mutating func succeed(_ history: PathHistory) {
    succeeding.insert(history.place)
    succeedingEffects.formUnion(history.effects)
  }

  mutating func note(_ effect: FunctionFacts.Effect, _ history: inout PathHistory) {
    let known = occurrences[effect]
    if known == nil {
      guard effects.count < Self.effectLimit else {
        isCut = true
        return
      }
      numbers[effect] = effects.count
      effects.append(effect)
    }
    if let number = numbers[effect] { history.effects.append(number) }
    guard known?.contains(history) != true else { return }
    if (known?.count ?? 0) >= Self.occurrenceLimit { isCut = true }
    occurrences[effect, default: []].append(history)
  }

  /// The circumstances of each effect; no conditions when there were too many paths to tell.
  func circumstances() -> [FunctionFacts.Effect: FunctionFacts.Circumstances] {
    guard !effects.isEmpty else { return [:] }
    let (conditions, calls) = atPlaces()
    let ending = placesThatEndWell()
    var result: [FunctionFacts.Effect: FunctionFacts.Circumstances] = [:]
    for (number, effect) in effects.enumerated() {
      var common: Set<FunctionFacts.Condition>?
      var before: Set<Int> = []
      for history in occurrences[effect] ?? [] {
        let held = (conditions[history.place] ?? []).union(history.conditions)
        common = common.map { $0.intersection(held) } ?? held
        before.formUnion(history.calls)
        before.formUnion(calls[history.place] ?? [])
      }
      let canSucceed =
        isCut || succeedingEffects.contains(number)
        || !(placesBehindEffect[number] ?? []).isDisjoint(with: ending)
      result[effect] = .init(
        conditions: isCut ? [] : common ?? [], callsBefore: before, canSucceed: canSucceed,
        isComplete: !isCut)
    }
    return result
  }

  /// The places from which some path ends well.
  private func placesThatEndWell() -> Set<UInt64> {
    var ending = succeeding
    for _ in 0..<Self.roundLimit {
      var hasChanged = false
      for (place, behind) in placesBehind
      where !ending.contains(place) && !behind.isDisjoint(with: ending) {
        ending.insert(place)
        hasChanged = true
      }
      if !hasChanged { break }
    }
    return ending
  }

  /// What held on every way to each place, and the calls made on any.
  private func atPlaces() -> (
    conditions: [UInt64: Set<FunctionFacts.Condition>], calls: [UInt64: Set<Int>]
  ) {
    var held: [UInt64: Set<FunctionFacts.Condition>] = [0: []]
    var calls: [UInt64: Set<Int>] = [0: []]
    for _ in 0..<Self.roundLimit {
      var hasChanged = false
      for (place, histories) in ways {
        var common: Set<FunctionFacts.Condition>?
        var before: Set<Int> = []
        for history in histories {
          // A place that nothing is known of yet says nothing against a condition.
          guard let earlier = held[history.place] else { continue }
          before.formUnion(calls[history.place] ?? [])
          before.formUnion(history.calls)
          guard common?.isEmpty != true else { continue }
          let here = earlier.union(history.conditions)
          common = common.map { $0.intersection(here) } ?? here
        }
        guard let common else { continue }
        if held[place] != common {
          held[place] = common
          hasChanged = true
        }
        if calls[place] != before {
          calls[place] = before
          hasChanged = true
        }
      }
      if !hasChanged { return (held, calls) }
    }
    return ([:], calls)
  }
}
