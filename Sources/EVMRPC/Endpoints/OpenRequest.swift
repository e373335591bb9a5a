import ExactJSON

/// A request that is asked of one endpoint after the other until one answers it.
struct OpenRequest: Sendable {
  let request: RPCRequest
  private(set) var answer: Result<JSONValue, RPCFailure>?
  /// A `null` that says no more than that the node does not know.
  private var unknown: JSONValue?
  private(set) var failures = EndpointFailures()

  init(_ request: RPCRequest) { self.request = request }

  var isOpen: Bool { answer == nil }

  /// Takes what an endpoint says: a result is an answer and so is a revert; errors are votes.
  mutating func take(_ said: Result<JSONValue, RPCFailure>, from endpoint: String) {
    guard isOpen else { return }
    switch said {
    case .success(let result):
      if result.isNull { unknown = result } else { answer = said }
    case .failure(let failure):
      failures.append(failure, of: endpoint)
      switch failure.standing {
      case .answer: answer = said
      case .vote:
        // Of a transaction it also matters what the others did with it.
        if failures.count(.vote) >= 2, !request.isTransaction {
          answer = .failure(failures.summary)
        }
      case .missing, .incapable, .fault: break
      }
    }
  }

  /// Forgets who failed, to be asked again.
  mutating func reopen() { failures = EndpointFailures() }

  /// Whether nobody gave any answer, for want of a connection.
  var isOutage: Bool { isOpen && unknown == nil && failures.isOutage }

  /// Whether those who answered do not have the block.
  var lacksBlock: Bool { isOpen && unknown == nil && failures.count(.missing) > 0 }

  /// The answer, be it why there is none.
  var outcome: Result<JSONValue, RPCFailure> {
    answer ?? unknown.map { .success($0) }
      ?? .failure(request.isTransaction ? failures.broadcastSummary : failures.summary)
  }
}
