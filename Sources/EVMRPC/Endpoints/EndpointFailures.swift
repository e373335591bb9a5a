import ExactJSON

/// Why endpoints gave no answer to a request.
struct EndpointFailures: Sendable {
  private(set) var list: [(endpoint: String, failure: RPCFailure)] = []

  mutating func append(_ failure: RPCFailure, of endpoint: String) {
    list.append((endpoint, failure))
  }

  func count(_ standing: RPCFailure.Standing) -> Int {
    list.count { $0.failure.standing == standing }
  }

  func first(_ standing: RPCFailure.Standing) -> RPCFailure? {
    list.first { $0.failure.standing == standing }?.failure
  }

  /// Whether nobody gave any answer, for want of a connection.
  var isOutage: Bool {
    list.contains { $0.failure.isOutage }
      && list.allSatisfy {
        switch $0.failure {
        case .wrongChain, .lagging: true
        default: $0.failure.isOutage
        }
      }
  }

  /// How long endpoints that want fewer requests want to be left alone, at the least.
  var shortestRetry: Duration? {
    list.compactMap { failure -> Duration? in
      if case .rateLimited(_, let pause) = failure.failure { pause } else { nil }
    }.min()
  }

  var opinions: [EndpointOpinion] { list.map { $0.failure.opinion(of: $0.endpoint) } }

  /// The failure that stands for all where a transaction was handed in: a refusal only when nobody can
  /// have it.
  var broadcastSummary: RPCFailure {
    let mayHaveArrived = list.contains {
      switch $0.failure {
      case .transport, .malformed, .exhausted, .disagreement, .unproven: true
      default: false
      }
    }
    return mayHaveArrived ? .exhausted(opinions) : summary
  }

  /// The failure that stands for all.
  var summary: RPCFailure {
    if let found = first(.vote) ?? first(.missing) { return found }
    if list.count == 1 { return list[0].failure }
    if let found = first(.incapable), count(.incapable) == list.count { return found }
    return .exhausted(opinions)
  }
}
