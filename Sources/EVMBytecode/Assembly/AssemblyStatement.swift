/// A piece of assembly: what stands in a line, or what a line of a test says.
public enum AssemblyStatement: Hashable, Sendable {
  /// An instruction without data.
  case instruction(Opcode)
  /// PUSH1 to PUSH32 with all its data.
  case push([UInt8])
  /// A PUSH of a label's offset, of so many bytes, or of as few as the offset needs.
  case pushLabel(String, byteCount: Int?)
  /// The last PUSH of code that ends within its data: of `byteCount` bytes, of which some are there.
  case cutOffPush(byteCount: Int, [UInt8])
  /// Bytes as they stand.
  case data([UInt8])
  /// A name for the offset of what follows; it adds no byte.
  case label(String)
}

extension AssemblyStatement {
  /// The bytes that do not depend on where labels are; for a PUSH of a label, none.
  var bytes: [UInt8] {
    switch self {
    case .instruction(let opcode): [opcode.rawValue]
    case .push(let data): [UInt8(truncatingIfNeeded: 0x5f + data.count)] + data
    case .cutOffPush(let byteCount, let data):
      [UInt8(truncatingIfNeeded: 0x5f + byteCount)] + data
    case .data(let data): data
    case .pushLabel, .label: []
    }
  }
}
