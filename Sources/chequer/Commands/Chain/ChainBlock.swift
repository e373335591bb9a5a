import ArgumentParser
import EVMPrimitives
import EVMRPC
import ExactJSON

struct ChainBlock: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "block", abstract: "A block's header and the hashes of its transactions.",
    discussion: """
      chequer chain block latest number gasLimit --network embedded

      The block is named by its number, its hash, or latest, earliest, pending, safe or finalized. \
      Fields that are named after it, or with --field, are written alone, a line each.
      """)

  @Argument(help: "A number, a hash or a tag; the latest block if missing.")
  var block: String = "latest"

  @Argument(help: "Fields to write alone.")
  var fieldNames: [String] = []

  @OptionGroup var fields: FieldOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let block = try BlockArgument(block)
    let document = try connection.withConnection { connection in
      let json = try await connection.caller.ask(
        block.wholeBlock(proving: connection.provesReads))
      guard let json else {
        throw Failure(.no, "The node does not have block \(quoted(block.text, limit: 80)).")
      }
      return NodeDocument(json)
    }
    try document.write(fields.names(and: fieldNames), output)
  }
}

/// The fields of a node's document that are asked for.
struct FieldOptions: ParsableArguments {
  @Option(
    name: [.customShort("f"), .customLong("field")],
    help: "Fields to write alone, with commas between; repeatable.")
  var field: [String] = []

  func names(and arguments: [String]) -> [String] {
    arguments + field.flatMap { $0.split(separator: ",").map(String.init) }
  }
}

/// A block as somebody names it.
struct BlockArgument: Sendable {
  let text: String
  private let name: Name

  private enum Name {
    case id(BlockID)
    case hash(Hash256)
  }

  init(_ text: String) throws {
    self.text = text
    name =
      switch text {
      case "latest": .id(.latest)
      case "pending": .id(.pending)
      case "earliest": .id(.earliest)
      case "safe": .id(.safe)
      case "finalized": .id(.finalized)
      default:
        if text.utf8.count == 66, let hash = try? Hash256(hex: text) {
          .hash(hash)
        } else {
          .id(.number(try Self.number(text)))
        }
      }
  }

  private static func number(_ text: String) throws -> UInt64 {
    guard let word = try? UInt256(decimalOrHex: text), let number = UInt64(exactly: word) else {
      throw Failure(
        .usage,
        "\(quoted(text)) names no block; write a number, a hash of 64 digits, or latest, earliest, pending, safe or finalized."
      )
    }
    return number
  }

  /// The block with the hashes of its transactions, as the node writes it; `nil` when it has none.
  ///
  /// - Parameter proves: Whether the block's hash must be that of its fields.
  func wholeBlock(proving proves: Bool) -> RPCCall<JSON?> {
    let (method, argument): (String, JSON) =
      switch name {
      case .id(let id): ("eth_getBlockByNumber", id.json)
      case .hash(let hash): ("eth_getBlockByHash", .string(hash.hex))
      }
    let wanted: Hash256? = if case .hash(let hash) = name { hash } else { nil }
    return RPCCall(method, [argument, false]) { value in
      guard !value.isNull else { return nil }
      // A pending block has neither number nor hash.
      if case .id(.pending) = name { return try JSON(value) }
      let header = try RPCHeader(value)
      if let wanted, header.hash != wanted {
        throw RPCFailure.malformed(method: method, reason: "It is another block.")
      }
      if case .id(.number(let number)) = name, header.number != number {
        throw RPCFailure.malformed(method: method, reason: "It is another block.")
      }
      guard !proves || header.isSound else {
        throw RPCFailure.unproven(
          method: method,
          reason: "The block's fields hash to \(header.computedHash), not to \(header.hash).")
      }
      return try JSON(value)
    }
  }

  /// The block for calls that read its state.
  ///
  /// A hash is looked up first, for endpoints that know blocks by their numbers alone.
  func id(by caller: any RPCCaller) async throws -> BlockID {
    switch name {
    case .id(let id): return id
    case .hash(let hash):
      let header = try await caller.ask(
        RPCCall("eth_getBlockByHash", [.string(hash.hex), false]) { value in
          guard !value.isNull else { throw RPCFailure.blockNotFound("block \(hash)") }
          return try RPCHeader(value)
        })
      guard header.hash == hash else {
        throw RPCFailure.malformed(method: "eth_getBlockByHash", reason: "It is another block.")
      }
      return header.id
    }
  }
}

/// The block whose state is read.
struct BlockOption: ParsableArguments {
  @Option(
    name: [.customShort("B"), .customLong("block")],
    help: "A number, a hash or a tag; the latest block if missing.")
  var block: String = "latest"

  func argument() throws -> BlockArgument { try reading("--block") { try BlockArgument(block) } }
}
