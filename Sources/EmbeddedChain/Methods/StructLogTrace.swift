import EVMBytecode
import EVMInterpreter
import EVMPrimitives
import ExactJSON

/// The steps of a run as geth's struct logger tells them.
///
/// - SeeAlso: [geth, "Struct/opcode logger"](https://geth.ethereum.org/docs/developers/evm-tracing/built-in-tracers)
final class StructLogTrace: ExecutionTracer {
  struct Options: Sendable {
    var hasStack = true
    var hasStorage = true
    var hasMemory = false
    var hasReturnData = false
    /// Steps that are kept at most; the run goes on without.
    var limit = 1_000_000
  }

  /// Bytes that a trace may have as JSON, about; in memory it has some five times as many.
  private static let byteLimit = 64 << 20

  private let options: Options
  private var steps: [JSON] = []
  private var byteCount = 0
  /// Words that each account's code has read or written so far.
  private var storage: [Address: [UInt256: UInt256]] = [:]
  /// The slot whose word the next step shows, after SLOAD.
  private var loading: (address: Address, slot: UInt256, index: Int)?

  init(_ options: Options) { self.options = options }

  var wantsSteps: Bool { true }
  var wantsMemory: Bool { options.hasMemory }

  func enter(_ frame: FrameStart) {}
  func exit(_ end: FrameEnd) {}

  func step(_ step: ExecutionStep) {
    finishLoad(step)
    guard steps.count < options.limit, byteCount < Self.byteLimit else { return }
    let opcode = Opcode(rawValue: step.opcode)
    var members: [JSON.Member] = [
      JSON.Member("pc", .integer(step.programCounter)),
      JSON.Member(
        "op",
        .string(
          opcode.map { $0.mnemonic } ?? "opcode \(Hex.encode([step.opcode])) not defined")),
      JSON.Member("gas", .integer(step.gas)), JSON.Member("gasCost", .integer(step.cost)),
      JSON.Member("depth", .integer(step.depth)),
    ]
    if let halt = step.halt { members.append(JSON.Member("error", .string(halt.gethWords))) }
    if step.refund > 0 { members.append(JSON.Member("refund", .integer(step.refund))) }
    if options.hasStack {
      members.append(JSON.Member("stack", .array(step.stack.map { .quantity($0) })))
      byteCount += 24 * step.stack.count
    }
    if options.hasMemory {
      let words = stride(from: 0, to: step.memory.count, by: 32).map {
        JSON.string(
          Hex.encode(step.memory[$0..<min($0 + 32, step.memory.count)], prefix: false))
      }
      members.append(JSON.Member("memory", .array(words)))
      byteCount += 2 * step.memory.count
    }
    if options.hasReturnData {
      members.append(JSON.Member("returnData", .hex(step.returnData)))
      byteCount += 2 * step.returnData.count
    }
    byteCount += 100
    steps.append(.object(members))
    if options.hasStorage { note(opcode, step) }
  }

  /// Shows the storage that the account has shown so far, at the steps that read or write it.
  private func note(_ opcode: Opcode?, _ step: ExecutionStep) {
    switch opcode {
    case .sstore?:
      guard step.stack.count >= 2 else { return }
      storage[step.address, default: [:]][step.stack[step.stack.count - 1]] =
        step.stack[step.stack.count - 2]
      show(step.address, at: steps.count - 1)
    case .sload?:
      guard let slot = step.stack.last, step.halt == nil else { return }
      loading = (step.address, slot, steps.count - 1)
    default: break
    }
  }

  /// The word that SLOAD read lies on the stack of the step after it.
  private func finishLoad(_ step: ExecutionStep) {
    guard let loaded = loading else { return }
    loading = nil
    guard let word = step.stack.last else { return }
    storage[loaded.address, default: [:]][loaded.slot] = word
    show(loaded.address, at: loaded.index)
  }

  private func show(_ address: Address, at index: Int) {
    let words = (storage[address] ?? [:]).sorted { $0.key < $1.key }
    guard case .object(var members) = steps[index] else { return }
    members.append(
      JSON.Member(
        "storage",
        .object(
          words.map {
            JSON.Member(
              Hex.encode($0.key.bigEndianBytes, prefix: false),
              .string(Hex.encode($0.value.bigEndianBytes, prefix: false)))
          })))
    steps[index] = .object(members)
    byteCount += 140 * words.count
  }

  func json(_ outcome: TransactionOutcome) throws(RPCError) -> JSON {
    guard byteCount < Self.byteLimit else {
      throw .refused(
        "the trace is too long; ask with limit, disableStack or disableStorage, or for callTracer.")
    }
    return [
      "gas": .integer(outcome.gasUsed), "failed": .bool(!outcome.isSuccess),
      "returnValue": .hex(outcome.output), "structLogs": .array(steps),
    ]
  }
}
