import EVMPrimitives

/// A loop that copies memory word by word, as solc writes it before MCOPY.
struct CopyLoop {
  /// Places on the stack, counted from the top, of the counter.
  var counter: Int
  /// How far down the stack is looked at.
  var reach: Int
  /// Formulas over the words of the stack, the counter being zero.
  var length: Term
  var target: Term
  var source: Term
  /// Where the loop goes on.
  var exit: Int
  var places: [Range<Int>]
}

extension Lifter {
  /// The loop that begins at a JUMPDEST, if it is one that copies.
  mutating func copyLoop(at start: Int) -> CopyLoop? {
    if let known = copyLoops[start] { return known }
    let found = readCopyLoop(start)
    copyLoops[start] = .some(found)
    return found
  }

  private static let reach = 16

  private mutating func stackWord(_ depth: Int) -> Term {
    let variable = variable(-1, .stack(depth))
    return table.variable(variable)
  }

  private mutating func readCopyLoop(_ start: Int) -> CopyLoop? {
    var entry: [Term] = []
    for depth in (0..<Self.reach).reversed() { entry.append(stackWord(depth)) }
    var walk = LoopWalk(stack: entry, offset: start)
    guard follow(&walk, limit: 24), let condition = walk.condition, let taken = walk.taken,
      walk.store == nil
    else { return nil }
    let head = start..<walk.offset
    let isInverted = table.is(condition, .isZero)
    let plain = table.node(isInverted ? table.node(condition).a : condition)
    let (counter, length): (Term, Term)
    switch plain.kind.opcode {
    case .lt?: (counter, length) = (plain.a, plain.b)
    case .gt?: (counter, length) = (plain.b, plain.a)
    default: return nil
    }
    let exit = isInverted ? taken : walk.offset
    let body = isInverted ? walk.offset : taken
    walk.condition = nil
    walk.offset = body
    guard follow(&walk, limit: 40), walk.condition == nil, walk.taken == start,
      let (target, value) = walk.store, let source = walk.load, value == LoopWalk.loaded,
      walk.stack.count == entry.count
    else { return nil }
    var place: Int?
    for (index, word) in walk.stack.enumerated() where word != entry[index] {
      guard place == nil, entry[index] == counter,
        word == table.binary(.add, table.constant(32), counter)
      else { return nil }
      place = index
    }
    guard let place, let variable = table.variable(counter) else { return nil }
    // Both addresses run with the counter.
    var memo: [Term: Term] = [:]
    let zero = [variable: Term.zero]
    let (to, from) = (
      table.substituting(target, zero, &memo), table.substituting(source, zero, &memo)
    )
    guard table.binary(.add, to, counter) == target, table.binary(.add, from, counter) == source,
      table.variable(length) != nil, length != counter
    else { return nil }
    return CopyLoop(
      counter: entry.count - 1 - place, reach: Self.reach, length: length, target: to,
      source: from, exit: exit, places: [head, body..<walk.offset])
  }

  /// Words that stand in for others while a loop is looked at.
  private struct LoopWalk {
    var stack: [Term]
    var offset: Int
    var condition: Term?
    var taken: Int?
    var load: Term?
    var store: (Term, Term)?
    /// What the one load gives.
    static let loaded = Term(index: -2)
  }

  /// Follows instructions to a JUMPI or a JUMP; false for what no such loop has.
  private mutating func follow(_ walk: inout LoopWalk, limit: Int) -> Bool {
    for step in 0..<limit {
      guard walk.offset < code.count, let opcode = Opcode(rawValue: code[walk.offset]) else {
        return false
      }
      if opcode == .jumpDest, step > 0 { return false }
      let facts = OpcodeFacts.table[Int(opcode.rawValue)] ?? .none
      guard walk.stack.count >= Int(facts.stackInputs) else { return false }
      let at = walk.offset
      walk.offset += 1 + opcode.immediateCount
      let top = walk.stack.count - 1
      switch opcode.rawValue {
      case 0x5b: continue
      case 0x50: walk.stack.removeLast()
      case 0x5f...0x7f:
        guard opcode.immediateCount <= 4 else { return false }
        var number = 0
        for place in at + 1..<walk.offset {
          number = number << 8 | (place < code.count ? Int(code[place]) : 0)
        }
        walk.stack.append(table.constant(number))
      case 0x80...0x8f: walk.stack.append(walk.stack[top - Int(opcode.rawValue) + 0x80])
      case 0x90...0x9f: walk.stack.swapAt(top, top - Int(opcode.rawValue) + 0x8f)
      case 0x01, 0x03, 0x10, 0x11:
        let (a, b) = (walk.stack.removeLast(), walk.stack.removeLast())
        guard a != LoopWalk.loaded, b != LoopWalk.loaded else { return false }
        walk.stack.append(table.binary(opcode, a, b))
      case 0x15:
        let a = walk.stack.removeLast()
        guard a != LoopWalk.loaded else { return false }
        walk.stack.append(table.unary(opcode, a))
      case 0x51:
        guard walk.load == nil else { return false }
        walk.load = walk.stack.removeLast()
        walk.stack.append(LoopWalk.loaded)
      case 0x52:
        guard walk.store == nil else { return false }
        walk.store = (walk.stack.removeLast(), walk.stack.removeLast())
      case 0x56, 0x57:
        guard let target = table.int(walk.stack.removeLast()), target < code.count,
          isDestination[target]
        else { return false }
        walk.taken = target
        if opcode == .jumpI {
          walk.condition = walk.stack.removeLast()
          guard walk.condition != LoopWalk.loaded else { return false }
        }
        return true
      default: return false
      }
    }
    return false
  }

  /// Carries out a loop that copies as one action, where it is certain that what is read is not what
  /// is written; the place where it goes on.
  mutating func copyAtOnce(_ reading: inout Reading, at start: Int, end: Int) -> Int? {
    guard let loop = copyLoop(at: start), reading.state.stack.count >= loop.reach else {
      return nil
    }
    let top = reading.state.stack.count - 1
    guard reading.state.stack[top - loop.counter] == .zero else { return nil }
    var words: [Int32: Term] = [:]
    for depth in 0..<loop.reach {
      guard let variable = table.variable(stackWord(depth)) else { return nil }
      words[variable] = reading.state.stack[top - depth]
    }
    var memo: [Term: Term] = [:]
    let length = table.substituting(loop.length, words, &memo)
    let target = table.substituting(loop.target, words, &memo)
    let source = table.substituting(loop.source, words, &memo)
    let whole = table.roundedUp(length)
    guard let to = table.address(target), let from = table.address(source),
      isApart(from, to, length) || isApart(to, from, length)
    else { return nil }
    let known = reading.state.memory.fact(at: from.rest, from.start)
    let before = reading.state
    reading.actions.append(
      PlacedAction(
        action: .copy(.memory, to: target, from: source, length: whole),
        places: ([reading.open..<end] + loop.places).joined))
    reading.open = end
    let count = table.int(whole)
    reading.state.memory.write(
      to.rest, to.start, count: count, length: whole, nil, table)
    if let count, count <= 1024, let parts = parts(from.rest, from.start, count: count, before) {
      writeParts(parts, to.rest, to.start, &reading.state)
    } else if let known, known.length == length, count == nil {
      reading.state.memory.write(
        to.rest, to.start, count: nil, length: length, known.content, table)
    }
    reading.state.stack[top - loop.counter] = whole
    return loop.exit
  }

  /// Whether the second stretch lies behind the first, both of a length rounded up.
  private func isApart(
    _ a: (rest: Term, start: Int), _ b: (rest: Term, start: Int), _ length: Term
  ) -> Bool {
    if let count = table.int(length) {
      let size = (count + 31) / 32 * 32
      switch table.relation(a.rest, a.start, size, b.rest, b.start, size) {
      case .apart: return true
      case .distance(let distance): return abs(distance) >= size
      case .unknown: return false
      }
    }
    return table.liesBehind(b.rest, b.start, a.rest, a.start, roundedLength: length)
  }
}
