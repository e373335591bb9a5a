import ExactJSON

extension AgreedCaller {
  /// Asks endpoints until enough say the same.
  func agreed(
    _ requests: [RPCRequest], by rule: AgreementRule
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    var tallies = requests.map { Tally($0) }
    var answers: [Result<JSONValue, RPCFailure>?] = Array(repeating: nil, count: requests.count)
    var wait = EndpointPool.Wait(pool.options)
    var lagAttempts = 0
    while true {
      try await round(&tallies, &answers, rule: rule)
      let open = answers.indices.filter { answers[$0] == nil && !isContested(tallies[$0], rule) }
      guard !open.isEmpty else { break }
      if lagAttempts < pool.options.lagAttempts,
        open.contains(where: { tallies[$0].lacksBlock && pool.isExpected(tallies[$0].request) })
      {
        lagAttempts += 1
        try await pool.clock.sleep(pool.options.lagPause)
      } else if let outage = open.first(where: { isOutage(tallies[$0]) }) {
        let failures = tallies[outage].failures
        guard
          try await pool.pause(
            &wait, atLeast: failures.shortestRetry, reasons: failures.opinions)
        else { break }
      } else {
        for place in open where tallies[place].lacksBlock && lagAttempts > 0 {
          pool.noteMissed(tallies[place].request)
        }
        break
      }
      for place in open { tallies[place].reopen() }
    }
    return zip(tallies, answers).map { tally, answer in answer ?? remainder(of: tally, rule) }
  }

  /// Asks each endpoint at most once: as many at a time as answers are missing.
  private func round(
    _ tallies: inout [Tally], _ answers: inout [Result<JSONValue, RPCFailure>?],
    rule: AgreementRule
  ) async throws(CancellationError) {
    let open = answers.indices.filter { answers[$0] == nil }
    // Those that are left alone for a while are asked last, before nothing is decided.
    var left = pool.candidates(atLeast: rule == .middle ? count : pool.endpoints.count)
    for (index, failure) in pool.absences(but: left) {
      for place in open {
        tallies[place].take(.failure(failure), from: index, named: pool.endpoints[index].name)
      }
    }
    var late: Set<Int> = []
    while !left.isEmpty {
      let places = answers.indices.filter { answers[$0] == nil }
      guard !places.isEmpty else { return }
      let missing = places.map { count - tallies[$0].votes.count }.max() ?? 1
      let asked = rule == .middle ? left : Array(left.prefix(max(1, missing)))
      left.removeFirst(asked.count)
      let requests = places.map { (place: $0, request: tallies[$0].request) }
      // A slow one is replaced where there are others, and asked again after them.
      let enough =
        rule == .middle ? count : left.isEmpty ? asked.count : max(1, asked.count - 1)
      let said = try await pool.gather(asked, enough: enough, isEnough: { _ in true }) {
        [pool] (index) async throws(CancellationError) in
        try await pool.ask(index, requests) { _, _ in nil }
      }
      left += asked.filter { said[$0] == nil && late.insert($0).inserted }
      for index in asked {
        for (place, answer) in said[index] ?? [] {
          tallies[place].take(answer, from: index, named: pool.endpoints[index].name)
        }
      }
      for place in places { decide(place, tallies[place], &answers, rule: rule) }
    }
  }

  private func decide(
    _ place: Int, _ tally: Tally, _ answers: inout [Result<JSONValue, RPCFailure>?],
    rule: AgreementRule
  ) {
    guard case .decided(let answer, let against, let by) = verdict(on: tally, rule) else { return }
    answers[place] = answer
    guard !against.isEmpty else { return }
    pool.learn { knowledge in
      for index in against { knowledge.health[index].contradictions += 1 }
      for index in by where knowledge.health[index].contradictions > 0 {
        knowledge.health[index].contradictions -= 1
      }
    }
  }

  private func verdict(on tally: Tally, _ rule: AgreementRule) -> Tally.Verdict {
    if rule == .middle {
      let estimate = tally.estimate(agreeing: count)
      if case .undecided = estimate {} else { return estimate }
    }
    return tally.verdict(agreeing: count, of: pool.endpoints.count)
  }

  private func isContested(_ tally: Tally, _ rule: AgreementRule) -> Bool {
    if case .contested = verdict(on: tally, rule) { true } else { false }
  }

  /// Whether so many endpoints are out of reach that there is no answer without them.
  private func isOutage(_ tally: Tally) -> Bool {
    guard tally.votes.isEmpty || shortage == .refused else { return false }
    return tally.votes.isEmpty
      ? tally.failures.isOutage : tally.failures.list.contains { $0.failure.isOutage }
  }

  /// What there is to say when nothing is decided.
  private func remainder(of tally: Tally, _ rule: AgreementRule) -> Result<JSONValue, RPCFailure> {
    if isContested(tally, rule) {
      return .failure(
        .disagreement(
          method: tally.request.method, answers: tally.opinions(naming: pool.endpoints)))
    }
    guard let lone = tally.loneAnswer else { return .failure(tally.failures.summary) }
    guard shortage == .accepted else {
      // Who waits for a receipt waits until enough nodes have it.
      if let doubt = tally.doubt { return doubt }
      return .failure(
        .exhausted(
          tally.opinions(naming: pool.endpoints) + [
            EndpointOpinion(
              endpoint: "the pool",
              answer: "\(count) endpoints must say the same before it is believed.")
          ]))
    }
    noteUnconfirmed()
    return lone
  }
}
