import EVMPrimitives

/// Follows a constructor until it returns code.
struct ConstructorWalk {
  /// One way through the constructor.
  private struct Way {
    var counter = 0
    var stack: [ConstructorValue] = []
    var memory = ConstructorMemory()
    /// Where in the code bytes were read that depend on its length.
    var argumentsOffset: Int?
    /// Whether a call or creation was passed, so that there may be returned data.
    var hasCalled = false
    /// Whether each jump that the chain decides was taken the last time.
    var taken: [Int: Bool] = [:]
    /// Copies from the code other than the one returned: where from.
    var copies: [Int] = []
  }

  /// Ways that wait at the same time.
  private static let wayLimit = 256
  /// How often a jump that the chain decides is taken both ways.
  private static let forkLimit = 32
  /// How much memory is taken to be written where the number of bytes is not known.
  private static let unknownSpan = 1 << 16

  /// The instructions that make a word of words, by number.
  private static let operations: [WordOperation?] = (0..<256).map { number in
    Opcode(rawValue: UInt8(number)).flatMap { WordOperation(rawValue: $0.mnemonic) }
  }

  private let code: [UInt8]
  private let destinations: JumpDestinations
  private var steps = 0
  private var symbols: UInt32 = 0
  private var forks: [Int: Int] = [:]
  private var waiting: [Way] = [Way()]

  init(_ code: Bytecode) {
    self.code = code.bytes
    destinations = code.jumpDestinations
  }

  /// The parts, by the first way that returns bytes copied from the code.
  mutating func layout() -> CreationLayout? {
    while let way = waiting.popLast() {
      if let layout = follow(way) { return layout }
      if steps >= CreationLayout.stepLimit { return nil }
    }
    return nil
  }

  private mutating func unknown() -> ConstructorValue {
    symbols += 1
    return ConstructorValue(symbol: symbols)
  }

  private mutating func follow(_ start: Way) -> CreationLayout? {
    var way = start
    while way.counter < code.count, steps < CreationLayout.stepLimit {
      steps += 1
      let instruction = Instruction(at: way.counter, in: code)
      guard let opcode = instruction.opcode, way.stack.count >= opcode.stackInputs,
        way.stack.count <= 1024
      else { return nil }
      if let value = instruction.pushedValue {
        way.stack.append(ConstructorValue(value))
        way.counter = instruction.end
        continue
      }
      switch opcode {
      case .return:
        let offset = way.stack.removeLast()
        return returned(offset, way.stack.removeLast(), way)
      case .stop, .revert, .invalid, .selfDestruct: return nil
      // A constructor has no calldata: what reads it is the contract itself.
      case .calldataLoad: return nil
      case .jump:
        guard let target = way.stack.removeLast().small, destinations.contains(target) else {
          return nil
        }
        way.counter = target
      case .jumpI:
        guard jumpIf(&way) else { return nil }
      default:
        guard apply(opcode, &way) else { return nil }
        way.counter += 1
      }
    }
    return nil
  }

  /// Takes a conditional jump, both ways when the condition is not known; false when no way goes on.
  private mutating func jumpIf(_ way: inout Way) -> Bool {
    let target = way.stack.removeLast().small
    let condition = way.stack.removeLast()
    guard !condition.isFromCalldata else { return false }
    let next = way.counter + 1
    let jump = target.flatMap { destinations.contains($0) ? $0 : nil }
    // How many arguments there will be is as open as what the chain decides.
    if condition.isKnown, !condition.isFromCodeSize {
      guard let to = condition.number == 0 ? next : jump else { return false }
      way.counter = to
      return true
    }
    let count = forks[way.counter, default: 0]
    forks[way.counter] = count + 1
    guard count < Self.forkLimit else { return false }
    guard let jump else {
      way.counter = next
      return true
    }
    // A loop that was gone round is left first: the way not taken the last time.
    let jumps = way.taken[way.counter].map { !$0 } ?? false
    var other = way
    other.counter = jumps ? next : jump
    other.taken[way.counter] = !jumps
    if waiting.count < Self.wayLimit { waiting.append(other) }
    way.taken[way.counter] = jumps
    way.counter = jumps ? jump : next
    return true
  }

  /// Does what an instruction does to stack and memory; false where the walk cannot go on.
  private mutating func apply(_ opcode: Opcode, _ way: inout Way) -> Bool {
    let number = Int(opcode.rawValue)
    switch opcode {
    case .jumpDest: return true
    case .pop: way.stack.removeLast()
    case .callValue: way.stack.append(ConstructorValue(0))
    case .codeSize:
      way.stack.append(ConstructorValue(UInt256(code.count), isFromCodeSize: true))
    case .calldataSize: way.stack.append(ConstructorValue(0, isFromCalldata: true))
    case .returndataSize:
      way.stack.append(way.hasCalled ? unknown() : ConstructorValue(0))
    case .pc: way.stack.append(ConstructorValue(UInt256(way.counter)))
    case .mload:
      let place = way.stack.removeLast()
      way.stack.append(way.memory.word(at: place, in: code) ?? unknown())
    case .mstore:
      let place = way.stack.removeLast()
      let value = way.stack.removeLast()
      return write(place, 32, .word(value), &way)
    case .mstore8:
      let place = way.stack.removeLast()
      way.stack.removeLast()
      return write(place, 1, .unknown, &way)
    case .create, .create2:
      way.hasCalled = true
      compute(opcode, &way)
    case .codeCopy: return codeCopy(&way)
    case .extCodeCopy, .returndataCopy, .calldataCopy, .mcopy:
      let operands = take(opcode, &way)
      let place = opcode == .extCodeCopy ? 1 : 0
      return overwrite(operands[place], operands[operands.count - 1], &way)
    case .call, .callCode, .delegateCall, .staticCall:
      let operands = take(opcode, &way)
      way.stack.append(unknown())
      way.hasCalled = true
      return overwrite(operands[operands.count - 2], operands[operands.count - 1], &way)
    default:
      switch number {
      case 0x80...0x8f: way.stack.append(way.stack[way.stack.count - (number - 0x7f)])
      case 0x90...0x9f:
        way.stack.swapAt(way.stack.count - 1, way.stack.count - 1 - (number - 0x8f))
      default: compute(opcode, &way)
      }
    }
    return true
  }

  private func write(
    _ place: ConstructorValue, _ count: Int, _ content: ConstructorMemory.Write.Content,
    _ way: inout Way
  ) -> Bool {
    guard let offset = place.offset else { return true }
    return way.memory.note(
      ConstructorMemory.Write(
        symbol: place.symbol, range: offset..<offset + count, content: content,
        counter: way.counter))
  }

  /// The operands of an instruction, its first one first.
  private func take(_ opcode: Opcode, _ way: inout Way) -> [ConstructorValue] {
    let operands = Array(way.stack.suffix(opcode.stackInputs).reversed())
    way.stack.removeLast(operands.count)
    return operands
  }

  /// Notes that something not known was written.
  private func overwrite(
    _ place: ConstructorValue, _ count: ConstructorValue, _ way: inout Way
  ) -> Bool {
    let byteCount = count.small ?? Self.unknownSpan
    return byteCount == 0 || write(place, byteCount, .unknown, &way)
  }

  private func codeCopy(_ way: inout Way) -> Bool {
    let place = way.stack.removeLast()
    let source = way.stack.removeLast()
    let count = way.stack.removeLast()
    guard let from = source.small, let byteCount = count.small else {
      // What is copied is not known, but it has not touched what was written elsewhere.
      return true
    }
    if count.isFromCodeSize || source.isFromCodeSize {
      way.argumentsOffset = min(way.argumentsOffset ?? from, from)
      if from >= code.count { return write(place, Self.unknownSpan, .unknown, &way) }
    }
    guard byteCount > 0 else { return true }
    way.copies.append(from)
    return write(place, byteCount, .code(from: from), &way)
  }

  /// A word of words: computed when all are known, and sums with an unknown word kept as such.
  private mutating func compute(_ opcode: Opcode, _ way: inout Way) {
    let operands = take(opcode, &way)
    guard opcode.stackOutputs > 0 else { return }
    way.stack.append(result(opcode, operands) ?? unknown())
  }

  private func result(_ opcode: Opcode, _ operands: [ConstructorValue]) -> ConstructorValue? {
    guard let operation = Self.operations[Int(opcode.rawValue)] else { return nil }
    let isFromCodeSize = operands.contains { $0.isFromCodeSize }
    let isFromCalldata = operands.contains { $0.isFromCalldata }
    if operands.allSatisfy(\.isKnown) {
      guard let number = try? operation.result(of: operands.map(\.number)) else { return nil }
      return ConstructorValue(
        number, isFromCodeSize: isFromCodeSize, isFromCalldata: isFromCalldata)
    }
    guard operands.count == 2, !isFromCalldata else { return nil }
    switch opcode {
    case .add where operands[0].isKnown || operands[1].isKnown:
      var sum = operands[0].isKnown ? operands[1] : operands[0]
      sum.number = operands[0].number &+ operands[1].number
      sum.isFromCodeSize = isFromCodeSize
      return sum
    case .sub where operands[1].isKnown:
      var difference = operands[0]
      difference.number = operands[0].number &- operands[1].number
      return difference
    case .sub where operands[0].symbol == operands[1].symbol:
      return ConstructorValue(
        operands[0].number &- operands[1].number, isFromCodeSize: isFromCodeSize)
    default: return nil
    }
  }

  // MARK: - The end

  /// The parts, when what is returned begins with bytes copied from the code.
  private func returned(
    _ place: ConstructorValue, _ count: ConstructorValue, _ way: Way
  ) -> CreationLayout? {
    guard let start = place.offset, let byteCount = count.small, byteCount > 0,
      byteCount <= Bytecode.maximumByteCount
    else { return nil }
    let writes = way.memory.writes
    let copyIndex = writes.lastIndex { write in
      guard case .code = write.content else { return false }
      return write.symbol == place.symbol && write.range.contains(start)
    }
    guard let copyIndex, case .code(let source) = writes[copyIndex].content else { return nil }
    let copy = writes[copyIndex]
    let first = source + start - copy.range.lowerBound
    let copied = min(copy.range.upperBound - start, byteCount)
    // What is run as the constructor's first instruction is not copied; a getter of a contract may
    // return a word of its code, but it reads calldata first.
    guard first > 0, first < code.count else { return nil }
    let runtime = first..<min(first + copied, code.count)
    let immutables = immutables(in: writes, start..<start + byteCount, place.symbol, runtime)
    return CreationLayout(
      runtime: runtime, deployedByteCount: byteCount, immutables: immutables,
      argumentsOffset: way.argumentsOffset
        ?? way.copies.filter { $0 >= runtime.upperBound }.min(),
      copiedAt: copy.counter, returnedAt: way.counter,
      missingByteCount: copied - runtime.count)
  }

  /// The words written where the returned bytes are: into the copied code after it was copied, or
  /// behind it at any time.
  private func immutables(
    in writes: [ConstructorMemory.Write], _ range: Range<Int>, _ symbol: UInt32,
    _ runtime: Range<Int>
  ) -> [CreationLayout.Immutable] {
    var found: [Int: CreationLayout.Immutable] = [:]
    for write in writes {
      guard write.symbol == symbol, range.contains(write.range.lowerBound) else { continue }
      let offset = write.range.lowerBound - range.lowerBound
      switch write.content {
      case .word(let value):
        let place = runtime.lowerBound + offset
        let isPlaceholder =
          offset > 0 && place + 32 <= runtime.upperBound && code[place - 1] == 0x7f
          && code[place..<place + 32].allSatisfy { $0 == 0 }
        found[offset] = CreationLayout.Immutable(
          offset: offset, value: value.isKnown ? value.number : nil,
          isPlaceholder: isPlaceholder, writtenAt: write.counter)
      case .code:
        // The copy of the code covers what stood there before.
        let covered = write.range
        found = found.filter { !covered.contains(range.lowerBound + $0.key) }
      case .unknown: continue
      }
    }
    return found.values.sorted { $0.offset < $1.offset }
  }
}

extension CreationLayout {
  /// The parts of creation code; nil when no way through it that could be followed returns bytes
  /// copied from it.
  public init?(_ code: Bytecode) {
    var walk = ConstructorWalk(code)
    guard let layout = walk.layout() else { return nil }
    self = layout
  }
}
