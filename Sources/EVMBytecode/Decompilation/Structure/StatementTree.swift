/// A statement of a decompiled function, with those inside it.
package indirect enum Statement: Hashable, Sendable {
  case action(PlacedAction)
  /// Either list runs, the first when the formula is not zero.
  case branch(Term, then: [Statement], else: [Statement], places: [Range<Int>])
  /// Runs again and again until it is left.
  case loop(Int, [Statement])
  /// Runs once; ``leave`` with its label goes behind it.
  case block(Int, [Statement])
  case leave(Int)
  /// Goes behind the loop with the label.
  case leaveLoop(Int)
  /// Goes to the beginning of the loop with the label.
  case again(Int)
  case end(PathEnd, places: [Range<Int>])
  /// Where ``goto`` with the label goes.
  case label(Int)
  case goto(Int)
}

extension Statement {
  /// Whether what follows is not reached from it.
  var neverEnds: Bool {
    switch self {
    case .leave, .leaveLoop, .again, .end, .goto: true
    case .branch(_, let first, let second, _):
      first.last?.neverEnds == true && second.last?.neverEnds == true
    case .action, .loop, .block, .label: false
    }
  }
}

extension Statement {
  /// The statement with more instructions; nil for one that has none of its own.
  func with(_ more: [Range<Int>]) -> Statement? {
    switch self {
    case .action(let placed):
      .action(PlacedAction(action: placed.action, places: (placed.places + more).joined))
    case .branch(let condition, let first, let second, let places):
      .branch(condition, then: first, else: second, places: (places + more).joined)
    case .end(let end, let places): .end(end, places: (places + more).joined)
    case .loop, .block, .leave, .leaveLoop, .again, .label, .goto: nil
    }
  }
}

extension [Statement] {
  /// Gives instructions to the first statement that takes them, inside loops and blocks too.
  mutating func attachToFirst(_ places: [Range<Int>]) -> Bool {
    guard !places.isEmpty else { return true }
    for index in indices {
      if let changed = self[index].with(places) {
        self[index] = changed
        return true
      }
      switch self[index] {
      case .loop(let label, var body):
        if body.attachToFirst(places) {
          self[index] = .loop(label, body)
          return true
        }
      case .block(let label, var body):
        if body.attachToFirst(places) {
          self[index] = .block(label, body)
          return true
        }
      default: break
      }
    }
    return false
  }

  /// Gives instructions to the last statement that takes them.
  mutating func attachToLast(_ places: [Range<Int>]) -> Bool {
    guard !places.isEmpty else { return true }
    for index in indices.reversed() {
      if let changed = self[index].with(places) {
        self[index] = changed
        return true
      }
    }
    return false
  }

  /// Whether a statement inside satisfies the condition.
  func containsStatement(_ isFound: (Statement) -> Bool) -> Bool {
    contains { statement in
      if isFound(statement) { return true }
      switch statement {
      case .branch(_, let first, let second, _):
        return first.containsStatement(isFound) || second.containsStatement(isFound)
      case .loop(_, let body), .block(_, let body): return body.containsStatement(isFound)
      default: return false
      }
    }
  }

  /// Every statement, those inside included, replaced by the statements that the function gives.
  func replaced(_ change: (Statement) -> [Statement]) -> [Statement] {
    flatMap { statement -> [Statement] in
      switch statement {
      case .branch(let condition, let first, let second, let places):
        change(
          .branch(
            condition, then: first.replaced(change), else: second.replaced(change),
            places: places))
      case .loop(let label, let body): change(.loop(label, body.replaced(change)))
      case .block(let label, let body): change(.block(label, body.replaced(change)))
      default: change(statement)
      }
    }
  }

  /// How many statements there are, those inside included.
  var statementCount: Int {
    reduce(0) { sum, statement in
      switch statement {
      case .branch(_, let first, let second, _):
        sum + 1 + first.statementCount + second.statementCount
      case .loop(_, let body), .block(_, let body): sum + 1 + body.statementCount
      default: sum + 1
      }
    }
  }
}
