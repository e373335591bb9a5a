import EVMPrimitives

extension Explorer {
  /// Goes where a jump at the end of a block goes, with the present stack.
  mutating func jump(
    _ target: AbstractValue, from origin: Int32, of procedure: Int32, memory: Int32,
    kind: ControlFlowGraph.Edge.Kind
  ) {
    if let number = target.small {
      guard let block = blocks.destination(number) else {
        return note(.notDestination(UInt256(number)), at: origin)
      }
      edges.insert(origin, block, kind)
      return jump(to: block, from: origin, of: procedure, memory: memory)
    }
    if arena.hasSlot(target) {
      // The stack is left behind for the other branch of a JUMPI, which the state copies.
      return leave(procedure, from: origin, to: target)
    }
    guard let index = target.node else { return note(.unknown(source: nil), at: origin) }
    let node = arena.nodes[index]
    if node.operation == ValueArena.opaque {
      return note(.unknown(source: node.a.small.map { Int($0) }), at: origin)
    }
    do {
      let numbers = try TableEnumeration.values(
        of: target, in: arena, code: blocks.bytes, limit: limits.tableEntries, work: &work)
      let targets = numbers.compactMap { number in
        UInt64(exactly: number).flatMap { blocks.destination($0) }
      }
      if targets.isEmpty, let number = numbers.first {
        return note(.notDestination(number), at: origin)
      }
      let mark = stack.mark
      for block in targets {
        edges.insert(origin, block, numbers.count > 1 ? .table : kind)
        stack.restore(mark)
        jump(to: block, from: origin, of: procedure, memory: memory)
      }
    } catch {
      guard error == .unbounded else { return note(.tooManyEntries, at: origin) }
      note(arena.origin(of: target).map { .unknown(source: $0) } ?? .unbounded, at: origin)
    }
  }

  private mutating func note(_ trouble: JumpTrouble, at block: Int32) {
    // The first that was found stays, but what is not known weighs more than what always fails.
    if case .notDestination? = troubles[block] {
      troubles[block] = trouble
    } else if troubles[block] == nil {
      troubles[block] = trouble
    }
  }

  /// Goes on in a caller where a procedure is left.
  ///
  /// - Parameter number: The index of the call.
  mutating func apply(_ exit: State, to call: State, number: Int) {
    let callStart = Int(call.stackStart)
    let callCount = Int(call.stackCount)
    work += callCount + Int(exit.stackCount) + 2
    guard work < limits.work else { return }
    let gone = Int(exit.base)
    let kept = max(0, callCount - gone)
    let base = Int(call.base) + max(0, gone - callCount)
    let isMain = call.procedure == 0
    // A stack that is too short fails in the callee.
    guard !isMain || gone <= callCount else { return }
    stack.load(
      words[callStart..<callStart + kept], base: isMain ? 0 : base, hasEntryStack: !isMain)
    let caller = CallerStack(
      words: Array(words[callStart..<callStart + callCount]), base: Int(call.base), isMain: isMain)
    let start = Int(exit.stackStart)
    for place in start..<start + Int(exit.stackCount) {
      let word = words[place]
      if let slot = word.slot {
        stack.push(caller[slot])
      } else if arena.isFromOpaque(word) {
        // Each call leaves another word.
        let origin = Int(blocks.lasts[Int(exit.block)])
        stack.push(arena.opaque(at: origin, in: number, place: place - start))
      } else if word.node != nil {
        stack.push(arena.substituting(word, caller))
      } else {
        stack.push(word)
      }
    }
    let target = arena.substituting(exit.target, caller)
    guard !stack.hasFailed else { return }
    jump(target, from: exit.block, of: call.procedure, memory: 0, kind: .jump)
  }
}
