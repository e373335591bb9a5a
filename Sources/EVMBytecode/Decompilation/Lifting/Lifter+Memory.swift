import EVMPrimitives

extension Lifter {
  mutating func access(
    _ opcode: Opcode, _ operands: [Term], _ offset: Int, _ next: Int, _ reading: inout Reading
  ) {
    let place = table.address(operands[0])
    switch opcode {
    case .mload:
      if let place, let word = knownWord(place.rest, place.start, reading.state) {
        return reading.state.stack.append(word)
      }
      define(.memory(operands[0]), offset, next, &reading)
      if let place, let word = partlyKnown(place.rest, place.start, reading) {
        reading.state.stack[reading.state.stack.count - 1] = word
        return
      }
      let term = reading.state.stack[reading.state.stack.count - 1]
      if let place {
        if place.rest.isNone, place.start == 0x40, let variable = table.variable(term) {
          // The free-memory pointer of solc.
          table.least[variable] = 0x80
        }
        // Noted without what is written there: the content has not changed.
        note(place.rest, place.start, term, &reading.state)
      }
    case .mstore, .mstore8:
      let isWord = opcode == .mstore
      emit(
        isWord ? .store(operands[0], operands[1]) : .storeByte(operands[0], operands[1]), next,
        &reading)
      guard let place else { return reading.state.memory.forgetAll() }
      reading.state.memory.write(
        place.rest, place.start, count: isWord ? 32 : 1,
        .word(operands[1], skip: isWord ? 0 : 31), table)
    case .calldataCopy where table.is(operands[1], .calldataSize) || table.assumption == .receive:
      // Behind the end of calldata stand zeros.
      copy(.calldata, operands, .calldata(operands[1]), next, &reading)
      if let place, let count = table.int(operands[2]), count <= 1024 {
        for offset in stride(from: 0, to: count, by: 32) {
          reading.state.memory.write(
            place.rest, place.start + offset, count: min(32, count - offset),
            .word(.zero, skip: 0), table)
        }
      }
    case .calldataCopy:
      copy(.calldata, operands, .calldata(operands[1]), next, &reading)
    case .codeCopy:
      copy(.code, operands, table.int(operands[1]).map { .code($0) }, next, &reading)
    case .returndataCopy:
      let call: Int32 = if case .call(let call) = reading.state.lastCall { call } else { -1 }
      copy(.returned(call), operands, .returned(call, operands[1]), next, &reading)
    case .extCodeCopy:
      copy(.account(operands[0]), Array(operands.dropFirst()), nil, next, &reading)
    case .mcopy: move(operands, next, &reading)
    default: return
    }
  }

  /// Adds that a word was read, without losing what else is known.
  private mutating func note(_ rest: Term, _ start: Int, _ term: Term, _ state: inout State) {
    let untouched = state.memory.untouched
    var memory = state.memory
    memory.write(rest, start, count: 32, .word(term, skip: 0), table)
    // A read changes nothing, so facts that the write would have ended stay.
    let kept = Set(memory.facts)
    for fact in state.memory.facts
    where !kept.contains(fact)
      && !(fact.rest == rest && fact.start < start + 32 && start < fact.start + max(fact.count, 1))
    {
      memory.insert(fact)
    }
    memory.setUntouched(untouched)
    state.memory = memory
  }

  private mutating func copy(
    _ source: CopySource, _ operands: [Term], _ content: MemoryFact.Content?, _ next: Int,
    _ reading: inout Reading
  ) {
    emit(
      .copy(source, to: operands[0], from: operands[1], length: operands[2]), next, &reading)
    guard let place = table.address(operands[0]) else {
      return reading.state.memory.forgetAll()
    }
    let count = table.int(operands[2])
    if case .code(let offset)? = content, count == nil || offset + (count ?? 0) > 1 << 24 {
      return reading.state.memory.write(place.rest, place.start, count: count, nil, table)
    }
    reading.state.memory.write(
      place.rest, place.start, count: count, length: operands[2], content, table)
  }

  /// MCOPY: of a small known number of bytes word by word, when the words are known.
  private mutating func move(_ operands: [Term], _ next: Int, _ reading: inout Reading) {
    let before = reading.state
    emit(.copy(.memory, to: operands[0], from: operands[1], length: operands[2]), next, &reading)
    guard let target = table.address(operands[0]) else {
      return reading.state.memory.forgetAll()
    }
    let count = table.int(operands[2])
    reading.state.memory.write(target.rest, target.start, count: count, nil, table)
    guard let count, count <= 1024, let source = table.address(operands[1]),
      let parts = parts(source.rest, source.start, count: count, before)
    else { return }
    writeParts(parts, target.rest, target.start, &reading.state)
  }

  /// Notes that memory holds the parts from an address on.
  mutating func writeParts(
    _ parts: [MessagePart], _ rest: Term, _ start: Int, _ state: inout State
  ) {
    var start = start
    for part in parts {
      let size: Int
      let content: MemoryFact.Content
      switch part {
      case .word(let term, let skip, let count): (size, content) = (count, .word(term, skip: skip))
      case .calldata(let offset, let length):
        (size, content) = (table.int(length) ?? 0, .calldata(offset))
      case .code(let offset, let count): (size, content) = (count, .code(offset))
      case .returned(let call, let offset, let length):
        (size, content) = (table.int(length) ?? 0, .returned(call, offset))
      case .zeros: return
      }
      state.memory.write(rest, start, count: size, content, table)
      start += size
    }
  }

  // MARK: - Reading what is known

  /// The word at an address, if facts say what it is.
  mutating func knownWord(_ rest: Term, _ start: Int, _ state: State) -> Term? {
    guard let parts = parts(rest, start, count: 32, state) else { return nil }
    if parts.count == 1 {
      switch parts[0] {
      case .word(let term, 0, 32): return term
      case .calldata(let offset, _): return table.calldata(offset)
      case .returned(let call, let offset, _) where call >= 0:
        return table.make(TermNode(kind: .returnedWord, a: offset, number: call))
      default: break
      }
    }
    guard parts.count <= 4 else {
      return wholeConstant(parts)
    }
    var result = Term.zero
    var place = 0
    for part in parts {
      let count: Int
      var term: Term
      switch part {
      case .word(let word, let skip, let size):
        count = size
        term = bytes(of: word, skip: skip, count: size, place: place)
      case .code(let offset, let size):
        count = size
        let word = table.constant(SymbolicMemory.word(of: code, at: offset))
        term = bytes(of: word, skip: 0, count: size, place: place)
      case .calldata(let offset, let length):
        guard let size = table.int(length) else { return nil }
        count = size
        term = bytes(of: table.calldata(offset), skip: 0, count: size, place: place)
      case .returned, .zeros: return nil
      }
      result = table.binary(.or, result, term)
      place += count
    }
    return result
  }

  /// A word of which only the first bytes are known: those, and the others of what was read.
  private mutating func partlyKnown(
    _ rest: Term, _ start: Int, _ reading: Reading
  ) -> Term? {
    guard
      let fact = reading.state.memory.facts.last(where: {
        $0.rest == rest && $0.length.isNone && $0.start <= start && start < $0.start + $0.count
      }),
      fact.start + fact.count < start + 32, case .calldata(let offset) = fact.content
    else { return nil }
    let count = fact.start + fact.count - start
    let from = table.binary(.add, offset, table.constant(start - fact.start))
    let head = bytes(of: table.calldata(from), skip: 0, count: count, place: 0)
    let mask = UInt256.max.shiftedRight(by: UInt64(8 * count))
    let read = reading.state.stack[reading.state.stack.count - 1]
    return table.binary(.or, head, table.binary(.and, table.constant(mask), read))
  }

  private mutating func wholeConstant(_ parts: [MessagePart]) -> Term? {
    var result = UInt256.zero
    var place = 0
    for part in parts {
      guard case .word(let word, let skip, let count) = part, table.value(word) != nil,
        let value = table.value(bytes(of: word, skip: skip, count: count, place: place))
      else { return nil }
      result = result | value
      place += count
    }
    return table.constant(result)
  }

  /// Some bytes of a word moved to a place in another.
  private mutating func bytes(of word: Term, skip: Int, count: Int, place: Int) -> Term {
    var term = word
    let behind = 32 - skip - count
    if behind > 0 { term = table.binary(.shr, table.constant(8 * behind), term) }
    if count < 32, skip > 0 {
      let mask = UInt256.max.shiftedRight(by: UInt64(256 - 8 * count))
      term = table.binary(.and, table.constant(mask), term)
    }
    return table.binary(.shl, table.constant(8 * (32 - place - count)), term)
  }

  /// The parts of so many bytes; nil when some are not known.
  mutating func parts(_ rest: Term, _ start: Int, count: Int, _ state: State) -> [MessagePart]? {
    var parts: [MessagePart] = []
    var place = start
    let end = start + count
    let facts = state.memory.facts.filter {
      $0.rest == rest && $0.length.isNone && $0.start < end && $0.start + $0.count > start
    }
    while place < end {
      let size: Int
      if let fact = facts.last(where: { $0.start <= place && place < $0.start + $0.count }) {
        size = min(end, fact.start + fact.count) - place
        let skipped = place - fact.start
        switch fact.content {
        case .word(let term, let skip):
          parts.append(.word(term, skip: skip + skipped, count: size))
        case .code(let offset): parts.append(.code(offset + skipped, count: size))
        case .calldata(let offset):
          let from = table.binary(.add, offset, table.constant(skipped))
          parts.append(.calldata(from, length: table.constant(size)))
        case .padding: return nil
        case .returned(let call, let offset):
          let from = table.binary(.add, offset, table.constant(skipped))
          parts.append(.returned(call, from, length: table.constant(size)))
        }
      } else if rest.isNone, place >= state.memory.untouched {
        size = min(32, end - place)
        parts.append(.word(.zero, skip: 0, count: size))
      } else {
        return nil
      }
      place += size
      guard parts.count <= 600 else { return nil }
    }
    return parts
  }

  /// The bytes that an instruction takes, as what is known of them.
  mutating func message(at address: Term, _ length: Term, _ state: State) -> Message {
    if let count = table.int(length) {
      if count == 0 { return .parts([]) }
      if count <= 0x4000, let place = table.address(address),
        let parts = parts(place.rest, place.start, count: count, state)
      {
        return .parts(parts)
      }
      return .memory(address, length: length)
    }
    return stretch(address, length, state) ?? .memory(address, length: length)
  }

  /// Bytes of a number that is not known, of which every stretch is.
  private mutating func stretch(_ address: Term, _ length: Term, _ state: State) -> Message? {
    let end = table.binary(.add, address, length)
    var cursor = address
    var parts: [MessagePart] = []
    var latest = Term.none
    for _ in 0..<64 {
      if cursor == end { return .parts(parts) }
      guard let place = table.address(cursor),
        let fact = state.memory.fact(at: place.rest, place.start)
      else { return nil }
      if !latest.isNone, isPadding(fact, of: latest) {
        // The zeros that fill up the last word.
        let count = table.binary(.sub, table.roundedUp(latest), latest)
        parts.append(.zeros(count))
        cursor = table.binary(.add, cursor, count)
        latest = .none
        continue
      }
      latest = fact.length
      let size = fact.length.isNone ? table.constant(fact.count) : fact.length
      switch fact.content {
      case .word(let term, let skip):
        guard fact.length.isNone else { return nil }
        parts.append(.word(term, skip: skip, count: fact.count))
      case .code(let offset):
        guard fact.length.isNone else { return nil }
        parts.append(.code(offset, count: fact.count))
      case .calldata(let offset): parts.append(.calldata(offset, length: size))
      case .padding: return nil
      case .returned(let call, let offset):
        parts.append(.returned(call, offset, length: size))
      }
      cursor = table.binary(.add, cursor, size)
    }
    return nil
  }

  /// Whether a fact says that zeros follow bytes of a length up to the next multiple of 32.
  private func isPadding(_ fact: MemoryFact, of length: Term) -> Bool {
    switch fact.content {
    case .padding(length): true
    case .word(let term, _): fact.length.isNone && fact.count >= 31 && term == .zero
    default: false
    }
  }

  /// The hash of a message of few parts as a formula.
  mutating func hash(_ message: Message) -> Term? {
    guard case .parts(let parts) = message, parts.count <= 16 else { return nil }
    var terms: [Term] = []
    for part in parts {
      switch part {
      case .word(let term, 0, 32): terms.append(term)
      case .word(let term, let skip, let count):
        terms.append(
          table.make(
            TermNode(kind: .piece, a: term, number: Int32(truncatingIfNeeded: skip * 64 + count))))
      case .code(let offset, let count):
        guard count <= 512 else { return nil }
        for place in stride(from: 0, to: count, by: 32) {
          let word = table.constant(SymbolicMemory.word(of: code, at: offset + place))
          let size = min(32, count - place)
          terms.append(
            size == 32
              ? word
              : table.make(
                TermNode(kind: .piece, a: word, number: Int32(truncatingIfNeeded: size))))
        }
      case .calldata(let offset, let length):
        guard let count = table.int(length), count <= 256 else { return nil }
        for place in stride(from: 0, to: count, by: 32) {
          let word = table.calldata(table.binary(.add, offset, table.constant(place)))
          let size = min(32, count - place)
          terms.append(
            size == 32
              ? word
              : table.make(
                TermNode(kind: .piece, a: word, number: Int32(truncatingIfNeeded: size))))
        }
      case .returned, .zeros: return nil
      }
    }
    var list = Term.none
    for term in terms.reversed() {
      list = table.make(TermNode(kind: .list, a: term, b: list))
    }
    return table.make(TermNode(kind: .hash, a: list))
  }
}
