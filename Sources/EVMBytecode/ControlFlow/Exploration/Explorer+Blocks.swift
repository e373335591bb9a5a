import EVMPrimitives

extension Explorer {
  /// Reads the instructions of a block with what is known of stack and memory, and goes on behind
  /// it.
  mutating func run(_ state: State) {
    let start = Int(state.stackStart)
    stack.load(
      words[start..<start + Int(state.stackCount)], base: Int(state.base),
      hasEntryStack: state.procedure != 0)
    var memory = memories[Int(state.memory)]
    let block = Int(state.block)
    let end = Int(blocks.ends[block])
    var offset = Int(blocks.starts[block])
    while offset < end {
      work += 1
      let byte = blocks.bytes[offset]
      switch byte {
      case 0x5f: stack.push(.zero)
      case 0x60...0x7f:
        stack.push(pushed(at: offset, count: Int(byte) - 0x5f))
        offset += Int(byte) - 0x5f
      case 0x80...0x8f: stack.push(stack.peek(Int(byte) - 0x80))
      case 0x90...0x9f: stack.swap(Int(byte) - 0x8f)
      case 0x50: _ = stack.pop()
      case 0x5b: break
      case 0x01...0x07, 0x0a, 0x0b, 0x10...0x14, 0x16...0x18, 0x1a...0x1d:
        let a = stack.pop()
        let b = stack.pop()
        stack.push(arena.binary(byte, a, b, at: offset))
      case 0x15, 0x19:
        let a = stack.pop()
        stack.push(a.isUnknown ? .unknown : arena.compute(byte, a, .zero))
      case 0x56:
        let target = stack.pop()
        guard !stack.hasFailed else { return }
        return jump(
          target, from: state.block, of: state.procedure, memory: self.memory(memory), kind: .jump)
      case 0x57: return branch(state, memory)
      default:
        guard let opcode = Opcode(rawValue: byte) else { return }
        guard !opcode.endsBlock else { return }
        other(opcode, at: offset, &memory)
      }
      guard !stack.hasFailed else { return }
      offset += 1
    }
    // Behind the last byte of code stands an implied STOP.
    guard block + 1 < blocks.count else { return }
    edges.insert(state.block, block + 1, .fallThrough)
    enter(block: block + 1, of: state.procedure, memory: self.memory(memory))
  }

  @inline(__always)
  private mutating func pushed(at offset: Int, count: Int) -> AbstractValue {
    let code = blocks.bytes
    if count <= 7 {
      var number: UInt64 = 0
      for place in offset + 1...offset + count {
        number = number &<< 8 | (place < code.count ? UInt64(code[place]) : 0)
      }
      return AbstractValue(small: number) ?? .unknown
    }
    let word = TableEnumeration.load(code, from: UInt256(UInt64(offset + 1)), count: count)
    // No compiler pushes zero so: it is the place of an immutable that construction fills.
    if count == 32, word.isZero { return arena.opaque(at: offset, in: arena.state) }
    return arena.constant(word)
  }

  private mutating func branch(_ state: State, _ memory: AbstractMemory) {
    let target = stack.pop()
    let condition = stack.pop()
    guard !stack.hasFailed else { return }
    let memory = self.memory(memory)
    let known = arena.word(condition).map { !$0.isZero }
    let mark = stack.mark
    // A condition that is kept, or what it compares, is known better on either way.
    let isTold = known == nil && condition.node != nil
    if isTold { stack.keep() }
    if known != false {
      if isTold { learn(condition, isTrue: true) }
      jump(target, from: state.block, of: state.procedure, memory: memory, kind: .taken)
      if isTold { stack.restoreKept(mark) } else { stack.restore(mark) }
    }
    if known != true, Int(state.block) + 1 < blocks.count {
      if isTold { learn(condition, isTrue: false) }
      edges.insert(state.block, Int(state.block) + 1, .notTaken)
      enter(block: Int(state.block) + 1, of: state.procedure, memory: memory)
    }
  }

  // MARK: - What a condition tells

  /// Puts what the outcome of a condition tells into the stack.
  private mutating func learn(_ condition: AbstractValue, isTrue: Bool) {
    var condition = condition
    var isTrue = isTrue
    while let index = condition.node {
      if !isTrue {
        stack.replace(condition, by: .zero)
      } else if isTruth(arena.nodes[index]) {
        stack.replace(condition, by: AbstractValue(offset: 1))
      }
      guard arena.nodes[index].operation == 0x15 else { break }
      condition = arena.nodes[index].a
      isTrue.toggle()
    }
    guard let index = condition.node else { return }
    let node = arena.nodes[index]
    guard node.operation == 0x10 || node.operation == 0x11 else { return }
    // LT: a < b, GT: b < a; when it does not hold, the greater or equal one is bounded.
    let (less, more) = node.operation == 0x10 ? (node.a, node.b) : (node.b, node.a)
    let (value, limit) = isTrue ? (less, more) : (more, less)
    guard let number = limit.small, number < UInt64(limits.tableEntries),
      let bound = AbstractValue(small: isTrue ? number : number + 1),
      let inner = value.node, arena.nodes[inner].hasOpaque
    else { return }
    let narrowed = arena.node(ValueArena.bounded, value, bound)
    if !narrowed.isUnknown { stack.replace(value, by: narrowed) }
  }

  /// Whether a node is zero or one.
  private func isTruth(_ node: ValueArena.Node) -> Bool {
    switch node.operation {
    case 0x10...0x15: true
    case ValueArena.opaque:
      node.a.small.map { (0xf1...0xfa).contains(blocks.bytes[Int($0)]) } ?? false
    default: false
    }
  }

  // MARK: - Memory, code and everything else

  private mutating func other(_ opcode: Opcode, at offset: Int, _ memory: inout AbstractMemory) {
    switch opcode {
    case .mload:
      let place = stack.pop()
      let value = place.small.map { memory.load(Int($0), &arena) } ?? .unknown
      stack.push(value.isUnknown ? arena.opaque(at: offset, in: arena.state) : value)
    case .mstore:
      let place = stack.pop()
      let value = stack.pop()
      store(value.isUnknown ? .unknown : .word(value), place, AbstractValue(offset: 32), &memory)
    case .mstore8:
      let place = stack.pop()
      _ = stack.pop()
      store(.unknown, place, AbstractValue(offset: 1), &memory)
    case .codeCopy:
      let place = stack.pop()
      let source = stack.pop()
      store(source.isUnknown ? .unknown : .code(source, skipped: 0), place, stack.pop(), &memory)
    case .calldataCopy, .returndataCopy, .mcopy:
      let place = stack.pop()
      _ = stack.pop()
      store(.unknown, place, stack.pop(), &memory)
    case .extCodeCopy:
      _ = stack.pop()
      let place = stack.pop()
      _ = stack.pop()
      store(.unknown, place, stack.pop(), &memory)
    case .call, .callCode, .delegateCall, .staticCall:
      stack.pop(opcode.stackInputs - 2)
      let place = stack.pop()
      store(.unknown, place, stack.pop(), &memory)
      stack.push(arena.opaque(at: offset, in: arena.state))
    case .sload, .tload, .calldataLoad:
      _ = stack.pop()
      stack.push(arena.opaque(at: offset, in: arena.state))
    case .codeSize: stack.push(AbstractValue(offset: blocks.bytes.count))
    case .pc: stack.push(AbstractValue(offset: offset))
    default:
      stack.pop(opcode.stackInputs)
      for _ in 0..<opcode.stackOutputs { stack.push(.unknown) }
    }
  }

  private func store(
    _ content: AbstractMemory.Write.Content, _ place: AbstractValue, _ count: AbstractValue,
    _ memory: inout AbstractMemory
  ) {
    if count == .zero || memory.isUnknown && content == .unknown { return }
    guard let place = place.small, let count = count.small, let place = Int(exactly: place),
      let count = Int(exactly: count)
    else {
      memory = .unknown
      return
    }
    memory.store(content, at: place, count: count)
  }
}
