import EVMBytecode
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Bytecode as text` {
  @Test(arguments: ["0x6001", "6001", "0X6001", "  0x6001\n", "\t6001\r\n"])
  func `hex with or without 0x is read, white space at the ends is passed over`(text: String) throws
  {
    #expect(try Bytecode(parsing: text).bytes == [0x60, 0x01])
  }

  @Test func `0x is empty code, whose hash is that of no bytes`() throws {
    let code = try Bytecode(parsing: "0x")
    #expect(code.isEmpty)
    #expect(code.count == 0)
    #expect(code.hash == Keccak256.empty)
  }

  @Test func `code is written as lower-case hex`() throws {
    #expect(try Bytecode(parsing: "EF01FF").hex == "0xef01ff")
  }

  @Test func `a mebibyte is read, one byte more is refused`() throws {
    let limit = Bytecode.maximumByteCount
    #expect(limit == 1_048_576)
    #expect(try Bytecode([UInt8](repeating: 0, count: limit)).count == limit)
    #expect(throws: BytecodeError.tooLarge(byteCount: limit + 1)) {
      try Bytecode([UInt8](repeating: 0, count: limit + 1))
    }
    #expect(throws: BytecodeError.tooLarge(byteCount: limit + 1)) {
      try Bytecode(parsing: String(repeating: "00", count: limit + 1))
    }
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let text: String
    let error: BytecodeError
    let sentence: String
    var testDescription: String { String(sentence.prefix(60)) }
  }

  static let refusals = [
    Refusal(
      text: " \n", error: .noText,
      sentence:
        "No bytecode was given; write its hex digits, or 0x for an account without code."),
    Refusal(
      text: "0x600", error: .oddDigitCount(3),
      sentence:
        "The bytecode has 3 hex digits, an odd number, but every byte needs two; a digit was lost or added, copy it again."
    ),
    Refusal(
      text: " 0x60g1", error: .invalidDigit("g", offset: 5),
      sentence:
        "Character 'g' at offset 5 is not a hex digit (0-9, a-f); bytecode is written as hex digits only."
    ),
    Refusal(
      text: "0x60…01", error: .invalidDigit("…", offset: 4),
      sentence:
        "Character '…' at offset 4 is not a hex digit (0-9, a-f); bytecode is written as hex digits only."
    ),
    Refusal(
      text: "60\u{1B}[31m", error: .invalidDigit("\u{1B}", offset: 2),
      sentence:
        "Character U+1B at offset 2 is not a hex digit (0-9, a-f); bytecode is written as hex digits only."
    ),
    Refusal(
      text: "0x60\n01", error: .interrupted(offset: 4),
      sentence:
        "White space at offset 4 interrupts the bytecode; write its digits without spaces or line breaks."
    ),
    Refusal(
      text: "6073__$0123456789abcdef0123456789abcdef01$__63",
      error: .unlinkedLibrary(
        placeholder: "__$0123456789abcdef0123456789abcdef01$__", offset: 4),
      sentence:
        "The bytecode is not linked: '__$0123456789abcdef0123456789abcdef01$__' at offset 4 stands for the address of a library; link it, or take the code from the chain."
    ),
    Refusal(
      text: "73__Maths.sol:Maths_____",
      error:
        .unlinkedLibrary(placeholder: "__Maths.sol:Maths_____", offset: 2),
      sentence:
        "The bytecode is not linked: '__Maths.sol:Maths_____' at offset 2 stands for the address of a library; link it, or take the code from the chain."
    ),
  ]

  @Test(arguments: refusals)
  func `other text is refused with the place and what to do`(refusal: Refusal) throws {
    let error = #expect(throws: BytecodeError.self) { try Bytecode(parsing: refusal.text) }
    #expect(error == refusal.error)
    #expect(error?.description == refusal.sentence)
  }

  @Test func `too much code is refused with the limit`() {
    #expect(
      BytecodeError.tooLarge(byteCount: 2_000_000).description
        == "This is 2000000 bytes, but at most 1048576 are read as bytecode; a contract's code is far smaller, so this may be the wrong file."
    )
  }

  @Test func `bytes that are not UTF-8 are refused at their place`() throws {
    let error = #expect(throws: BytecodeError.self) {
      try Bytecode(parsingUTF8: Array("6001".utf8) + [0xff, 0x30])
    }
    #expect(error == .invalidDigit("\u{FFFD}", offset: 4))
  }

  @Test func `code that was written is read again`() throws {
    var generator = SeededGenerator(seed: 1)
    for count in [0, 1, 2, 31, 45, 1000] {
      let bytes = generator.bytes(count: count)
      #expect(try Bytecode(parsing: Bytecode(bytes).hex).bytes == bytes)
    }
  }
}
