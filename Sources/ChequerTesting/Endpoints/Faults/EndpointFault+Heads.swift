import EVMPrimitives
import ExactJSON

// Answers of another moment, or another branch.

extension EndpointFault {
  /// The chain as it was so many blocks ago, told as if it were the present one.
  ///
  /// Its latest block is older, transactions and states of the blocks above are unknown, and logs end
  /// below.
  public static func staleHead(by blocks: UInt64) -> EndpointFault {
    EndpointFault("stale head", as: .lag) { call, honest in
      guard let head = EndpointCall.head(honest) else { return honest(call) }
      return StaleHead(head: head > blocks ? head - blocks : 0).outcome(of: call, honest)
    }
  }

  /// A latest block so many blocks above the one that there is.
  public static func headAhead(by blocks: UInt64) -> EndpointFault {
    EndpointFault("head ahead", of: ["eth_blockNumber"], as: .lag) { call, honest in
      .result((honest(call).json ?? .null).adding(UInt256(blocks)))
    }
  }

  /// A node that says that it is still fetching blocks.
  public static let syncing = EndpointFault("syncing", of: ["eth_syncing"], as: .lag) {
    _, honest in
    let head = EndpointCall.head(honest) ?? 0
    return .result([
      "startingBlock": "0x0", "currentBlock": .quantity(head),
      "highestBlock": .quantity(head &+ 1_000_000),
    ])
  }

  /// A node that keeps the state of the latest block alone.
  public static let prunedState = EndpointFault(
    "pruned state", of: Array(EndpointCall.statePlaces.keys), as: .lag
  ) { call, honest in
    guard let place = EndpointCall.statePlaces[call.method], call.arguments.count > place,
      let number = EndpointCall.blockNumber(call.arguments[place], honest),
      let head = EndpointCall.head(honest), number != head
    else { return honest(call) }
    return .error(["code": -32000, "message": "missing trie node"])
  }

  /// The blocks above one have other hashes, wherever they are told, as after a reorganisation: the
  /// transactions stand in other blocks of the same numbers.
  ///
  /// - Parameter number: The last block that stays.
  public static func reorganized(above number: UInt64) -> EndpointFault {
    EndpointFault("reorganized", as: .lag) { call, honest in
      guard case .result(let result) = honest(call) else { return honest(call) }
      return .result(Reorganization(above: number, honest).rewritten(result))
    }
  }
}

/// What an endpoint says whose head is behind.
private struct StaleHead {
  let head: UInt64

  private var text: String { "0x" + String(head, radix: 16) }

  func outcome(
    of call: EndpointCall, _ honest: (EndpointCall) -> EndpointOutcome
  ) -> EndpointOutcome {
    switch call.method {
    case "eth_blockNumber": return .result(.string(text))
    case "eth_getTransactionReceipt", "eth_getTransactionByHash":
      guard case .result(let result) = honest(call), isAbove(result["blockNumber"]) else {
        return honest(call)
      }
      return .result(.null)
    default:
      var call = call
      call.arguments = call.arguments.map(rewritten)
      if let place = EndpointCall.statePlaces[call.method] {
        if call.arguments.count == place { call.arguments.append(.string(text)) }
        guard call.arguments.count > place else { return honest(call) }
        let number = EndpointCall.blockNumber(call.arguments[place], honest)
        guard number.map({ $0 <= head }) ?? true else {
          return .error(["code": -32000, "message": "header not found"])
        }
      }
      let outcome = honest(call)
      if call.method.hasPrefix("eth_getBlock"), case .result(let block) = outcome,
        isAbove(block["number"])
      {
        return .result(.null)
      }
      return outcome
    }
  }

  /// Names of the present in an argument, and in a filter's range, mean the old head.
  private func rewritten(_ argument: JSON) -> JSON {
    switch argument {
    case .string("latest"), .string("pending"), .string("safe"), .string("finalized"):
      return .string(text)
    case .object(let members):
      let isFilter = members.contains { ["fromBlock", "toBlock", "topics"].contains($0.key) }
      guard isFilter else { return argument }
      var changed = members.map { member in
        ["fromBlock", "toBlock"].contains(member.key)
          ? JSON.Member(member.key, clamped(rewritten(member.value))) : member
      }
      if argument["toBlock"] == nil, argument["blockHash"] == nil {
        changed.append(JSON.Member("toBlock", .string(text)))
      }
      return .object(changed)
    default: return argument
    }
  }

  private func clamped(_ block: JSON) -> JSON { isAbove(block) ? .string(text) : block }

  private func isAbove(_ block: JSON?) -> Bool {
    guard case .string(let text)? = block, text.hasPrefix("0x"),
      let number = UInt64(text.dropFirst(2), radix: 16)
    else { return false }
    return number > head
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
