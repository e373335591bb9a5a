import EVMPrimitives

extension SymbolicMachine {
  /// Bytes copied at once at most; a constant count beyond is a number of bytes that is not known.
  static let largestCopy = 1 << 20

  mutating func copy(
    _ opcode: Opcode, _ operands: [Expression], _ state: inout State
  ) {
    switch opcode {
    case .calldataCopy:
      // Behind calldata there are zeros, as behind the code: vyper pads with them.
      let isPadding = table.isOp(operands[1], .calldataSize)
      write(
        isPadding ? .code(offset: code.count) : .calldata(offset: operands[1]), at: operands[0],
        count: operands[2], &state)
    case .codeCopy:
      if let offset = table.int(operands[1]), offset <= code.count + Self.largestCopy {
        write(.code(offset: offset), at: operands[0], count: operands[2], &state)
      } else {
        write(.unknown(operands[1]), at: operands[0], count: operands[2], &state)
      }
    case .returndataCopy:
      write(
        .returned(call: state.answer.offset, offset: operands[1]), at: operands[0],
        count: operands[2], &state)
    case .mcopy: moveWords(operands, &state)
    default: write(.unknown(operands[1]), at: operands[0], count: operands[2], &state)
    }
  }

  mutating func write(
    _ content: SymbolicMemory.Content, at address: Expression, count: Expression,
    _ state: inout State
  ) {
    let (constant, rest) = table.linear(address)
    guard let place = place(constant) else { return }
    let known = table.int(count) ?? limit(of: count)
    if known == 0 { return }
    state.memory.append(
      .init(
        rest: rest, start: place, count: known.flatMap { $0 <= Self.largestCopy ? $0 : nil },
        length: count, content: content))
  }

  /// The first word of a copy of unknown length, which Vyper begins with the length itself; nil unless
  /// it is copied whole, and known.
  mutating func firstWord(
    at address: Expression, _ count: Expression, _ memory: SymbolicMemory
  ) -> Expression? {
    let (source, rest) = table.linear(address)
    let least = table.linear(count).constant
    guard table.value(count) == nil, least >= 32, least.significantBitCount < 64,
      let from = place(source)
    else { return nil }
    return memory.word(at: rest, from, &table, code: code)
  }

  /// How many bytes a copy has at most: a length that was compared with its greatest, and its word.
  private func limit(of count: Expression) -> Int? {
    let (constant, rest) = table.linear(count)
    guard let more = Int(exactly: constant), more <= Self.largestCopy, let rest,
      let limit = limits[rest]
    else { return nil }
    return more + limit
  }

  /// MCOPY of a small known number of bytes word by word, of others as something unknown.
  mutating func moveWords(_ operands: [Expression], _ state: inout State) {
    guard let count = table.int(operands[2]), count <= 1024 else {
      return write(.unknown(operands[1]), at: operands[0], count: operands[2], &state)
    }
    let (source, sourceRest) = table.linear(operands[1])
    let (target, targetRest) = table.linear(operands[0])
    guard let from = place(source), let to = place(target) else { return }
    let words = stride(from: 0, to: count, by: 32).map { offset in
      (
        offset,
        state.memory.word(at: sourceRest, from + offset, &table, code: code)
          ?? table.make(.memory, table.binary(.add, operands[1], table.constant(offset)).index)
      )
    }
    for (offset, value) in words {
      state.memory.append(
        .init(rest: targetRest, start: to + offset, count: 32, content: .word(value)))
    }
  }

  /// Words hashed at once that are told apart; longer messages are hashes of something.
  private static let largestHash = 16 * 32

  /// The hash of bytes of a length that is not known. Bytes and the slot of a mapping behind them are
  /// Solidity's value of a key of bytes.
  private mutating func bytesHash(
    at address: Expression, _ length: Expression, _ memory: SymbolicMemory
  ) -> Expression {
    let end = table.binary(
      .add, table.constant(UInt256.zero &- 32), table.binary(.add, address, length))
    let (constant, rest) = table.linear(end)
    guard table.value(length) == nil, let start = place(constant),
      let word = memory.word(at: rest, start, &table, code: code)
    else { return table.make(.unknownHash, address.index, length.index) }
    return table.make(.bytesHash, word.index, length.index)
  }

  /// The hash of a stretch of memory: of its words if it has whole ones and few.
  mutating func hash(
    at address: Expression, _ length: Expression, _ memory: SymbolicMemory
  ) -> Expression {
    let (constant, rest) = table.linear(address)
    if table.int(length) == 66, let start = place(constant),
      memory.startsWithTypedDataPrefix(at: rest, start, table),
      let domain = memory.word(at: rest, start + 2, &table, code: code),
      let message = memory.word(at: rest, start + 34, &table, code: code)
    {
      return table.make(.typedDigest, domain.index, message.index)
    }
    guard let count = table.int(length), count > 0, count <= Self.largestHash,
      let start = place(constant)
    else { return bytesHash(at: address, length, memory) }
    guard count % 32 == 0 else {
      return knownHash(at: rest, start, count, memory)
        ?? table.make(.unknownHash, address.index, length.index)
    }
    var list = Expression(index: ExpressionTable.none)
    for offset in stride(from: count - 32, through: 0, by: -32) {
      let word =
        memory.word(at: rest, start + offset, &table, code: code)
        ?? table.make(.memory, table.binary(.add, address, table.constant(offset)).index)
      list = table.make(.list, word.index, list.index)
      note(list)
    }
    return table.make(.hash, list.index)
  }

  /// The hash of bytes that are all known, such as a slot's name.
  private mutating func knownHash(
    at rest: Expression?, _ start: Int, _ count: Int, _ memory: SymbolicMemory
  ) -> Expression? {
    var bytes: [UInt8] = []
    for offset in stride(from: 0, to: count, by: 32) {
      guard let word = memory.word(at: rest, start + offset, &table, code: code),
        let value = table.value(word)
      else { return nil }
      bytes += Hash256(value).bytes
    }
    return table.constant(UInt256(Keccak256.hash(bytes.prefix(count))))
  }
}
