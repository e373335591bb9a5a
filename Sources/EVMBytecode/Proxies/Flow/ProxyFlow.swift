public import EVMPrimitives

/// What following the code of a proxy showed, beside where it leads.
public struct ProxyFlow: Hashable, Sendable {
  /// By which instruction a call is handed on.
  public enum Call: String, Hashable, Sendable {
    /// The target's code runs here, for the same caller.
    case delegateCall = "DELEGATECALL"
    /// The target's code runs here, and sees the proxy as its caller.
    case callCode = "CALLCODE"
    /// The target runs in its own storage, and sees the proxy as its caller.
    case call = "CALL"
  }

  /// Another target, for some calls.
  public struct Alternative: Hashable, Sendable {
    public let target: ProxyTarget
    public let call: Call
    /// When the call goes there, in the look of ``ProxyRecognition/pseudocode``.
    public let condition: String
  }

  public let call: Call
  /// Where other calls go.
  public let alternatives: [Alternative]
  /// The proxy's own functions, in the order of their selectors; calls of these it answers itself.
  public let functions: [Selector]
  /// What in the code writes the slot from which the target or its beacon is read.
  public let writers: [ProxyWriter]
  /// Addresses that the code compares the caller with before it decides what to do with a call.
  public let comparedCallers: [ProxyAuthority]
  /// Whether all paths were followed; what is said stands in either case, but there may be more.
  public let isComplete: Bool
}

/// The search for a proxy in code, by what it does when no function is called.
struct ProxyFlowSearch {
  let target: ProxyTarget
  let flow: ProxyFlow
  let behaviours: [ProxyBehaviour]
  /// An address that may write any slot.
  let admin: Address?

  /// Follows code; nil when what runs when no function is called hands on no call.
  init?(_ code: Bytecode) {
    guard Self.mayForward(code.bytes) else { return nil }
    var machine = SymbolicMachine(code)
    let exploration = PathExploration(&machine, limits: .fallback)
    let found = Self.forwardings(exploration.paths, &machine)
    guard let first = Self.primary(found, &machine) else { return nil }
    let main = found[first].forwarding
    target = main.target
    // Where every call ends in an error, nothing is handed on.
    guard found.contains(where: { $0.forwarding.isAnswered }) else { return nil }
    let call = ProxyFlow.Call(main.call.opcode)
    let observed = FallbackBehaviour(
      exploration, found, main: main, &machine)
    behaviours = observed.behaviours
    admin = observed.slotWriter
    var writers: WriterSearch?
    if let slot = target.slot, !target.isMapping {
      writers = WriterSearch(
        of: UInt256(slot.key), in: exploration.functions, fallback: exploration.paths,
        forwardingTo: target, &machine)
    }
    flow = ProxyFlow(
      call: call,
      alternatives: Self.alternatives(found, to: first, &machine),
      functions: exploration.functions.map(\.selector).sorted(),
      writers: writers?.writers ?? [],
      comparedCallers: observed.comparedCallers
        + (writers?.comparedCallers ?? []).filter { !observed.comparedCallers.contains($0) },
      isComplete: exploration.isComplete && writers?.isComplete ?? true)
  }

  /// A path and the call on it that hands on.
  struct Found {
    var path: CodePath
    var forwarding: CallForwarding
  }

  /// Whether an instruction by which a call could be handed on stands in the code.
  private static func mayForward(_ code: [UInt8]) -> Bool {
    var offset = 0
    let bytes = code.span
    var copies = false
    var calls = false
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += byte >= 0x60 && byte <= 0x7f ? Int(byte) - 0x5e : 1
      if byte == 0xf4 || byte == 0xf2 || byte == 0xf1 { calls = true }
      if byte == 0x37 { copies = true }
      if calls && copies { return true }
    }
    return false
  }

  private static func forwardings(
    _ paths: [CodePath], _ machine: inout SymbolicMachine
  ) -> [Found] {
    var found: [Found] = []
    for path in paths {
      guard let forwarding = CallForwarding(path, &machine) else { continue }
      found.append(Found(path: path, forwarding: forwarding))
    }
    // A plain call stands for the proxy only where the target is told who called, or where the same
    // code is also run here.
    let delegated = Set(
      found.filter { $0.forwarding.call.opcode != .call }.map(\.forwarding.target))
    return found.filter {
      $0.forwarding.call.opcode != .call || delegated.contains($0.forwarding.target)
        || machine.tellsCaller($0.path, before: $0.forwarding.call)
    }
  }

  /// The way that most calls take: that of callers who are nobody in particular; nil when only calls of
  /// less than four bytes are handed on.
  private static func primary(_ found: [Found], _ machine: inout SymbolicMachine) -> Int? {
    var best: (index: Int, rank: Int)?
    for (index, item) in found.enumerated() {
      var rank = item.forwarding.call.opcode == .call ? 1 : 0
      if case .unknown = item.forwarding.target { rank += 2 }
      for assumption in item.path.assumptions.prefix(item.forwarding.call.assumptionCount) {
        if let (_, isCaller) = machine.callerComparison(assumption), isCaller { rank += 8 }
        if machine.table.isShortCall(assumption) { rank += Self.shortCall }
      }
      if best.map({ rank < $0.rank }) ?? true { best = (index, rank) }
    }
    // Calls of functions have four bytes at least.
    return best.flatMap { $0.rank < Self.shortCall ? $0.index : nil }
  }

  private static let shortCall = 1 << 16

  private static func alternatives(
    _ found: [Found], to first: Int, _ machine: inout SymbolicMachine
  ) -> [ProxyFlow.Alternative] {
    let main = found[first]
    var seen: Set<ProxyFlow.Alternative> = []
    var result: [ProxyFlow.Alternative] = []
    for item in found {
      let call = ProxyFlow.Call(item.forwarding.call.opcode)
      guard
        item.forwarding.target != main.forwarding.target
          || call != ProxyFlow.Call(main.forwarding.call.opcode)
      else { continue }
      let condition = machine.difference(item.path, from: main.path)
      let alternative = ProxyFlow.Alternative(
        target: item.forwarding.target, call: call, condition: condition)
      if result.count < 8, seen.insert(alternative).inserted { result.append(alternative) }
    }
    return result
  }
}

extension ProxyFlow.Call {
  init(_ opcode: Opcode) {
    self = opcode == .delegateCall ? .delegateCall : opcode == .callCode ? .callCode : .call
  }
}

extension ProxyTarget {
  /// Whether an entry of a mapping is taken: writing one is not writing its base.
  var isMapping: Bool {
    switch self {
    case .mapping: true
    case .answer(let question): question.asked.isMapping
    default: false
    }
  }
}

extension SymbolicMachine {
  /// Whether a path calls the target with the caller's address among the arguments before it hands
  /// the call on.
  fileprivate mutating func tellsCaller(_ path: CodePath, before call: CodePath.Call) -> Bool {
    let caller = table.make(Operator(.caller))
    let place = table.withoutPacking(call.target)
    for earlier in path.calls {
      if earlier.offset == call.offset { return false }
      guard table.withoutPacking(earlier.target) == place else { continue }
      for index in 0..<4 {
        if let word = word(at: earlier.input, 4 + 32 * index, earlier.memory),
          table.withoutPacking(word) == caller
        {
          return true
        }
      }
    }
    return false
  }

  /// The first condition that one path takes otherwise than another, as the first has it.
  func difference(_ path: CodePath, from other: CodePath) -> String {
    for assumption in path.assumptions.prefix(128) {
      if other.assumptions.prefix(128).contains(where: {
        $0.condition == assumption.condition && $0.holds != assumption.holds
      }) {
        return text(assumption)
      }
    }
    return path.assumptions.last.map(text) ?? "..."
  }

  /// A condition as a path takes it.
  func text(_ assumption: CodePath.Assumption) -> String {
    if table.isOp(assumption.condition, .xor) || table.isOp(assumption.condition, .sub) {
      let (first, second) = table.operands(assumption.condition)
      return "\(table.text(first)) \(assumption.holds ? "!=" : "==") \(table.text(second))"
    }
    let condition = table.text(assumption.condition)
    return assumption.holds ? condition : "not \(condition)"
  }
}

extension ExpressionTable {
  /// Whether a condition lets only calldata through that is too short for a selector.
  func isShortCall(_ assumption: CodePath.Assumption) -> Bool {
    let condition = assumption.condition
    if isOp(condition, .calldataSize) { return !assumption.holds }
    let (first, second) = operands(condition)
    func isSmall(_ limit: Expression, _ most: Int) -> Bool {
      int(limit).map { $0 <= most } ?? false
    }
    switch op(condition) {
    case Operator(.lt):
      if isOp(first, .calldataSize) { return assumption.holds && isSmall(second, 4) }
      return isOp(second, .calldataSize) && !assumption.holds && isSmall(first, 3)
    case Operator(.gt):
      if isOp(second, .calldataSize) { return assumption.holds && isSmall(first, 4) }
      return isOp(first, .calldataSize) && !assumption.holds && isSmall(second, 3)
    case Operator(.eq):
      return assumption.holds
        && (isOp(first, .calldataSize) && isSmall(second, 3)
          || isOp(second, .calldataSize) && isSmall(first, 3))
    case Operator(.shr):
      // Vyper asks whether there are four bytes by shifting two bits out.
      return !assumption.holds && isOp(second, .calldataSize) && isSmall(first, 2)
    default: return false
    }
  }
}
