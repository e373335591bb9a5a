import EVMBytecode
import EVMPrimitives
import Testing
import VectorFiles

/// Code of every kind through the listing and back. Fixed seeds; a longer run is a larger `count`.
@Suite struct `Assembly of a disassembly` {
  static let styles = [
    Listing.Style(), Listing.Style(showsOffsets: false), Listing.Style(namesLabels: true),
    Listing.Style(showsOffsets: false, namesLabels: true),
  ]

  /// Every text of the code, back to bytes.
  static func check(_ bytes: [UInt8]) throws {
    let code = try Bytecode(bytes)
    for style in styles {
      let listing = Listing(code, style: style)
      guard try Assembly(parsingUTF8: listing.utf8).bytecode() == code else {
        Issue.record("\(style): \(code.hex)")
        return
      }
    }
    let sections = CodeSections(code)
    var end = 0
    for section in sections.sections {
      #expect(section.range.lowerBound == end && !section.range.isEmpty, "\(code.hex)")
      end = section.range.upperBound
    }
    #expect(end == bytes.count, "\(code.hex)")
    let divided = Listing(code, sections: sections)
    let marked = Listing(divided, marking: .bttc)
    guard try Assembly(parsingUTF8: divided.utf8).bytecode() == code,
      try Assembly(parsingUTF8: marked.utf8).bytecode() == code
    else {
      Issue.record("sections: \(code.hex)")
      return
    }
    #expect(code.instructions.reduce(0) { $0 + 1 + $1.immediate.count } == bytes.count)
  }

  @Test func `every byte, alone and cut off, comes back`() throws {
    for byte in UInt8.min...UInt8.max {
      try Self.check([byte])
      try Self.check([byte, byte])
      try Self.check([0x5b, byte, 0x5b])
    }
  }

  @Test func `random bytes come back`() throws {
    var generator = SeededGenerator(seed: 4_004)
    for _ in 0..<7_000 {
      try Self.check(generator.bytes(count: Int.random(in: 0...64, using: &generator)))
    }
  }

  @Test func `random instructions come back`() throws {
    var generator = SeededGenerator(seed: 4_005)
    for _ in 0..<7_000 {
      try Self.check(generator.code(count: Int.random(in: 0...80, using: &generator)))
    }
  }

  @Test func `compiled code comes back, whole and mutated`() throws {
    var generator = SeededGenerator(seed: 4_006)
    for row in try VectorFile("metadata/compiled.jsonl").rows {
      let code = try row.bytes("creation")
      try Self.check(code)
      for _ in 0..<8 {
        let mutated = generator.mutated(code)
        try Self.check(Array(mutated.prefix(400)))
        try Self.check(Array(mutated.suffix(300)))
      }
    }
  }

  @Test func `templates of proxies come back, whole and mutated`() throws {
    var generator = SeededGenerator(seed: 4_007)
    for row in try VectorFile("proxies/templates.jsonl").rows {
      let code = try row.bytes("code")
      try Self.check(code)
      for _ in 0..<50 { try Self.check(generator.mutated(code)) }
    }
  }

  @Test func `random text is assembled or refused`() throws {
    var generator = SeededGenerator(seed: 4_008)
    let words = [
      "PUSH1", "push", "DATA", "stop", "0x12", "0x", "@a", "a:", "0000:", "0001:", ";", "#", "\n",
      "..", "0xaa..", "7", "ff", "\u{e9}", "PUSH32", "@", ":", "JUMPDEST", "\r\n", "\t", "//",
    ]
    for _ in 0..<4_000 {
      let count = Int.random(in: 0...10, using: &generator)
      let text = (0..<count).map { _ in words.randomElement(using: &generator) ?? "" }
        .joined(separator: Bool.random(using: &generator) ? " " : "")
      do {
        let code = try Assembly(parsing: text).bytecode()
        #expect(code.count <= text.utf8.count * 32)
      } catch {
        #expect(error.description.hasSuffix("."), "\(text)")
      }
    }
  }
}

extension SeededGenerator {
  /// Bytes that look like code: mostly instructions, jumps and small constants.
  mutating func code(count: Int) -> [UInt8] {
    let common: [UInt8] = [
      0x5b, 0x56, 0x57, 0x60, 0x61, 0x62, 0x7f, 0x39, 0xf3, 0x52, 0x51, 0x38, 0x03, 0x80, 0x90,
      0x34, 0x15, 0x00, 0xfe, 0x0c, 0x5f,
    ]
    return (0..<count).map { _ in
      switch Int.random(in: 0..<4, using: &self) {
      case 0: .random(in: 0...255, using: &self)
      case 1: .random(in: 0...40, using: &self)
      default: common.randomElement(using: &self) ?? 0
      }
    }
  }
}
