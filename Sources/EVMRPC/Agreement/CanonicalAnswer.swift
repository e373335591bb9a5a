import EVMPrimitives
import ExactJSON

/// What an answer says, however it is written: hex in either case, quantities with zeros in front, and
/// members in any order are the same.
enum CanonicalAnswer: Hashable, Sendable {
  case null
  case quantity(UInt256)
  case bytes([UInt8])
  case header(CanonicalHeader)
  case receipt(RPCReceipt)
  case transaction(CanonicalTransaction)
  case logs([RPCLog])
  case proof(AccountProof)
  /// The text of what this module has no reading of, with its members in order.
  case other(String)
  /// The contract reverted with this data.
  case reverted([UInt8])

  /// Whether it says no more than that the node does not know.
  var isUnknown: Bool { self == .null }
}

/// The fields of a header that every node tells.
struct CanonicalHeader: Hashable, Sendable {
  var number: UInt64
  var hashes: [Hash256]
  var timestamp: UInt64
  var logsBloom: LogsBloom
  var coinbase: Address
  var gas: [UInt64]
  var baseFee: UInt256?

  init(_ header: RPCHeader) {
    number = header.number
    hashes = [
      header.hash, header.parentHash, header.stateRoot, header.transactionsRoot,
      header.receiptsRoot,
    ]
    timestamp = header.timestamp
    logsBloom = header.logsBloom
    coinbase = header.coinbase
    gas = [header.gasLimit, header.gasUsed]
    baseFee = header.baseFee
  }
}

/// What a transaction's hash says of it; not its block, which not all nodes know at once.
struct CanonicalTransaction: Hashable, Sendable {
  var hash: Hash256
  var from: Address
  var to: Address?
  var nonce: UInt64
  var value: UInt256
  var input: [UInt8]

  init(_ transaction: RPCTransaction) {
    hash = transaction.hash
    from = transaction.from
    to = transaction.to
    nonce = transaction.nonce
    value = transaction.value
    input = transaction.input
  }
}

extension RPCRequest {
  /// What a result says.
  ///
  /// - Throws: ``RPCFailure`` when it is not what the method answers:
  ///   ``RPCFailure/blockNotFound(_:)`` for no block, else ``RPCFailure/malformed(method:reason:)``.
  func canonical(_ result: JSONValue) throws(RPCFailure) -> CanonicalAnswer {
    do { return try readCanonical(result) } catch let failure as RPCFailure { throw failure } catch
    {
      throw .malformed(method: method, reason: String(describing: error))
    }
  }

  private func readCanonical(_ result: JSONValue) throws -> CanonicalAnswer {
    switch method {
    case "eth_chainId", "eth_blockNumber", "eth_getTransactionCount", "eth_estimateGas":
      return .quantity(UInt256(try result.smallQuantity()))
    case "eth_gasPrice", "eth_maxPriorityFeePerGas", "eth_getBalance":
      return .quantity(try result.quantity())
    case "eth_getStorageAt": return .quantity(try result.word())
    case "eth_getCode", "eth_call": return .bytes(try result.bytes())
    case "eth_sendRawTransaction": return try sentHash(result)
    case "eth_getBlockByNumber", "eth_getBlockByHash": return try header(result)
    case "eth_getTransactionReceipt":
      guard !result.isNull else { return .null }
      let receipt = try RPCReceipt(result)
      try require(receipt.transactionHash == hashArgument, "It is another transaction's receipt.")
      return .receipt(receipt)
    case "eth_getTransactionByHash":
      guard !result.isNull else { return .null }
      let transaction = try RPCTransaction(result)
      try require(transaction.hash == hashArgument, "It is another transaction.")
      return .transaction(CanonicalTransaction(transaction))
    case "eth_getLogs":
      let logs = try result.list { (log) throws(JSONTypeError) in try RPCLog(log) }
      return .logs(logs.filter { !$0.isRemoved }.sorted { $0.place < $1.place })
    case "eth_getProof":
      let proof = try AccountProof(result)
      try require(isAsked(proof), "It is about something else than was asked for.")
      return .proof(proof)
    default:
      return result.isNull ? .null : .other(try JSON(result).canonical.text())
    }
  }

  private func header(_ result: JSONValue) throws -> CanonicalAnswer {
    guard !result.isNull else { throw RPCFailure.blockNotFound(blockInWords) }
    let header = try RPCHeader(result)
    switch block {
    case .number(let number):
      try require(
        header.number == number, "It is block \(header.number), but \(number) was asked for.")
    case .hash(let hash): try require(header.hash == hash, "It is another block.")
    case .tag, nil: break
    }
    return .header(CanonicalHeader(header))
  }

  /// The hash of a transaction is that of its bytes; a node that names another took another.
  private func sentHash(_ result: JSONValue) throws -> CanonicalAnswer {
    let hash = try result.hash()
    if let expected = rawTransactionHash {
      try require(
        hash == expected, "The node names transaction \(hash), but \(expected) was sent.")
    }
    return .bytes(hash.bytes)
  }

  private func isAsked(_ proof: AccountProof) -> Bool {
    guard parameters.count >= 2, case .string(let address) = parameters[0],
      case .array(let slots) = parameters[1]
    else { return true }
    let words = slots.map { slot -> UInt256? in
      if case .string(let text) = slot { try? UInt256(decimalOrHex: text) } else { nil }
    }
    return proof.address == (try? Address(hex: address)) && proof.storage.map(\.slot) == words
  }

  private func require(_ condition: Bool, _ reason: String) throws(RPCFailure) {
    guard condition else { throw .malformed(method: method, reason: reason) }
  }

  /// The hash that is asked for.
  private var hashArgument: Hash256? {
    guard case .string(let text)? = parameters.first else { return nil }
    return try? Hash256(hex: text)
  }

  /// The hash of the transaction that is handed in.
  var rawTransactionHash: Hash256? {
    guard method == "eth_sendRawTransaction", case .string(let text)? = parameters.first,
      let raw = try? Hex.decode(text)
    else { return nil }
    return Keccak256.hash(raw)
  }

  /// The block that is read, for an error.
  var blockInWords: String {
    switch block {
    case .tag(let tag): "the \(tag) block"
    case .number(let number): "block \(number)"
    case .hash(let hash): "block \(hash)"
    case nil: "the block"
    }
  }
}

extension RPCLog {
  fileprivate var place: (UInt64, UInt64) { (blockNumber ?? .max, logIndex ?? .max) }
}

extension JSON {
  /// The value with the members of objects in the order of their names, and hex in small letters; what
  /// has at most 64 bits loses the zeros in front, for it may be a quantity.
  var canonical: JSON {
    switch self {
    case .null, .bool, .number: return self
    case .array(let elements): return .array(elements.map(\.canonical))
    case .object(let members):
      return .object(
        members.sorted { $0.key < $1.key }.map { Member($0.key, $0.value.canonical) })
    case .string(let text):
      let digits = text.dropFirst(2)
      guard text.hasPrefix("0x") || text.hasPrefix("0X"), !digits.isEmpty,
        digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) })
      else { return self }
      let significant = digits.utf8.count <= 16 ? digits.drop { $0 == "0" } : digits
      return .string("0x" + (significant.isEmpty ? "0" : significant.lowercased()))
    }
  }
}
