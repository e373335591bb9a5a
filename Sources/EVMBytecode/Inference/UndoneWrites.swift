import EVMPrimitives

/// Tells of writes to storage whether they are always undone: every way on from one asks for the
/// opposite of what brought the path to it, such as a mark that is set before the same check reverts.
///
/// Ways join behind a branch, so that a way out seen from there need not be open to the path that came
/// through it. What is known at the write is carried along; a condition counts as long as nothing that
/// it reads can have changed.
struct UndoneWrites {
  /// A stretch of a path between two places.
  private struct Way {
    var history: PathHistory
    /// Nil where the path ends well.
    var place: UInt64?
  }

  private typealias Known = Set<FunctionFacts.Condition>

  private let table: ExpressionTable
  private let effects: [FunctionFacts.Effect]
  private var ways: [Way] = []
  /// The ways that begin and end at a place, by their numbers.
  private var waysFrom: [UInt64: [Int]] = [:]
  private var waysTo: [UInt64: [Int]] = [:]
  /// The conditions of all ways, as they are ordered and as they were met.
  private var conditions: Known = []
  private var unordered: Known = []
  /// Each condition that was looked at as it is ordered; nil where it may change of itself.
  private var steady: [FunctionFacts.Condition: FunctionFacts.Condition?] = [:]
  /// What holds at places, for each number of places back that is looked at.
  private var knownAt = [[UInt64: Known]](repeating: [:], count: Self.depthLimit + 1)
  /// Calls that only read and that ask for more than one thing, by their offsets.
  private var manyQuestions: Set<Int> = []

  /// Ways that are taken for one write at most; beyond, it may stand.
  private static let stepLimit = 4_000
  /// How many places back, and how many ways to one, are looked at for what is known at a write.
  private static let depthLimit = 4
  private static let joinLimit = 8

  init(
    _ ways: [(history: PathHistory, place: UInt64)], ends: Set<PathHistory>,
    effects: [FunctionFacts.Effect], _ table: ExpressionTable
  ) {
    self.table = table
    self.effects = effects
    var asked: Set<Int> = []
    for effect in effects where effect.opcode == .staticCall {
      let isKnown = effect.selector != nil || !effect.arguments.isEmpty
      if !asked.insert(effect.offset).inserted || !isKnown { manyQuestions.insert(effect.offset) }
    }
    for (history, place) in ways { add(Way(history: history, place: place)) }
    for history in ends { add(Way(history: history, place: nil)) }
  }

  private mutating func add(_ way: Way) {
    waysFrom[way.history.place, default: []].append(ways.count)
    if let place = way.place { waysTo[place, default: []].append(ways.count) }
    for condition in way.history.conditions where unordered.insert(condition).inserted {
      conditions.insert(ordered(condition))
    }
    ways.append(way)
  }

  /// Whether no path with the write, which was seen with these histories, can end well.
  mutating func isUndone(_ effect: Int, seen histories: [PathHistory]) -> Bool {
    guard effects[effect].opcode == .sstore, histories.count <= Self.joinLimit else { return false }
    var steps = 0
    return !histories.isEmpty
      && histories.allSatisfy { history in
        isUndone(effect, history, &steps)
      }
  }

  private mutating func isUndone(_ effect: Int, _ history: PathHistory, _ steps: inout Int) -> Bool
  {
    var known = known(at: history.place, depth: Self.depthLimit)
    guard replay(history, upTo: effect, &known),
      known.contains(where: { conditions.contains(opposite($0)) })
    else { return false }
    // What is known at each place, the least of all ways to it that are open.
    var reached: [UInt64: Known] = [:]
    var pending: [(way: Int, behind: Int?, known: Known)] = []
    for way in waysFrom[history.place] ?? []
    where ways[way].history.effects.starts(with: history.effects) {
      pending.append((way, effect, known))
    }
    while let (number, behind, before) = pending.popLast() {
      steps += 1
      guard steps < Self.stepLimit else { return false }
      var now = before
      guard replay(ways[number].history, behind: behind, &now) else { continue }
      guard let place = ways[number].place else { return false }
      if let old = reached[place] {
        let both = old.intersection(now)
        guard both.count < old.count else { continue }
        now = both
      }
      reached[place] = now
      for way in waysFrom[place] ?? [] { pending.append((way, nil, now)) }
    }
    return true
  }

  /// What holds on all ways to a place, as far as they are looked at.
  private mutating func known(at place: UInt64, depth: Int) -> Known {
    guard depth > 0, let ways = waysTo[place], ways.count <= Self.joinLimit else { return [] }
    if let known = knownAt[depth][place] { return known }
    var common: Known?
    for way in ways {
      let history = self.ways[way].history
      var known = known(at: history.place, depth: depth - 1)
      guard replay(history, &known) else { continue }
      common = common.map { $0.intersection(known) } ?? known
      if common?.isEmpty == true { break }
    }
    knownAt[depth][place] = common ?? []
    return common ?? []
  }

  /// Goes along a stretch, from behind one effect and up to another; false where it asks for the
  /// opposite of what is known.
  private mutating func replay(
    _ history: PathHistory, behind first: Int? = nil, upTo last: Int? = nil, _ known: inout Known
  ) -> Bool {
    var isBehind = first == nil
    var next = 0
    for (place, effect) in history.effects.enumerated() {
      guard
        learn(history, next..<history.conditionsBefore[place], isBehind, &known)
      else { return false }
      next = history.conditionsBefore[place]
      if isBehind { forget(behind: effects[effect], &known) }
      if effect == last { return true }
      if effect == first {
        isBehind = true
        forget(behind: effects[effect], &known)
      }
    }
    return learn(history, next..<history.conditions.count, isBehind, &known)
  }

  private mutating func learn(
    _ history: PathHistory, _ range: Range<Int>, _ isBehind: Bool, _ known: inout Known
  ) -> Bool {
    guard isBehind, !range.isEmpty else { return true }
    for raw in history.conditions[range] {
      guard let condition = steady(raw) else { continue }
      if known.contains(opposite(condition)) { return false }
      known.insert(condition)
    }
    return true
  }

  // MARK: - Conditions

  private func opposite(_ condition: FunctionFacts.Condition) -> FunctionFacts.Condition {
    .init(expression: condition.expression, isTrue: !condition.isTrue)
  }

  /// LT(a, b) as GT(b, a), where the code has made that too.
  private func ordered(_ condition: FunctionFacts.Condition) -> FunctionFacts.Condition {
    guard table.isOp(condition.expression, .lt) else { return condition }
    let (first, second) = table.operands(condition.expression)
    guard let turned = table.find(Operator(.gt), second.index, first.index) else {
      return condition
    }
    return .init(expression: turned, isTrue: condition.isTrue)
  }

  private mutating func steady(_ condition: FunctionFacts.Condition) -> FunctionFacts.Condition? {
    if let known = steady[condition] { return known }
    let ordered = ordered(condition)
    let result = isSteady(ordered.expression) ? ordered : nil
    steady[condition] = .some(result)
    return result
  }

  /// Whether a formula has one value throughout a call, but for what is stored and answered.
  private func isSteady(_ expression: Expression) -> Bool {
    !holds(expression) { node in
      switch node.op {
      case .memory, .unknown, Operator(.gas), Operator(.msize), Operator(.returndataSize),
        Operator(.tload):
        true
      default: false
      }
    }
  }

  /// Drops what an effect may have changed.
  private func forget(behind effect: FunctionFacts.Effect, _ known: inout Known) {
    switch effect.opcode {
    case .sstore:
      known = known.filter { condition in
        !holds(condition.expression) { node in
          node.op == Operator(.sload)
            && !isApart(Expression(index: node.a), effect.operands[0])
        }
      }
    case .staticCall:
      guard manyQuestions.contains(effect.offset) else { return }
      known = known.filter { condition in
        !holds(condition.expression) { node in
          (node.op == .returned || node.op == .success) && Int(node.c) == effect.offset
        }
      }
    default:
      // Whoever is called may call back, and answers anew.
      known = known.filter { condition in
        !holds(condition.expression) { node in
          switch node.op {
          case Operator(.sload), .returned, .success, Operator(.balance), Operator(.selfBalance),
            Operator(.extCodeSize), Operator(.extCodeHash):
            true
          default: false
          }
        }
      }
    }
  }

  /// Whether two slots are never the same: two numbers, or a number and a hash.
  private func isApart(_ slot: Expression, _ other: Expression) -> Bool {
    switch (table.value(slot), table.value(other)) {
    case (let one?, let two?): one != two
    case (nil, nil): false
    case (let number?, nil): number.significantBitCount <= 64 && isHash(other)
    case (nil, let number?): number.significantBitCount <= 64 && isHash(slot)
    }
  }

  private func isHash(_ slot: Expression) -> Bool {
    table.op(slot) == .hash || table.op(slot) == .bytesHash
  }

  private static let lookLimit = 200

  /// Whether some part of a formula is such; also where it has too many parts to look at.
  private func holds(
    _ expression: Expression, _ isSuch: (ExpressionTable.Node) -> Bool
  ) -> Bool {
    var pending = [expression.index]
    var looks = 0
    while let index = pending.popLast() {
      looks += 1
      guard looks < Self.lookLimit else { return true }
      let node = table.nodes[Int(index)]
      if isSuch(node) { return true }
      let isTernary = node.op == Operator(.addmod) || node.op == Operator(.mulmod)
      for operand in [node.a, node.b, isTernary ? node.c : ExpressionTable.none]
      where operand >= 0 {
        pending.append(operand)
      }
    }
    return false
  }
}
