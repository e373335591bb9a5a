import EVMRPC
import Vaults

/// The network that endpoints serve, where nobody named one.
struct ServedNetwork: Sendable {
  let endpoints: [Endpoint]
  /// How long to wait while none can be reached.
  let patience: Duration
  let tell: @Sendable (PoolNotice) -> Void

  private typealias Answer = (endpoint: String, answer: Result<UInt64, RPCFailure>)

  /// Asks until one answers; if they differ, most of all endpoints must say the same.
  ///
  /// - Throws: `RPCFailure.disagreement`, `RPCFailure.exhausted`, and what a book says to an unknown
  ///   chain.
  func find(in book: NetworkBook) async throws -> Network {
    let clock = ContinuousClock()
    let start = clock.now
    var pause = Duration.milliseconds(250)
    var attempt = 0
    while true {
      attempt += 1
      let answers = try await answers()
      if let chainID = try Self.chainID(of: answers, among: endpoints.count) {
        return try book.named(chainID.description)
      }
      let opinions = answers.map { answer in
        EndpointOpinion(
          endpoint: answer.endpoint, answer: answer.answer.failure?.reason ?? "It answered.")
      }
      guard clock.now - start + pause <= patience else { throw RPCFailure.exhausted(opinions) }
      tell(PoolNotice(attempt: attempt, pause: pause, waited: clock.now - start, reasons: opinions))
      try await Task.sleep(for: pause)
      pause = min(pause * 2, .seconds(10))
    }
  }

  /// What the endpoints say, until most of all say the same.
  private func answers() async throws(CancellationError) -> [Answer] {
    let most = endpoints.count / 2 + 1
    let answers = await withTaskGroup(of: Answer?.self) { group in
      for endpoint in endpoints {
        group.addTask {
          guard let answers = try? await endpoint.caller.ask([RPCCall.chainID]) else { return nil }
          return (endpoint.name, answers[0])
        }
      }
      var answers: [Answer] = []
      for await answer in group {
        guard let answer else { continue }
        answers.append(answer)
        let same = answers.count { (try? $0.answer.get()) == (try? answer.answer.get()) }
        if case .success = answer.answer, same >= most {
          group.cancelAll()
          break
        }
      }
      return answers
    }
    if Task.isCancelled { throw CancellationError() }
    return answers
  }

  /// The chain of those who answered; `nil` when none did.
  private static func chainID(
    of answers: [Answer], among count: Int
  ) throws(RPCFailure) -> UInt64? {
    var votes: [UInt64: Int] = [:]
    for answer in answers {
      if case .success(let chainID) = answer.answer { votes[chainID, default: 0] += 1 }
    }
    guard votes.count > 1 else { return votes.keys.first }
    if let winner = votes.first(where: { $0.value > count / 2 }) { return winner.key }
    throw .disagreement(
      method: "eth_chainId",
      answers: answers.map { answer in
        switch answer.answer {
        case .success(let chainID):
          EndpointOpinion(endpoint: answer.endpoint, answer: "chain \(chainID)")
        case .failure(let failure):
          EndpointOpinion(endpoint: answer.endpoint, answer: failure.reason)
        }
      })
  }
}

extension Result where Failure == RPCFailure {
  /// Why there is no answer.
  var failure: RPCFailure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
