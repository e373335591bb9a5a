import ExactJSON

/// What became of a client's requests so far.
struct RequestWork {
  let requests: [RPCRequest]
  /// The places of those without a last word, in order.
  private(set) var pending: [Int]
  private var outcomes: [Result<JSONValue, RPCFailure>?]

  init(_ requests: [RPCRequest]) {
    self.requests = requests
    pending = Array(requests.indices)
    outcomes = Array(repeating: nil, count: requests.count)
  }

  /// The requests that wait, as bodies that may be sent: what must not be repeated goes alone, as a
  /// batch that was refused is sent again in parts.
  func batches(of limit: Int) -> [[Int]] {
    var batches: [[Int]] = []
    var batch: [Int] = []
    for index in pending {
      guard RetryPolicy.isRepeatable(requests[index].method) else {
        batches.append([index])
        continue
      }
      batch.append(index)
      if batch.count >= limit {
        batches.append(batch)
        batch = []
      }
    }
    if !batch.isEmpty { batches.append(batch) }
    return batches
  }

  /// Takes down what attempts brought; what may pass stays pending where it may be repeated.
  mutating func record(_ found: [(index: Int, outcome: Result<JSONValue, Setback>)]) {
    for (index, outcome) in found {
      switch outcome {
      case .success(let value): outcomes[index] = .success(value)
      case .failure(let setback):
        guard !setback.mayPass || !RetryPolicy.isRepeatable(requests[index].method) else {
          continue
        }
        outcomes[index] = .failure(setback.failure)
      }
    }
    pending.removeAll { outcomes[$0] != nil }
  }

  /// Ends all that is pending with a failure.
  mutating func giveUp(after setback: Setback) {
    for index in pending { outcomes[index] = .failure(setback.failure) }
    pending = []
  }

  /// The answers, once nothing is pending.
  var results: [Result<JSONValue, RPCFailure>] {
    outcomes.indices.map { index in
      outcomes[index]
        ?? .failure(
          .malformed(method: requests[index].method, reason: "There is no answer to it."))
    }
  }
}
