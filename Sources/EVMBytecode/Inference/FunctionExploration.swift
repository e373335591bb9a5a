import EVMPrimitives

/// Follows the paths of one function, each place a few times for each chain of callers.
struct FunctionExploration: ~Copyable {
  /// What is noted of the paths, each with all that is before it.
  enum Detail: Comparable {
    /// What becomes of calldata: enough for the parameters' types.
    case arguments
    /// What is returned, logged and reverted with, and what state is touched.
    case interface
    /// What a function does, with what has brought the paths to it.
    case effects
  }

  /// How much is followed.
  struct Limits {
    var steps: Int
    /// How often a place is passed for one chain of callers.
    var visits: UInt8

    static let whole = Limits(steps: 60_000, visits: 6)
    /// For the parameters' types alone: what paths do with calldata shows on the first of them.
    static let arguments = Limits(steps: 1_400, visits: 2)
    /// For code that begins with a stack that is not known.
    static let stray = Limits(steps: 3_000, visits: 6)

    func with(stepsLeft: Int) -> Limits { Limits(steps: min(steps, stepsLeft), visits: visits) }
  }

  struct Path {
    var state: SymbolicMachine.State
    var refusesValue: Bool
    /// Whether the path can only be taken with coins.
    var needsValue: Bool
    var lastFork: FunctionFacts.Guard?
    var lastForkStep: Int
    /// What brought it here, where effects are noted.
    var history: PathHistory?

    /// The other side of the fork that the path has just come to.
    func withoutStack(at destination: Int) -> Path {
      Path(
        state: .init(
          offset: destination, memory: state.memory, steps: state.steps, cuts: state.cuts,
          answer: state.answer),
        refusesValue: refusesValue, needsValue: needsValue, lastFork: nil,
        lastForkStep: state.steps, history: history)
    }
  }

  private static let pathLimit = 6_000
  private static let pathStepLimit = 30_000
  private static let waitingLimit = 1_000
  /// Visits beyond, in all, for loops whose end is known: the path has decided nothing since it was
  /// there before. What such a loop is followed by is reached in no other way.
  private static let turnLimit = 100
  /// Words of a call's calldata that are looked at.
  static let callWordLimit = 8
  /// Steps between a check and its revert, at most.
  static let guardDistance = 24

  var facts = FunctionFacts()
  var conditions = PathConditions()
  let detail: Detail
  private let limits: Limits
  private var sights = Sights()
  private var pathCount = 0
  private var turnsLeft = FunctionExploration.turnLimit
  /// The last path that passed a place as often as it may be, after how many of its steps.
  private var lastPasses: [UInt64: (path: Int, steps: Int)] = [:]
  private(set) var steps = 0

  /// How often places were passed.
  struct Sights {
    /// For each chain of callers.
    var visits = SightCounts()
    /// With each stack.
    var stacks = SightCounts()
  }

  /// Follows what begins at an instruction with a stack of which nothing is known, for a few steps.
  init(_ machine: inout SymbolicMachine, strayAt offset: Int, stepsLeft: Int) {
    var state = SymbolicMachine.State()
    state.offset = offset
    state.stack = (0..<24).map { _ in machine.table.fresh() }
    state.answer = .unknown
    self.init(
      &machine, from: state, refusesValue: true, detail: .interface,
      limits: Limits.stray.with(stepsLeft: stepsLeft))
  }

  /// Follows the code from its beginning for calldata whose selector is none of the functions'.
  init(fallbackOf machine: inout SymbolicMachine, detail: Detail, limits: Limits) {
    self.init(
      &machine, from: .init(), refusesValue: false, skipsFunctions: true,
      detail: detail, limits: limits)
  }

  init(
    _ machine: inout SymbolicMachine, from entry: FunctionEntry, detail: Detail, limits: Limits,
    reusing sights: inout Sights
  ) {
    var lent = Sights()
    swap(&lent, &sights)
    self.init(
      &machine, from: entry.state, refusesValue: entry.refusesValue, detail: detail,
      limits: limits, sights: consume lent)
    swap(&self.sights, &sights)
  }

  private init(
    _ machine: inout SymbolicMachine, from state: SymbolicMachine.State, refusesValue: Bool,
    skipsFunctions: Bool = false, detail: Detail, limits: Limits,
    sights: consuming Sights = Sights()
  ) {
    self.sights = sights
    self.sights.visits.removeAll()
    self.sights.stacks.removeAll()
    self.detail = detail
    self.limits = limits
    machine.forgetTouched()
    facts.checksValue = refusesValue
    machine.reports = detail == .arguments ? [] : .reads
    var waiting = WaitingPaths()
    var path = Path(
      state: state, refusesValue: refusesValue, needsValue: false, lastFork: nil, lastForkStep: 0)
    path.state.steps = 0
    if detail == .effects { path.history = PathHistory() }
    repeat {
      pathCount += 1
      guard steps < limits.steps, pathCount < Self.pathLimit else {
        facts.isComplete = false
        if detail == .arguments { followToGuards(path, &waiting, &machine) }
        break
      }
      running: while true {
        let before = path.state.steps
        let event = machine.step(&path.state, limit: Self.pathStepLimit)
        steps += path.state.steps - before
        switch event {
        case .jumpDestination:
          machine.reach(path.state.offset - 1)
          guard visit(&path, machine.table) else { break running }
        case .fork(let condition, let destination):
          if skipsFunctions, let comparison = SelectorComparison(condition, machine.table) {
            guard !comparison.isEqualWhenTaken else { continue }
            guard let destination else { break running }
            path.state.offset = destination
            continue
          }
          if detail > .arguments { facts.conditions.insert(condition) }
          let value = detail > .arguments ? ValueCheck(condition, machine.table) : ValueCheck()
          if value.takenRefuses || value.notTakenRefuses { facts.checksValue = true }
          if let destination {
            if waiting.count < Self.waitingLimit {
              var taken = path.withoutStack(at: destination)
              taken.refusesValue = path.refusesValue || value.takenRefuses
              taken.needsValue = path.needsValue || value.notTakenRefuses
              taken.lastFork = .init(condition: condition, failsWhenTaken: true)
              taken.history?.add(condition, isTrue: true, machine.table)
              waiting.append(taken, stack: path.state.stack)
            } else {
              facts.isComplete = false
            }
          }
          path.refusesValue = path.refusesValue || value.notTakenRefuses
          path.needsValue = path.needsValue || value.takenRefuses
          path.lastFork = .init(condition: condition, failsWhenTaken: false)
          path.lastForkStep = path.state.steps
          path.history?.add(condition, isTrue: false, machine.table)
        case .effect(let opcode, let operands, let result):
          if opcode == .keccak256, let result {
            facts.hashes.insert(result)
          } else {
            observe(opcode, operands, path.state, &machine)
            if detail == .effects { noteEffect(opcode, operands, &path, &machine) }
          }
        case .end(let ending):
          end(ending, path, &machine)
          break running
        case .unresolvedJump:
          facts.isComplete = false
          break running
        }
      }
    } while waiting.popLast(into: &path)
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

  /// Follows paths that were left waiting as far as a check's revert can be from it: most are the other
  /// side of a check, and without it the check tells nothing.
  private mutating func followToGuards(
    _ first: Path, _ waiting: inout WaitingPaths, _ machine: inout SymbolicMachine
  ) {
    var path = first
    repeat {
      // A check of something else tells nothing of the parameters.
      guard isOfCalldata(path.lastFork, machine.table) else { continue }
      let limit = path.lastForkStep + Self.guardDistance + 1
      following: while true {
        switch machine.step(&path.state, limit: limit) {
        case .jumpDestination, .effect: continue
        case .fork, .unresolvedJump: break following
        case .end(let ending):
          end(ending, path, &machine)
          break following
        }
      }
    } while waiting.popLast(into: &path)
  }

  private func isOfCalldata(
    _ check: FunctionFacts.Guard?, _ table: borrowing ExpressionTable
  ) -> Bool {
    guard let check else { return false }
    return table.readsCalldata(check.condition)
  }

  /// Whether the path may go on at a JUMPDEST: once with the same words on the stack, and a few times
  /// for each chain of return addresses, which is what a loop is left after.
  private mutating func visit(
    _ path: inout Path, _ table: borrowing ExpressionTable
  ) -> Bool {
    var whole =
      UInt64(path.state.offset) &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(path.state.stack.count)
    var chain = UInt64(path.state.offset) &* 0x9e37_79b9_7f4a_7c15
    var last: Int32 = -1
    // For the parameters' types alone, values that are not of calldata are all alike.
    let seesAll = detail > .arguments
    let plain = ExpressionTable.Mark.plain.number
    var depth = 0
    for word in path.state.stack {
      let mark = table.marks[Int(word.index)]
      let value = mark.number
      whole =
        (whole ^ (seesAll || value != plain ? UInt64(word.index) : 0)) &* 0xff51_afd7_ed55_8ccd
      whole ^= whole >> 32
      depth += 1
      guard value >= 0 else { continue }
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
    if var history = path.history.take() {
      conditions.arrive(&history, at: chain)
      path.history = history
    }
    guard sights.stacks.add(whole, limit: 1) != .beyond else { return false }
    switch sights.visits.add(chain, limit: limits.visits) {
    case .within: return true
    case .last: break
    case .beyond:
      guard turnsLeft > 0, let last = lastPasses[chain], last.path == pathCount,
        last.steps > path.lastForkStep
      else { return false }
      turnsLeft -= 1
    }
    if seesAll { lastPasses[chain] = (pathCount, path.state.steps) }
    return true
  }
}
