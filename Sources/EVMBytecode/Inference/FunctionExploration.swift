import EVMPrimitives

/// Things that were found, each once, in the order in which they were.
struct OrderedFinds<Element: Hashable>: Sequence {
  private var seen: Set<Element> = []
  private var all: [Element] = []

  mutating func insert(_ element: Element) {
    if seen.insert(element).inserted { all.append(element) }
  }

  func makeIterator() -> IndexingIterator<[Element]> { all.makeIterator() }
}

/// What was seen on the paths of one function.
struct FunctionFacts {
  /// A condition that was not known, and what becomes of each side as far as it is clear.
  struct Guard: Hashable {
    var condition: Expression
    /// Whether the side that ends in a bare revert is the one that jumps.
    var failsWhenTaken: Bool
  }

  struct Log: Hashable {
    var offset: Int
    var topics: [Expression]
    var data: [Expression]
    var dataLength: Int?
  }

  struct StorageAccess: Hashable {
    var offset: Int
    var slot: Expression
    /// The value that is written; nil for a read.
    var written: Expression?
    var isTransient: Bool
  }

  struct CalldataCopy: Hashable {
    var offset: Expression
    var length: Expression
  }

  /// Conditions that decide between going on and a bare revert.
  var guards = OrderedFinds<Guard>()
  var logs = OrderedFinds<Log>()
  var storage = OrderedFinds<StorageAccess>()
  var copies = OrderedFinds<CalldataCopy>()
  /// Hashes of memory.
  var hashes = OrderedFinds<Expression>()
  /// The first four bytes of revert data, where they are known.
  var revertSelectors: Set<UInt32> = []
  /// Words of what is returned, where the whole is known, path by path.
  var returns = OrderedFinds<[Expression]>()

  var readsState = false
  var readsStorage = false
  var writesState = false
  /// Whether a path on which coins may have been sent ends well, and whether any path does.
  var succeedsWithValue = false
  var succeeds = false
  /// Whether coins are refused on some path.
  var checksValue = false
  /// Formulas over calldata that the function's code made.
  var touched: [Expression] = []
  /// Words of calldata that it wrote to memory as they stand.
  var storedWords: Set<Expression> = []
  var isComplete = true
}

/// Follows the paths of one function, each place a few times for each chain of callers.
struct FunctionExploration {
  private struct Path {
    var state: SymbolicMachine.State
    var refusesValue: Bool
    /// Whether the path can only be taken with coins.
    var needsValue: Bool
    var lastFork: FunctionFacts.Guard?
    var lastForkStep: Int
  }

  static let stepLimit = 120_000
  private static let pathLimit = 6_000
  private static let pathStepLimit = 30_000
  private static let waitingLimit = 1_000
  private static let visitLimit = 6
  /// Steps between a check and its revert, at most.
  private static let guardDistance = 24

  private(set) var facts = FunctionFacts()
  private var visits: [UInt64: UInt8] = [:]
  private var seen: Set<UInt64> = []
  /// The JUMPDESTs that some path has passed.
  private(set) var reached: Set<Int> = []
  private(set) var steps = 0

  /// Follows what begins at a JUMPDEST with a stack of which nothing is known, for a few steps.
  init(
    _ machine: inout SymbolicMachine, strayAt offset: Int,
    stepLimit: Int = FunctionExploration.stepLimit
  ) {
    var state = SymbolicMachine.State()
    state.offset = offset
    state.stack = (0..<24).map { _ in machine.table.fresh() }
    state.answer = .unknown
    self.init(
      &machine,
      from: FunctionEntry(selector: Selector(rawValue: 0), state: state, refusesValue: true),
      stepLimit: Swift.min(stepLimit, 3_000))
  }

  init(
    _ machine: inout SymbolicMachine, from entry: FunctionEntry,
    stepLimit: Int = FunctionExploration.stepLimit
  ) {
    machine.forgetTouched()
    facts.checksValue = entry.refusesValue
    var paths = [
      Path(
        state: entry.state, refusesValue: entry.refusesValue, needsValue: false, lastFork: nil,
        lastForkStep: 0)
    ]
    paths[0].state.steps = 0
    var pathCount = 0
    while var path = paths.popLast() {
      pathCount += 1
      guard steps < stepLimit, pathCount < Self.pathLimit else {
        facts.isComplete = false
        break
      }
      running: while true {
        let before = path.state.steps
        let event = machine.step(&path.state, limit: Self.pathStepLimit)
        steps += path.state.steps - before
        switch event {
        case .jumpDestination:
          reached.insert(path.state.offset - 1)
          guard visit(path.state, machine) else { break running }
        case .fork(let condition, let destination):
          let value = ValueCheck(condition, machine.table)
          if value.takenRefuses || value.notTakenRefuses { facts.checksValue = true }
          var taken = path
          taken.refusesValue = path.refusesValue || value.takenRefuses
          taken.needsValue = path.needsValue || value.notTakenRefuses
          path.refusesValue = path.refusesValue || value.notTakenRefuses
          path.needsValue = path.needsValue || value.takenRefuses
          path.lastFork = .init(condition: condition, failsWhenTaken: false)
          path.lastForkStep = path.state.steps
          guard let destination else { continue }
          taken.state.offset = destination
          taken.lastFork = .init(condition: condition, failsWhenTaken: true)
          taken.lastForkStep = taken.state.steps
          if paths.count < Self.waitingLimit {
            paths.append(taken)
          } else {
            facts.isComplete = false
          }
        case .effect(let opcode, let operands, let result):
          if opcode == .keccak256, let result {
            facts.hashes.insert(result)
          } else {
            observe(opcode, operands, path.state, &machine)
          }
        case .end(let ending):
          end(ending, path, &machine)
          break running
        case .unresolvedJump:
          facts.isComplete = false
          break running
        }
      }
    }
    // Immutables are storage to the compiler, though they stand in the code.
    if machine.readsImmutable { facts.readsState = true }
    facts.touched = machine.touched
    facts.storedWords = machine.storedWords
  }

  /// Whether the path may go on at a JUMPDEST: once with the same words on the stack, and a few times
  /// for each chain of return addresses, which is what a loop is left after.
  private mutating func visit(
    _ state: SymbolicMachine.State, _ machine: SymbolicMachine
  ) -> Bool {
    var whole = UInt64(state.offset) &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(state.stack.count)
    var chain = whole
    for word in state.stack {
      whole = (whole ^ UInt64(word.index)) &* 0xff51_afd7_ed55_8ccd
      whole ^= whole >> 32
      if let value = machine.table.int(word), value < machine.code.count,
        machine.isDestination[value]
      {
        chain = (chain ^ UInt64(value)) &* 0xc4ce_b9fe_1a85_ec53
        chain ^= chain >> 32
      }
    }
    guard seen.insert(whole).inserted else { return false }
    let count = visits[chain] ?? 0
    visits[chain] = count &+ 1
    return count < Self.visitLimit
  }

  private mutating func observe(
    _ opcode: Opcode, _ operands: [Expression], _ state: SymbolicMachine.State,
    _ machine: inout SymbolicMachine
  ) {
    switch opcode {
    case .sload, .tload:
      facts.readsState = true
      facts.readsStorage = true
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
          dataLength: length))
    case .create, .create2, .selfDestruct: facts.writesState = true
    case .call, .callCode:
      // A call that sends nothing may be a read of an older compiler, as one of a library is.
      facts.readsState = true
      facts.writesState = true
    case .delegateCall: facts.writesState = true
    case .staticCall:
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

  private mutating func end(
    _ ending: SymbolicMachine.Ending, _ path: Path, _ machine: inout SymbolicMachine
  ) {
    switch ending {
    case .stop, .selfDestruct:
      succeed(path)
      if case .selfDestruct = ending { facts.writesState = true }
    case .returned(let offset, let length):
      succeed(path)
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
      } else if let selector = machine.selector(at: offset, path.state.memory) {
        facts.revertSelectors.insert(selector)
      }
    case .error:
      if let check = path.lastFork, path.state.steps - path.lastForkStep <= Self.guardDistance {
        facts.guards.insert(check)
      }
    }
  }

  private mutating func succeed(_ path: Path) {
    facts.succeeds = true
    if !path.refusesValue { facts.succeedsWithValue = true }
  }
}

extension SymbolicMachine {
  /// The first four bytes at an address of memory, if they are known.
  func selector(at address: Expression, _ memory: SymbolicMemory) -> UInt32? {
    let (constant, rest) = table.linear(address)
    guard let start = Int(exactly: constant), start < 1 << 40 else { return nil }
    return memory.selector(at: rest, start, table, code: code)
  }

  /// The word of memory at an address plus an offset, if it is known.
  mutating func word(
    at address: Expression, _ offset: Int, _ memory: SymbolicMemory
  ) -> Expression? {
    let (constant, rest) = table.linear(address)
    guard let start = Int(exactly: constant), start < 1 << 40 else { return nil }
    return memory.word(at: rest, start + offset, &table, code: code)
  }
}
