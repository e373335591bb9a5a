/// Facts from reading code from its first byte to its last, one instruction after the other.
///
/// A sweep knows nothing of what can run: data behind the code is read as instructions, and an
/// instruction that it finds may never be reached. So it proves nothing about behaviour; it says
/// what stands there.
public struct LinearSweep: Hashable, Sendable {
  /// Instructions read, each with its PUSH data.
  public let instructionCount: Int
  /// JUMPDEST instructions outside PUSH data: the only places that a jump may go to.
  public let jumpDestinationCount: Int
  /// How often each of these instructions stands outside PUSH data.
  public let calls: Calls
  /// Whether the code ends within the data of a PUSH instruction.
  public let endsInPushData: Bool

  /// Instructions by which code reaches other code, or ends itself.
  public struct Calls: Hashable, Sendable {
    public fileprivate(set) var call = 0
    public fileprivate(set) var callCode = 0
    public fileprivate(set) var delegateCall = 0
    public fileprivate(set) var staticCall = 0
    public fileprivate(set) var create = 0
    public fileprivate(set) var create2 = 0
    public fileprivate(set) var selfDestruct = 0
  }

  /// Reads the code once; the cost is proportional to its length.
  public init(_ code: Bytecode) {
    var calls = Calls()
    var instructionCount = 0
    var jumpDestinationCount = 0
    let bytes = code.bytes.span
    var offset = 0
    while offset < bytes.count {
      let opcode = bytes[offset]
      instructionCount += 1
      offset += 1
      if opcode >= 0x60, opcode <= 0x7f {
        offset += Int(opcode) - 0x5f
        continue
      }
      switch opcode {
      case 0x5b: jumpDestinationCount += 1
      case 0xf0: calls.create += 1
      case 0xf1: calls.call += 1
      case 0xf2: calls.callCode += 1
      case 0xf4: calls.delegateCall += 1
      case 0xf5: calls.create2 += 1
      case 0xfa: calls.staticCall += 1
      case 0xff: calls.selfDestruct += 1
      default: break
      }
    }
    self.calls = calls
    self.instructionCount = instructionCount
    self.jumpDestinationCount = jumpDestinationCount
    endsInPushData = offset > bytes.count
  }
}

extension LinearSweep: CustomStringConvertible {
  /// One line that says how the facts were found.
  public var description: String {
    let found = [
      ("DELEGATECALL", calls.delegateCall), ("CALLCODE", calls.callCode), ("CALL", calls.call),
      ("STATICCALL", calls.staticCall), ("CREATE", calls.create), ("CREATE2", calls.create2),
      ("SELFDESTRUCT", calls.selfDestruct),
    ].filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }
    return
      "linear sweep: \(instructionCount) \(instructionCount == 1 ? "instruction" : "instructions"), \(jumpDestinationCount) JUMPDEST"
      + (found.isEmpty ? "" : ", " + found.joined(separator: ", "))
      + (endsInPushData ? "; the last PUSH is cut off" : "")
      + " (data is read as code too; what can run is not known)"
  }
}
