import ArgumentParser
import EVMPrimitives
import ExactJSON

struct Keccak: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keccak", abstract: "The Keccak-256 hash of text, hex bytes or a file.",
    discussion: """
      chequer keccak 0x            the hash of no bytes
      chequer keccak 'Vault'       of the five bytes of a text
      chequer keccak --file F      of a file's bytes; - is standard input
      """)

  @Argument(help: "Hex with 0x in front, or text; one a line from standard input if missing.")
  var data: String?

  @Option(help: "Hash the bytes of this file; - is standard input.", completion: .file())
  var file: String?

  @OptionGroup var rows: RowOptions

  func validate() throws {
    if data != nil, file != nil {
      throw ValidationError("Give DATA or --file, not both.")
    }
  }

  func run() throws {
    if rows.jsonl {
      return try RowServer(keys: ["data"]) { row in
        ["hash": .string(Keccak256.hash(try row.bytes("data")).hex)]
      }.serve()
    }
    if let file {
      return answer(
        file == "-"
          ? try TextInput.contents(ofDescriptor: 0) : try TextInput.contents(ofFile: file))
    }
    try TextInput.eachValue(data) { text in
      let isHex = text.hasPrefix("0x") || text.hasPrefix("0X")
      answer(isHex ? try Hex.decode(text) : Array(text.utf8))
    }
  }

  private func answer(_ bytes: [UInt8]) {
    let hash = Keccak256.hash(bytes).hex
    rows.output.write(["hash": .string(hash)], or: hash)
  }
}
