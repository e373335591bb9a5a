public import EVMPrimitives

/// A byte of code that the EVM reads as an instruction, with the data that follows it.
///
/// Every byte is one, known or not; what can run is not said here.
public struct Instruction: Hashable, Sendable {
  /// Where the instruction stands, counted in bytes from the start of the code: its program counter.
  public let offset: Int
  /// The instruction's number.
  public let byte: UInt8
  /// The data that is there: as many bytes as ``Opcode/immediateCount`` says, fewer only at the end
  /// of the code.
  public let immediate: ArraySlice<UInt8>

  /// The instruction; nil for a byte that is none, which stops whoever runs it.
  public var opcode: Opcode? { Opcode(rawValue: byte) }

  /// How many bytes of PUSH data are missing because the code ends. The EVM pushes zeros for them,
  /// but they are not in the code.
  public var missingCount: Int { Int(byte.pushDataCount) - immediate.count }

  /// Whether the code ends within the data.
  public var isCutOff: Bool { missingCount > 0 }

  /// The offset behind the instruction, at most the length of the code.
  public var end: Int { offset + 1 + immediate.count }

  /// What a PUSH puts on the stack, the missing bytes as zeros; nil for any other instruction.
  public var pushedValue: UInt256? {
    guard byte >= 0x5f, byte <= 0x7f else { return nil }
    var value = UInt256.zero
    for byte in immediate { value = value &<< 8 | UInt256(byte) }
    return value &<< UInt256(missingCount * 8)
  }
}

extension UInt8 {
  /// How many bytes of data follow an instruction of this number.
  @inlinable
  var pushDataCount: UInt8 { self >= 0x60 && self <= 0x7f ? self &- 0x5f : 0 }
}

/// The instructions of code from its first byte to its last, as the EVM's own sweep for jump
/// destinations reads them.
///
/// Nothing is stored: an index is an offset, and going on costs what the instruction's data cost.
public struct Instructions: Collection, Sendable {
  let bytes: [UInt8]

  public var startIndex: Int { 0 }
  public var endIndex: Int { bytes.count }

  public func index(after index: Int) -> Int {
    Swift.min(index + 1 + Int(bytes[index].pushDataCount), bytes.count)
  }

  /// The instruction that begins at an offset, which need not be one that the sweep comes by.
  public subscript(offset: Int) -> Instruction {
    Instruction(
      offset: offset, byte: bytes[offset], immediate: bytes[offset + 1..<index(after: offset)])
  }
}

extension Bytecode {
  /// The code's instructions in order, data read as instructions too.
  public var instructions: Instructions { Instructions(bytes: bytes) }
}
