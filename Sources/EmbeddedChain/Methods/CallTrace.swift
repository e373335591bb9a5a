import EVMABI
import EVMAccounts
import EVMInterpreter
import EVMPrimitives
import ExactJSON

/// The calls of a run, nested, as geth's callTracer tells them.
///
/// - SeeAlso: [geth, "Call tracer"](https://geth.ethereum.org/docs/developers/evm-tracing/built-in-tracers)
struct CallTrace {
  struct Options: Sendable {
    var onlyTop = false
    var hasLogs = false
  }

  private let options: Options
  /// Has limits of its own: code decides how many calls there are and what they carry.
  let tracer = CallTreeTracer(entryLimit: 200_000, byteLimit: 16 << 20)

  init(_ options: Options) { self.options = options }

  /// The trace of a transaction that has run.
  ///
  /// - Throws: ``RPCError/refused(_:)`` when it is longer than what is kept.
  func json(
    _ outcome: TransactionOutcome, _ transaction: UnsignedTransaction
  ) throws(RPCError) -> JSON {
    let tree = tracer.tree
    guard let root = tree.calls.first else { return .null }
    // The outermost frame is told with the whole gas of the transaction.
    let gas = (limit: transaction.gasLimit, used: outcome.gasUsed)
    if options.onlyTop {
      return .object(members(of: root, gas: gas) + logs(of: root, numbers: [:]))
    }
    let isCut = tree.calls.contains {
      $0.inputCount > $0.start.input.count || $0.outputCount > ($0.end?.output.count ?? 0)
    }
    guard tree.omittedCount == 0, !isCut else {
      throw .refused("the trace is too long to be kept; ask with onlyTopCall.")
    }
    let numbers = options.hasLogs ? logNumbers(tree) : [:]
    // Each call stands behind the one around it, so from the end on all that it made are told.
    var told: [JSON?] = Array(repeating: nil, count: tree.calls.count)
    for index in tree.calls.indices.reversed() {
      let call = tree.calls[index]
      var members = members(of: call, gas: index == 0 ? gas : nil)
      let inner = call.events.compactMap { event -> JSON? in
        guard case .call(let number) = event else { return nil }
        defer { told[number] = nil }
        return told[number]
      }
      if !inner.isEmpty { members.append(JSON.Member("calls", .array(inner))) }
      told[index] = .object(members + logs(of: call, numbers: numbers[index] ?? [:]))
    }
    return told[0] ?? .null
  }

  private func members(
    of call: CallTree.Call, gas: (limit: UInt64, used: UInt64)?
  ) -> [JSON.Member] {
    let start = call.start
    let isCreation = start.kind == .create || start.kind == .create2
    let runsForeignCode = start.kind == .delegateCall || start.kind == .callCode
    var members: [JSON.Member] = [
      JSON.Member("type", .string(Self.name(of: start.kind))),
      JSON.Member("from", .hex(start.caller)),
    ]
    if !isCreation || call.end?.status == .success {
      members.append(
        JSON.Member("to", .hex(runsForeignCode ? start.codeAddress : start.address)))
    }
    if start.kind != .staticCall { members.append(JSON.Member("value", .quantity(start.value))) }
    members += [
      JSON.Member("gas", .quantity(gas?.limit ?? start.gas)),
      JSON.Member("gasUsed", .quantity(gas?.used ?? call.end?.gasUsed ?? 0)),
      JSON.Member("input", .hex(start.input)),
    ]
    guard let end = call.end else { return members }
    if !end.output.isEmpty { members.append(JSON.Member("output", .hex(end.output))) }
    switch end.status {
    case .success: break
    case .revert:
      members.append(JSON.Member("error", "execution reverted"))
      if case .message(let reason) = RevertReason(end.output) {
        members.append(JSON.Member("revertReason", .string(reason)))
      }
    case .halt(let reason): members.append(JSON.Member("error", .string(reason.gethWords)))
    }
    return members
  }

  /// The number of each log that lasts, by the call and its place among the call's events.
  private func logNumbers(_ tree: CallTree) -> [Int: [Int: Int]] {
    var numbers: [Int: [Int: Int]] = [:]
    var places: [Int: Int] = [:]
    var count = 0
    tree.visit { event, call in
      let place = places[call, default: 0]
      places[call] = place + 1
      guard case .log = event, !tree.calls[call].isUndone else { return }
      numbers[call, default: [:]][place] = count
      count += 1
    }
    return numbers
  }

  /// The logs of a call, if they are wanted and were not undone.
  private func logs(of call: CallTree.Call, numbers: [Int: Int]) -> [JSON.Member] {
    guard options.hasLogs, !call.isUndone else { return [] }
    var logs: [JSON] = []
    var callsBefore: UInt64 = 0
    for (place, event) in call.events.enumerated() {
      switch event {
      case .call: callsBefore += 1
      case .storageWrite: break
      case .log(let log):
        logs.append([
          "address": .hex(log.address), "topics": .array(log.topics.map { .hex($0) }),
          "data": .hex(log.data), "index": .quantity(UInt64(numbers[place] ?? logs.count)),
          "position": .quantity(callsBefore),
        ])
      }
    }
    return logs.isEmpty ? [] : [JSON.Member("logs", .array(logs))]
  }

  private static func name(of kind: FrameStart.Kind) -> String {
    switch kind {
    case .call: "CALL"
    case .callCode: "CALLCODE"
    case .delegateCall: "DELEGATECALL"
    case .staticCall: "STATICCALL"
    case .create: "CREATE"
    case .create2: "CREATE2"
    case .selfDestruct: "SELFDESTRUCT"
    }
  }
}
