import ArgumentParser
import EVMPrimitives
import ExactJSON

struct RLPCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rlp", abstract: "Ethereum's Recursive Length Prefix encoding, both ways.",
    subcommands: [Encode.self, Decode.self])

  struct Encode: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "encode", abstract: "The encoding of hex strings and nested lists.",
      discussion: """
        chequer rlp encode '["0xf1", "f2"]'     0xc481f181f2
        chequer rlp encode 0x                   0x80
        """)

    @Argument(help: "A hex string, or a JSON list of hex strings and lists.")
    var value: String?

    @OptionGroup var rows: RowOptions

    func run() throws {
      if rows.jsonl {
        return try RowServer(keys: ["value"]) { row in
          ["rlp": .string(Hex.encode(RLP.encode(try RLPItem(row.value("value")))))]
        }.serve()
      }
      try TextInput.eachValue(value) { text in
        let isJSON = text.utf8.first { $0 != 0x20 && $0 != 0x09 } ?? 0
        let item =
          [UInt8(ascii: "["), UInt8(ascii: "\"")].contains(isJSON)
          ? try RLPItem(JSONDocument(parsing: text, limits: RLPItem.jsonLimits).root)
          : .bytes(try Hex.decode(text))
        let encoding = Hex.encode(RLP.encode(item))
        rows.output.write(["rlp": .string(encoding)], or: encoding)
      }
    }
  }

  struct Decode: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "decode", abstract: "The value of a canonical encoding, as JSON.",
      discussion: #"chequer rlp decode 0xc481f181f2         ["0xf1","0xf2"]"#)

    @Argument(help: "The encoding in hex.")
    var rlp: String?

    @OptionGroup var rows: RowOptions

    func run() throws {
      if rows.jsonl {
        return try RowServer(keys: ["rlp"]) { row in
          let bytes = try row.bytes("rlp")
          return ["value": try RLP.decode(bytes, limits: RLPItem.limits).json]
        }.serve()
      }
      try TextInput.eachValue(rlp) { text in
        let item = try RLP.decode(Hex.decode(text), limits: RLPItem.limits)
        let shown = if case .bytes(let bytes) = item { Hex.encode(bytes) } else { item.json.text() }
        rows.output.write(["value": item.json], or: shown)
      }
    }
  }
}

extension RLPItem {
  /// Lists inside each other that the tool takes: what its JSON takes, less the row around it.
  static let limits = RLPLimits(depth: 127)
  static let jsonLimits = JSONLimits(depth: 127)

  /// The value that JSON spells: hex strings and lists.
  ///
  /// Depth is that of the JSON, which its reader has bounded.
  init(_ value: JSONValue) throws(JSONTypeError) {
    guard let elements = value.elements else {
      guard value.string != nil else {
        throw value.wrongKind(.string)
      }
      self = .bytes(try value.hexBytes())
      return
    }
    var items: [RLPItem] = []
    for element in elements { items.append(try RLPItem(element)) }
    self = .list(items)
  }

  var json: JSON {
    switch self {
    case .bytes(let bytes): .string(Hex.encode(bytes))
    case .list(let items): .array(items.map(\.json))
    }
  }
}
