import EVMPrimitives
public import ExactJSON

extension EndpointFault {
  /// An error of JSON-RPC in the place of the result, such as -32005 of rate limits.
  public static func error(
    _ code: Int, _ message: String, data: JSON? = nil
  ) -> EndpointFault {
    EndpointFault("error \(code)") { _, _ in
      var members = [
        JSON.Member("code", .integer(code)), JSON.Member("message", .string(message)),
      ]
      if let data { members.append(JSON.Member("data", data)) }
      return .error(.object(members))
    }
  }

  /// Another result than the chain's.
  public static func result(_ result: JSON) -> EndpointFault {
    EndpointFault("another result") { _, _ in .result(result) }
  }

  /// Another chain's id, as of a URL that belongs to another network.
  public static func wrongChain(_ id: UInt64) -> EndpointFault {
    EndpointFault("wrong chain", of: ["eth_chainId", "net_version"]) { call, _ in
      .result(.string(call.method == "net_version" ? "\(id)" : quantity(id)))
    }
  }

  /// No receipt yet, however often it is asked for.
  public static let nullReceipts = EndpointFault(
    "null receipts", of: ["eth_getTransactionReceipt"]
  ) { _, _ in .result(.null) }

  /// Transactions that the endpoint has never heard of, nor their receipts.
  public static let unknownTransactions = EndpointFault(
    "unknown transactions", of: ["eth_getTransactionByHash", "eth_getTransactionReceipt"]
  ) { _, _ in .result(.null) }

  /// Another balance than somebody has, in wei.
  public static func lyingBalance(_ wei: UInt64) -> EndpointFault {
    EndpointFault("lying balance", of: ["eth_getBalance"]) { _, _ in .result(.string(quantity(wei)))
    }
  }

  /// Quantities of more digits than 256 bits have.
  public static let overlongQuantity = EndpointFault("overlong quantity") { call, honest in
    guard case .result(.string(let text)) = honest(call), text.hasPrefix("0x") else {
      return honest(call)
    }
    return .result(.string("0x" + String(repeating: "f", count: 65)))
  }

  /// Answers with an id that nobody asked with.
  public static let wrongID = EndpointFault("wrong id") { call, honest in
    guard case .result(let result) = honest(call) else { return honest(call) }
    return .verbatim([["jsonrpc": "2.0", "id": "nobody's", "result": result]])
  }

  /// No answer to a call, which in a batch is one too few.
  public static let missingAnswer = EndpointFault("missing answer") { call, honest in
    _ = honest(call)
    return .nothing
  }

  /// Two answers to one call of a batch.
  public static let doubleAnswer = EndpointFault("double answer") { call, honest in
    guard case .result(let result) = honest(call) else { return honest(call) }
    let answer: JSON = ["jsonrpc": "2.0", "id": call.id ?? .null, "result": result]
    return .verbatim([answer, answer])
  }

  private static func quantity(_ number: UInt64) -> String {
    "0x" + String(number, radix: 16)
  }
}

// MARK: - A head behind the others'

extension EndpointFault {
  /// The chain as it was so many blocks ago, told as if it were the present one.
  ///
  /// Its latest block is older, transactions of the blocks above are unknown, and logs end below.
  public static func staleHead(by blocks: UInt64) -> EndpointFault {
    EndpointFault("stale head") { call, honest in
      guard case .result(.string(let text)) = honest(EndpointCall(number: "eth_blockNumber")),
        let head = UInt64(text.dropFirst(2), radix: 16)
      else { return honest(call) }
      return StaleHead(head: head > blocks ? head - blocks : 0).outcome(of: call, honest)
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

extension EndpointCall {
  /// A call without arguments, for a number.
  fileprivate init(number method: String) { self.init(id: 1, method: method, arguments: []) }
}
