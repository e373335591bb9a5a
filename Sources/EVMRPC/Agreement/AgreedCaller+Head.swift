import EVMPrimitives
import ExactJSON

extension AgreedCaller {
  /// The newest block that enough endpoints have, as they tell it.
  ///
  /// Of the heads of all endpoints it is the lowest of the `count` highest, read again by its number.
  /// While the chain changes its mind about its newest block an older one is taken, but never one
  /// older than was agreed on before.
  func headAnswer() async throws(CancellationError) -> Result<JSONValue, RPCFailure> {
    var wait = EndpointPool.Wait(pool.options)
    var lagAttempts = 0
    while true {
      let (heads, failures) = try await heads()
      let floor = pool.learn { $0.newestAgreed }
      let isEnough = heads.count >= count || (shortage == .accepted && !heads.isEmpty)
      if isEnough, case let number = heads[min(count, heads.count) - 1], number >= floor {
        if heads.count < count { noteUnconfirmed() }
        return try await header(number, notBelow: floor)
      }
      if isEnough {
        guard lagAttempts < pool.options.lagAttempts else {
          return .failure(.blockNotFound("block \(floor), which was seen before"))
        }
        lagAttempts += 1
        try await pool.clock.sleep(pool.options.lagPause)
      } else {
        let isOutage = failures.list.contains { $0.failure.isOutage }
        guard isOutage,
          try await pool.pause(
            &wait, atLeast: failures.shortestRetry, reasons: failures.opinions)
        else { return .failure(heads.isEmpty ? failures.summary : shortageOfHeads(failures)) }
      }
    }
  }

  /// The numbers of the newest blocks of all endpoints that can be asked, highest first.
  private func heads() async throws(CancellationError) -> ([UInt64], EndpointFailures) {
    let candidates = pool.candidates(atLeast: count)
    let answers = try await pool.gather(
      candidates, enough: count, isEnough: { (refusal: RPCFailure?) in refusal == nil }
    ) { [pool] (index) async throws(CancellationError) in
      try await pool.refusal(of: index, anew: true)
    }
    var failures = EndpointFailures()
    for (index, failure) in pool.absences(but: candidates) {
      failures.append(failure, of: pool.endpoints[index].name)
    }
    var heads: [UInt64] = []
    let health = pool.health
    for (index, refusal) in answers.sorted(by: { $0.key < $1.key }) {
      if let refusal {
        failures.append(refusal, of: pool.endpoints[index].name)
      } else if let head = health[index].head {
        heads.append(head.number)
      }
    }
    return (heads.sorted(by: >), failures)
  }

  private func header(
    _ number: UInt64, notBelow floor: UInt64
  ) async throws(CancellationError) -> Result<JSONValue, RPCFailure> {
    var answer: Result<JSONValue, RPCFailure>
    var number = number
    var steps = 0
    while true {
      let call = RPCCall.header(.number(number))
      answer = try await agreed([call.request], by: .same)[0]
      guard case .failure(.disagreement) = answer, steps < 3, number > floor else { break }
      steps += 1
      number -= 1
    }
    if case .success = answer { pool.learn { $0.newestAgreed = max($0.newestAgreed, number) } }
    return answer
  }

  private func shortageOfHeads(_ failures: EndpointFailures) -> RPCFailure {
    .exhausted(
      failures.opinions + [
        EndpointOpinion(
          endpoint: "the pool",
          answer: "\(counted(count, "endpoint")) must have a block before it is believed.")
      ])
  }
}
