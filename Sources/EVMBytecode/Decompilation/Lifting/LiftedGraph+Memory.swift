/// Which writes to memory somebody may read later.
extension LiftedGraph {
  /// Bytes of memory that may be read.
  private struct Wanted: Hashable {
    var rest: Term
    var start: Int
    /// Nil when their number is not known.
    var count: Int?
    /// Whether the place is not known better than by where it starts at least.
    var isFloor = false
  }

  private enum Live: Equatable {
    case some([Wanted])
    /// Too many to list.
    case all

    mutating func insert(_ wanted: Wanted) {
      guard case .some(var list) = self, !list.contains(wanted) else { return }
      list.append(wanted)
      self = list.count > 48 ? .all : .some(list)
    }

    mutating func form(_ other: Live) {
      guard case .some(let list) = other else {
        self = .all
        return
      }
      for wanted in list { insert(wanted) }
    }
  }

  mutating func dropDeadStores() {
    let lists = VariableLists(table)
    var entry = [Live](repeating: .some([]), count: nodes.count)
    var predecessors = [[Int]](repeating: [], count: nodes.count)
    for (index, node) in nodes.enumerated() {
      for edge in node.edges { predecessors[edge.target].append(index) }
    }
    var isQueued = [Bool](repeating: true, count: nodes.count)
    var queue = Array(nodes.indices)
    var rounds = 0
    while let index = queue.popLast() {
      isQueued[index] = false
      rounds += 1
      guard rounds < 60 * nodes.count + 1000 else { return }
      var live = leaving(index, entry, lists)
      for placed in nodes[index].actions.reversed() { step(placed.action, &live, lists) }
      guard live != entry[index] else { continue }
      // Grows only, so this ends.
      var joined = entry[index]
      joined.form(live)
      guard joined != entry[index] else { continue }
      entry[index] = joined
      for source in predecessors[index] where !isQueued[source] {
        isQueued[source] = true
        queue.append(source)
      }
    }
    for index in nodes.indices {
      var live = leaving(index, entry, lists)
      var dead: Set<Int> = []
      for (place, placed) in nodes[index].actions.enumerated().reversed() {
        if isDead(placed.action, live) {
          dead.insert(place)
        } else {
          step(placed.action, &live, lists)
        }
      }
      guard !dead.isEmpty else { continue }
      var place = -1
      nodes[index].dropActions { _ in
        place += 1
        return dead.contains(place)
      }
    }
  }

  private func leaving(_ index: Int, _ entry: [Live], _ lists: VariableLists) -> Live {
    var live = Live.some([])
    for edge in nodes[index].edges {
      guard case .some(let list) = entry[edge.target] else { return .all }
      let moved = Set(edge.moves.map(\.variable))
      for wanted in list {
        var wanted = wanted
        if !moved.isEmpty, !wanted.rest.isNone, lists[wanted.rest].contains(where: moved.contains) {
          // The address is another one before the move.
          wanted = floor(wanted)
        }
        live.insert(wanted)
      }
    }
    if case .end(let end) = nodes[index].terminator { end.message.map { want($0, &live) } }
    return live
  }

  private func floor(_ wanted: Wanted) -> Wanted {
    let least = wanted.rest.isNone ? 0 : table.leastValue(wanted.rest)
    let start = least.map { max(0, $0 &+ wanted.start) } ?? 0
    return Wanted(rest: .none, start: start, count: nil, isFloor: true)
  }

  /// What is wanted before an action, of what is wanted behind it.
  private func step(_ action: Action, _ live: inout Live, _ lists: VariableLists) {
    switch action {
    case .store(let address, _):
      guard case .some(let list) = live, let place = table.address(address) else { break }
      live = .some(
        list.filter {
          !($0.rest == place.rest && !$0.isFloor && $0.start >= place.start
            && $0.start + ($0.count ?? 1 << 40) <= place.start + 32)
        })
    case .copy(.memory, _, let from, let length):
      // A copy that nobody reads reads nothing.
      if !isDead(action, live) { want(.memory(from, length: length), &live) }
    case .define(let variable, let source):
      // An address with this variable is another one before it is set.
      if case .some(let list) = live, !source.hasEffect || !list.isEmpty {
        if list.contains(where: { lists[$0.rest].contains(variable) }) {
          var changed = Live.some([])
          for wanted in list {
            changed.insert(
              lists[wanted.rest].contains(variable) ? floor(wanted) : wanted)
          }
          live = changed
        }
      }
      if case .memory(let address) = source {
        want(.memory(address, length: .none), &live)
      }
      if let message = source.message { want(message, &live) }
    case .log(_, let message): want(message, &live)
    default: break
    }
  }

  /// `length` none for a word.
  private func want(_ message: Message, _ live: inout Live) {
    guard case .memory(let address, let length) = message else { return }
    let count = length.isNone ? 32 : table.int(length)
    guard count != 0 else { return }
    guard let place = table.address(address) else {
      live.insert(Wanted(rest: .none, start: 0, count: nil, isFloor: true))
      return
    }
    live.insert(Wanted(rest: place.rest, start: place.start, count: count))
  }

  private func isDead(_ action: Action, _ live: Live) -> Bool {
    let address: Term
    var count: Int?
    switch action {
    case .store(let to, _):
      address = to
      count = 32
    case .storeByte(let to, _):
      address = to
      count = 1
    case .copy(let source, let to, _, let length):
      // Copying more than was returned fails, so only what always can is taken out.
      if case .returned = source, table.int(length) != 0, !isWholeReturn(action) { return false }
      address = to
      count = table.int(length)
      if count == 0 { return true }
    default: return false
    }
    guard case .some(let list) = live else { return false }
    guard let place = table.address(address) else { return list.isEmpty }
    return list.allSatisfy { wanted in
      if wanted.isFloor {
        guard place.rest.isNone, let count else { return false }
        return place.start + count <= wanted.start
      }
      switch table.relation(
        place.rest, place.start, count, wanted.rest, wanted.start, wanted.count)
      {
      case .apart: return true
      case .unknown: return false
      case .distance(let distance):
        // From the write to what is wanted.
        if let count, distance >= count { return true }
        if let size = wanted.count, distance + size <= 0 { return true }
        return false
      }
    }
  }

  private func isWholeReturn(_ action: Action) -> Bool {
    guard case .copy(.returned(let call), _, let from, let length) = action, call >= 0,
      from == .zero
    else { return false }
    let node = table.node(length)
    return node.kind == .returnedSize && node.number == call
  }
}
