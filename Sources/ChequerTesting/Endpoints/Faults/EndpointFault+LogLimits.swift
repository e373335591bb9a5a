import ExactJSON

// Refusals of logs, in the words of nodes and providers.

extension EndpointFault {
  /// How a node or provider says that a range has too many blocks.
  public enum RangeWords: String, Hashable, Sendable, CaseIterable {
    /// `query exceeds max block range 5000`, -32005.
    case queryExceeds = "query exceeds"
    /// `exceed max block range: 5000`, -32000.
    case exceedMax = "exceed max"
    /// `exceed maximum block range: 5000`, -32701.
    case exceedMaximum = "exceed maximum"
    /// `range 1000000 exceeds limit of 10000`, -32602.
    case exceedsLimit = "exceeds limit"
    /// `invalid params`, -32602, with `range 1000000 is bigger than range limit 2000` in the data.
    case payload
    /// `block range is too wide`, -32000, without a number.
    case tooWide = "too wide"
    /// `eth_getLogs is limited to a 10,000 range`, -32614, with a comma.
    case limitedTo = "limited to"
    /// `block range is larger than max block range, block range = 5120, max block range = 5000`.
    case larger
    /// `Log response size exceeded. …`, -32602, with a range that would do.
    case suggestion
    /// `query timeout exceeded`, -32000.
    case timeout
  }

  /// An error for a range of more blocks than the node allows.
  public static func logRange(
    of limit: UInt64, in words: RangeWords = .queryExceeds
  ) -> EndpointFault {
    let name = words == .queryExceeds ? "log range" : "log range: \(words.rawValue)"
    return EndpointFault(name, of: ["eth_getLogs"], as: .logs) { call, honest in
      guard case .object? = call.arguments.first,
        let from = EndpointCall.blockNumber(call.arguments[0]["fromBlock"] ?? "latest", honest),
        let to = EndpointCall.blockNumber(call.arguments[0]["toBlock"] ?? "latest", honest),
        to >= from, to - from >= limit
      else { return honest(call) }
      return .error(words.error(from: from, to: to, limit: limit))
    }
  }

  /// An error for more logs than the node gives at once.
  public static func logCount(of limit: Int) -> EndpointFault {
    EndpointFault("log count", of: ["eth_getLogs"], as: .logs) { call, honest in
      guard case .result(.array(let logs)) = honest(call), logs.count > limit else {
        return honest(call)
      }
      return .error([
        "code": -32005, "message": .string("query returned more than \(limit) results"),
      ])
    }
  }
}

extension EndpointFault.RangeWords {
  fileprivate func error(from: UInt64, to: UInt64, limit: UInt64) -> JSON {
    let span = to - from
    let (code, message) =
      switch self {
      case .queryExceeds: (-32005, "query exceeds max block range \(limit)")
      case .exceedMax: (-32000, "exceed max block range: \(limit)")
      case .exceedMaximum: (-32701, "exceed maximum block range: \(limit)")
      case .exceedsLimit: (-32602, "range \(span) exceeds limit of \(limit)")
      case .payload: (-32602, "invalid params")
      case .tooWide: (-32000, "block range is too wide")
      case .limitedTo: (-32614, "eth_getLogs is limited to a \(Self.grouped(limit)) range")
      case .larger:
        (
          -32000,
          "block range is larger than max block range, block range = \(span), "
            + "max block range = \(limit)"
        )
      case .suggestion:
        (
          -32602,
          "Log response size exceeded. You can make eth_getLogs requests with up to a \(limit) block "
            + "range and no limit on the response size. Based on your parameters, this block range "
            + "should work: [0x\(String(from, radix: 16)), 0x\(String(from &+ (max(limit, 1) - 1), radix: 16))]"
        )
      case .timeout: (-32000, "query timeout exceeded")
      }
    let error: JSON = ["code": .integer(code), "message": .string(message)]
    guard self == .payload else { return error }
    return error.setting(
      ("data", ["payload": .string("range \(span) is bigger than range limit \(limit)")]))
  }

  /// The number with a comma between thousands.
  private static func grouped(_ number: UInt64) -> String {
    let digits = Array(String(number))
    return digits.indices.reduce(into: "") { text, place in
      if place > 0, (digits.count - place).isMultiple(of: 3) { text += "," }
      text.append(digits[place])
    }
  }
}
