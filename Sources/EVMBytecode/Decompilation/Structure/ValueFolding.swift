import EVMPrimitives

/// Puts values that are used once where they are used, when nothing in between could change them.
///
/// The definitions that are taken out are ``inlined``: they are to be read at the place of their
/// use.
struct ValueFolding {
  private(set) var inlined: [Int32: Source] = [:]
  private var table: TermTable
  private var uses: [Int32: Int] = [:]
  private var budget = 3_000_000

  private let lists: VariableLists

  init(_ table: TermTable) {
    self.table = table
    lists = VariableLists(table)
  }

  mutating func folded(_ statements: [Statement]) -> [Statement] {
    count(statements)
    return list(statements)
  }

  // MARK: - Counting

  private func variables(of terms: [Term]) -> Set<Int32> {
    var result: Set<Int32> = []
    for term in terms { result.formUnion(lists[term]) }
    return result
  }

  private func used(_ statement: Statement) -> Set<Int32> {
    switch statement {
    case .action(let placed): variables(of: placed.action.terms)
    case .branch(let condition, _, _, _): variables(of: [condition])
    case .end(let end, _): variables(of: end.terms)
    default: []
    }
  }

  private mutating func count(_ statements: [Statement]) {
    for statement in statements {
      for variable in used(statement) { uses[variable, default: 0] += 1 }
      switch statement {
      case .branch(_, let first, let second, _):
        count(first)
        count(second)
      case .loop(_, let body), .block(_, let body): count(body)
      default: break
      }
    }
  }

  // MARK: - Folding

  private mutating func list(_ statements: [Statement]) -> [Statement] {
    var result: [Statement] = []
    var open: [Range<Int>] = []
    for (index, statement) in statements.enumerated() {
      switch statement {
      case .action(let placed):
        if case .define(let variable, let source) = placed.action, !source.hasEffect,
          isFewTimes(variable, source),
          canMove(variable, source, past: statements[(index + 1)...])
        {
          inlined[variable] = source
          open += placed.places
          continue
        }
        result.append(
          .action(PlacedAction(action: placed.action, places: (open + placed.places).joined)))
        open = []
      case .branch(let condition, let first, let second, let places):
        result.append(
          .branch(
            condition, then: list(first), else: list(second), places: (open + places).joined))
        open = []
      case .loop(let label, let body): result.append(.loop(label, list(body)))
      case .block(let label, let body): result.append(.block(label, list(body)))
      case .end(let end, let places):
        result.append(.end(end, places: (open + places).joined))
        open = []
      default: result.append(statement)
      }
    }
    if !open.isEmpty { _ = result.attachToLast(open) }
    return result
  }

  private enum Search { case found, changed, absent }

  private mutating func canMove(
    _ variable: Int32, _ source: Source, past statements: ArraySlice<Statement>
  ) -> Bool {
    var sources = [source]
    // What is read along with it.
    for inner in variables(of: source.terms) {
      if let other = inlined[inner] { sources += withInner(other, depth: 0) }
    }
    guard sources.count <= 12 else { return false }
    var count = 0
    let result = search(variable, sources, statements, &count)
    return result == .found
  }

  /// Whether a value may be read at each of its uses instead of once: a plain variable of storage a
  /// few times, others once.
  private func isFewTimes(_ variable: Int32, _ source: Source) -> Bool {
    guard let count = uses[variable] else { return false }
    if count == 1 { return true }
    if count <= 4, case .hash(.parts) = source { return true }
    guard count <= 4, case .storage(let slot) = source else { return false }
    return table.depth(slot) <= 4 && !variables(of: [slot]).contains { inlined[$0] != nil }
  }

  private func withInner(_ source: Source, depth: Int) -> [Source] {
    guard depth < 8 else { return Array(repeating: source, count: 20) }
    return variables(of: source.terms).reduce(into: [source]) { list, inner in
      if let other = inlined[inner] { list += withInner(other, depth: depth + 1) }
    }
  }

  /// Looks for all uses behind a definition; found when the last is met before anything changes.
  private mutating func search(
    _ variable: Int32, _ sources: [Source], _ statements: ArraySlice<Statement>,
    _ count: inout Int
  ) -> Search {
    let wanted = uses[variable] ?? 0
    for statement in statements {
      budget -= 1
      guard budget > 0 else { return .changed }
      if mentions(statement, variable) {
        count += 1
        if count == wanted { return .found }
      }
      switch statement {
      case .action(let placed):
        if sources.contains(where: { changes(placed.action, $0) }) { return .changed }
        if case .assign(let moves) = placed.action {
          let moved = Set(moves.map(\.variable))
          for source in sources where !moved.isDisjoint(with: variables(of: source.terms)) {
            return .changed
          }
        }
      case .branch(_, let first, let second, _):
        for arm in [first, second] {
          switch search(variable, sources, arm[...], &count) {
          case .found: return .found
          case .changed:
            // What is changed on a way that ends is not changed for those that go on; a use behind
            // the change is never counted.
            if arm.last?.neverEnds != true { return .changed }
          case .absent: break
          }
        }
      case .block(_, let body):
        switch search(variable, sources, body[...], &count) {
        case .found: return .found
        case .changed: return .changed
        case .absent: break
        }
      case .loop(_, let body):
        if mentions(body, variable) { return .changed }
        var none = 0
        if search(variable, sources, body[...], &none) == .changed { return .changed }
      case .label, .goto: return .changed
      case .end, .leave, .leaveLoop, .again: return .absent
      }
    }
    return .absent
  }

  private func mentions(_ statements: [Statement], _ variable: Int32) -> Bool {
    statements.containsStatement { mentions($0, variable) }
  }

  private func mentions(_ statement: Statement, _ variable: Int32) -> Bool {
    switch statement {
    case .action(let placed): placed.action.terms.contains { lists[$0].contains(variable) }
    case .branch(let condition, _, _, _): lists[condition].contains(variable)
    case .end(let end, _): end.terms.contains { lists[$0].contains(variable) }
    default: false
    }
  }

  /// Whether an action can change what a source gives.
  private func changes(_ action: Action, _ source: Source) -> Bool {
    switch source {
    case .term: return false
    case .gas: return false
    case .storage(let slot):
      switch action {
      case .setStorage(let other, _): return !areApart(slot, other)
      case .define(_, .call(let call)): return call.kind != .staticCall
      case .define(_, .create): return true
      default: return false
      }
    case .transient(let slot):
      switch action {
      case .setTransient(let other, _): return !areApart(slot, other)
      case .define(_, .call(let call)): return call.kind != .staticCall
      case .define(_, .create): return true
      default: return false
      }
    case .memory(let address): return writesMemory(action, address, length: .none)
    case .hash(let message):
      guard case .memory(let address, let length) = message else {
        guard case .parts(let parts) = message else { return true }
        return isLatestCall(action)
          && parts.contains { if case .returned(-1, _, _) = $0 { true } else { false } }
      }
      return writesMemory(action, address, length: length)
    case .returndataSize: return isLatestCall(action)
    case .memorySize: return true
    case .balance, .selfBalance, .codeSize, .codeHash:
      switch action {
      case .define(_, .call(let call)): return call.kind != .staticCall
      case .define(_, .create): return true
      default: return false
      }
    case .call, .create: return true
    }
  }

  private func isLatestCall(_ action: Action) -> Bool {
    switch action {
    case .define(_, .call), .define(_, .create): true
    default: false
    }
  }

  /// Whether two slots are known not to be one: other numbers, or a number and a hash.
  private func areApart(_ a: Term, _ b: Term) -> Bool {
    if let x = table.value(a), let y = table.value(b) { return x != y }
    let (small, other) = table.value(a) != nil ? (a, b) : (b, a)
    guard let number = table.value(small), number.significantBitCount <= 64 else { return false }
    return table.isHash(other)
  }

  private func writesMemory(_ action: Action, _ address: Term, length: Term) -> Bool {
    let to: Term
    let count: Int?
    switch action {
    case .store(let place, _):
      to = place
      count = 32
    case .storeByte(let place, _):
      to = place
      count = 1
    case .copy(_, let place, _, let length):
      to = place
      count = table.int(length)
    case .define(_, .call(let call)):
      to = call.output
      count = table.int(call.outputLength)
      if count == 0 { return false }
    default: return false
    }
    guard let written = table.address(to), let read = table.address(address) else { return true }
    let size = length.isNone ? 32 : table.int(length)
    switch table.relation(
      written.rest, written.start, count, read.rest, read.start, size)
    {
    case .apart: return false
    case .unknown: return true
    case .distance(let distance):
      if let count, distance >= count { return false }
      if let size, distance + size <= 0 { return false }
      return true
    }
  }
}

extension TermTable {
  /// Whether a value is a hash, or a hash and something small added to it.
  func isHash(_ term: Term) -> Bool {
    let node = node(term)
    if node.kind == .hash { return true }
    guard node.kind == TermKind(.add), let number = int(node.a), number < 1 << 32 else {
      return false
    }
    return isHash(node.b)
  }
}
