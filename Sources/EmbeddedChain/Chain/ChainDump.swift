import EVMAccounts
import EVMCrypto
import EVMInterpreter
public import EVMPrimitives
public import ExactJSON

// A chain as a JSON document: its blocks with what they left, and the accounts as they stand. The
// states of earlier blocks are not in it.

extension DevelopmentChain {
  /// The chain as a document, for ``load(_:)``; transactions that wait are not in it.
  public func dump() -> JSON { view.dump }

  /// Puts the chain of a document in the place of this one, and forgets all snapshots.
  ///
  /// - Throws: ``ChainDumpError`` when the document is none, or that of another chain.
  public func load(_ document: JSONDocument) throws(ChainDumpError) {
    try change { (core) throws(ChainDumpError) in try core.load(document.root) }
  }
}

/// Why a chain cannot be read from a document.
public enum ChainDumpError: Error, Hashable, Sendable {
  /// Not in the form of a dump.
  case invalid(String)
  /// That of a chain with another id.
  case otherChain(expected: UInt64, found: UInt64)
  /// That of a chain with other rules.
  case otherFork(expected: Fork, found: String)
}

extension ChainDumpError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalid(let reason): "The file holds no chain: \(reason)"
    case .otherChain(let expected, let found):
      "The file holds a chain with id \(found), not \(expected); name that id, or begin with another file."
    case .otherFork(let expected, let found):
      "The file holds a chain with the rules of \(found), not \(expected); name those rules, or begin with another file."
    }
  }
}

extension ChainCore {
  private static let format = "chequer-chain/1"

  var dump: JSON {
    [
      "format": .string(Self.format), "chainId": .integer(state.chainID),
      "fork": .string(state.fork.description), "timeOffset": .integer(state.timeOffset),
      "blocks": .array(state.blocks.map(\.dump)), "accounts": state.world.alloc,
    ]
  }

  mutating func load(_ object: JSONValue) throws(ChainDumpError) {
    let blocks: [ChainBlock]
    let world: WorldState
    let offset: Int64
    do throws(JSONTypeError) {
      try object.requireKeys(known: [
        "format", "chainId", "fork", "timeOffset", "blocks", "accounts",
      ])
      let format = try object.require("format")
      guard format.string == Self.format else {
        throw format.invalid("the format is not \(Self.format).")
      }
      let chainID = try object.require("chainId").integer(as: UInt64.self)
      guard chainID == state.chainID else {
        throw object.invalid("other chain")
      }
      blocks = try object.require("blocks").list { (block) throws(JSONTypeError) in
        try ChainBlock(dump: block, chainID: chainID)
      }
      try Self.check(blocks, object)
      world = try WorldState(alloc: object.require("accounts"))
      offset = try object.require("timeOffset").integer(as: Int64.self)
    } catch {
      if let found = try? object["chainId"]?.integer(as: UInt64.self), found != state.chainID {
        throw .otherChain(expected: state.chainID, found: found)
      }
      throw .invalid(error.description)
    }
    let fork = object["fork"]?.string ?? ""
    guard fork == state.fork.description else {
      throw .otherFork(expected: state.fork, found: fork)
    }
    state.replace(blocks, world: world)
    state.pool.removeAll()
    state.timeOffset = offset
    snapshots.removeAll()
    filters = FilterTable()
  }

  /// Refuses blocks that do not follow each other from the first.
  private static func check(
    _ blocks: [ChainBlock], _ object: JSONValue
  ) throws(JSONTypeError) {
    guard !blocks.isEmpty else { throw object.invalid("there is no block.") }
    var parent = Hash256.zero
    for (number, block) in blocks.enumerated() {
      guard block.number == UInt64(number), number == 0 || block.header.parentHash == parent else {
        throw object.invalid("block \(number) does not follow the one before it.")
      }
      parent = block.hash
    }
  }
}

// MARK: - Blocks

extension ChainBlock {
  fileprivate var dump: JSON {
    [
      "header": .hex(RLP.encode(header.rlp)), "transactions": .array(transactions.map(\.dump)),
    ]
  }

  fileprivate convenience init(dump: JSONValue, chainID: UInt64) throws(JSONTypeError) {
    try dump.requireKeys(known: ["header", "transactions"])
    let text = try dump.require("header")
    guard let header = BlockHeader(rlp: try text.rpcBytes()) else {
      throw text.invalid("it is no block header.")
    }
    self.init(
      header: header,
      transactions: try dump.require("transactions").list { (value) throws(JSONTypeError) in
        try MinedTransaction(dump: value)
      }, stateBefore: nil, state: nil)
  }
}

extension MinedTransaction {
  fileprivate var dump: JSON {
    var members: [JSON.Member] = [
      JSON.Member("raw", .hex(signed.encoded)), JSON.Member("from", .hex(sender)),
      JSON.Member("impersonated", .bool(isImpersonated)),
      JSON.Member("succeeded", .bool(status == .success)),
      JSON.Member("gasUsed", .quantity(gasUsed)),
      JSON.Member("cumulativeGasUsed", .quantity(receipt.cumulativeGasUsed)),
      JSON.Member("gasPrice", .quantity(gasPrice)),
    ]
    if case .stateRoot(let root) = receipt.result {
      members.append(JSON.Member("root", .hex(root)))
    }
    if let blobGasPrice { members.append(JSON.Member("blobGasPrice", .quantity(blobGasPrice))) }
    if let createdAddress { members.append(JSON.Member("created", .hex(createdAddress))) }
    members.append(
      JSON.Member(
        "logs",
        .array(
          receipt.logs.map {
            [
              "address": .hex($0.address), "topics": .array($0.topics.map { .hex($0) }),
              "data": .hex($0.data),
            ]
          })))
    return .object(members)
  }

  fileprivate init(dump: JSONValue) throws(JSONTypeError) {
    typealias Value = JSONValue
    let raw = try dump.require("raw")
    do { signed = try SignedTransaction(decoding: raw.rpcBytes()) } catch let error as JSONTypeError
    {
      throw error
    } catch { throw raw.invalid("\(error)") }
    hash = signed.hash
    sender = try dump.require("from").rpcAddress()
    isImpersonated = try dump.require("impersonated").requireBool()
    let succeeded = try dump.require("succeeded").requireBool()
    // How exactly a failed one failed is not in the file; nobody is told of it later.
    status = succeeded ? .success : .revert
    gasUsed = try dump.require("gasUsed").rpcNumber()
    gasPrice = try dump.require("gasPrice").rpcWord()
    blobGasPrice = try dump.member("blobGasPrice") { (v: Value) throws(JSONTypeError) in
      try v.rpcWord()
    }
    createdAddress = try dump.member("created") { (v: Value) throws(JSONTypeError) in
      try v.rpcAddress()
    }
    let root = try dump.member("root") { (v: Value) throws(JSONTypeError) in try v.rpcHash() }
    receipt = Receipt(
      type: signed.transaction.type,
      result: root.map { .stateRoot($0) } ?? .status(isSuccess: succeeded),
      cumulativeGasUsed: try dump.require("cumulativeGasUsed").rpcNumber(),
      logs: try dump.require("logs").list { (log) throws(JSONTypeError) in
        Log(
          address: try log.require("address").rpcAddress(),
          topics: try log.require("topics").list { (topic) throws(JSONTypeError) in
            try topic.rpcHash()
          }, data: try log.require("data").rpcBytes())
      })
  }
}

// MARK: - As the methods of other chains have it

extension ChainCore {
  /// `anvil_dumpState`: the document's text as bytes.
  func dumpState(_ arguments: Arguments) throws(RPCError) -> JSON {
    .hex(Array(dump.text().utf8))
  }

  static func loadState(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    let document: JSONDocument
    do { document = try JSONDocument(parsing: try arguments.bytes(0)) } catch let error as RPCError
    {
      throw error
    } catch { throw .invalidArguments("invalid argument 0: the state is no JSON text. \(error)") }
    do { try core.load(document.root) } catch { throw .refused(error.description) }
    return true
  }
}
