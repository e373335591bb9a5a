import EVMPrimitives
public import ExactJSON

extension RPCFailure {
  /// What the error object of an answer means.
  ///
  /// - Parameters:
  ///   - error: `{"code", "message", "data"?}`.
  ///   - method: The method that was called.
  ///   - endpoint: The endpoint's name.
  public init(answered error: JSONValue, to method: String, by endpoint: String) {
    self = NodeError(error).meaning(for: method, by: endpoint).failure
  }
}

/// Why a request has no answer yet, and whether another attempt may bring one.
struct Setback: Error, Hashable {
  var failure: RPCFailure
  /// Whether the same request may succeed at another moment.
  var mayPass = false
}

extension NodeError {
  /// What an error means, by its code and its words together: the same code stands for many things
  /// (-32000 for nearly all of them), and the same thing is said with many codes.
  ///
  /// The first row that fits counts.
  func meaning(for method: String, by endpoint: String) -> Setback {
    if isRevert(method) {
      return Setback(failure: .reverted(data: revertData ?? [], message: message))
    }
    if method.hasSuffix("Logs"), let refusal = LogRefusal(self) {
      return Setback(failure: .logsRefused(refusal))
    }
    // Besu's -32005 is a transaction with too much gas, not a rate limit.
    let refusal = RPCFailure.node(code: code, message: message)
    if method.hasPrefix("eth_send"), refusal.sendingOutcome != nil {
      return Setback(failure: refusal)
    }
    if isRateLimit {
      return Setback(failure: .rateLimited(endpoint: endpoint, retryAfter: pause), mayPass: true)
    }
    if words.contains(anyOf: Self.keyWords) {
      return Setback(failure: .wantsKey(endpoint, quoted(message, limit: 100)))
    }
    if isUnsupported(method) { return Setback(failure: .unsupported(method: method)) }
    if isBlockMissing {
      // A node that lags, or one of several behind a name, may have the block a moment later; what
      // was pruned stays away.
      let block = "the block, or its state (\(quoted(message, limit: 100)))"
      return Setback(
        failure: .blockNotFound(block), mayPass: !words.contains(anyOf: Self.prunedWords))
    }
    if words.contains(anyOf: Self.troubleWords) {
      return Setback(
        failure: .transport(
          endpoint: endpoint, reason: "It is in trouble itself: \(quoted(message, limit: 200))."),
        mayPass: true)
    }
    return Setback(failure: refusal)
  }

  // MARK: The table

  private func isRevert(_ method: String) -> Bool {
    if words.contains("revert") { return true }
    // Geth's number for it, which zkSync has for whatever is wrong with a transaction.
    if code == 3 { return revertData != nil || !method.hasPrefix("eth_send") }
    // Parity says only this, and all the rest in the data.
    return code == -32015 && words.contains("vm execution error") && revertData != nil
  }

  private var isRateLimit: Bool {
    [429, -32005, -32007, -32012, -32016, -32029].contains(code)
      || words.contains(anyOf: Self.rateWords)
  }

  private static let rateWords = [
    "rate limit", "ratelimit", "rate-limit", "rate exceeded", "too many request", "request limit",
    "request count exceeded", "requests per second", "compute units per second", "throttl",
    "call limit", "quota", "exceeded its throughput", "exceeded its compute units",
    "usage limit", "credits limit", "capacity limit", "slow down",
  ]

  private static let keyWords = [
    "unauthorized", "unauthorised", "must be authenticated", "api key", "apikey", "api-key",
    "project id required", "invalid project id", "rejected due to project id", "access token",
    "not authenticated", "authentication required", "jwt",
  ]

  private func isUnsupported(_ method: String) -> Bool {
    if code == -32601 { return true }
    if words.contains(anyOf: Self.methodWords) { return true }
    let name = method.lowercased()
    return words.contains(name)
      && words.contains(anyOf: [
        "not supported", "not available", "unsupported", "not allowed", "disabled",
        "\(name) does not exist", "\(name) not found", "not whitelisted", "not enabled",
      ])
  }

  private static let methodWords = [
    "does not exist/is not available", "method not found", "method not supported",
    "unsupported method", "method is not supported", "not whitelisted", "method not allowed",
    "method is not available", "method not available", "unknown method",
    "method is not whitelisted",
    "method not enabled", "method disabled", "method is disabled",
  ]

  private var isBlockMissing: Bool {
    code == -38001 || words.contains(anyOf: Self.blockWords)
      || words.contains(anyOf: Self.prunedWords)
      || code == -32001 && words.contains("resource not found")
  }

  private static let blockWords = [
    "header not found", "unknown block", "block not found", "header for hash not found",
    "block header not found", "could not find block", "block could not be found",
    "block is not available", "is not currently canonical", "beyond current head block",
    "beyond latest executed block", "cannot query unfinalized data", "block does not exist",
    "after last accepted block", "no block with", "block number out of range",
  ]

  private static let prunedWords = [
    "missing trie node", "pruned", "pruning", "historical state", "state unavailable",
    "no state available", "state is not available", "state not available", "state not found",
    "archive",
  ]

  private static let troubleWords = [
    "temporarily unavailable", "service unavailable", "server is busy", "overloaded",
    "try again later", "please retry", "please try again", "bad gateway", "gateway timeout",
    "upstream", "no backend", "backend is currently", "connection refused", "connection reset",
    "i/o timeout", "request timed out", "request timeout", "context deadline exceeded",
    "no response",
    "currently unavailable", "execution timeout", "server error",
  ]
}

extension RPCFailure {
  /// The failure that an endpoint answers nobody whom it does not know.
  ///
  /// - Parameter evidence: Its words, or its status.
  static func wantsKey(_ endpoint: String, _ evidence: String) -> RPCFailure {
    .transport(
      endpoint: endpoint,
      reason:
        "It wants a key that it knows (\(evidence)); check the one in its URL, or give another endpoint."
    )
  }
}
