/// Gives names to long formulas that several statements use, so that each is written once.
///
/// Only formulas that always have one value are named: those over calldata, the environment and
/// variables that are set at one place. A name is set before the first statement that uses it, in the
/// innermost list that holds all uses.
struct CommonValues {
  /// The names' variables, by formula.
  private(set) var variables: [Term: Int32] = [:]
  private let table: TermTable
  private let lists: VariableLists
  private let inlined: [Int32: Source]
  private let isVyper: Bool
  private var next: Int32
  /// In how many statements a formula stands.
  private var counts: [Term: Int] = [:]
  private var changing: Set<Int32> = []
  private var defined: Set<Int32> = []
  private var weights: [Int]

  init(_ table: TermTable, inlined: [Int32: Source], isVyper: Bool, firstVariable: Int) {
    self.table = table
    self.inlined = inlined
    self.isVyper = isVyper
    next = Int32(truncatingIfNeeded: firstVariable)
    lists = VariableLists(table)
    var weights: [Int] = []
    weights.reserveCapacity(table.nodes.count)
    for node in table.nodes {
      var weight = node.kind == .constant ? 0 : 1
      for operand in [node.a, node.b, node.c] where !operand.isNone {
        weight = min(1 << 20, weight + weights[Int(operand.index)])
      }
      weights.append(weight)
    }
    self.weights = weights
  }

  private static let longest = 400

  mutating func named(_ statements: [Statement]) -> [Statement] {
    // Functions of many statements have too many formulas to be told apart.
    guard statements.statementCount <= Self.longest else { return statements }
    count(statements)
    var result = statements
    // The longest first: what stands in it is counted anew by the names that are left.
    let candidates = counts.filter { isWorthwhile($0.key, $0.value) }.map(\.key)
      .sorted {
        (weights[Int($0.index)], $0.index) > (weights[Int($1.index)], $1.index)
      }.prefix(24)
    for term in candidates {
      let variable = next
      guard let changed = inserting(term, variable, into: result) else { continue }
      variables[term] = variable
      next += 1
      result = changed
    }
    return result
  }

  private func isWorthwhile(_ term: Term, _ count: Int) -> Bool {
    let weight = weights[Int(term.index)]
    let node = table.node(term)
    guard count >= 2, weight >= 3, weight * (count - 1) >= 6, !table.isTruth(term),
      node.kind != .list, node.kind != .piece, node.kind != TermKind(.and),
      table.value(term) == nil,
      !lists[term].contains(where: { changing.contains($0) || inlined[$0] != nil })
    else { return false }
    return !isPlace(term)
  }

  /// Whether a formula is written as a variable of storage or a part of an argument.
  private func isPlace(_ term: Term) -> Bool {
    if table.slotPath(term, isVyper: isVyper) != nil { return true }
    return table.is(term, .calldataLoad)
  }

  // MARK: - Uses

  private func subterms(of terms: [Term]) -> Set<Term> {
    var result: Set<Term> = []
    var open = terms
    while let term = open.popLast() {
      guard !term.isNone, result.count < 4000, result.insert(term).inserted else { continue }
      let node = table.node(term)
      open += [node.a, node.b, node.c]
      if node.kind == .variable, let source = inlined[node.number] { open += source.terms }
    }
    return result
  }

  private func own(_ statement: Statement) -> [Term] {
    switch statement {
    case .action(let placed): placed.action.terms
    case .branch(let condition, _, _, _): [condition]
    case .end(let end, _): end.terms
    case .loop, .block, .leave, .leaveLoop, .again, .label, .goto: []
    }
  }

  private mutating func count(_ statements: [Statement]) {
    for statement in statements {
      for term in subterms(of: own(statement)) { counts[term, default: 0] += 1 }
      switch statement {
      case .action(let placed):
        switch placed.action {
        case .assign(let moves): changing.formUnion(moves.map(\.variable))
        case .define(let variable, _):
          // A call that stands in several copies of an ending.
          if !defined.insert(variable).inserted { changing.insert(variable) }
        default: break
        }
      case .branch(_, let first, let second, _):
        count(first)
        count(second)
      case .loop(_, let body), .block(_, let body): count(body)
      case .end, .leave, .leaveLoop, .again, .label, .goto: break
      }
    }
  }

  /// Whether a formula stands in one of the others.
  private func contains(_ term: Term, in others: [Term]) -> Bool {
    var open = others
    var seen: Set<Term> = []
    while let next = open.popLast() {
      if next == term { return true }
      guard !next.isNone, seen.count < 4000 else { continue }
      let node = table.node(next)
      if node.kind == .variable {
        if let source = inlined[node.number], seen.insert(next).inserted { open += source.terms }
        continue
      }
      // Operands were made before what they stand in; values that are read at their use may be later.
      guard !node.a.isNone || !node.b.isNone, seen.insert(next).inserted else { continue }
      open += [node.a, node.b, node.c]
    }
    return false
  }

  private func uses(_ statement: Statement, _ term: Term) -> Bool {
    if contains(term, in: own(statement)) { return true }
    switch statement {
    case .branch(_, let first, let second, _):
      return first.contains { uses($0, term) } || second.contains { uses($0, term) }
    case .loop(_, let body), .block(_, let body): return body.contains { uses($0, term) }
    default: return false
    }
  }

  /// The statements with the name set before its first use; nil when no list holds all uses well.
  private func inserting(
    _ term: Term, _ variable: Int32, into statements: [Statement]
  ) -> [Statement]? {
    let users = statements.indices.filter { uses(statements[$0], term) }
    guard let first = users.first else { return nil }
    var result = statements
    if users.count == 1, !contains(term, in: own(statements[first])) {
      switch statements[first] {
      case .branch(let condition, let a, let b, let places):
        let isInFirst = a.contains { uses($0, term) }
        if isInFirst, b.contains(where: { uses($0, term) }) { break }
        guard let inner = inserting(term, variable, into: isInFirst ? a : b) else { return nil }
        result[first] = .branch(
          condition, then: isInFirst ? inner : a, else: isInFirst ? b : inner, places: places)
        return result
      case .block(let label, let body):
        guard let inner = inserting(term, variable, into: body) else { return nil }
        result[first] = .block(label, inner)
        return result
      case .loop(let label, let body):
        guard let inner = inserting(term, variable, into: body) else { return nil }
        result[first] = .loop(label, inner)
        return result
      default: break
      }
    }
    // A goto could go past the name.
    if statements.containsStatement({ if case .label = $0 { true } else { false } }) { return nil }
    result.insert(
      .action(PlacedAction(action: .define(variable, .term(term)), places: [])), at: first)
    return result
  }
}
