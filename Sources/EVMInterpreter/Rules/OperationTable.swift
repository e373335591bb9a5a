import EVMBytecode
import EVMPrimitives

/// What the loop must know of a byte of code before it does what the byte says, in eight bytes.
struct OperationEntry {
  /// Gas that is due whatever the instruction does.
  var gas: UInt16
  /// How many bytes of words must lie on the stack; more than a stack has where there is no
  /// instruction.
  var least: UInt16
  /// How many bytes of words may lie there besides.
  var range: UInt16
  /// Whether the rules have the instruction.
  var exists: Bool
  var operation: Opcode
}

extension OperationEntry {
  /// Words that a stack holds.
  static let stackLimit = 1024

  init(_ opcode: Opcode, under fork: Fork) {
    let inputs = opcode.stackInputs
    // DUPn and SWAPn count what they reach as taken and put back, which comes to the same.
    let most = Self.stackLimit - max(0, opcode.stackOutputs - inputs)
    self.init(
      gas: UInt16(opcode.baseGas(in: fork)), least: UInt16(inputs * 32),
      range: UInt16((most - inputs) * 32), exists: true, operation: opcode)
  }

  /// The entry of a byte that is no instruction: no stack is high enough for it.
  static let none = OperationEntry(
    gas: 0, least: .max, range: 0, exists: false, operation: .invalid)
}

/// The entries of all 256 bytes under the rules of a fork.
final class OperationTable: Sendable {
  // Written in the initialiser and never again.
  nonisolated(unsafe) let entries: UnsafeMutablePointer<OperationEntry>

  private init(_ fork: Fork) {
    entries = .allocate(capacity: 256)
    for byte in 0..<256 {
      let opcode = Opcode(rawValue: UInt8(byte)).flatMap { $0.exists(in: fork) ? $0 : nil }
      entries[byte] = opcode.map { OperationEntry($0, under: fork) } ?? .none
    }
  }

  deinit { entries.deallocate() }

  private static let all = Fork.allCases.map(OperationTable.init)

  /// The table of a fork, made once.
  static func under(_ fork: Fork) -> OperationTable { all[Int(fork.rawValue)] }
}
