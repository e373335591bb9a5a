import EVMPrimitives

/// Makes a graph simpler before it is structured, without a change of what it does.
extension LiftedGraph {
  mutating func shape() {
    skipEmpty()
    copyEnds()
    skipEmpty()
    for _ in 0..<8 {
      let joined = joinConditions()
      let chosen = chooseValues()
      if !joined, !chosen { break }
      for _ in 0..<3 { if !replaceSingleValued() { break } }
      skipEmpty()
    }
    copyEnds()
    skipEmpty()
  }

  private func predecessorCounts() -> [Int] {
    var counts = [Int](repeating: 0, count: nodes.count)
    var isReached = [Bool](repeating: false, count: nodes.count)
    var open = [0]
    counts[0] = 1
    while let next = open.popLast() {
      guard !isReached[next] else { continue }
      isReached[next] = true
      for edge in nodes[next].edges {
        counts[edge.target] += 1
        open.append(edge.target)
      }
    }
    return counts
  }

  private mutating func mapEdges(_ index: Int, _ change: (LiftedEdge) -> LiftedEdge) {
    switch nodes[index].terminator {
    case .jump(let edge): nodes[index].terminator = .jump(change(edge))
    case .branch(let condition, let taken, let notTaken):
      nodes[index].terminator = .branch(
        condition, taken: change(taken), notTaken: change(notTaken))
    case .end: break
    }
  }

  /// Edges go past blocks in which nothing happens; a branch that goes one way is none.
  private mutating func skipEmpty() {
    var skips = [Int?](repeating: nil, count: nodes.count)
    for (index, node) in nodes.enumerated() where index != 0 {
      if node.actions.isEmpty, case .jump(let edge) = node.terminator, edge.moves.isEmpty,
        edge.target != index
      {
        skips[index] = edge.target
      }
    }
    let known = nodes
    for index in nodes.indices {
      var passed: [Range<Int>] = []
      mapEdges(index) { edge in
        var edge = edge
        for _ in 0..<32 {
          guard let next = skips[edge.target], next != edge.target else { break }
          passed += known[edge.target].places
          edge.target = next
        }
        return edge
      }
      if case .branch(_, let taken, let notTaken) = nodes[index].terminator,
        taken.target == notTaken.target, taken.moves == notTaken.moves
      {
        nodes[index].terminator = .jump(taken)
      }
      if !passed.isEmpty { nodes[index].places = (nodes[index].places + passed).joined }
    }
  }

  /// Gives short endings to each path that leads there.
  private mutating func copyEnds() {
    let counts = predecessorCounts()
    var budget = 4 * nodes.count + 64
    let known = nodes
    for index in known.indices where counts[index] > 0 {
      var copies: [LiftedNode] = []
      var moved: [[Assignment]] = []
      var lastCalls: [Int32] = []
      let first = nodes.count
      mapEdges(index) { edge in
        let target = known[edge.target]
        guard counts[edge.target] > 1, case .end = target.terminator, target.actions.count <= 3,
          budget > 0, edge.target < counts.count
        else { return edge }
        budget -= 1
        copies.append(target)
        moved.append(edge.moves)
        lastCalls.append(edge.lastCall)
        return LiftedEdge(
          target: first + copies.count - 1, moves: [], lastCall: edge.lastCall)
      }
      // What the path sets is known in its own copy.
      for place in copies.indices where !moved[place].isEmpty {
        let values = Dictionary(moved[place].map { ($0.variable, $0.value) }) { $1 }
        var memo: [Term: Term] = [:]
        copies[place].mapTerms { table.substituting($0, values, &memo) }
      }
      for place in copies.indices { rename(&copies[place]) }
      for place in copies.indices where lastCalls[place] >= 0 {
        copies[place].knowLatest(lastCalls[place], &table)
      }
      nodes += copies
    }
  }

  /// Gives the values that a copy defines variables of its own, so that each is defined once.
  private mutating func rename(_ node: inout LiftedNode) {
    var values: [Int32: Term] = [:]
    for index in node.actions.indices {
      guard case .define(let variable, let source) = node.actions[index].action, !source.hasEffect
      else { continue }
      let own = Int32(truncatingIfNeeded: variableCount)
      variableCount += 1
      node.actions[index].action = .define(own, source)
      values[variable] = table.variable(own)
      if let parts = table.hashes[variable] { table.hashes[own] = parts }
    }
    guard !values.isEmpty else { return }
    var memo: [Term: Term] = [:]
    node.mapTerms { table.substituting($0, values, &memo) }
  }

  /// Two branches with one target in common become one with `&&` or `||`.
  private mutating func joinConditions() -> Bool {
    let counts = predecessorCounts()
    var isChanged = false
    for index in nodes.indices where counts[index] > 0 {
      guard case .branch(let first, let taken, let notTaken) = nodes[index].terminator,
        table.depth(first) < 30
      else { continue }
      for (inner, outer, isTaken) in [(taken, notTaken, true), (notTaken, taken, false)] {
        let node = nodes[inner.target]
        guard inner.target != index, counts[inner.target] == 1, inner.moves.isEmpty,
          node.actions.isEmpty,
          case .branch(let second, let innerTaken, let innerNotTaken) = node.terminator,
          table.depth(second) < 30
        else { continue }
        let a = truth(isTaken ? first : negated(first))
        if isSame(innerNotTaken, outer), !isRevert(outer.target) {
          // a && second
          let condition = table.binary(.and, a, truth(second))
          nodes[index].terminator = .branch(condition, taken: innerTaken, notTaken: outer)
        } else if isSame(innerTaken, outer), !isRevert(outer.target) {
          // !a || second
          let condition = table.binary(.or, negated(a), truth(second))
          nodes[index].terminator = .branch(condition, taken: outer, notTaken: innerNotTaken)
        } else {
          continue
        }
        nodes[index].places = (nodes[index].places + node.places).joined
        isChanged = true
        break
      }
    }
    return isChanged
  }

  /// Whether a block does no more than revert: two requirements read better than their conjunction.
  private func isRevert(_ node: Int) -> Bool {
    if nodes[node].actions.isEmpty, case .end(.revert) = nodes[node].terminator { return true }
    return false
  }

  private func isSame(_ a: LiftedEdge, _ b: LiftedEdge) -> Bool {
    if a.target == b.target { return a.moves == b.moves }
    // Copies of one ending.
    guard a.moves == b.moves, nodes[a.target].actions == nodes[b.target].actions,
      case .end(let x) = nodes[a.target].terminator, case .end(let y) = nodes[b.target].terminator
    else { return false }
    return x == y
  }

  /// The formula as zero or one.
  private mutating func truth(_ term: Term) -> Term {
    table.isTruth(term) ? term : table.unary(.isZero, table.unary(.isZero, term))
  }

  private mutating func negated(_ term: Term) -> Term { table.unary(.isZero, term) }

  /// A branch around blocks that set variables and do nothing else chooses between values.
  fileprivate mutating func chooseValues() -> Bool {
    let counts = predecessorCounts()
    var isChanged = false
    for index in nodes.indices where counts[index] > 0 {
      guard case .branch(let condition, let taken, let notTaken) = nodes[index].terminator,
        table.depth(condition) < 30, let first = plainPath(taken, counts),
        let second = plainPath(notTaken, counts), first.target == second.target,
        first.target != index
      else { continue }
      let one = Dictionary(first.moves.map { ($0.variable, $0.value) }) { $1 }
      let two = Dictionary(second.moves.map { ($0.variable, $0.value) }) { $1 }
      let variables = Set(one.keys).union(two.keys).sorted()
      guard variables.count <= 3 else { continue }
      var moves: [Assignment] = []
      for variable in variables {
        let own = table.variable(variable)
        let value = choice(condition, one[variable] ?? own, two[variable] ?? own)
        guard let value else { break }
        moves.append(Assignment(variable: variable, value: value))
      }
      guard moves.count == variables.count else { continue }
      nodes[index].terminator = .jump(LiftedEdge(target: first.target, moves: moves))
      nodes[index].places = (nodes[index].places + first.places + second.places).joined
      isChanged = true
    }
    return isChanged
  }

  private func plainPath(
    _ edge: LiftedEdge, _ counts: [Int]
  ) -> (target: Int, moves: [Assignment], places: [Range<Int>])? {
    let node = nodes[edge.target]
    guard counts[edge.target] == 1, edge.moves.isEmpty, node.actions.isEmpty,
      case .jump(let next) = node.terminator
    else { return (edge.target, edge.moves, []) }
    return (next.target, next.moves, node.places)
  }

  /// The value of a choice where it is a condition itself; nil where it would read badly.
  private mutating func choice(_ condition: Term, _ a: Term, _ b: Term) -> Term? {
    if a == b { return a }
    guard table.isTruth(a), table.isTruth(b), table.depth(a) < 30, table.depth(b) < 30 else {
      return nil
    }
    let c = truth(condition)
    if table.value(a) == UInt256.one { return table.binary(.or, c, b) }
    if b == .zero { return table.binary(.and, c, a) }
    if a == .zero { return table.binary(.and, negated(c), b) }
    if table.value(b) == UInt256.one { return table.binary(.or, negated(c), a) }
    // The condition decides one value, which may be the condition itself.
    if a == c { return table.binary(.or, c, b) }
    if b == c { return table.binary(.and, c, a) }
    return nil
  }
}

extension LiftedNode {
  /// Says of which call the latest data are, on the path of one that is known.
  fileprivate mutating func knowLatest(_ call: Int32, _ table: inout TermTable) {
    var values: [Int32: Term] = [:]
    let size = table.make(TermNode(kind: .returnedSize, number: call))
    for placed in actions {
      switch placed.action {
      case .define(let variable, .returndataSize): values[variable] = size
      // Behind another call the data are that one's.
      case .define(_, .call), .define(_, .create): return
      default: break
      }
    }
    dropActions { action in
      if case .define(_, .returndataSize) = action { return true }
      return false
    }
    var memo: [Term: Term] = [:]
    mapTerms { table.substituting($0, values, &memo) }
    for place in actions.indices {
      if case .copy(.returned(-1), let to, let from, let length) = actions[place].action {
        actions[place].action = .copy(.returned(call), to: to, from: from, length: length)
      }
    }
    passOn(size, call)
  }

  /// Data that are copied whole to be handed on at once are handed on without the copy.
  private mutating func passOn(_ size: Term, _ call: Int32) {
    guard
      case .copy(.returned(call), let to, .zero, size)? = actions.last?.action,
      case .end(let end) = terminator
    else { return }
    let message = Message.parts([.returned(call, .zero, length: size)])
    switch end {
    case .revert(.memory(to, size)): terminator = .end(.revert(message))
    case .return(.memory(to, size)): terminator = .end(.return(message))
    default: return
    }
    let last = actions.removeLast()
    places = (places + last.places).joined
  }
}
