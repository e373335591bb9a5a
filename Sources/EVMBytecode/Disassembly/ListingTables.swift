/// What the listing's lines are copied from, so that a line is a few stores.
struct ListingTables: Sendable {
  /// Sixteen bytes for each number: the mnemonic with a line break, or with ` 0x` for a PUSH that has
  /// data, then zeros.
  let heads: [SIMD16<UInt8>]
  /// How many of the sixteen count; zero for a byte that is no instruction.
  let headCounts: [UInt8]
  /// Two hex digits for each byte, as they stand in memory.
  let digits: [UInt16]

  static let shared = ListingTables()

  private init() {
    var heads = [SIMD16<UInt8>](repeating: .zero, count: 256)
    var counts = [UInt8](repeating: 0, count: 256)
    for opcode in Opcode.allCases {
      let tail = opcode.immediateCount > 0 ? " 0x" : "\n"
      let text = Array((opcode.mnemonic + tail).utf8)
      precondition(text.count <= 16, "a mnemonic longer than the listing's lines have room for")
      for (index, byte) in text.enumerated() { heads[Int(opcode.rawValue)][index] = byte }
      counts[Int(opcode.rawValue)] = UInt8(text.count)
    }
    self.heads = heads
    headCounts = counts
    digits = (0..<256).map { byte in
      let text = Array("0123456789abcdef".utf8)
      return UInt16(littleEndian: UInt16(text[byte >> 4]) | UInt16(text[byte & 15]) << 8)
    }
  }
}
