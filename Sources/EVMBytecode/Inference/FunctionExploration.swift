import EVMPrimitives

/// Follows the paths of one function, each place a few times for each chain of callers.
struct FunctionExploration {
  struct Path {
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
  /// Visits beyond, in all, for loops whose end is known: the path has decided nothing since it was
  /// there before. What such a loop is followed by is reached in no other way.
  private static let turnLimit = 100
  /// Words of a call's calldata that are looked at.
  static let callWordLimit = 8
  /// Steps between a check and its revert, at most.
  static let guardDistance = 24

  var facts = FunctionFacts()
  var conditions = PathConditions()
  /// How often places were gone on from, and the last path that did, after how many of its steps.
  private var visits: [UInt64: (count: Int, path: Int, steps: Int)] = [:]
  private var pathCount = 0
  private var turnsLeft = FunctionExploration.turnLimit
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
    facts.circumstances = conditions.circumstances(
      machine.table, allFollowed: facts.isComplete)
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
    var lastLabel = -1
    var depth = 0
    for word in state.stack {
      whole = (whole ^ UInt64(word.index)) &* 0xff51_afd7_ed55_8ccd
      whole ^= whole >> 32
      depth += 1
      guard let value = machine.table.int(word), value < machine.code.count, machine.isLabel[value]
      else { continue }
      // A recursion leaves the same return address again and again: however deep, it is one chain.
      guard value != lastLabel else {
        depth = 0
        continue
      }
      lastLabel = value
      chain = (chain ^ UInt64(value)) &* 0xc4ce_b9fe_1a85_ec53
      chain ^= chain >> 32
    }
    // How many words lie on the last return address.
    chain = (chain ^ UInt64(depth)) &* 0xff51_afd7_ed55_8ccd
    if path.notesEffects { conditions.arrive(&path.history, at: chain) }
    guard seen.insert(whole).inserted else { return false }
    let last = visits[chain] ?? (count: 0, path: 0, steps: 0)
    if last.count >= Self.visitLimit {
      let isTurn = last.path == pathCount && last.steps > path.lastForkStep
      guard isTurn, turnsLeft > 0 else { return false }
      turnsLeft -= 1
    }
    visits[chain] = (last.count + 1, pathCount, state.steps)
    return true
  }
}
