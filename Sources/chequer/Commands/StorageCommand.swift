import ArgumentParser
import EVMBytecode
import EVMPrimitives
import ExactJSON
import Vaults

struct StorageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "storage",
    abstract: "Where code keeps its variables: slots, packed fields, mappings, arrays.",
    discussion: """
      chequer storage owner.hex
      chequer storage owner.hex --json
      chequer storage owner.hex --like vault

      Slots are followed from the code through mappings and arrays, types by what becomes of the \
      words. Variables that no code touches do not show. With --like the layout is compared with \
      one that is known; the exit status is 1 when they differ. Nothing is run.
      """)

  @Argument(help: "Code in hex, a file with it, or - for standard input.")
  var code: String?

  @Option(
    help: ArgumentHelp(
      "Compare with a known layout: \(NamedStorageLayout.known.map(\.key).joined(separator: ", ")).",
      valueName: "layout"))
  var like: String?

  @OptionGroup var interfaces: InterfaceOptions
  @OptionGroup var rows: RowOptions

  func run() throws {
    let names = try interfaces.names()
    let layout = try like.map(Self.layout)
    if rows.jsonl {
      return try RowServer(keys: ["code"]) { row in
        StorageReport(try Bytecode(parsing: row.text("code")), names: names).json(like: layout)
      }.serve()
    }
    let text = try TextInput.document(code, of: "bytecode in hex", where: CodeText.isHex)
    let report = StorageReport(try Bytecode(parsingUTF8: text), names: names)
    rows.output.write(
      report.json(like: layout), or: report.text(rows.output, like: layout))
    if let layout, !report.layout.comparison(with: layout).agrees { throw Ending(status: .no) }
  }

  private static func layout(_ key: String) throws -> NamedStorageLayout {
    guard let known = NamedStorageLayout.known.first(where: { $0.key == key }) else {
      throw ValidationError(
        "\"\(key)\" is none of the known layouts; choose one of \(NamedStorageLayout.known.map(\.key).joined(separator: ", "))."
      )
    }
    return known.layout
  }
}
