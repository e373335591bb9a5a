import EVMPrimitives

extension Lifter {
  /// Formulas deeper than this get a name.
  private static let deepest = 48

  /// Carries out an instruction that does not end a block.
  mutating func execute(_ opcode: Opcode, at offset: Int, _ next: Int, _ reading: inout Reading) {
    let byte = opcode.rawValue
    switch byte {
    case 0x5b: return
    case 0x5f...0x7f: return reading.state.stack.append(pushed(at: offset, opcode.immediateCount))
    case 0x80...0x8f:
      let stack = reading.state.stack
      return reading.state.stack.append(stack[stack.count - Int(byte) + 0x7f])
    case 0x90...0x9f:
      let top = reading.state.stack.count - 1
      return reading.state.stack.swapAt(top, top - Int(byte) + 0x8f)
    default: break
    }
    let facts = OpcodeFacts.table[Int(byte)] ?? .none
    var operands: [Term] = []
    for _ in 0..<facts.stackInputs { operands.append(reading.state.stack.removeLast()) }
    switch opcode {
    case .pop: return
    case .isZero, .not, .clz: return push(table.unary(opcode, operands[0]), offset, next, &reading)
    case .addmod, .mulmod:
      return push(
        table.make(opcode, operands[0], operands[1], operands[2]), offset, next, &reading)
    case .add where operands.contains(where: { table.kind($0) == .label }):
      // Vyper's way to say where to return to: so much behind here.
      let sum = table.binary(.add, operands[0], operands[1])
      let target = table.value(sum).flatMap { destination($0) }
      return reading.state.stack.append(target.map { table.label($0) } ?? sum)
    case .add, .mul, .sub, .div, .sdiv, .mod, .smod, .exp, .signExtend, .lt, .gt, .slt, .sgt, .eq,
      .and, .or, .xor, .byte, .shl, .shr, .sar:
      return push(table.binary(opcode, operands[0], operands[1]), offset, next, &reading)
    case .calldataLoad: return push(table.calldata(operands[0]), offset, next, &reading)
    case .calldataSize:
      if case .receive = table.assumption { return reading.state.stack.append(.zero) }
      return reading.state.stack.append(table.make(opcode))
    case .pc: return reading.state.stack.append(table.label(offset))
    case .codeSize: return reading.state.stack.append(table.constant(code.count))
    case .address, .origin, .caller, .callValue, .gasPrice, .coinbase, .timestamp, .number,
      .prevRandao, .gasLimit, .chainID, .baseFee, .blobBaseFee:
      return reading.state.stack.append(table.make(opcode))
    case .blockHash, .blobHash: return reading.state.stack.append(table.make(opcode, operands[0]))
    case .returndataSize:
      switch reading.state.lastCall {
      case .none: return reading.state.stack.append(.zero)
      case .call(let call):
        return reading.state.stack.append(
          table.make(TermNode(kind: .returnedSize, number: call)))
      case .unknown: return define(.returndataSize, offset, next, &reading)
      }
    case .gas: return define(.gas(at: offset), offset, next, &reading)
    case .msize: return define(.memorySize, offset, next, &reading)
    case .balance: return define(.balance(operands[0]), offset, next, &reading)
    case .selfBalance: return define(.selfBalance, offset, next, &reading)
    case .extCodeSize: return define(.codeSize(operands[0]), offset, next, &reading)
    case .extCodeHash: return define(.codeHash(operands[0]), offset, next, &reading)
    case .sload: return define(.storage(operands[0]), offset, next, &reading)
    case .tload: return define(.transient(operands[0]), offset, next, &reading)
    case .sstore: return emit(.setStorage(operands[0], operands[1]), next, &reading)
    case .tstore: return emit(.setTransient(operands[0], operands[1]), next, &reading)
    case .log0, .log1, .log2, .log3, .log4:
      let message = message(at: operands[0], operands[1], reading.state)
      return emit(.log(Array(operands.dropFirst(2)), message), next, &reading)
    case .mload, .mstore, .mstore8, .calldataCopy, .codeCopy, .returndataCopy, .mcopy,
      .extCodeCopy:
      return access(opcode, operands, offset, next, &reading)
    case .keccak256:
      let message = message(at: operands[0], operands[1], reading.state)
      if let term = hash(message) { return push(term, offset, next, &reading) }
      if case .parts(let parts) = message {
        table.hashes[variable(reading.number, .instruction(offset, 0))] = parts
      }
      return define(.hash(message), offset, next, &reading)
    case .create, .create2:
      let message = message(at: operands[1], operands[2], reading.state)
      let salt = opcode == .create2 ? operands[3] : Term.none
      define(.create(value: operands[0], message, salt: salt), offset, next, &reading)
      reading.state.lastCall = .call(
        variable(reading.number, .instruction(offset, 0)))
    case .call, .callCode, .delegateCall, .staticCall:
      call(opcode, operands, offset, next, &reading)
    default: return
    }
  }

  private mutating func pushed(at offset: Int, _ count: Int) -> Term {
    var bytes: [UInt8] = []
    for place in offset + 1..<offset + 1 + count {
      bytes.append(place < code.count ? code[place] : 0)
    }
    let value = (try? UInt256(bigEndianUpTo32: bytes)) ?? .zero
    // No compiler pushes zero so: it is the place of a word that construction fills.
    if count == 32, value.isZero {
      return table.make(TermNode(kind: .immutable, number: Int32(truncatingIfNeeded: offset)))
    }
    if count >= labelWidth, count <= 4, let target = destination(value) {
      return table.label(target)
    }
    return table.constant(value)
  }

  /// Puts a value on the stack; under a name when it is long.
  private mutating func push(_ term: Term, _ offset: Int, _ next: Int, _ reading: inout Reading) {
    guard table.depth(term) > Self.deepest else { return reading.state.stack.append(term) }
    define(.term(term), offset, next, &reading)
  }

  /// Names what an instruction gives and puts it on the stack.
  mutating func define(
    _ source: Source, _ offset: Int, _ next: Int, _ reading: inout Reading, isTruth: Bool = false
  ) {
    let variable = variable(reading.number, .instruction(offset, 0))
    emit(.define(variable, source), next, &reading)
    reading.state.stack.append(table.variable(variable, isTruth: isTruth))
  }

  mutating func emit(_ action: Action, _ next: Int, _ reading: inout Reading) {
    reading.actions.append(PlacedAction(action: action, places: [reading.open..<next]))
    reading.open = next
  }

  private mutating func call(
    _ opcode: Opcode, _ operands: [Term], _ offset: Int, _ next: Int, _ reading: inout Reading
  ) {
    let hasValue = opcode == .call || opcode == .callCode
    let rest = Array(operands.dropFirst(hasValue ? 3 : 2))
    let kind: CallTerms.Kind =
      switch opcode {
      case .call: .call
      case .callCode: .callCode
      case .delegateCall: .delegateCall
      default: .staticCall
      }
    let call = CallTerms(
      kind: kind, gas: operands[0], target: operands[1], value: hasValue ? operands[2] : .none,
      input: message(at: rest[0], rest[1], reading.state), output: rest[2], outputLength: rest[3])
    // What the words held that the output replaces: they stay where less is returned.
    let count = table.int(rest[3])
    var words: [(Int, Term)] = []
    let place = table.address(rest[2])
    if let place, let count {
      for index in 0..<min(count / 32, 16) {
        let old = knownWord(place.rest, place.start + 32 * index, reading.state) ?? .none
        words.append((place.start + 32 * index, old))
      }
    }
    define(.call(call), offset, next, &reading, isTruth: true)
    let variable = variable(reading.number, .instruction(offset, 0))
    reading.state.lastCall = .call(variable)
    guard let place else { return reading.state.memory.forgetAll() }
    reading.state.memory.write(place.rest, place.start, count: count, nil, table)
    for (index, (start, old)) in words.enumerated() {
      let term = table.make(
        TermNode(
          kind: .returnedWord, a: table.constant(32 * index), b: old, number: variable))
      reading.state.memory.write(place.rest, start, count: 32, .word(term, skip: 0), table)
    }
  }
}
