import EVMABI
import EVMAccounts
import EVMInterpreter
import EVMPrimitives
import ExactJSON

/// The calls of a run, nested, as geth's callTracer tells them.
///
/// - SeeAlso: [geth, "Call tracer"](https://geth.ethereum.org/docs/developers/evm-tracing/built-in-tracers)
final class CallTrace: ExecutionTracer {
  struct Options: Sendable {
    var onlyTop = false
    var hasLogs = false
  }

  private struct Call {
    var start: FrameStart
    var calls: [JSON] = []
    var logs: [JSON] = []
  }

  private let options: Options
  private var open: [Call] = []
  private var root: (call: Call, end: FrameEnd)?
  private var logCount = 0

  init(_ options: Options) { self.options = options }

  func enter(_ frame: FrameStart) { open.append(Call(start: frame)) }

  func exit(_ end: FrameEnd) {
    guard let call = open.popLast() else { return }
    guard !open.isEmpty else {
      root = (call, end)
      return
    }
    guard !options.onlyTop else { return }
    let json = JSON.object(Self.members(of: call, end, gas: nil))
    open[open.count - 1].calls.append(json)
  }

  func log(_ log: Log) {
    guard options.hasLogs, !open.isEmpty, !options.onlyTop || open.count == 1 else { return }
    open[open.count - 1].logs.append([
      "address": .hex(log.address), "topics": .array(log.topics.map { .hex($0) }),
      "data": .hex(log.data), "index": .quantity(UInt64(logCount)),
      "position": .quantity(UInt64(open[open.count - 1].calls.count)),
    ])
    logCount += 1
  }

  func json(_ outcome: TransactionOutcome, _ transaction: UnsignedTransaction) -> JSON {
    guard let (call, end) = root else { return .null }
    // The outermost frame is told with the whole gas of the transaction.
    return .object(
      Self.members(of: call, end, gas: (limit: transaction.gasLimit, used: outcome.gasUsed)))
  }

  private static func members(
    of call: Call, _ end: FrameEnd, gas: (limit: UInt64, used: UInt64)?
  ) -> [JSON.Member] {
    let start = call.start
    let isCreation = start.kind == .create || start.kind == .create2
    let callee =
      start.kind == .delegateCall || start.kind == .callCode ? start.codeAddress : start.address
    var members: [JSON.Member] = [
      JSON.Member("from", .hex(start.caller)),
      JSON.Member("gas", .quantity(gas?.limit ?? start.gas)),
      JSON.Member("gasUsed", .quantity(gas?.used ?? end.gasUsed)),
    ]
    if !isCreation || end.status == .success { members.append(JSON.Member("to", .hex(callee))) }
    members.append(JSON.Member("input", .hex(start.input)))
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
    if !call.calls.isEmpty { members.append(JSON.Member("calls", .array(call.calls))) }
    if !call.logs.isEmpty, end.status == .success {
      members.append(JSON.Member("logs", .array(call.logs)))
    }
    if start.kind != .staticCall { members.append(JSON.Member("value", .quantity(start.value))) }
    members.append(JSON.Member("type", .string(name(of: start.kind))))
    return members
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
