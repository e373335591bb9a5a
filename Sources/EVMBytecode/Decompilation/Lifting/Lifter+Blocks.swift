import EVMPrimitives

extension Lifter {
  /// A block while it is read.
  struct Reading {
    let number: Int
    var state: State
    var actions: [PlacedAction] = []
    /// The first instruction that belongs to no action yet.
    var open: Int
  }

  /// Reads the instructions of a block.
  mutating func read(_ number: Int) {
    let start = nodes[number].start
    var reading = Reading(number: number, state: nodes[number].entry, open: start)
    var offset = start
    while true {
      guard offset < code.count else {
        return finish(reading, .end(.stop), end: code.count)
      }
      if offset > start, code[offset] == 0x5b {
        return jump(reading, to: offset, end: offset)
      }
      work += 1
      let byte = code[offset]
      guard let opcode = Opcode(rawValue: byte) else {
        return finish(reading, .end(.undefined(byte)), end: offset + 1)
      }
      let next = offset + 1 + opcode.immediateCount
      let facts = OpcodeFacts.table[Int(byte)] ?? .none
      guard reading.state.stack.count >= Int(facts.stackInputs),
        reading.state.stack.count - Int(facts.stackInputs) + Int(facts.stackOutputs) <= 1024
      else { return finish(reading, .end(.stackFault), end: next) }
      switch opcode {
      case .jump:
        let target = reading.state.stack.removeLast()
        return jump(reading, target, end: next)
      case .jumpI: return branch(reading, end: next)
      case .stop: return finish(reading, .end(.stop), end: next)
      case .return, .revert:
        let offset = reading.state.stack.removeLast()
        let length = reading.state.stack.removeLast()
        let message = message(at: offset, length, reading.state)
        return finish(
          reading, .end(opcode == .return ? .return(message) : .revert(message)), end: next)
      case .invalid: return finish(reading, .end(.invalid), end: next)
      case .selfDestruct:
        let target = reading.state.stack.removeLast()
        return finish(reading, .end(.selfDestruct(target)), end: next)
      default: execute(opcode, at: offset, next, &reading)
      }
      offset = next
    }
  }

  private mutating func finish(_ reading: Reading, _ terminator: Terminator, end: Int) {
    let number = reading.number
    nodes[number].lifted = LiftedNode(
      start: nodes[number].start, actions: reading.actions, terminator: terminator,
      places: reading.open < end ? [reading.open..<end] : [])
    nodes[number].exit = reading.state
  }

  /// Goes on at an offset that is known to be one to jump to.
  private mutating func jump(_ reading: Reading, to offset: Int, end: Int) {
    var (reading, offset) = (reading, offset)
    if let exit = copyAtOnce(&reading, at: offset, end: end) { offset = exit }
    guard let target = enter(offset, reading.state) else {
      return finish(reading, .end(.limit(at: offset)), end: end)
    }
    finish(reading, .jump(LiftedEdge(target: target, moves: [])), end: end)
  }

  private mutating func jump(_ reading: Reading, _ target: Term, end: Int) {
    guard let value = table.value(target) else {
      lostLabel = lostLabel || table.variable(target) != nil
      return finish(reading, .end(.unresolvedJump(target)), end: end)
    }
    guard let offset = destination(value) else {
      return finish(reading, .end(.badJump(target)), end: end)
    }
    jump(reading, to: offset, end: end)
  }

  func destination(_ value: UInt256) -> Int? {
    guard let offset = Int(exactly: value), offset < code.count, isDestination[offset] else {
      return nil
    }
    return offset
  }

  private mutating func branch(_ reading: Reading, end: Int) {
    var reading = reading
    let target = reading.state.stack.removeLast()
    let condition = settled(
      table.condition(reading.state.stack.removeLast()), reading.state.shortReturn)
    if let known = table.value(condition) {
      if known.isZero {
        guard end < code.count else { return finish(reading, .end(.stop), end: end) }
        return jump(reading, to: end, end: end)
      }
      return jump(reading, target, end: end)
    }
    var learned = reading.state
    learn(condition, isTrue: true, &learned)
    var other = reading.state
    learn(condition, isTrue: false, &other)
    noteShortReturn(condition, isTrue: true, &learned)
    noteShortReturn(condition, isTrue: false, &other)
    notePadding(condition, isTrue: true, &learned)
    notePadding(condition, isTrue: false, &other)
    let taken = branchTarget(target, learned)
    let notTaken =
      end < code.count ? enter(end, other) : enterEnd(.stop, end, other)
    guard let taken, let notTaken else {
      return finish(reading, .end(.limit(at: end)), end: end)
    }
    finish(
      reading,
      .branch(
        condition, taken: LiftedEdge(target: taken, moves: []),
        notTaken: LiftedEdge(target: notTaken, moves: [])), end: end)
  }

  private mutating func branchTarget(_ target: Term, _ state: State) -> Int? {
    guard let value = table.value(target) else {
      lostLabel = lostLabel || table.variable(target) != nil
      return enterEnd(.unresolvedJump(target), -1, state)
    }
    guard let offset = destination(value) else { return enterEnd(.badJump(target), -2, state) }
    return enter(offset, state)
  }

  /// A block of no instructions that ends the path.
  private mutating func enterEnd(_ end: PathEnd, _ mark: Int, _ state: State) -> Int? {
    guard nodes.count < limits.blocks else {
      isCut = true
      return nil
    }
    var hasher = [Int64(mark)]
    if case .unresolvedJump(let term) = end { hasher.append(Int64(term.index)) }
    if case .badJump(let term) = end { hasher.append(Int64(term.index)) }
    let key = Key(start: -1, height: mark, labels: hasher)
    if let known = index[key] { return known }
    index[key] = nodes.count
    var node = Node(start: max(mark, 0), entry: State(), lifted: LiftedNode(start: max(mark, 0)))
    node.isQueued = false
    node.lifted.terminator = .end(end)
    nodes.append(node)
    return nodes.count - 1
  }

  /// A condition of which a way already knows the outcome, as a number.
  private mutating func settled(_ condition: Term, _ known: Term) -> Term {
    guard !known.isNone else { return condition }
    var (term, isTrue) = (condition, true)
    while table.is(term, .isZero) {
      term = table.node(term).a
      isTrue.toggle()
    }
    return term == known ? table.constant(isTrue ? 1 : 0) : condition
  }

  private func noteShortReturn(_ condition: Term, isTrue: Bool, _ state: inout State) {
    var (term, isTrue) = (condition, isTrue)
    while table.is(term, .isZero) {
      term = table.node(term).a
      isTrue.toggle()
    }
    let node = table.node(term)
    guard isTrue, state.shortReturn.isNone, node.kind == TermKind(.lt), table.int(node.b) == 32,
      table.kind(node.a) == .returnedSize
    else { return }
    state.shortReturn = term
  }

  /// Where a length is a multiple of 32, no zeros need to follow its bytes.
  private mutating func notePadding(_ condition: Term, isTrue: Bool, _ state: inout State) {
    var (term, isTrue) = (condition, isTrue)
    while table.is(term, .isZero) {
      term = table.node(term).a
      isTrue.toggle()
    }
    guard !isTrue else { return }
    let node = table.node(term)
    let length: Term
    switch node.kind.opcode {
    // The rounded length is not larger than the length, or no bits are below a word.
    case .gt? where table.rounded(node.a) == node.b: length = node.b
    case .lt? where table.rounded(node.b) == node.a: length = node.a
    case .and? where table.int(node.a) == 31: length = node.b
    default: return
    }
    for fact in state.memory.facts where fact.length == length {
      let end = table.binary(
        .add, table.binary(.add, fact.rest.isNone ? .zero : fact.rest, table.constant(fact.start)),
        length)
      guard let place = table.address(end) else { continue }
      state.memory.insert(
        MemoryFact(rest: place.rest, start: place.start, count: 32, content: .padding(length)))
    }
  }

  /// Puts the outcome of a condition into the stack, where it stands as a word: what is jumped by
  /// is often asked again.
  private mutating func learn(_ condition: Term, isTrue: Bool, _ state: inout State) {
    var term = condition
    var isTrue = isTrue
    for _ in 0..<4 {
      var value: Term?
      if !isTrue {
        value = .zero
      } else if table.isTruth(term) {
        value = table.constant(1)
      }
      if let value, table.value(term) == nil {
        for place in state.stack.indices where state.stack[place] == term {
          state.stack[place] = value
        }
      }
      guard table.is(term, .isZero) else { break }
      term = table.node(term).a
      isTrue.toggle()
    }
  }
}
