/// The basic blocks of code as they stand: from a JUMPDEST, or from behind a jump or an end, to the
/// next.
///
/// Found by one pass that skips PUSH data, as the EVM marks jump destinations; data behind the code
/// is cut into blocks too, which nothing reaches.
struct CodeBlocks {
  let bytes: [UInt8]
  /// The offset of each block's first instruction, ascending.
  let starts: [Int32]
  /// The offset behind each block, PUSH data included; never past the code.
  let ends: [Int32]
  /// The offset of each block's last instruction.
  let lasts: [Int32]
  /// For each offset, the index of the block that a JUMPDEST there begins, or -1.
  let destinations: [Int32]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts: [Int32] = []
    var ends: [Int32] = []
    var lasts: [Int32] = []
    var destinations = [Int32](repeating: -1, count: bytes.count)
    let code = bytes.span
    var offset = 0
    var start = 0
    var last = 0
    func close(at end: Int) {
      guard end > start else { return }
      starts.append(Int32(truncatingIfNeeded: start))
      ends.append(Int32(truncatingIfNeeded: end))
      lasts.append(Int32(truncatingIfNeeded: last))
      start = end
    }
    while offset < code.count {
      let byte = code[offset]
      if byte == 0x5b {
        close(at: offset)
        destinations[offset] = Int32(truncatingIfNeeded: starts.count)
      }
      last = offset
      if byte >= 0x60, byte <= 0x7f {
        offset = min(offset + Int(byte) - 0x5e, code.count)
        continue
      }
      offset += 1
      if Self.ends(byte) { close(at: offset) }
    }
    close(at: code.count)
    self.starts = starts
    self.ends = ends
    self.lasts = lasts
    self.destinations = destinations
  }

  var count: Int { starts.count }

  /// The block that a jump to the offset reaches; nil where no JUMPDEST stands.
  @inline(__always)
  func destination(_ offset: UInt64) -> Int? {
    guard offset < UInt64(destinations.count) else { return nil }
    let block = destinations[Int(offset)]
    return block < 0 ? nil : Int(block)
  }

  /// Whether no other instruction of the block follows this one; JUMPI and bytes that are none too.
  private static func ends(_ byte: UInt8) -> Bool {
    guard let opcode = Opcode(rawValue: byte) else { return true }
    return opcode.endsBlock || opcode == .jumpI
  }
}
