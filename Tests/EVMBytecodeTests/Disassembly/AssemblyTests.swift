import EVMBytecode
import EVMPrimitives
import Testing

@Suite struct `Assembly text` {
  static func hex(_ text: String) throws -> String { try Assembly(parsing: text).bytecode().hex }

  @Test(arguments: [
    ("PUSH1 0x80 PUSH1 0x40 MSTORE", "0x6080604052"),
    ("push1 128\n  Push1 64 ; free memory\nmstore # done", "0x6080604052"),
    ("push 0 push 255 push 256 push 0x00ff", "0x600060ff61010060ff"),
    ("PUSH2 0x1", "0x610001"), ("PUSH2 1", "0x610001"), ("PUSH0", "0x5f"),
    ("PUSH4 0x00000001", "0x6300000001"), ("DATA 0x0c0d0e", "0x0c0d0e"), ("data 0x", "0x"),
    ("PUSH4 0xaabb..", "0x63aabb"), ("PUSH1 0x..", "0x60"), ("", "0x"), ("// nothing\n", "0x"),
    ("sha3 difficulty suicide", "0x2044ff"), ("0000: STOP\n0001: ADD", "0x0001"),
    ("0x00: STOP", "0x00"), ("STOP//comment", "0x00"), ("a: b: STOP", "0x00"),
  ])
  func `text becomes code`(text: String, code: String) throws {
    #expect(try Self.hex(text) == code)
  }

  @Test func `the largest word fits PUSH32 and one more does not`() throws {
    let largest = UInt256.max.description
    #expect(try Self.hex("PUSH \(largest)") == "0x7f" + String(repeating: "f", count: 64))
    let error = #expect(throws: AssemblyError.self) { try Self.hex("PUSH32 \(largest)0") }
    #expect(
      error?.cause == .valueTooLarge(largest + "0", byteCount: 32))
    #expect(throws: AssemblyError.self) {
      try Self.hex(
        "PUSH 115792089237316195423570985008687907853269984665640564039457584007913129639936")
    }
  }

  @Test func `labels are where they stand, and PUSH takes as few bytes as they need`() throws {
    #expect(
      try Self.hex("callvalue push @no jumpi stop no: jumpdest push0 push0 revert")
        == "0x34600557005b5f5ffd")
    #expect(try Self.hex("PUSH2 @end end: JUMPDEST") == "0x6100035b")
    #expect(try Self.hex("start: PUSH @start") == "0x6000")
  }

  @Test(arguments: [(253, 1), (254, 2), (65_531, 2), (65_533, 3)])
  func `a PUSH of a label grows until the label fits`(fill: Int, width: Int) throws {
    let data = "DATA 0x" + String(repeating: "00", count: fill)
    let code = try Assembly(parsing: "PUSH @end \(data) end: STOP").bytecode()
    #expect(code.count == 1 + width + fill + 1)
    #expect(code.instruction(at: 0)?.pushedValue == UInt256(1 + width + fill))
  }

  @Test func `widths that depend on each other settle`() throws {
    // Each PUSH that grows moves the other's label.
    let fill = "DATA 0x" + String(repeating: "00", count: 251)
    let code = try Assembly(parsing: "PUSH @b PUSH @a \(fill) a: STOP b: STOP").bytecode()
    #expect(code.hex.hasPrefix("0x610102610101"))
    #expect(code.count == 259)
  }

  @Test func `statements make the same code as text`() throws {
    let code = try Assembly([
      .instruction(.callValue), .pushLabel("no", byteCount: 2), .instruction(.jumpI),
      .instruction(.stop), .label("no"), .instruction(.jumpDest), .push([0x2a]), .data([0x0c]),
      .cutOffPush(byteCount: 3, [0x01]),
    ]).bytecode()
    #expect(code.hex == "0x3461000657005b602a0c6201")
    #expect(
      try Self.hex("callvalue push2 @no jumpi stop no: jumpdest push1 42 data 0x0c push3 0x01..")
        == code.hex)
  }

  @Test func `a block of Swift is assembly`() throws {
    let code = try Assembly {
      push(0x80)
      push(0x40)
      Opcode.mstore
      for offset in [0, 32] {
        push(UInt256(offset))
        Opcode.pop
      }
      push(label: "end")
      Opcode.jump
      label("end")
      Opcode.jumpDest
    }.bytecode()
    #expect(code.hex == "0x60806040526000506020506" + "00e565b")
  }

  @Test(arguments: [
    ("STOP\n  FOO 1", AssemblyError(.unknownWord("FOO"), line: 2, column: 3)),
    ("PUSH1", AssemblyError(.missingOperand("PUSH1"), line: 1, column: 1)),
    ("PUSH", AssemblyError(.missingOperand("PUSH"), line: 1, column: 1)),
    ("DATA ; none", AssemblyError(.missingOperand("DATA"), line: 1, column: 1)),
    ("PUSH1\n0x01", AssemblyError(.missingOperand("PUSH1"), line: 1, column: 1)),
    ("PUSH1 0xzz", AssemblyError(.invalidNumber("0xzz"), line: 1, column: 7)),
    ("PUSH1 0x", AssemblyError(.invalidNumber("0x"), line: 1, column: 7)),
    ("PUSH1 -1", AssemblyError(.invalidNumber("-1"), line: 1, column: 7)),
    ("PUSH1 STOP", AssemblyError(.invalidNumber("STOP"), line: 1, column: 7)),
    ("PUSH1 256", AssemblyError(.valueTooLarge("256", byteCount: 1), line: 1, column: 7)),
    ("PUSH1 0x100", AssemblyError(.valueTooLarge("0x100", byteCount: 1), line: 1, column: 7)),
    ("DATA 0x123", AssemblyError(.oddDigitCount(3), line: 1, column: 6)),
    ("DATA 12", AssemblyError(.invalidNumber("12"), line: 1, column: 6)),
    ("PUSH1 0x01..", AssemblyError(.notCutOff("0x01..", byteCount: 1), line: 1, column: 7)),
    ("PUSH2 0x01.. STOP", AssemblyError(.behindCutOff, line: 1, column: 14)),
    ("é: STOP", AssemblyError(.unknownWord("é:"), line: 1, column: 1)),
    ("_a-b: STOP", AssemblyError(.invalidLabel("_a-b"), line: 1, column: 1)),
    ("PUSH1 @", AssemblyError(.invalidLabel(""), line: 1, column: 7)),
    ("a: STOP\na: STOP", AssemblyError(.repeatedLabel("a", line: 1), line: 2, column: 1)),
    ("PUSH1 @b", AssemblyError(.unknownLabel("b"), line: 1, column: 1)),
    ("0001: STOP", AssemblyError(.wrongOffset(stated: 1, found: 0), line: 1, column: 7)),
    ("00zz: STOP", AssemblyError(.invalidNumber("00zz"), line: 1, column: 1)),
  ])
  func `what is wrong is told with its place`(text: String, error: AssemblyError) {
    let found = #expect(throws: AssemblyError.self) { try Self.hex(text) }
    #expect(found == error)
    #expect(found?.description.hasSuffix(".") == true)
    #expect(found?.description.hasPrefix("Line \(error.line), column \(error.column): ") == true)
  }

  @Test func `a label too far for its PUSH is told with its offset`() {
    let fill = "DATA 0x" + String(repeating: "00", count: 256)
    let error = #expect(throws: AssemblyError.self) { try Self.hex("PUSH1 @end \(fill) end:") }
    #expect(
      error?.description
        == "Line 1, column 1: The label 'end' is at offset 258, which does not fit 1 byte; use a wider PUSH, or PUSH alone for the width that fits."
    )
  }

  @Test func `text that is not UTF-8 is refused`() {
    let error = #expect(throws: AssemblyError.self) {
      try Assembly(parsingUTF8: [0x53, 0xff, 0xfe])
    }
    #expect(error == AssemblyError(.notText, line: 1, column: 1))
  }

  @Test(arguments: [
    [AssemblyStatement.push([UInt8](repeating: 0, count: 33))],
    [.pushLabel("a", byteCount: 0), .label("a")], [.pushLabel("a", byteCount: 33), .label("a")],
    [.cutOffPush(byteCount: 1, [0])], [.cutOffPush(byteCount: 33, [])],
  ])
  func `a PUSH has 1 to 32 bytes`(statements: [AssemblyStatement]) {
    let error = #expect(throws: AssemblyError.self) { try Assembly(statements).bytecode() }
    guard case .invalidWidth? = error?.cause else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `more than a mebibyte is refused`() {
    let half = [UInt8](repeating: 0, count: Bytecode.maximumByteCount / 2 + 1)
    let error = #expect(throws: AssemblyError.self) {
      try Assembly([.data(half), .data(half)]).bytecode()
    }
    #expect(error?.cause == .tooLarge)
  }
}
