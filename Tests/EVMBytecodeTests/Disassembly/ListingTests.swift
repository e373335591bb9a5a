import EVMBytecode
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Listings` {
  static func text(_ hex: String, _ style: Listing.Style = .init()) throws -> String {
    Listing(try Bytecode(parsing: hex), style: style).text
  }

  @Test func `a line is offset, mnemonic and data; an empty line stands before a destination`()
    throws
  {
    #expect(
      try Self.text("6080604052600c565bf3") == """
        0000: PUSH1 0x80
        0002: PUSH1 0x40
        0004: MSTORE
        0005: PUSH1 0x0c
        0007: JUMP

        0008: JUMPDEST
        0009: RETURN

        """)
  }

  @Test func `bytes that are no instruction are data`() throws {
    #expect(try Self.text("0c0d00ef") == "0000: DATA 0x0c0d\n0002: STOP\n0003: DATA 0xef\n")
    #expect(
      try Self.text(String(repeating: "ef", count: 33))
        == "0000: DATA 0x\(String(repeating: "ef", count: 32))\n0020: DATA 0xef\n")
  }

  @Test(arguments: [
    ("60", "0000: PUSH1 0x..\n"), ("63aabb", "0000: PUSH4 0xaabb..\n"),
    ("7f", "0000: PUSH32 0x..\n"), ("5b61ff", "0000: JUMPDEST\n0001: PUSH2 0xff..\n"),
  ])
  func `a PUSH cut off by the end shows what is there`(hex: String, text: String) throws {
    #expect(try Self.text(hex) == text)
  }

  @Test func `no code is no text`() throws {
    #expect(try Self.text("0x") == "")
    #expect(try Self.text("0x", Listing.Style(namesLabels: true)) == "")
  }

  @Test func `offsets have six digits from 40,961 bytes on, and never begin with a letter`() throws
  {
    let short = Listing(try Bytecode([UInt8](repeating: 0, count: 40_960))).text
    let long = Listing(try Bytecode([UInt8](repeating: 0, count: 40_961))).text
    #expect(short.hasSuffix("9fff: STOP\n"))
    #expect(long.hasPrefix("000000: STOP\n"))
    #expect(long.hasSuffix("00a000: STOP\n"))
  }

  @Test func `labels name the destinations that some PUSH refers to`() throws {
    // PUSH1 4 JUMP; 03: JUMPDEST without reference; 04: JUMPDEST; PUSH2 4 far from a jump.
    let text = try Self.text(
      "6004565b5b61000400", Listing.Style(showsOffsets: false, namesLabels: true))
    #expect(
      text == """
        PUSH1 @label_4
        JUMP

        JUMPDEST

        label_4:
        JUMPDEST
        PUSH2 @label_4
        STOP

        """)
  }

  @Test func `a destination within PUSH data has no label`() throws {
    let text = try Self.text("605b6001565b", Listing.Style(namesLabels: true))
    #expect(!text.contains("@"))
  }

  @Test func `instructions that the fork does not have are marked`() throws {
    let listing = Listing(try Bytecode(parsing: "5f5e5c00"))
    #expect(
      Listing(listing, marking: .bttc).text == """
        0000: PUSH0  ; not in bttc; since Shanghai
        0001: MCOPY  ; not in bttc; since Cancun
        0002: TLOAD  ; not in bttc; since Cancun
        0003: STOP

        """)
    #expect(Listing(listing, marking: .osaka).text == listing.text)
  }
}

@Suite struct `Instructions and jump destinations` {
  @Test func `instructions carry what is in the code, and the EVM pushes zeros for the rest`()
    throws
  {
    let instructions = Array(try Bytecode(parsing: "600a0c63aabb").instructions)
    #expect(instructions.map(\.offset) == [0, 2, 3])
    #expect(instructions.map(\.opcode) == [.push1, nil, .push4])
    #expect(instructions[0].pushedValue == 10)
    #expect(instructions[1].pushedValue == nil)
    #expect(instructions[2].immediate.elementsEqual([0xaa, 0xbb]))
    #expect(instructions[2].missingCount == 2)
    #expect(instructions[2].isCutOff)
    #expect(instructions[2].pushedValue == 0xaabb_0000)
    #expect(instructions[2].end == 6)
  }

  @Test func `a PUSH32 without data pushes zero`() throws {
    let code = try Bytecode([0x7f])
    #expect(try #require(code.instruction(at: 0)).pushedValue == .zero)
    #expect(code.instruction(at: 1) == nil)
    #expect(code.instruction(at: -1) == nil)
  }

  @Test func `a stretch may end within an instruction or outside the code`() throws {
    let code = try Bytecode(parsing: "60016002")
    #expect(code.instructions(in: 0..<1).map(\.offset) == [0])
    #expect(code.instructions(in: 1..<900).map(\.byte) == [0x01, 0x60])
    #expect(code.instructions(in: -5..<(-1)).map(\.byte) == [])
  }

  @Test func `destinations are JUMPDESTs outside PUSH data`() throws {
    let destinations = try Bytecode(parsing: "5b605b5b615b5b5b7f5b5b").jumpDestinations
    #expect(Array(destinations) == [0, 3, 7])
    #expect(destinations.count == 3)
    #expect((-2..<20).filter { destinations.contains($0) } == [0, 3, 7])
    #expect(!destinations.contains(.max) && !destinations.contains(.min))
  }

  @Test func `destinations agree with the sweep over instructions`() throws {
    var generator = SeededGenerator(seed: 0x5b)
    for _ in 0..<300 {
      let bytes = generator.code(count: Int.random(in: 0...300, using: &generator))
      let code = try Bytecode(bytes)
      let swept = code.instructions.filter { $0.opcode == .jumpDest }.map(\.offset)
      #expect(Array(code.jumpDestinations) == swept)
      #expect(code.jumpDestinations.count == swept.count)
    }
  }
}
