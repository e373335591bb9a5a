import EVMBytecode
public import EVMPrimitives

/// Writes a JSON line for each instruction and one for the whole run, as
/// [EIP-3155](https://eips.ethereum.org/EIPS/eip-3155) has it and geth's `evm --json` prints it.
///
/// A step is `{"pc", "op", "gas", "gasCost", "memSize", "stack", "depth", "returnData", "refund",
/// "opName", "error"?, "memory"?}`, in the order of the EIP. Gas and words are 0x hex without zeros
/// in front; `pc`, `op`, `memSize`, `depth` and `refund` are plain numbers, the last as geth and the
/// EIP's example have it. `error` stands in the line of the instruction that ended its frame by
/// breaking a rule or by REVERT; geth writes that line twice, the EIP once. Where code ends without
/// STOP there is a line for the STOP that the rules put there.
public final class StructLogTracer: ExecutionTracer {
  public var wantsSteps: Bool { true }
  public let wantsMemory: Bool
  private let write: ([UInt8]) -> Void
  private var lines: [UInt8] = []
  private static let bufferSize = 1 << 16

  /// - Parameters:
  ///   - wantsMemory: Whether each line has the whole `memory`, as hex.
  ///   - write: Takes whole lines, each with its line feed, many at a time; the last when
  ///     ``finish(_:gasUsed:stateRoot:fork:nanoseconds:)`` is called.
  public init(wantsMemory: Bool = false, write: @escaping ([UInt8]) -> Void) {
    self.wantsMemory = wantsMemory
    self.write = write
  }

  public func step(_ step: ExecutionStep) {
    lines.append(step)
    if lines.count >= Self.bufferSize { flush() }
  }

  /// Writes the line at the end: `{"stateRoot"?, "output", "gasUsed", "pass", "error"?, "time"?,
  /// "fork"?}`. As from geth, `output` is hex without `0x`.
  ///
  /// - Parameters:
  ///   - gasUsed: What the run took: of the frame, or of the whole transaction.
  ///   - stateRoot: The root of the state afterwards, if it was computed.
  ///   - nanoseconds: How long it took, if that was measured.
  public func finish(
    _ result: ExecutionResult, gasUsed: UInt64, stateRoot: Hash256? = nil, fork: Fork? = nil,
    nanoseconds: UInt64? = nil
  ) {
    lines.append(text: "{")
    if let stateRoot { lines.append(text: #""stateRoot":"\#(stateRoot.hex)","#) }
    lines.append(text: #""output":"\#(Hex.encode(result.output, prefix: false))","gasUsed":""#)
    lines.append(hex: gasUsed)
    lines.append(text: #"","pass":\#(result.isSuccess)"#)
    switch result.status {
    case .success: break
    case .revert: lines.append(text: #","error":"execution reverted""#)
    case .halt(let reason): lines.append(text: #","error":"\#(reason)""#)
    }
    if let nanoseconds { lines.append(text: #","time":\#(nanoseconds)"#) }
    if let fork { lines.append(text: #","fork":"\#(fork)""#) }
    lines.append(text: "}\n")
    flush()
  }

  /// Writes what stands in the buffer.
  public func flush() {
    if !lines.isEmpty { write(lines) }
    lines.removeAll(keepingCapacity: true)
  }
}

// A line for each of millions of instructions: the digits are put into the buffer as they come.
extension [UInt8] {
  fileprivate mutating func append(_ step: ExecutionStep) {
    let opcode = Opcode(rawValue: step.opcode)
    append(text: #"{"pc":"#)
    append(decimal: UInt64(step.programCounter))
    append(text: #","op":"#)
    append(decimal: UInt64(step.opcode))
    append(text: #","gas":""#)
    append(hex: step.gas)
    append(text: #"","gasCost":""#)
    append(hex: step.cost)
    append(text: #"","memSize":"#)
    append(decimal: UInt64(step.memorySize))
    append(text: #","stack":["#)
    for (index, word) in step.stack.enumerated() {
      append(text: index == 0 ? "\"" : ",\"")
      append(hex: word)
      append(UInt8(ascii: "\""))
    }
    append(text: #"],"depth":"#)
    append(decimal: UInt64(step.depth))
    append(text: #","returnData":"0x"#)
    append(hex: step.returnData)
    append(text: #"","refund":"#)
    if step.refund < 0 { append(UInt8(ascii: "-")) }
    append(decimal: step.refund.magnitude)
    append(text: #","opName":""#)
    if let opcode {
      append(text: opcode.mnemonic)
    } else {
      append(text: "opcode ")
      append(hex: UInt64(step.opcode))
      append(text: " not defined")
    }
    append(UInt8(ascii: "\""))
    if let halt = step.halt {
      append(text: #","error":"\#(halt)""#)
    } else if opcode == .revert {
      append(text: #","error":"execution reverted""#)
    }
    if !step.memory.isEmpty {
      append(text: #","memory":"0x"#)
      append(hex: step.memory)
      append(UInt8(ascii: "\""))
    }
    append(text: "}\n")
  }

  fileprivate mutating func append(text: String) { append(contentsOf: text.utf8) }

  private mutating func append(decimal number: UInt64) {
    if number >= 10 { append(decimal: number / 10) }
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }

  fileprivate mutating func append(hex number: UInt64) {
    append(text: "0x")
    appendDigits(of: number, count: Swift.max(1, (67 - number.leadingZeroBitCount) / 4))
  }

  private mutating func append(hex word: UInt256) {
    let (a, b, c, d) = word.limbs
    switch true {
    case d != 0:
      append(hex: d)
      appendDigits(of: c, count: 16)
      appendDigits(of: b, count: 16)
      appendDigits(of: a, count: 16)
    case c != 0:
      append(hex: c)
      appendDigits(of: b, count: 16)
      appendDigits(of: a, count: 16)
    case b != 0:
      append(hex: b)
      appendDigits(of: a, count: 16)
    default: append(hex: a)
    }
  }

  private mutating func append(hex bytes: [UInt8]) {
    for byte in bytes { appendDigits(of: UInt64(byte), count: 2) }
  }

  private mutating func appendDigits(of number: UInt64, count: Int) {
    var shift = 4 * (count - 1)
    while shift >= 0 {
      let digit = UInt8(truncatingIfNeeded: number >> UInt64(shift) & 15)
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
      shift -= 4
    }
  }
}
