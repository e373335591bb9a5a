import EVMPrimitives
import ExactJSON

extension EndpointPool {
  /// Hands in a transaction at every endpoint that serves the chain, which is asked again for it.
  ///
  /// One that takes it is enough; those that are slower have ``EndpointPoolOptions/grace``. A node that
  /// has it already took it.
  /// - Returns: What they said in the order of preference; those that took it first.
  func broadcast(
    _ request: RPCRequest
  ) async throws(CancellationError) -> [(endpoint: String, said: Result<JSONValue, RPCFailure>)] {
    let candidates = candidates()
    var said: [Int: Result<JSONValue, RPCFailure>] = [:]
    for (index, failure) in absences(but: candidates) { said[index] = .failure(failure) }
    typealias Answer = Result<JSONValue, RPCFailure>
    let answers = try await gather(
      candidates, enough: 1, isEnough: { (answer: Answer) in answer.failure == nil }
    ) { (index) async throws(CancellationError) -> Answer in
      if let refusal = try await self.refusal(of: index, anew: true) { return .failure(refusal) }
      let answer = try await self.checked(index, [request]) { _, _ in nil }[0]
      return answer.takingKnown(request)
    }
    said.merge(answers) { $1 }
    let order = said.keys.sorted { one, other in
      let (first, second) = (said[one]?.failure == nil, said[other]?.failure == nil)
      return first == second ? one < other : first
    }
    return order.compactMap { index in said[index].map { (endpoints[index].name, $0) } }
  }
}

extension Result where Success == JSONValue, Failure == RPCFailure {
  /// An answer to a transaction that was handed in; that the node has it already is its hash.
  func takingKnown(_ request: RPCRequest) -> Self {
    guard case .failure(let failure) = self, failure.sendingOutcome == .alreadyKnown,
      let hash = request.rawTransactionHash, let answer = JSON.string(hash.hex).answer
    else { return self }
    return .success(answer)
  }
}

extension JSON {
  /// The value as one that was read.
  var answer: JSONValue? { try? JSONDocument(parsing: text()).root }
}
