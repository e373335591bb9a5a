import EVMPrimitives

/// Things that were found, each once, in the order in which they were.
struct OrderedFinds<Element: Hashable & Sendable>: Sequence, Sendable {
  private var seen: Set<Element> = []
  private var all: [Element] = []

  mutating func insert(_ element: Element) {
    if seen.insert(element).inserted { all.append(element) }
  }

  func makeIterator() -> IndexingIterator<[Element]> { all.makeIterator() }
}

/// What was seen on the paths of one function.
struct FunctionFacts: Sendable {
  /// A condition that was not known, and what becomes of each side as far as it is clear.
  struct Guard: Hashable, Sendable {
    var condition: Expression
    /// Whether the side that ends in a bare revert is the one that jumps.
    var failsWhenTaken: Bool
  }

  struct Log: Hashable, Sendable {
    var offset: Int
    var topics: [Expression]
    var data: [Expression]
    var dataLength: Int?
    /// The data in the ABI's shape; nil when that is not known.
    var parts: [EncodedPart]?
  }

  /// Data that a path reverts with, behind a selector.
  struct Revert: Hashable, Sendable {
    var selector: UInt32
    var parts: [EncodedPart]?
  }

  struct StorageAccess: Hashable, Sendable {
    var offset: Int
    var slot: Expression
    /// The value that is written; nil for a read.
    var written: Expression?
    var isTransient: Bool
  }

  /// A condition and the way it went.
  struct Condition: Hashable, Sendable {
    var expression: Expression
    var isTrue: Bool
  }

  /// Something that a function does to others or to the contract's state.
  struct Effect: Hashable, Sendable {
    var offset: Int
    var opcode: Opcode
    /// As the stack has them, the top first.
    var operands: [Expression]
    /// Of a call: the first four bytes of its calldata, and the words behind them.
    var selector: UInt32?
    var arguments: [Expression] = []
    /// Of a creation: whether code of this contract was copied for it.
    var copiesOwnCode = false
  }

  /// What was true of every path on which an effect was seen.
  struct Circumstances: Sendable {
    var conditions: Set<Condition>
    /// The calls to other contracts that came before it on some path, by their offsets.
    var callsBefore: Set<Int>
    /// Whether some path with it ends well, so that it is not undone.
    var canSucceed: Bool
    /// Whether all paths to it were told apart; without it no conditions are known.
    var isComplete: Bool
  }

  struct CalldataCopy: Hashable, Sendable {
    var offset: Expression
    var length: Expression
  }

  /// Conditions that were not known.
  var conditions = OrderedFinds<Expression>()
  /// Conditions that decide between going on and a bare revert.
  var guards = OrderedFinds<Guard>()
  var logs = OrderedFinds<Log>()
  var storage = OrderedFinds<StorageAccess>()
  var copies = OrderedFinds<CalldataCopy>()
  /// What the function does, in the order in which it was seen.
  var effects: [Effect] = []
  var circumstances: [Effect: Circumstances] = [:]
  /// The hash and the two scalars of signatures that ecrecover was asked about.
  var signatureWords: Set<Expression> = []
  /// Hashes of memory.
  var hashes = OrderedFinds<Expression>()
  /// Revert data of which the first four bytes are known.
  var reverts = OrderedFinds<Revert>()
  /// Addresses that were called.
  var callees = OrderedFinds<Expression>()
  /// Words of what is returned, where the whole is known, path by path.
  var returns = OrderedFinds<[Expression]>()
  /// What is returned in the ABI's shape, path by path; empty where a path ends without data.
  var outputs = OrderedFinds<[EncodedPart]>()

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
    /// Whether effects are noted, with what has brought the path to them.
    var notesEffects = false
    var state: SymbolicMachine.State
    var refusesValue: Bool
    /// Whether the path can only be taken with coins.
    var needsValue: Bool
    var lastFork: FunctionFacts.Guard?
    var lastForkStep: Int
    /// What brought it here.
    var history = PathHistory()
  }

  static let stepLimit = 60_000
  private static let pathLimit = 6_000
  private static let pathStepLimit = 30_000
  private static let waitingLimit = 1_000
  private static let visitLimit = 6
  /// Words of a call's calldata that are looked at.
  private static let callWordLimit = 8
  /// Steps between a check and its revert, at most.
  private static let guardDistance = 24

  private(set) var facts = FunctionFacts()
  private var conditions = PathConditions()
  private var visits: [UInt64: UInt8] = [:]
  private var seen: Set<UInt64> = []
  /// The JUMPDESTs that some path has passed.
  private(set) var reached: Set<Int> = []
  private(set) var steps = 0

  /// Follows what begins at an instruction with a stack of which nothing is known, for a few steps.
  init(
    _ machine: inout SymbolicMachine, strayAt offset: Int,
    stepLimit: Int = FunctionExploration.stepLimit
  ) {
    var state = SymbolicMachine.State()
    state.offset = offset
    state.stack = (0..<24).map { _ in machine.table.fresh() }
    state.answer = .unknown
    self.init(
      &machine, from: state, refusesValue: true, stepLimit: Swift.min(stepLimit, 3_000))
  }

  /// Follows the code from its beginning for calldata whose selector is none of the functions'.
  init(fallbackOf machine: inout SymbolicMachine, notesEffects: Bool, stepLimit: Int) {
    self.init(
      &machine, from: .init(), refusesValue: false, skipsFunctions: true,
      notesEffects: notesEffects, stepLimit: stepLimit)
  }

  init(
    _ machine: inout SymbolicMachine, from entry: FunctionEntry, notesEffects: Bool,
    stepLimit: Int = FunctionExploration.stepLimit
  ) {
    self.init(
      &machine, from: entry.state, refusesValue: entry.refusesValue, notesEffects: notesEffects,
      stepLimit: stepLimit)
  }

  private init(
    _ machine: inout SymbolicMachine, from state: SymbolicMachine.State, refusesValue: Bool,
    skipsFunctions: Bool = false, notesEffects: Bool = false, stepLimit: Int
  ) {
    machine.forgetTouched()
    facts.checksValue = refusesValue
    var paths = [
      Path(
        notesEffects: notesEffects, state: state, refusesValue: refusesValue, needsValue: false,
        lastFork: nil,
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
          guard visit(&path, machine) else { break running }
        case .fork(let condition, let destination):
          if skipsFunctions, let comparison = SelectorComparison(condition, machine.table) {
            guard !comparison.isEqualWhenTaken else { continue }
            guard let destination else { break running }
            path.state.offset = destination
            continue
          }
          facts.conditions.insert(condition)
          let value = ValueCheck(condition, machine.table)
          if value.takenRefuses || value.notTakenRefuses { facts.checksValue = true }
          var taken = path
          taken.refusesValue = path.refusesValue || value.takenRefuses
          taken.needsValue = path.needsValue || value.notTakenRefuses
          path.refusesValue = path.refusesValue || value.notTakenRefuses
          path.needsValue = path.needsValue || value.takenRefuses
          path.lastFork = .init(condition: condition, failsWhenTaken: false)
          path.lastForkStep = path.state.steps
          path.history.add(condition, isTrue: false, machine.table)
          guard let destination else { continue }
          taken.history.add(condition, isTrue: true, machine.table)
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
            observe(opcode, operands, &path, &machine)
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
    facts.effects = conditions.effects
    facts.circumstances = conditions.circumstances()
    if !facts.isComplete {
      // A path that was not followed may lack what the others have.
      for effect in facts.effects { facts.circumstances[effect]?.isComplete = false }
    }
    facts.touched = machine.touched
    facts.storedWords = machine.storedWords
  }

  /// Whether the path may go on at a JUMPDEST: once with the same words on the stack, and a few times
  /// for each chain of return addresses, which is what a loop is left after.
  private mutating func visit(
    _ path: inout Path, _ machine: SymbolicMachine
  ) -> Bool {
    let state = path.state
    var whole = UInt64(state.offset) &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(state.stack.count)
    var chain = UInt64(state.offset) &* 0x9e37_79b9_7f4a_7c15
    var last = -1
    var depth = 0
    for word in state.stack {
      whole = (whole ^ UInt64(word.index)) &* 0xff51_afd7_ed55_8ccd
      whole ^= whole >> 32
      depth += 1
      guard let value = machine.table.int(word), value < machine.code.count, machine.isLabel[value]
      else { continue }
      // A recursion leaves the same return address again and again: however deep, it is one chain.
      guard value != last else {
        depth = 0
        continue
      }
      last = value
      chain = (chain ^ UInt64(value)) &* 0xc4ce_b9fe_1a85_ec53
      chain ^= chain >> 32
    }
    // How many words lie on the last return address.
    chain = (chain ^ UInt64(depth)) &* 0xff51_afd7_ed55_8ccd
    if path.notesEffects { conditions.arrive(&path.history, at: chain) }
    guard seen.insert(whole).inserted else { return false }
    let count = visits[chain] ?? 0
    guard count < Self.visitLimit else { return false }
    visits[chain] = count + 1
    return true
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
          dataLength: length,
          parts: machine.parts(at: operands[0], length: operands[1], state.memory)))
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
  private mutating func observe(
    _ opcode: Opcode, _ operands: [Expression], _ path: inout Path,
    _ machine: inout SymbolicMachine
  ) {
    guard path.notesEffects else { return }
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
    conditions.note(effect, &path.history)
    if opcode == .call || opcode == .callCode || opcode == .delegateCall {
      path.history.add(call: effect.offset)
    }
  }

  private mutating func end(
    _ ending: SymbolicMachine.Ending, _ path: Path, _ machine: inout SymbolicMachine
  ) {
    switch ending {
    case .stop:
      succeed(path)
      facts.outputs.insert([])
    case .selfDestruct(let beneficiary):
      facts.writesState = true
      if path.notesEffects {
        var history = path.history
        conditions.note(
          .init(offset: path.state.offset, opcode: .selfDestruct, operands: [beneficiary]),
          &history)
        conditions.succeed(history)
      }
      succeed(path)
    case .returned(let offset, let length):
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
      } else if let selector = machine.selector(at: offset, path.state.memory) {
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
    if path.notesEffects { conditions.succeed(path.history) }
    facts.succeeds = true
    if !path.refusesValue { facts.succeedsWithValue = true }
  }
}

extension SymbolicMachine {
  /// What stands at an address of memory, in the ABI's shape; nil when that is not known.
  mutating func parts(
    at address: Expression, length: Expression, skipping skipped: Int = 0,
    _ memory: SymbolicMemory
  ) -> [EncodedPart]? {
    var reader = EncodedDataReader(memory)
    return reader.parts(at: address, length: length, skipping: skipped, &self)
  }

  /// The first four bytes at an address of memory, if they are known.
  func selector(at address: Expression, _ memory: SymbolicMemory) -> UInt32? {
    let (constant, rest) = table.linear(address)
    guard let start = Int(exactly: constant), start < 1 << 40 else { return nil }
    return memory.selector(at: rest, start, table, code: code)
  }

  /// Whether bytes of the code itself were copied to an address.
  func copiesCode(to address: Expression, _ memory: SymbolicMemory) -> Bool {
    let (constant, rest) = table.linear(address)
    guard let start = Int(exactly: constant), start < 1 << 40 else { return false }
    return memory.hasCode(at: rest, start)
  }

  /// The words that were written to a stretch of memory, whole or in part, the latest first.
  func pieces(
    at address: Expression, _ length: Expression, _ memory: SymbolicMemory
  ) -> [Expression] {
    let (constant, rest) = table.linear(address)
    guard let start = Int(exactly: constant), start < 1 << 40 else { return [] }
    return memory.words(
      at: rest, from: start, count: table.int(length).map { Swift.min($0, 1 << 16) } ?? 96)
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
