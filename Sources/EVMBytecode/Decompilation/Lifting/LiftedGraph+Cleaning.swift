import EVMPrimitives

extension LiftedGraph {
  /// Takes out what has no effect: variables that are always one value, values that nobody uses,
  /// and writes to memory that nobody reads. Instructions of what goes are those of what follows.
  mutating func clean() {
    for _ in 0..<6 { if !replaceSingleValued() { break } }
    dropUnused()
    for _ in 0..<4 {
      let before = actionCount
      dropDeadStores()
      dropUnused()
      if actionCount == before { break }
    }
  }

  private var actionCount: Int { nodes.reduce(0) { $0 + $1.actions.count } }

  // MARK: - Variables of one value

  /// Replaces variables that every path sets to the same value; whether there were any.
  mutating func replaceSingleValued() -> Bool {
    var values: [Int32: Term?] = [:]
    for node in reachedNodes {
      for edge in node.edges {
        for move in edge.moves {
          guard table.variable(move.value) != move.variable else { continue }
          switch values[move.variable] {
          case nil: values[move.variable] = .some(move.value)
          case .some(let known?):
            if known != move.value { values[move.variable] = .some(nil) }
          case .some(nil): break
          }
        }
      }
    }
    var single: [Int32: Term] = [:]
    for case (let variable, let value?) in values { single[variable] = value }
    // A value that holds another such variable waits for the next turn.
    guard !single.isEmpty else { return false }
    let lists = VariableLists(table)
    for (variable, value) in single.sorted(by: { $0.key < $1.key })
    where lists[value].contains(where: { single[$0] != nil }) {
      single[variable] = nil
    }
    guard !single.isEmpty else { return false }
    var memo: [Term: Term] = [:]
    for (variable, parts) in table.hashes {
      table.hashes[variable] = parts.map { part in
        part.mapped { table.substituting($0, single, &memo) }
      }
    }
    for index in nodes.indices {
      nodes[index].mapTerms { table.substituting($0, single, &memo) }
      nodes[index].dropMoves { single[$0] != nil }
      nodes[index].settle(&table)
    }
    return true
  }

  private var reachedNodes: [LiftedNode] {
    var isReached = [Bool](repeating: false, count: nodes.count)
    var open = nodes.isEmpty ? [] : [0]
    var result: [LiftedNode] = []
    while let next = open.popLast() {
      guard !isReached[next] else { continue }
      isReached[next] = true
      result.append(nodes[next])
      open += nodes[next].edges.map(\.target)
    }
    return result
  }

  // MARK: - Values that nobody uses

  mutating func dropUnused() {
    // What each variable is set from.
    var sources: [Int32: [Term]] = [:]
    var used = [Bool](repeating: false, count: variableCount)
    var open: [Int32] = []
    var seen: [Bool] = []
    func use(_ term: Term) {
      table.forEachVariable(in: term, &seen) { variable in
        guard !used[Int(variable)] else { return }
        used[Int(variable)] = true
        open.append(variable)
      }
    }
    for node in nodes {
      for placed in node.actions {
        if case .define(let variable, let source) = placed.action {
          if source.hasEffect {
            source.terms.forEach(use)
            source.message?.calls.forEach { mark($0, &used, &open) }
          } else {
            sources[variable, default: []] += source.terms
            for call in source.message?.calls ?? [] {
              sources[variable, default: []].append(table.variable(call))
            }
          }
        } else {
          placed.action.terms.forEach(use)
          if case .log(_, let message) = placed.action {
            message.calls.forEach { mark($0, &used, &open) }
          }
          if case .copy(.returned(let call), _, _, _) = placed.action, call >= 0 {
            mark(call, &used, &open)
          }
        }
      }
      node.terminatorTerms.forEach(use)
      if case .end(let end) = node.terminator {
        end.message?.calls.forEach { mark($0, &used, &open) }
      }
      for edge in node.edges {
        for move in edge.moves { sources[move.variable, default: []].append(move.value) }
      }
    }
    while let variable = open.popLast() { sources[variable]?.forEach(use) }
    for index in nodes.indices {
      nodes[index].dropMoves { !used[Int($0)] }
      nodes[index].dropActions { action in
        guard case .define(let variable, let source) = action, !source.hasEffect else {
          return false
        }
        return !used[Int(variable)]
      }
    }
  }

  private func mark(_ variable: Int32, _ used: inout [Bool], _ open: inout [Int32]) {
    guard !used[Int(variable)] else { return }
    used[Int(variable)] = true
    open.append(variable)
  }
}

extension LiftedNode {
  mutating func dropMoves(_ isDropped: (Int32) -> Bool) {
    func changed(_ edge: LiftedEdge) -> LiftedEdge {
      LiftedEdge(
        target: edge.target, moves: edge.moves.filter { !isDropped($0.variable) },
        lastCall: edge.lastCall)
    }
    switch terminator {
    case .jump(let edge): terminator = .jump(changed(edge))
    case .branch(let condition, let taken, let notTaken):
      terminator = .branch(condition, taken: changed(taken), notTaken: changed(notTaken))
    case .end: break
    }
  }

  /// Takes actions out; their instructions become those of the next.
  mutating func dropActions(_ isDropped: (Action) -> Bool) {
    var kept: [PlacedAction] = []
    var open: [Range<Int>] = []
    for placed in actions {
      if isDropped(placed.action) {
        open += placed.places
      } else {
        kept.append(PlacedAction(action: placed.action, places: (open + placed.places).joined))
        open = []
      }
    }
    actions = kept
    places = (open + places).joined
  }

  /// A branch on a number that became known goes one way.
  mutating func settle(_ table: inout TermTable) {
    guard case .branch(let condition, let taken, let notTaken) = terminator else { return }
    let term = table.condition(condition)
    if let value = table.value(term) {
      terminator = .jump(value.isZero ? notTaken : taken)
    } else {
      terminator = .branch(term, taken: taken, notTaken: notTaken)
    }
  }
}

extension [Range<Int>] {
  /// In ascending order, neighbours as one.
  var joined: [Range<Int>] {
    var result: [Range<Int>] = []
    for range in sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      if let last = result.last, range.lowerBound <= last.upperBound {
        result[result.count - 1] =
          last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }
}
