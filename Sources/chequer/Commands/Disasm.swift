import ArgumentParser
import EVMBytecode
import EVMPrimitives
import ExactJSON

struct Disasm: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disasm",
    abstract: "Code as assembly that asm turns back into the same bytes.",
    discussion: """
      chequer disasm 0x6080604052
      chequer disasm contract.hex --labels
      chequer disasm 600a600c600039600a6000f3602a60005260206000f3 --creation
      chequer disasm 5f5ff3 --fork bttc

      Metadata, jump tables and constructor arguments are shown as data where they are proven to be \
      that; --plain reads every byte as an instruction, as the EVM does when it looks for jump \
      destinations. --json always does.
      """)

  @Argument(help: "Code in hex, a file with it, or - for standard input.")
  var code: String?

  @Flag(help: "Name jump destinations and leave the offsets out, for text that is to be edited.")
  var labels = false

  @Flag(help: "Read every byte as an instruction.")
  var plain = false

  @Flag(help: "Take it for creation code: fail when its constructor cannot be followed.")
  var creation = false

  @Option(help: "Mark the instructions that this fork does not have.")
  var fork: String?

  @OptionGroup var rows: RowOptions

  func validate() throws {
    if plain, creation {
      throw ValidationError("--creation divides the code, --plain does not; choose one.")
    }
  }

  func run() throws {
    let fork = try self.fork.map { try Fork(named: $0) }
    if rows.jsonl {
      return try RowServer(keys: ["code"]) { row in
        DisassemblyReport(try Bytecode(parsing: row.text("code")), fork: fork).json
      }.serve()
    }
    let text = try TextInput.document(code, of: "bytecode in hex", where: CodeText.isHex)
    let code = try Bytecode(parsingUTF8: text)
    var report = DisassemblyReport(code, fork: fork)
    if !plain, !rows.output.json || creation {
      report.sections = CodeSections(code, as: creation ? .creation : .either)
    }
    if creation, report.sections?.creation == nil {
      throw Failure(
        .badData,
        "No way through this code that can be followed returns bytes of it, so it is not known to be creation code; leave --creation out."
      )
    }
    if rows.output.json {
      StandardOutput.shared.line(report.json.text())
    } else {
      let style = Listing.Style(showsOffsets: !labels, namesLabels: labels)
      StandardOutput.shared.append(report.listing(style).utf8)
    }
  }
}

/// The texts that the commands on code take as code themselves, if no file has that name.
enum CodeText {
  /// Digits, then the place of a library that the linker has not filled: to be told as that.
  private static func isUnlinked(_ text: String) -> Bool {
    text.prefix { $0.isHexDigit }.count >= 2 && text.contains("__")
  }

  static func isHex(_ text: String) -> Bool {
    text.utf8.starts(with: "0x".utf8) || text.utf8.starts(with: "0X".utf8)
      || text.allSatisfy { $0.isHexDigit || $0.isWhitespace } || isUnlinked(text)
  }
}
