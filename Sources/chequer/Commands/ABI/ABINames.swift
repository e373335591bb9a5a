import ArgumentParser
import EVMABI
import EVMPrimitives
import ExactJSON

/// Interfaces of the user's own, in which names are looked up before the built-in ones.
struct InterfaceOptions: ParsableArguments {
  @Option(
    name: .customLong("abi"),
    help: "An ABI as JSON, a compiler's artifact, or signatures one a line; repeatable.",
    completion: .file())
  var files: [String] = []

  /// The interfaces of all files.
  func interfaces() throws -> [ContractInterface] {
    try files.map { path in
      let bytes = try TextInput.contents(ofFile: path)
      return try reading(path) { try ContractInterface(fileContents: bytes) }
    }
  }

  /// One interface of all files' entries.
  func merged() throws -> ContractInterface {
    ContractInterface(try interfaces().flatMap(\.items))
  }

  /// The names of all files, then the built-in ones.
  func names() throws -> SignatureBook {
    files.isEmpty ? .known : SignatureBook(try interfaces())
  }
}

extension ContractInterface {
  /// The interface of a file: JSON if it begins like it, else signatures one a line.
  init(fileContents bytes: [UInt8]) throws {
    let first = bytes.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0a && $0 != 0x0d }
    if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") {
      self = try ContractInterface(JSONDocument(parsing: bytes).root)
    } else {
      self = try ContractInterface(parsing: TextInput.utf8(bytes))
    }
  }
}

struct ABILookup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lookup", abstract: "The names behind a selector or a topic.",
    discussion: """
      chequer abi lookup 0x0d5f2659
      chequer abi lookup \\
        0x950494fc3642fae5221b6c32e0e45765c95ebb382a04a71b160db0843e74c99f

      Names are looked up in the files of --abi, then among the built-in ones: BTFS and Swarm \
      contracts, then tokens and other ERCs, OpenZeppelin, Safe, exchanges, lending, bridges and \
      other widely deployed contracts. Ends with status 1 if there is none.
      """)

  @Argument(help: "4 bytes, or the 32 bytes of a topic, in hex; one a line if missing.")
  var hash: String?

  @OptionGroup var interfaces: InterfaceOptions
  @OptionGroup var rows: RowOptions

  func run() throws {
    let names = try interfaces.names()
    if rows.jsonl {
      return try RowServer(keys: ["hash"]) { row in
        Self.json(try Self.lookUp(row.bytes("hash"), in: names))
      }.serve()
    }
    var foundAll = true
    try TextInput.eachValue(hash) { text in
      let bytes = try Hex.decode(text)
      let found = try Self.lookUp(bytes, in: names)
      if found.isEmpty { foundAll = false }
      rows.output.write(
        Self.json(found),
        or: found.isEmpty
          ? "No name is known for \(Hex.encode(bytes))."
          : found.map(\.description).joined(separator: "\n"))
    }
    if !foundAll { throw Ending(status: .no) }
  }

  private static func lookUp(
    _ bytes: [UInt8], in names: SignatureBook
  ) throws -> [InterfaceItem] {
    var found: [InterfaceItem] = []
    switch bytes.count {
    case Selector.byteCount:
      let selector = try Selector(bytes)
      found =
        names.functions(selector).map { .function($0) } + names.errors(selector).map { .error($0) }
    case Hash256.byteCount: found = names.events(try Hash256(bytes)).map { .event($0) }
    default:
      throw Failure(
        .badData,
        "A selector has 4 bytes and a topic 32; these are \(bytes.count).")
    }
    // A file may name again what is built in.
    return found.enumerated().filter { index, item in !found[..<index].contains(item) }.map(
      \.element)
  }

  private static func json(_ found: [InterfaceItem]) -> JSON {
    ["names": .array(found.map { .string($0.description) })]
  }
}

struct ABIInterface: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "interface",
    abstract: "An interface as signatures with their selectors, or as JSON.",
    discussion: """
      chequer abi interface vault.abi
      chequer abi interface signatures.txt --json      as a compiler's ABI JSON
      """)

  @Argument(
    help: "A file: ABI JSON, a compiler's artifact, or signatures one a line; - is standard input.",
    completion: .file())
  var file: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let bytes =
      try file.flatMap { $0 == "-" ? nil : $0 }.map { try TextInput.contents(ofFile: $0) }
      ?? TextInput.contents(ofDescriptor: 0)
    let interface = try ContractInterface(fileContents: bytes)
    output.write(
      interface.json,
      or: interface.items.map { item in
        switch item {
        case .function(let function): "\(function.selector)  \(item)"
        case .error(let error): "\(error.selector)  \(item)"
        case .event(let event) where !event.isAnonymous:
          "\(Hex.encode(event.topic.bytes.prefix(4)))  \(item)"
        default: "            \(item)"
        }
      }.joined(separator: "\n"))
  }
}
