import EVMPrimitives

/// Turns code into a graph of formulas for one way of entering it: with a selector, without
/// calldata, or with anything else.
///
/// Code is followed from its first instruction with a stack of formulas. A block is told apart by
/// the offsets of JUMPDESTs on its stack, so an internal function stands once for each place that it
/// returns to. Where paths meet with other words, the word becomes a variable that each path sets;
/// the same happens to words of memory at known places. Blocks are read again until nothing changes.
struct Lifter {
  /// What is known where a block begins.
  struct State {
    var stack: [Term] = []
    var memory = MemoryFacts()
    var lastCall = LastCall.none
    /// That a call returned less than a word, on the way where it did: such ways end soon, and are
    /// not joined with the others before.
    var shortReturn = Term.none
  }

  /// Which call filled the return data.
  enum LastCall: Hashable {
    case none
    case call(Int32)
    case unknown
  }

  /// What makes two blocks one.
  struct Key: Hashable {
    var start: Int
    var height: Int
    var labels: [Int64]
  }

  /// What a variable is.
  struct VariableKey: Hashable {
    enum Place: Hashable {
      case stack(Int)
      case memory(Term, Int)
      /// The value that the instruction there gives.
      case instruction(Int, Int)
    }
    var node: Int
    var place: Place
  }

  struct Node {
    var start: Int
    var entry: State
    var isQueued = true
    var lifted: LiftedNode
    /// What the block leaves, for the moves on its edges.
    var exit = State()
  }

  let code: [UInt8]
  let isDestination: [Bool]
  /// Whether only numbers pushed by PUSH2 and longer can be labels: the code is too long for PUSH1.
  var labelWidth: Int
  var table: TermTable
  var nodes: [Node] = []
  var index: [Key: Int] = [:]
  var queue: [Int] = []
  var variables: [VariableKey: Int32] = [:]
  /// What each variable is, by its number.
  var variableKeys: [VariableKey] = []
  var variableCount: Int32 = 0
  /// Instructions read.
  var work = 0
  let limits: DecompilationLimits
  var isCut = false
  private var isFrozen = false
  /// How many stacks each place was met with.
  private var contexts: [Int: Int] = [:]
  /// Loops that copy, by their first instruction.
  var copyLoops: [Int: CopyLoop?] = [:]
  /// Whether a jump went to a variable.
  var lostLabel = false

  init(
    _ code: [UInt8], _ isDestination: [Bool], _ assumption: EntryAssumption,
    limits: DecompilationLimits, labelWidth: Int
  ) {
    self.code = code
    self.isDestination = isDestination
    self.limits = limits
    self.labelWidth = labelWidth
    table = TermTable(assumption)
  }

  mutating func lift() -> LiftedGraph {
    _ = enter(0, State())
    while let next = queue.popLast() {
      nodes[next].isQueued = false
      if work >= limits.instructions || table.nodes.count >= limits.terms {
        // What is known is read to its end; new blocks are not entered any more.
        isCut = true
        isFrozen = true
      }
      guard work < limits.instructions * 5 / 4, table.nodes.count < limits.terms * 5 / 4 else {
        nodes[next].lifted = LiftedNode(start: nodes[next].start)
        nodes[next].lifted.terminator = .end(.limit(at: nodes[next].start))
        continue
      }
      read(next)
    }
    return graph()
  }

  // MARK: - Blocks

  /// The block at an offset with a stack, and what is known there joined with what was.
  mutating func enter(_ start: Int, _ state: State) -> Int? {
    var labels: [Int64] = []
    for (place, word) in state.stack.enumerated() {
      let node = table.node(word)
      if node.kind == .label { labels.append(Int64(place) << 32 | Int64(node.number)) }
    }
    if !state.shortReturn.isNone { labels.append(-1 - Int64(state.shortReturn.index)) }
    let key = Key(start: start, height: state.stack.count, labels: labels)
    if let known = index[key] {
      join(known, state)
      return known
    }
    guard nodes.count < limits.blocks, !isFrozen,
      contexts[start, default: 0] < limits.contexts
    else {
      isCut = true
      return nil
    }
    contexts[start, default: 0] += 1
    index[key] = nodes.count
    nodes.append(Node(start: start, entry: state, lifted: LiftedNode(start: start)))
    queue.append(nodes.count - 1)
    return nodes.count - 1
  }

  mutating func variable(_ node: Int, _ place: VariableKey.Place) -> Int32 {
    let key = VariableKey(node: node, place: place)
    if let known = variables[key] { return known }
    variables[key] = variableCount
    variableKeys.append(key)
    variableCount += 1
    return variableCount - 1
  }

  private mutating func join(_ number: Int, _ state: State) {
    var isChanged = false
    for place in state.stack.indices {
      let old = nodes[number].entry.stack[place]
      let new = state.stack[place]
      guard old != new else { continue }
      isChanged =
        merge(old, new, number, .stack(place)) { $0.nodes[number].entry.stack[place] = $1 }
        || isChanged
    }
    isChanged = joinMemory(number, state.memory) || isChanged
    if nodes[number].entry.lastCall != state.lastCall, nodes[number].entry.lastCall != .unknown {
      nodes[number].entry.lastCall = .unknown
      isChanged = true
    }
    if isChanged, !nodes[number].isQueued {
      nodes[number].isQueued = true
      queue.append(number)
    }
  }

  /// Makes a variable of a word that differs; whether that is new.
  private mutating func merge(
    _ old: Term, _ new: Term, _ number: Int, _ place: VariableKey.Place,
    _ set: (inout Lifter, Term) -> Void
  ) -> Bool {
    let variable = variable(number, place)
    let term = table.variable(variable)
    if case .memory(.none, 0x40) = place {
      table.least[variable] = 0x80
    } else {
      let bound = old == term ? table.least[variable] ?? 0 : table.leastValue(old) ?? 0
      let least = min(bound, table.leastValue(new) ?? 0)
      if old == term, least < table.least[variable] ?? 0 {
        // What was read with the higher bound is read again. A bound that falls once may fall again,
        // so it is given up.
        table.least[variable] = 0
        for index in nodes.indices where !nodes[index].isQueued {
          nodes[index].isQueued = true
          queue.append(index)
        }
      } else if old != term {
        table.least[variable] = min(least, table.least[variable] ?? .max)
      }
    }
    guard old != term else { return false }
    set(&self, term)
    return true
  }

  private mutating func joinMemory(_ number: Int, _ other: MemoryFacts) -> Bool {
    let old = nodes[number].entry.memory
    guard old != other else { return false }
    var isChanged = false
    var memory = old
    var lost: Set<MemoryFact> = []
    for (index, fact) in old.facts.enumerated() where !other.contains(fact, near: index) {
      // Zeros on one way, and none needed on the other.
      if let padding = Self.padding(fact, other.fact(at: fact.rest, fact.start)) {
        if fact.content != padding {
          memory.replaceContent(at: index, padding)
          isChanged = true
        }
        continue
      }
      guard case .word(let value, 0) = fact.content, fact.count == 32,
        let match = other.fact(at: fact.rest, fact.start), match.count == 32,
        case .word(let new, 0) = match.content
      else {
        lost.insert(fact)
        continue
      }
      isChanged =
        merge(value, new, number, .memory(fact.rest, fact.start)) { _, term in
          memory.replaceContent(at: index, .word(term, skip: 0))
        } || isChanged
    }
    if !lost.isEmpty {
      memory.keep { !lost.contains($0) }
      isChanged = true
    }
    if other.untouched > memory.untouched {
      memory.raise(other.untouched)
      isChanged = true
    }
    if isChanged { nodes[number].entry.memory = memory }
    return isChanged
  }

  private static func padding(_ a: MemoryFact, _ b: MemoryFact?) -> MemoryFact.Content? {
    guard let b else { return nil }
    switch (a.content, b.content) {
    case (.padding, .word(.zero, _)): return b.count == 32 ? a.content : nil
    case (.word(.zero, _), .padding): return a.count == 32 ? b.content : nil
    default: return nil
    }
  }

  // MARK: - The graph

  /// The moves that a path into a block makes.
  func moves(into target: Int, from exit: State) -> [Assignment] {
    var moves: [Assignment] = []
    for (place, word) in nodes[target].entry.stack.enumerated() {
      guard let own = table.variable(word), place < exit.stack.count, exit.stack[place] != word,
        variableKeys[Int(own)] == VariableKey(node: target, place: .stack(place))
      else { continue }
      moves.append(Assignment(variable: own, value: exit.stack[place]))
    }
    for fact in nodes[target].entry.memory.facts {
      guard case .word(let word, 0) = fact.content, let own = table.variable(word),
        variableKeys[Int(own)]
          == VariableKey(node: target, place: .memory(fact.rest, fact.start)),
        case .word(let value, 0)? = exit.memory.fact(at: fact.rest, fact.start)?.content,
        value != word
      else { continue }
      moves.append(Assignment(variable: own, value: value))
    }
    return moves
  }

  /// The blocks that the first reaches, numbered anew, with the moves on their edges.
  private mutating func graph() -> LiftedGraph {
    var order: [Int] = []
    var numbers: [Int: Int] = [:]
    var open = nodes.isEmpty ? [] : [0]
    while let next = open.popLast() {
      guard numbers[next] == nil else { continue }
      numbers[next] = order.count
      order.append(next)
      switch nodes[next].lifted.terminator {
      case .jump(let edge): open.append(edge.target)
      case .branch(_, let taken, let notTaken): open += [taken.target, notTaken.target]
      case .end: break
      }
    }
    var lifted: [LiftedNode] = []
    for number in order {
      var node = nodes[number].lifted
      let exit = nodes[number].exit
      func edge(_ edge: LiftedEdge) -> LiftedEdge {
        let call: Int32 = if case .call(let call) = exit.lastCall { call } else { -1 }
        return LiftedEdge(
          target: numbers[edge.target] ?? 0, moves: moves(into: edge.target, from: exit),
          lastCall: call)
      }
      switch node.terminator {
      case .jump(let target): node.terminator = .jump(edge(target))
      case .branch(let condition, let taken, let notTaken):
        node.terminator = .branch(condition, taken: edge(taken), notTaken: edge(notTaken))
      case .end: break
      }
      lifted.append(node)
    }
    return LiftedGraph(
      nodes: lifted, table: table, variableCount: Int(variableCount), isCut: isCut)
  }
}
