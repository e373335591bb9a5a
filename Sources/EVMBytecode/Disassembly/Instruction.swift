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

/// The instructions of a stretch of code from its first byte on, as the EVM's own sweep for jump
/// destinations reads them.
///
/// Nothing is stored. The last may reach beyond the stretch with its data, where more code follows.
public struct Instructions: Sequence, Sendable {
  let bytes: [UInt8]
  let range: Range<Int>

  /// Goes from one instruction to the next.
  public struct Iterator: IteratorProtocol {
    private let bytes: [UInt8]
    private var offset: Int
    private let end: Int

    init(_ instructions: Instructions) {
      bytes = instructions.bytes
      offset = instructions.range.lowerBound
      end = instructions.range.upperBound
    }

    public mutating func next() -> Instruction? {
      guard offset < end else { return nil }
      let instruction = Instruction(at: offset, in: bytes)
      offset = instruction.end
      return instruction
    }
  }

  public func makeIterator() -> Iterator { Iterator(self) }
}

extension Instruction {
  /// The instruction at an offset within the bytes.
  init(at offset: Int, in bytes: [UInt8]) {
    self.offset = offset
    byte = bytes[offset]
    immediate = bytes[offset + 1..<min(offset + 1 + Int(byte.pushDataCount), bytes.count)]
  }
}

extension Bytecode {
  /// The code's instructions in order, data read as instructions too.
  public var instructions: Instructions { Instructions(bytes: bytes, range: 0..<bytes.count) }

  /// The instructions that begin within a stretch of the code; what of the stretch is outside the
  /// code is passed over.
  public func instructions(in range: Range<Int>) -> Instructions {
    Instructions(bytes: bytes, range: range.clamped(to: 0..<bytes.count))
  }

  /// The instruction at an offset, which need not be one that a sweep comes by; nil outside the code.
  public func instruction(at offset: Int) -> Instruction? {
    bytes.indices.contains(offset) ? Instruction(at: offset, in: bytes) : nil
  }
}
