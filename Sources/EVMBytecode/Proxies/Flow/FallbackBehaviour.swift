import EVMPrimitives

/// What a proxy does besides handing calls on, as its paths show it.
struct FallbackBehaviour {
  private(set) var behaviours: [ProxyBehaviour] = []
  /// With whom the caller is compared when no function is called.
  private(set) var comparedCallers: [ProxyAuthority] = []
  /// The address in the code that may write any slot.
  private(set) var slotWriter: Address?

  init(
    _ exploration: PathExploration, _ found: [ProxyFlowSearch.Found], main: CallForwarding,
    _ machine: inout SymbolicMachine
  ) {
    handOver(found.map(\.forwarding).filter { $0.target == main.target }, main)
    if let path = found.first(where: { $0.forwarding.call.offset == main.call.offset })?.path,
      machine.trustsAnswer(path, main)
    {
      add(.trustsBeaconAnswer)
    }
    var doors: [String] = []
    for path in exploration.paths {
      compare(path, &machine)
      guard path.endsWell, CallForwarding(path, &machine) == nil else { continue }
      if let door = door(path, main, &machine), !doors.contains(door) { doors.append(door) }
    }
    for function in exploration.functions { compare(function.start, &machine) }
    for door in doors.prefix(4) { add(.keepsCalls(condition: door)) }
    let functions = exploration.functions.map(\.selector).sorted()
    if !functions.isEmpty { add(.answersFunctions(functions)) }
  }

  private mutating func add(_ behaviour: ProxyBehaviour) {
    if !behaviours.contains(behaviour) { behaviours.append(behaviour) }
  }

  /// What becomes of calldata on the way in, and of answers on the way out.
  private mutating func handOver(_ forwardings: [CallForwarding], _ main: CallForwarding) {
    for forwarding in forwardings where forwarding.isAnswered {
      switch forwarding.outcome {
      case .asItCame: break
      case .empty: add(.dropsAnswer)
      case .length(let count): add(.answersWithFixedLength(byteCount: count))
      case .other, .error: add(.reshapesAnswer)
      }
    }
    for forwarding in forwardings {
      if forwarding.endsWell {
        // Without a question whether it succeeded, a failed call ends as a good one does.
        if forwarding.succeeded != true { add(.hidesFailure) }
        continue
      }
      guard forwarding.succeeded == false else { continue }
      switch forwarding.outcome {
      case .asItCame: break
      case .empty: add(.dropsRevertData)
      case .error: add(.failsByInvalidJump)
      case .length, .other: add(.replacesRevertData)
      }
    }
    switch main.appendix {
    case .bytes(0): break
    case .bytes(let count): add(.addsToCalldata(byteCount: count))
    case .unknown: add(.addsToCalldata(byteCount: nil))
    }
  }

  /// Notes with whom a path compares its caller.
  private mutating func compare(_ path: CodePath, _ machine: inout SymbolicMachine) {
    for assumption in path.assumptions {
      guard let (authority, _) = machine.callerComparison(assumption),
        !comparedCallers.contains(authority), comparedCallers.count < 8
      else { continue }
      comparedCallers.append(authority)
    }
  }

  /// Notes a path that ends well without handing on; the condition where there is no word for it.
  private mutating func door(
    _ path: CodePath, _ main: CallForwarding, _ machine: inout SymbolicMachine
  ) -> String? {
    let size = machine.table.make(Operator(.calldataSize))
    var admin: Address?
    for assumption in path.assumptions {
      let condition = assumption.condition
      let (first, second) = machine.table.operands(condition)
      if condition == size, !assumption.holds {
        add(machine.receiveEvent(path).map(ProxyBehaviour.logsEmptyCalls) ?? .takesEmptyCalls)
        return nil
      }
      if machine.table.isOp(condition, .eq), assumption.holds, first == size || second == size {
        let other = first == size ? second : first
        if machine.table.int(other) == 1 || machine.table.op(other) == .success {
          add(.answersOneByteCalls)
          return nil
        }
      }
      if machine.table.isOp(condition, .eq), assumption.holds, machine.isMasterCopy(first, second) {
        if case .slot(let slot) = main.target, slot.key == .zero { add(.answersMasterCopy) }
        return nil
      }
      if let (authority, isCaller) = machine.callerComparison(assumption), isCaller,
        case .address(let address) = authority
      {
        admin = address
      }
    }
    if let admin,
      path.writes.contains(where: { machine.table.readsCalldata($0.slot) })
    {
      slotWriter = admin
      add(.adminWritesAnySlot(admin))
      return nil
    }
    let known = path.assumptions.suffix(32).last { machine.isTelling($0) } ?? path.assumptions.last
    return known.map(machine.text) ?? "whatever is sent"
  }
}

extension SymbolicMachine {
  /// Whether the target is what another contract answered, and a path did not ask whether it did.
  fileprivate func trustsAnswer(_ path: CodePath, _ forwarding: CallForwarding) -> Bool {
    let core = table.withoutPacking(forwarding.call.target)
    guard table.op(core) == .returned,
      let question = path.calls.last(where: { $0.offset == Int(table.node(core).c) })
    else { return false }
    return success(of: question, on: path) == nil
  }

  /// The known event that a path logs.
  fileprivate func receiveEvent(_ path: CodePath) -> ProxyBehaviour.ReceiveEvent? {
    for topic in path.topics {
      guard let topic, let value = table.value(topic) else { continue }
      for event in [ProxyBehaviour.ReceiveEvent.amount, .accountAndAmount]
      where UInt256(Keccak256.hash(event.signature.utf8)) == value {
        return event
      }
    }
    return nil
  }

  /// Whether two values are the first word of calldata and `masterCopy()` without arguments.
  fileprivate func isMasterCopy(_ first: Expression, _ second: Expression) -> Bool {
    for (constant, other) in [(first, second), (second, first)] {
      if table.value(constant) == UInt256(limbs: 0, 0, 0, 0xa619_486e_0000_0000),
        table.isOp(other, .calldataLoad), table.int(table.operands(other).0) == 0
      {
        return true
      }
    }
    return false
  }

  /// Whether a condition tells a reader which calls it lets through.
  fileprivate func isTelling(_ assumption: CodePath.Assumption) -> Bool {
    let condition = assumption.condition
    return table.contains(condition, .caller, depth: 6)
      || table.contains(condition, .sload, depth: 6)
      || table.contains(condition, .calldataSize, depth: 6)
      || table.contains(condition, .calldataLoad, depth: 6)
  }
}
