import EVMPrimitives

extension FunctionExploration {
  mutating func observe(
    _ opcode: Opcode, _ operands: [Expression], _ state: SymbolicMachine.State,
    _ machine: inout SymbolicMachine
  ) {
    switch opcode {
    case .sload, .tload:
      guard detail > .arguments else { return }
      facts.readsState = true
      facts.storage.insert(
        .init(
          offset: state.offset - 1, slot: operands[0], written: nil, isTransient: opcode == .tload))
    case .sstore, .tstore:
      facts.writesState = true
      facts.storage.insert(
        .init(
          offset: state.offset - 1, slot: operands[0], written: operands[1],
          isTransient: opcode == .tstore))
    case .log0, .log1, .log2, .log3, .log4:
      facts.writesState = true
      var words: [Expression] = []
      let length = machine.table.int(operands[1])
      if let length, length <= 16 * 32 {
        for offset in stride(from: 0, to: length, by: 32) {
          guard let word = machine.word(at: operands[0], offset, state.memory) else { break }
          words.append(word)
        }
      }
      facts.logs.insert(
        .init(
          offset: state.offset - 1, topics: Array(operands.dropFirst(2)), data: words,
          dataLength: length,
          parts: detail > .arguments
            ? machine.parts(at: operands[0], length: operands[1], state.memory) : nil))
    case .create, .create2, .selfDestruct: facts.writesState = true
    case .call, .callCode:
      facts.callees.insert(operands[1])
      noteSignature(operands, from: 3, state, &machine)
      // A call that sends nothing may be a read of an older compiler, as one of a library is.
      facts.readsState = true
      facts.writesState = true
    case .delegateCall:
      facts.callees.insert(operands[1])
      facts.writesState = true
    case .staticCall:
      facts.callees.insert(operands[1])
      noteSignature(operands, from: 2, state, &machine)
      // Precompiled contracts have small addresses and no state.
      if machine.table.int(operands[1]).map({ $0 > 0x1000 }) ?? true { facts.readsState = true }
    case .calldataCopy:
      facts.copies.insert(.init(offset: operands[1], length: operands[2]))
    case .balance, .extCodeSize, .extCodeHash, .extCodeCopy, .blockHash, .blobHash, .address,
      .origin, .caller, .gasPrice, .coinbase, .timestamp, .number, .prevRandao, .gasLimit,
      .chainID, .selfBalance, .baseFee, .blobBaseFee:
      facts.readsState = true
    default: break
    }
  }

  /// Notes what the precompiled contract 1, ecrecover, is given: hash, v, r and s, a word each.
  private mutating func noteSignature(
    _ operands: [Expression], from start: Int, _ state: SymbolicMachine.State,
    _ machine: inout SymbolicMachine
  ) {
    guard machine.table.int(operands[1]) == 1 else { return }
    for offset in [0, 64, 96] {
      guard let word = machine.word(at: operands[start], offset, state.memory) else { continue }
      facts.signatureWords.insert(word)
    }
  }

  /// Notes an effect and what has brought the path to it.
  mutating func noteEffect(
    _ opcode: Opcode, _ operands: [Expression], _ path: inout Path,
    _ machine: inout SymbolicMachine
  ) {
    var effect = FunctionFacts.Effect(
      offset: path.state.offset - 1, opcode: opcode, operands: operands)
    switch opcode {
    case .sstore: break
    case .create, .create2:
      // The pieces that the new contract's code is put together of.
      effect.arguments = machine.pieces(at: operands[1], operands[2], path.state.memory)
      effect.copiesOwnCode = machine.copiesCode(to: operands[1], path.state.memory)
    case .call, .callCode, .delegateCall, .staticCall:
      let start = opcode == .call || opcode == .callCode ? 3 : 2
      let memory = path.state.memory.before(call: effect.offset)
      effect.selector = machine.selector(at: operands[start], memory)
      if let length = machine.table.int(operands[start + 1]), length < 1 << 16 {
        // Calls of precompiled contracts have no selector before their words.
        let head = length % 32 == 4 ? 4 : 0
        if head == 0 { effect.selector = nil }
        for word in 0..<min((length - head) / 32, Self.callWordLimit) {
          guard
            let value = machine.word(at: operands[start], head + 32 * word, memory)
          else { break }
          effect.arguments.append(value)
        }
      }
    default: return
    }
    guard var history = path.history.take() else { return }
    conditions.note(effect, &history)
    if opcode == .call || opcode == .callCode || opcode == .delegateCall {
      history.add(call: effect.offset)
    }
    path.history = history
  }

  mutating func end(
    _ ending: SymbolicMachine.Ending, _ path: Path, _ machine: inout SymbolicMachine
  ) {
    switch ending {
    case .stop:
      guard detail > .arguments else { return }
      succeed(path)
      facts.outputs.insert([])
    case .selfDestruct(let beneficiary):
      facts.writesState = true
      if var history = path.history {
        conditions.note(
          .init(offset: path.state.offset, opcode: .selfDestruct, operands: [beneficiary]),
          &history)
        conditions.succeed(history)
      }
      succeed(path)
    case .returned(let offset, let length):
      guard detail > .arguments else { return }
      succeed(path)
      if let parts = machine.parts(at: offset, length: length, path.state.memory) {
        facts.outputs.insert(parts)
      }
      guard let count = machine.table.int(length), count <= 16 * 32 else { return }
      var words: [Expression] = []
      for position in stride(from: 0, to: count, by: 32) {
        guard let word = machine.word(at: offset, position, path.state.memory) else { return }
        words.append(word)
      }
      facts.returns.insert(words)
    case .reverted(let offset, let length):
      if let count = machine.table.int(length), count == 0 {
        if let check = path.lastFork, path.state.steps - path.lastForkStep <= Self.guardDistance {
          facts.guards.insert(check)
        }
      } else if detail > .arguments, let selector = machine.selector(at: offset, path.state.memory)
      {
        facts.reverts.insert(
          .init(
            selector: selector,
            parts: machine.parts(
              at: offset, length: length, skipping: 4, path.state.memory)))
      }
    case .error:
      if let check = path.lastFork, path.state.steps - path.lastForkStep <= Self.guardDistance {
        facts.guards.insert(check)
      }
    }
  }

  private mutating func succeed(_ path: Path) {
    if let history = path.history { conditions.succeed(history) }
    facts.succeeds = true
    if !path.refusesValue { facts.succeedsWithValue = true }
  }
}
