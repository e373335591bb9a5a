import EVMPrimitives
import ExactJSON

extension EndpointFault {
  /// A transaction is taken with its hash, and forgotten: no block will ever have it.
  public static let swallowedTransactions = EndpointFault(
    "swallowed transactions", of: ["eth_sendRawTransaction"]
  ) { call, honest in
    guard case .string(let text)? = call.arguments.first, let bytes = try? Hex.decode(text) else {
      return honest(call)
    }
    return .result(.string(Keccak256.hash(bytes).hex))
  }

  /// A transaction is taken, and the answer is that it was known before, as when a client sends it
  /// again whose first answer was lost.
  public static let alreadyKnown = EndpointFault(
    "already known", of: ["eth_sendRawTransaction"]
  ) { call, honest in
    guard case .result = honest(call) else { return honest(call) }
    return .error(["code": -32000, "message": "already known"])
  }

  /// Reverts without the data that says why, as some nodes tell them.
  public static let bareReverts = EndpointFault("bare reverts") { call, honest in
    guard case .error(let error) = honest(call), error["code"] == 3 else { return honest(call) }
    return .error(["code": -32000, "message": "execution reverted"])
  }

  /// A node that does not have a method.
  public static func unsupported(_ methods: String...) -> EndpointFault {
    EndpointFault("unsupported method", of: methods) { call, _ in
      .error([
        "code": -32601,
        "message": .string("the method \(call.method) does not exist/is not available"),
      ])
    }
  }

  /// A node that keeps the state of the latest block alone.
  public static let prunedState = EndpointFault("pruned state", of: Array(statePlaces.keys)) {
    call, honest in
    guard let place = statePlaces[call.method], call.arguments.indices.contains(place) else {
      return honest(call)
    }
    var block = call.arguments[place]
    if let hash = block["blockHash"] {
      let found = honest(
        EndpointCall(id: 1, method: "eth_getBlockByHash", arguments: [hash, false]))
      guard case .result(let header) = found, let number = header["number"] else {
        return honest(call)
      }
      block = number
    }
    block = block["blockNumber"] ?? block
    let head = honest(EndpointCall(id: 1, method: "eth_blockNumber", arguments: []))
    let names: [JSON] = ["latest", "pending", "safe", "finalized"]
    guard !names.contains(block), head != .result(block) else { return honest(call) }
    return .error(["code": -32000, "message": "missing trie node"])
  }

  /// Where the methods that read a state have the block.
  private static let statePlaces = [
    "eth_call": 1, "eth_estimateGas": 1, "eth_getBalance": 1, "eth_getCode": 1,
    "eth_getProof": 2, "eth_getStorageAt": 2, "eth_getTransactionCount": 1,
  ]

  /// The blocks above one have other hashes, wherever they are told, as after a reorganisation: the
  /// transactions stand in other blocks of the same numbers.
  ///
  /// - Parameter number: The last block that stays.
  public static func reorganized(above number: UInt64) -> EndpointFault {
    EndpointFault("reorganized") { call, honest in
      guard case .result(let result) = honest(call) else { return honest(call) }
      return .result(Reorganization(above: number, honest).rewritten(result))
    }
  }
}

/// Blocks with other hashes than the chain's.
private struct Reorganization {
  private var hashes: [String: String] = [:]

  init(above number: UInt64, _ honest: (EndpointCall) -> EndpointOutcome) {
    var number = number
    while true {
      number += 1
      let block = honest(
        EndpointCall(
          id: 1, method: "eth_getBlockByNumber",
          arguments: [.string("0x" + String(number, radix: 16)), false]))
      guard case .result(let block) = block, case .string(let hash)? = block["hash"] else { return }
      hashes[hash] = Keccak256.hash(hash.utf8).hex
    }
  }

  func rewritten(_ value: JSON) -> JSON {
    switch value {
    case .string(let text): .string(hashes[text] ?? text)
    case .array(let elements): .array(elements.map(rewritten))
    case .object(let members):
      .object(members.map { JSON.Member($0.key, rewritten($0.value)) })
    case .null, .bool, .number: value
    }
  }
}
