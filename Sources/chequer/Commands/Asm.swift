import ArgumentParser
import EVMBytecode
import EVMPrimitives
import ExactJSON

struct Asm: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "asm",
    abstract: "Assembly as code; the opposite of disasm.",
    discussion: """
      chequer asm 'PUSH1 0x80 PUSH1 0x40 MSTORE'
      chequer asm loop.asm
      chequer asm 'callvalue push @no jumpi stop no: jumpdest push0 push0 revert'

      Mnemonics in any case; numbers in decimal or 0x hex. PUSH alone takes as few bytes as its \
      number needs. name: marks a place and PUSH @name or PUSH2 @name pushes it. DATA 0x.. adds \
      bytes. A comment begins with ; # or //.
      """)

  @Argument(help: "Assembly, a file with it, or - for standard input.")
  var assembly: String?

  @OptionGroup var rows: RowOptions

  func run() throws {
    if rows.jsonl {
      return try RowServer(keys: ["asm"]) { row in
        ["code": .string(try Assembly(parsing: row.text("asm")).bytecode().hex)]
      }.serve()
    }
    let text = try TextInput.document(assembly, of: "assembly") { text in
      // A single word is an instruction or a file that is not there.
      text.contains { $0.isWhitespace || $0 == ":" } || Opcode(mnemonic: text) != nil
    }
    let code = try Assembly(parsingUTF8: text).bytecode()
    rows.output.write(["code": .string(code.hex)], or: code.hex)
  }
}
