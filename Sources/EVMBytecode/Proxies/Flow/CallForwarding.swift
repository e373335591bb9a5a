import EVMPrimitives

/// A call on a path that hands on the whole calldata, and what the path does with the answer.
struct CallForwarding {
  /// Bytes behind the calldata.
  enum Appendix: Hashable {
    case bytes(Int)
    /// As many as a formula says.
    case unknown
  }

  /// What the caller gets.
  enum Outcome: Hashable {
    /// The bytes that came back, all of them.
    case asItCame
    /// Nothing.
    case empty
    /// So many bytes, whatever came back.
    case length(Int)
    /// The path ends in an invalid instruction or jump.
    case error
    /// Something else.
    case other
  }

  let call: CodePath.Call
  let target: ProxyTarget
  let appendix: Appendix
  /// Whether the path knows that the call succeeded, or that it failed; nil when it did not ask.
  let succeeded: Bool?
  /// Whether the path ends well.
  let endsWell: Bool
  let outcome: Outcome

  /// Whether a call that succeeds is answered.
  var isAnswered: Bool { succeeded != false && endsWell }

  /// The last call of a path that hands on the whole calldata; nil when none does.
  init?(_ path: CodePath, _ machine: inout SymbolicMachine) {
    for call in path.calls.reversed() where call.opcode != .staticCall {
      guard let appendix = machine.appendix(of: call),
        let target = machine.target(call.target, on: path)
      else { continue }
      self.call = call
      self.appendix = appendix
      self.target = target
      succeeded = machine.success(of: call, on: path)
      endsWell = path.endsWell
      outcome = machine.outcome(of: call, on: path)
      return
    }
    return nil
  }
}

extension SymbolicMachine {
  /// What stands behind the calldata in a call's input, if the input begins with all of it.
  fileprivate mutating func appendix(of call: CodePath.Call) -> CallForwarding.Appendix? {
    let size = table.make(Operator(.calldataSize))
    let length = call.inputLength
    let appendix: CallForwarding.Appendix
    if length == size {
      appendix = .bytes(0)
    } else {
      let (constant, rest) = table.linear(length)
      if rest == size {
        guard let count = Int(exactly: constant), count < 1 << 32 else { return nil }
        appendix = .bytes(count)
      } else if table.isSum(length, with: size, depth: 6) {
        appendix = .unknown
      } else {
        return nil
      }
    }
    let (start, rest) = table.linear(call.input)
    guard let place = Int(exactly: start) else { return nil }
    for write in call.memory.writes.reversed() where write.rest == rest {
      if write.start == place, case .calldata(let offset) = write.content,
        table.int(offset) == 0, write.length == size
      {
        return appendix
      }
      // Written over since.
      if write.count.map({ write.start + $0 > place }) ?? (write.start >= place) { return nil }
    }
    return nil
  }

  /// Whether a path has found that a call succeeded or failed.
  func success(of call: CodePath.Call, on path: CodePath) -> Bool? {
    for assumption in path.assumptions.dropFirst(call.assumptionCount) {
      var core = assumption.condition
      var holds = assumption.holds
      if table.isOp(core, .eq) {
        let (first, second) = table.operands(core)
        // Success is 0 or 1: compared with anything else it says nothing.
        guard let number = table.int(first), number < 2 else { continue }
        core = second
        if number == 0 { holds.toggle() }
      }
      if table.op(core) == .success, table.node(core).c == Int32(call.offset) { return holds }
    }
    return nil
  }

  /// What a path gives back at its end.
  fileprivate mutating func outcome(
    of call: CodePath.Call, on path: CodePath
  ) -> CallForwarding.Outcome {
    let (offset, length): (Expression, Expression)
    switch path.ending {
    case .stop, .selfDestruct: return .empty
    case .error, nil: return .error
    case .returned(let start, let count), .reverted(let start, let count):
      (offset, length) = (start, count)
    }
    if let count = table.int(length) { return count == 0 ? .empty : .length(count) }
    let size = table.make(Operator(.returndataSize), number: Int32(call.offset))
    guard length == size, let word = self.word(at: offset, 0, path.state.memory),
      word == table.make(.returned, table.constant(0).index, number: Int32(call.offset))
    else { return .other }
    return .asItCame
  }
}

extension ExpressionTable {
  /// Whether a value is added to others in a formula.
  func isSum(_ expression: Expression, with term: Expression, depth: Int) -> Bool {
    if expression == term { return true }
    guard depth > 0, isOp(expression, .add) else { return false }
    let (first, second) = operands(expression)
    return isSum(first, with: term, depth: depth - 1) || isSum(second, with: term, depth: depth - 1)
  }
}
