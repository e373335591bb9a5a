/// What a path has met since the last place where others may join it.
struct PathHistory: Hashable {
  /// The place; 0 for the beginning.
  fileprivate(set) var place: UInt64 = 0
  fileprivate(set) var conditions: [FunctionFacts.Condition] = []
  fileprivate var calls: [Int] = []
  /// The effects since then, by their numbers.
  fileprivate(set) var effects: [Int] = []
  /// How many of the conditions came before each effect.
  fileprivate(set) var conditionsBefore: [Int] = []

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

  /// The ways, each once, in the order in which they were seen.
  private var ways: [Way] = []
  private var seen: Set<Way> = []
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
      let way = Way(history: history, place: place)
      if seen.insert(way).inserted { ways.append(way) }
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
    history.effects.append(number)
    history.conditionsBefore.append(history.conditions.count)
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
    var flow = Flow()
    for way in ways { flow.add(way.history, to: way.place) }
    for history in ends { flow.end(history) }
    let isSettled = flow.settle(rounds: Self.roundLimit)
    let undone =
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

/// The places of one function as a graph, with what is known at each.
private struct Flow {
  private struct Edge {
    var from: Int
    var to: Int
    /// The conditions and calls on the way, by their numbers.
    var conditions: [Int]
    var calls: [Int]
  }

  private var places: [UInt64: Int] = [0: 0]
  private var conditions: [FunctionFacts.Condition] = []
  private var numberOfCondition: [FunctionFacts.Condition: Int] = [:]
  private var edges: [Edge] = []
  private var placesBehindEffect: [Int: Set<Int>] = [:]
  private var endingPlaces: Set<Int> = []
  private var endingEffects: Set<Int> = []
  /// What held on every way to a place, a bit for each condition, place after place.
  private var held: [UInt64] = []
  /// The words that a place has in it.
  private var width = 0
  /// The places of which something is known.
  private var isKnown: [Bool] = []
  private var calls: [Set<Int>] = []
  private var ending: [Bool] = []

  private mutating func number(of place: UInt64) -> Int {
    if let known = places[place] { return known }
    places[place] = places.count
    return places.count - 1
  }

  private mutating func number(of condition: FunctionFacts.Condition) -> Int {
    if let known = numberOfCondition[condition] { return known }
    numberOfCondition[condition] = conditions.count
    conditions.append(condition)
    return conditions.count - 1
  }

  mutating func add(_ history: PathHistory, to place: UInt64) {
    let to = number(of: place)
    edges.append(
      Edge(
        from: number(of: history.place), to: to,
        conditions: history.conditions.map { number(of: $0) }, calls: history.calls))
    for effect in history.effects { placesBehindEffect[effect, default: []].insert(to) }
  }

  mutating func end(_ history: PathHistory) {
    endingPlaces.insert(number(of: history.place))
    endingEffects.formUnion(history.effects)
  }

  /// Works out what is known at each place; false when that took too many rounds.
  mutating func settle(rounds: Int) -> Bool {
    width = (conditions.count + 63) / 64
    held = [UInt64](repeating: 0, count: places.count * width)
    isKnown = [Bool](repeating: false, count: places.count)
    isKnown[0] = true
    calls = [Set<Int>](repeating: [], count: places.count)
    ending = (0..<places.count).map(endingPlaces.contains)
    var here = [UInt64](repeating: 0, count: width)
    for _ in 0..<rounds {
      var hasChanged = false
      for edge in edges where isKnown[edge.from] {
        for word in 0..<width { here[word] = held[edge.from * width + word] }
        for condition in edge.conditions { here[condition >> 6] |= 1 << UInt64(condition & 63) }
        let place = edge.to * width
        if isKnown[edge.to] {
          for word in 0..<width where held[place + word] & ~here[word] != 0 {
            held[place + word] &= here[word]
            hasChanged = true
          }
        } else {
          for word in 0..<width { held[place + word] = here[word] }
          isKnown[edge.to] = true
          hasChanged = true
        }
        let count = calls[edge.to].count
        if !edge.calls.isEmpty { calls[edge.to].formUnion(edge.calls) }
        if !calls[edge.from].isEmpty { calls[edge.to].formUnion(calls[edge.from]) }
        if calls[edge.to].count != count { hasChanged = true }
      }
      for edge in edges.reversed() where ending[edge.to] && !ending[edge.from] {
        ending[edge.from] = true
        hasChanged = true
      }
      if !hasChanged { return true }
    }
    return false
  }

  /// The conditions that hold with each of some histories.
  func common(of histories: [PathHistory]) -> Set<FunctionFacts.Condition> {
    var common: Set<FunctionFacts.Condition>?
    for history in histories {
      var here = Set(history.conditions)
      if let place = places[history.place], isKnown[place] {
        for (number, condition) in conditions.enumerated()
        where held[place * width + (number >> 6)] >> UInt64(number & 63) & 1 == 1 {
          here.insert(condition)
        }
      }
      common = common.map { $0.intersection(here) } ?? here
    }
    return common ?? []
  }

  /// The calls that may have come before.
  func calls(before histories: [PathHistory]) -> Set<Int> {
    histories.reduce(into: []) { result, history in
      result.formUnion(history.calls)
      if let place = places[history.place], place < calls.count {
        result.formUnion(calls[place])
      }
    }
  }

  /// Whether some path with an effect ends well.
  func succeeds(_ effect: Int) -> Bool {
    endingEffects.contains(effect) || (placesBehindEffect[effect] ?? []).contains { ending[$0] }
  }
}
