import EVMPrimitives

/// Looks for the functions that write a slot, and for the checks in front of the writing.
struct WriterSearch {
  private(set) var writers: [ProxyWriter] = []
  /// With whom functions compare the caller before they hand a call on like any other: a function of
  /// the administrator's alone.
  private(set) var comparedCallers: [ProxyAuthority] = []
  private(set) var isComplete = true
  /// What each condition demands, as paths share most of theirs.
  private var checks: [CodePath.Assumption: ProxyGuard?] = [:]

  /// Conditions of one path that are looked at.
  private static let checkLimit = 96
  /// Steps over all functions, and for one: a proxy's own are few and short.
  private static let stepLimit = 60_000
  private static let functionLimit = PathExploration.Limits(steps: 15_000, paths: 160)

  init(
    of key: UInt256, in functions: [PathExploration.Function], fallback: [CodePath],
    forwardingTo target: ProxyTarget, _ machine: inout SymbolicMachine
  ) {
    add(nil, fallback, key, &machine)
    var steps = 0
    for function in functions.sorted(by: { $0.selector < $1.selector }) {
      guard steps < Self.stepLimit else {
        isComplete = false
        return
      }
      let exploration = PathExploration(
        &machine, from: function.start, limits: Self.functionLimit)
      steps += exploration.steps
      isComplete = isComplete && exploration.isComplete
      compareCallers(exploration.paths, target, &machine)
      add(function.selector, exploration.paths, key, &machine)
    }
  }

  private mutating func compareCallers(
    _ paths: [CodePath], _ target: ProxyTarget, _ machine: inout SymbolicMachine
  ) {
    for path in paths {
      guard let call = CallForwarding(path, &machine), call.target == target else { continue }
      for assumption in path.assumptions {
        guard let (authority, isCaller) = machine.callerComparison(assumption), !isCaller,
          !comparedCallers.contains(authority), comparedCallers.count < 8
        else { continue }
        comparedCallers.append(authority)
      }
    }
  }

  /// Adds what the paths of a function do to the slot: the way with the fewest checks, and others only
  /// where they meet fewer.
  private mutating func add(
    _ selector: Selector?, _ paths: [CodePath], _ key: UInt256, _ machine: inout SymbolicMachine
  ) {
    var fewest: [ProxyWriter.Means: [ProxyGuard]] = [:]
    for path in paths where path.endsWell {
      for (means, assumptionCount) in acts(of: path, on: key, &machine) {
        let guards = guards(path.assumptions.prefix(assumptionCount), key, &machine)
        if fewest[means].map({ guards.count < $0.count }) ?? true { fewest[means] = guards }
      }
    }
    var least = Int.max
    for means in [ProxyWriter.Means.slot, .anySlot, .code] {
      guard let guards = fewest[means], guards.count < least else { continue }
      least = guards.count
      writers.append(ProxyWriter(selector: selector, means: means, guards: guards))
    }
  }

  /// What a path does that changes the slot or may do so, with the number of its conditions before.
  private func acts(
    of path: CodePath, on key: UInt256, _ machine: inout SymbolicMachine
  ) -> [(means: ProxyWriter.Means, assumptionCount: Int)] {
    var acts: [(ProxyWriter.Means, Int)] = []
    if let write = path.writes.first(where: { machine.constant($0.slot) == key }) {
      acts.append((.slot, write.assumptionCount))
    }
    if let write = path.writes.first(where: { machine.table.isNamedByCalldata($0.slot) }) {
      acts.append((.anySlot, write.assumptionCount))
    }
    let runs = path.calls.first {
      ($0.opcode == .delegateCall || $0.opcode == .callCode)
        && machine.table.isNamedByCalldata($0.target)
    }
    if let runs { acts.append((.code, runs.assumptionCount)) }
    return acts
  }

  private mutating func guards(
    _ assumptions: ArraySlice<CodePath.Assumption>, _ key: UInt256,
    _ machine: inout SymbolicMachine
  ) -> [ProxyGuard] {
    var guards: [ProxyGuard] = []
    for assumption in assumptions.prefix(Self.checkLimit) {
      let check: ProxyGuard?
      if let known = checks[assumption] {
        check = known
      } else {
        check = machine.check(assumption, slot: key)
        checks[assumption] = .some(check)
      }
      if let check, !guards.contains(check) { guards.append(check) }
    }
    return guards
  }
}

extension ExpressionTable {
  /// Whether a value is a word of calldata, perhaps masked or with something added; a hash of one is
  /// not, nor what a slot or a call gives for it.
  func isNamedByCalldata(_ expression: Expression) -> Bool {
    var core = withoutPacking(expression)
    for _ in 0..<4 {
      guard isOp(core, .add) else { break }
      let (first, second) = operands(core)
      guard value(first) != nil else { return false }
      core = withoutPacking(second)
    }
    return isOp(core, .calldataLoad) && readsCalldata(core)
  }
}

extension SymbolicMachine {
  /// What a condition demands of the caller, of storage or of others; nil for checks of arguments.
  mutating func check(_ assumption: CodePath.Assumption, slot: UInt256) -> ProxyGuard? {
    if let (authority, isCaller) = callerComparison(assumption) {
      // Every caller but one is no check.
      return isCaller ? .caller(authority) : nil
    }
    if table.contains(assumption.condition, .caller, depth: 10) { return .callerIsListed }
    if let (read, isZero) = zeroComparison(assumption) {
      guard read != slot else { return isZero ? .slotIsZero : nil }
      return .storage(ProxySlot(Hash256(read)))
    }
    if let read = storedSlot(assumption.condition, depth: 10) {
      return read == slot ? nil : .storage(ProxySlot(Hash256(read)))
    }
    let core = table.withoutPacking(assumption.condition)
    if table.op(core) == .returned, assumption.holds { return .anotherContract }
    let others: [Opcode] = [.origin, .timestamp, .number, .tload]
    if others.contains(where: { table.contains(assumption.condition, $0, depth: 8) }) {
      return .condition(text(assumption))
    }
    return nil
  }

  /// With whom a condition compares the caller, and whether the caller is found to be that one.
  mutating func callerComparison(
    _ assumption: CodePath.Assumption
  ) -> (authority: ProxyAuthority, isCaller: Bool)? {
    let condition = assumption.condition
    // The difference from zero is the caller itself, and that from a constant a sum.
    if table.isOp(table.withoutPacking(condition), .caller) {
      return (.address(.zero), !assumption.holds)
    }
    let (first, second) = table.operands(condition)
    if table.isOp(condition, .add), let negative = table.value(first),
      table.isOp(table.withoutPacking(second), .caller)
    {
      return (.address(Address(truncating: UInt256.zero &- negative)), !assumption.holds)
    }
    let isEquality = table.isOp(condition, .eq)
    guard isEquality || table.isOp(condition, .xor) || table.isOp(condition, .sub) else {
      return nil
    }
    for (one, other) in [(first, second), (second, first)]
    where table.isOp(table.withoutPacking(one), .caller) {
      let isCaller = assumption.holds == isEquality
      let core = table.withoutPacking(other)
      let (inner, _) = table.operands(core)
      if let value = table.value(core) {
        return (.address(Address(truncating: value)), isCaller)
      }
      if table.isOp(core, .sload), let key = constant(inner) {
        return (.slot(ProxySlot(Hash256(key))), isCaller)
      }
      if table.isOp(core, .address) { return (.itself, isCaller) }
      return (.formula(table.text(core)), isCaller)
    }
    return nil
  }

  /// The slot, if a condition asks whether one is zero, and whether it is.
  private mutating func zeroComparison(
    _ assumption: CodePath.Assumption
  ) -> (slot: UInt256, isZero: Bool)? {
    var core = assumption.condition
    var isZero = !assumption.holds
    if table.isOp(core, .eq) {
      let (first, second) = table.operands(core)
      guard table.value(first)?.isZero == true else { return nil }
      core = second
      isZero.toggle()
    }
    core = table.withoutPacking(core)
    guard table.isOp(core, .sload), let slot = constant(table.operands(core).0) else { return nil }
    return (slot, isZero)
  }

  /// A slot that a condition reads.
  private mutating func storedSlot(_ expression: Expression, depth: Int) -> UInt256? {
    guard depth > 0, expression.index >= 0 else { return nil }
    let (first, second) = table.operands(expression)
    if table.isOp(expression, .sload), let slot = constant(first) { return slot }
    return storedSlot(first, depth: depth - 1) ?? storedSlot(second, depth: depth - 1)
  }
}
