import EVMBytecode
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Disassembly beside other disassemblers` {
  @Test func `all instructions are read as evmole reads them`() throws {
    for row in try VectorFile("disassembly/instructions.jsonl").rows {
      let code = try Bytecode(row.bytes("code"))
      let end = try row.integer("end")
      var found: [String] = []
      for instruction in code.instructions where !instruction.isCutOff {
        let data = Hex.encode(instruction.immediate, prefix: false)
        let words = [instruction.offset.description, instruction.opcode?.mnemonic ?? "", data]
        found.append(words.filter { !$0.isEmpty }.joined(separator: " "))
      }
      #expect(try found == row.strings("instructions"), "\(row)")
      let cutOff = code.instructions.first { $0.isCutOff }
      #expect(cutOff?.offset == (end < code.count ? end : nil), "\(row)")
    }
  }

  @Test func `the listing shows the same lines`() throws {
    for row in try VectorFile("disassembly/instructions.jsonl").rows {
      let code = try Bytecode(row.bytes("code"))
      var expected: [String] = []
      var wasUnknown = false
      for line in try row.strings("instructions") {
        let words = line.split(separator: " ")
        // Bytes that are no instruction are gathered in one line of data.
        if words.count == 1 {
          if !wasUnknown { expected.append("DATA") }
        } else {
          expected.append(words.count == 2 ? String(words[1]) : "\(words[1]) 0x\(words[2])")
        }
        wasUnknown = words.count == 1
      }
      let listing = Listing(code, style: Listing.Style(showsOffsets: false))
      let lines = listing.text.split(separator: "\n").filter { !$0.hasSuffix("..") }
      let shown = lines.map { $0.hasPrefix("DATA") ? "DATA" : String($0) }
      #expect(shown == expected, "\(row)")
    }
  }
}
