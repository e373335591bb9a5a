extension Message {
  var terms: [Term] {
    switch self {
    case .memory(let address, let length): [address, length]
    case .parts(let parts): parts.flatMap(\.terms)
    }
  }

  func mapped(_ change: (Term) -> Term) -> Message {
    switch self {
    case .memory(let address, let length): .memory(change(address), length: change(length))
    case .parts(let parts): .parts(parts.map { $0.mapped(change) })
    }
  }

  /// The call whose data stands in it.
  var calls: [Int32] {
    guard case .parts(let parts) = self else { return [] }
    return parts.compactMap {
      if case .returned(let call, _, _) = $0, call >= 0 { return call }
      return nil
    }
  }
}

extension MessagePart {
  var terms: [Term] {
    switch self {
    case .word(let term, _, _): [term]
    case .calldata(let offset, let length): [offset, length]
    case .code: []
    case .zeros(let length): [length]
    case .returned(_, let offset, let length): [offset, length]
    }
  }

  func mapped(_ change: (Term) -> Term) -> MessagePart {
    switch self {
    case .word(let term, let skip, let count): .word(change(term), skip: skip, count: count)
    case .calldata(let offset, let length): .calldata(change(offset), length: change(length))
    case .code: self
    case .zeros(let length): .zeros(change(length))
    case .returned(let call, let offset, let length):
      .returned(call, change(offset), length: change(length))
    }
  }
}

extension Source {
  var terms: [Term] {
    switch self {
    case .storage(let term), .transient(let term), .memory(let term), .balance(let term),
      .codeSize(let term), .codeHash(let term), .term(let term):
      [term]
    case .hash(let message): message.terms
    case .call(let call):
      [call.gas, call.target] + (call.value.isNone ? [] : [call.value]) + call.input.terms
        + [call.output, call.outputLength]
    case .create(let value, let message, let salt):
      [value] + message.terms + (salt.isNone ? [] : [salt])
    case .returndataSize, .gas, .memorySize, .selfBalance: []
    }
  }

  func mapped(_ change: (Term) -> Term) -> Source {
    switch self {
    case .storage(let term): return .storage(change(term))
    case .transient(let term): return .transient(change(term))
    case .memory(let term): return .memory(change(term))
    case .balance(let term): return .balance(change(term))
    case .codeSize(let term): return .codeSize(change(term))
    case .codeHash(let term): return .codeHash(change(term))
    case .term(let term): return .term(change(term))
    case .hash(let message): return .hash(message.mapped(change))
    case .call(var call):
      call.gas = change(call.gas)
      call.target = change(call.target)
      if !call.value.isNone { call.value = change(call.value) }
      call.input = call.input.mapped(change)
      call.output = change(call.output)
      call.outputLength = change(call.outputLength)
      return .call(call)
    case .create(let value, let message, let salt):
      return .create(
        value: change(value), message.mapped(change), salt: salt.isNone ? salt : change(salt))
    case .returndataSize, .gas, .memorySize, .selfBalance: return self
    }
  }

  /// Whether it does something besides giving its value.
  var hasEffect: Bool {
    switch self {
    case .call, .create: true
    default: false
    }
  }

  /// The message that it takes from memory.
  var message: Message? {
    switch self {
    case .hash(let message): message
    case .call(let call): call.input
    case .create(_, let message, _): message
    default: nil
    }
  }
}

extension Action {
  var terms: [Term] {
    switch self {
    case .define(_, let source): source.terms
    case .store(let address, let value), .storeByte(let address, let value): [address, value]
    case .copy(let source, let to, let from, let length):
      [to, from, length] + (source.account.map { [$0] } ?? [])
    case .setStorage(let slot, let value), .setTransient(let slot, let value): [slot, value]
    case .log(let topics, let message): topics + message.terms
    case .assign(let moves): moves.map(\.value)
    }
  }

  func mapped(_ change: (Term) -> Term) -> Action {
    switch self {
    case .define(let variable, let source): return .define(variable, source.mapped(change))
    case .store(let address, let value): return .store(change(address), change(value))
    case .storeByte(let address, let value): return .storeByte(change(address), change(value))
    case .copy(let source, let to, let from, let length):
      var source = source
      if case .account(let account) = source { source = .account(change(account)) }
      return .copy(source, to: change(to), from: change(from), length: change(length))
    case .setStorage(let slot, let value): return .setStorage(change(slot), change(value))
    case .setTransient(let slot, let value): return .setTransient(change(slot), change(value))
    case .log(let topics, let message):
      return .log(topics.map(change), message.mapped(change))
    case .assign(let moves):
      return .assign(
        moves.map { Assignment(variable: $0.variable, value: change($0.value)) })
    }
  }
}

extension CopySource {
  var account: Term? {
    if case .account(let term) = self { return term }
    return nil
  }
}

extension PathEnd {
  var terms: [Term] {
    switch self {
    case .return(let message), .revert(let message): message.terms
    case .selfDestruct(let term), .badJump(let term), .unresolvedJump(let term): [term]
    case .stop, .invalid, .undefined, .stackFault, .limit: []
    }
  }

  func mapped(_ change: (Term) -> Term) -> PathEnd {
    switch self {
    case .return(let message): .return(message.mapped(change))
    case .revert(let message): .revert(message.mapped(change))
    case .selfDestruct(let term): .selfDestruct(change(term))
    case .badJump(let term): .badJump(change(term))
    case .unresolvedJump(let term): .unresolvedJump(change(term))
    case .stop, .invalid, .undefined, .stackFault, .limit: self
    }
  }

  var message: Message? {
    switch self {
    case .return(let message), .revert(let message): message
    default: nil
    }
  }
}

extension LiftedNode {
  var edges: [LiftedEdge] {
    switch terminator {
    case .jump(let edge): [edge]
    case .branch(_, let taken, let notTaken): [taken, notTaken]
    case .end: []
    }
  }

  /// The terms that the terminator takes, moves apart.
  var terminatorTerms: [Term] {
    switch terminator {
    case .jump: []
    case .branch(let condition, _, _): [condition]
    case .end(let end): end.terms
    }
  }

  mutating func mapTerms(_ change: (Term) -> Term) {
    for index in actions.indices { actions[index].action = actions[index].action.mapped(change) }
    func changed(_ edge: LiftedEdge) -> LiftedEdge {
      LiftedEdge(
        target: edge.target,
        moves: edge.moves.map { Assignment(variable: $0.variable, value: change($0.value)) },
        lastCall: edge.lastCall)
    }
    switch terminator {
    case .jump(let edge): terminator = .jump(changed(edge))
    case .branch(let condition, let taken, let notTaken):
      terminator = .branch(change(condition), taken: changed(taken), notTaken: changed(notTaken))
    case .end(let end): terminator = .end(end.mapped(change))
    }
  }
}

/// The variables in each formula of a table, ascending; made once and read often.
struct VariableLists {
  private let lists: [[Int32]]

  init(_ table: TermTable) {
    var lists: [[Int32]] = []
    lists.reserveCapacity(table.nodes.count)
    // Operands were made before what they stand in.
    for node in table.nodes {
      var list: [Int32] = []
      switch node.kind {
      case .variable, .returnedWord, .returnedSize: list.append(node.number)
      default: break
      }
      for operand in [node.a, node.b, node.c] where !operand.isNone {
        let other = lists[Int(operand.index)]
        if list.isEmpty || list == other {
          list = other
        } else if !other.isEmpty {
          list = Set(list).union(other).sorted()
        }
      }
      lists.append(list)
    }
    self.lists = lists
  }

  subscript(_ term: Term) -> [Int32] { term.isNone ? [] : lists[Int(term.index)] }
}

extension TermTable {
  /// The variables in a formula, the calls whose results it takes included.
  func forEachVariable(in term: Term, _ seen: inout [Bool], _ body: (Int32) -> Void) {
    if seen.count < nodes.count {
      seen += [Bool](repeating: false, count: nodes.count - seen.count)
    }
    var open = [term]
    while let next = open.popLast() {
      guard !next.isNone, !seen[Int(next.index)] else { continue }
      seen[Int(next.index)] = true
      let node = node(next)
      switch node.kind {
      case .variable, .returnedWord, .returnedSize: body(node.number)
      default: break
      }
      open.append(node.a)
      open.append(node.b)
      open.append(node.c)
    }
  }
}
