import EVMPrimitives

/// Makes `if` and `else` of labelled blocks that are left at their ends, and loops with `break`.
struct StatementSimplifier {
  var table: TermTable

  mutating func simplified(_ statements: [Statement]) -> [Statement] {
    var result = statements
    for _ in 0..<4 {
      let next = list(result, Tail())
      if next == result { break }
      result = next
    }
    return result
  }

  /// What reaching the end of a list is the same as.
  private struct Tail {
    var leaves: Set<Int> = []
    var leavesLoops: Set<Int> = []
    var again: Int?
  }

  private mutating func list(_ statements: [Statement], _ tail: Tail) -> [Statement] {
    // Behind what never ends stands nothing that runs, up to the next label.
    var statements = reachable(statements)
    if statements.isEmpty { return [] }
    // What follows an `if` that is left for the end of this list is its `else`.
    var index = 0
    while index < statements.count - 1 {
      if case .branch(let condition, let first, let second, let places) = statements[index] {
        let rest = Array(statements[(index + 1)...])
        let hasLabel = rest.contains { if case .label = $0 { true } else { false } }
        if !hasLabel, second.isEmpty, first.last.map({ isTail($0, tail) }) == true {
          statements.removeSubrange(index...)
          statements.append(.branch(condition, then: first, else: rest, places: places))
          break
        }
        if !hasLabel, first.isEmpty, second.last.map({ isTail($0, tail) }) == true {
          statements.removeSubrange(index...)
          statements.append(.branch(condition, then: rest, else: second, places: places))
          break
        }
      }
      index += 1
    }
    var result: [Statement] = []
    var open: [Range<Int>] = []
    for (place, statement) in statements.enumerated() {
      if !open.isEmpty, let last = statements[place...].first, let changed = last.with(open) {
        statements[place] = changed
        open = []
      }
      let statement = open.isEmpty ? statements[place] : statement
      let isLast = place == statements.count - 1
      let own = isLast ? tail : Tail()
      switch statement {
      case .branch(let condition, let first, let second, let places):
        let a = list(first, own)
        let b = list(second, own)
        let simple = branch(condition, a, b, places)
        if simple.isEmpty { open = (open + places).joined }
        result += simple
      case .block(let label, let body):
        var inner = own
        inner.leaves.insert(label)
        var body = list(body, inner)
        // A loop at the end of the block is left where the block is.
        if case .loop(let loop, let content)? = body.last {
          let changed = content.replaced { statement in
            if case .leave(label) = statement { return [.leaveLoop(loop)] }
            return [statement]
          }
          body[body.count - 1] = .loop(loop, changed)
        }
        let isLeft = body.containsStatement { if case .leave(label) = $0 { true } else { false } }
        result += isLeft ? [.block(label, body)] : body
      case .loop(let label, let body):
        var inner = Tail()
        inner.again = label
        var content = body
        // Where the end of this list is what a block is left for, the loop is left.
        if isLast, !own.leaves.isEmpty {
          content = body.replaced { statement in
            if case .leave(let block) = statement, own.leaves.contains(block) {
              return [.leaveLoop(label)]
            }
            return [statement]
          }
        }
        result.append(.loop(label, list(content, inner)))
      case .leave, .leaveLoop, .again:
        if !(isLast && isTail(statement, tail)) { result.append(statement) }
      default: result.append(statement)
      }
    }
    if !open.isEmpty { _ = result.attachToLast(open) }
    return result
  }

  private func isTail(_ statement: Statement, _ tail: Tail) -> Bool {
    switch statement {
    case .leave(let label): tail.leaves.contains(label)
    case .leaveLoop(let label): tail.leavesLoops.contains(label)
    case .again(let label): tail.again == label
    default: false
    }
  }

  private func reachable(_ statements: [Statement]) -> [Statement] {
    var result: [Statement] = []
    var isReached = true
    for statement in statements {
      if case .label = statement { isReached = true }
      guard isReached else { continue }
      result.append(statement)
      if statement.neverEnds { isReached = false }
    }
    return result
  }

  private mutating func branch(
    _ condition: Term, _ a: [Statement], _ b: [Statement], _ places: [Range<Int>]
  ) -> [Statement] {
    if a.isEmpty, b.isEmpty { return [] }
    if a.isEmpty {
      return [.branch(table.unary(.isZero, condition), then: b, else: [], places: places)]
    }
    // What never ends needs no `else` behind it; the shorter one goes first.
    if a.last?.neverEnds == true, !b.isEmpty, isEnding(a) || b.last?.neverEnds != true {
      return [.branch(condition, then: a, else: [], places: places)] + b
    }
    if b.last?.neverEnds == true {
      let other = table.unary(.isZero, condition)
      return [.branch(other, then: b, else: [], places: places)] + a
    }
    return [.branch(condition, then: a, else: b, places: places)]
  }

  /// Whether a list is no more than an ending.
  private func isEnding(_ list: [Statement]) -> Bool { list.count <= 2 }
}
