import EVMPrimitives
public import ExactJSON

extension EndpointPool: RPCCaller {
  /// Answers requests: transactions are handed in at every endpoint, all else is asked of one after
  /// the other until one answers.
  public func answers(
    to requests: [RPCRequest]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    try await answers(to: requests) { _, _ in nil }
  }
}

extension EndpointPool: CheckingCaller {
  func answers(
    to requests: [RPCRequest], checking check: @escaping ResultCheck
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    var open = requests.map { OpenRequest($0) }
    var wait = Wait(options)
    var lagAttempts = 0
    while true {
      try await round(&open, check: check)
      if open.contains(where: \.isOutage) {
        let outage = open.first(where: \.isOutage)
        guard
          try await pause(
            &wait, atLeast: outage?.failures.shortestRetry,
            reasons: outage?.failures.opinions ?? [])
        else { break }
      } else if lagAttempts < options.lagAttempts,
        open.contains(where: { $0.lacksBlock && isExpected($0.request) })
      {
        lagAttempts += 1
        try await clock.sleep(options.lagPause)
      } else {
        for request in open where request.lacksBlock && lagAttempts > 0 {
          noteMissed(request.request)
        }
        break
      }
      for place in open.indices where open[place].isOutage || open[place].lacksBlock {
        open[place].reopen()
      }
    }
    for place in open.indices { noteHead(open[place]) }
    return open.map(\.outcome)
  }

  /// Asks every endpoint once for what is open, as long as anything is.
  private func round(
    _ open: inout [OpenRequest], check: @escaping ResultCheck
  ) async throws(CancellationError) {
    let sending = open.indices.filter { open[$0].isOpen && open[$0].request.isTransaction }
    for place in sending {
      for (endpoint, said) in try await broadcast(open[place].request) {
        open[place].take(said, from: endpoint)
      }
    }
    var left = candidates()
    for (index, failure) in absences(but: left) {
      for place in open.indices where !open[place].request.isTransaction {
        open[place].take(.failure(failure), from: endpoints[index].name)
      }
    }
    if options.policy == .race { try await race(&open, among: &left, check: check) }
    for index in left {
      guard open.contains(where: { $0.isOpen && !$0.request.isTransaction }) else { return }
      let places = open.indices.filter { open[$0].isOpen && !open[$0].request.isTransaction }
      let said = try await ask(index, places.map { ($0, open[$0].request) }, check: check)
      for (place, answer) in said { open[place].take(answer, from: endpoints[index].name) }
    }
  }

  /// Asks one endpoint, after it was admitted, for what its node has methods for.
  func ask(
    _ index: Int, _ requests: [(place: Int, request: RPCRequest)], check: @escaping ResultCheck
  ) async throws(CancellationError) -> [(place: Int, answer: Result<JSONValue, RPCFailure>)] {
    if let refusal = try await refusal(of: index) {
      return requests.map { ($0.place, .failure(refusal)) }
    }
    let missing = health(of: index).unsupportedMethods
    var said: [(place: Int, answer: Result<JSONValue, RPCFailure>)] = []
    var askable: [(place: Int, request: RPCRequest)] = []
    for request in requests {
      if missing.contains(request.request.method) {
        said.append((request.place, .failure(.unsupported(method: request.request.method))))
      } else {
        askable.append(request)
      }
    }
    let places = askable.map(\.place)
    let answers = try await checked(index, askable.map(\.request)) { check(places[$0], $1) }
    return said + zip(places, answers).map { ($0, $1) }
  }

  /// Whether a block that is not there must be there: it was seen, or two endpoints told of it, and
  /// was not waited for in vain.
  func isExpected(_ request: RPCRequest) -> Bool {
    guard let block = request.block, !learn({ $0.missed.contains(block) }) else { return false }
    return switch block {
    case .hash(let hash): learn { $0.blocks[hash] != nil }
    case .number(let number):
      learn { knowledge in
        max(knowledge.newestAnswered, knowledge.newestAgreed) >= number
          || knowledge.health.count { ($0.head?.number ?? 0) >= number } >= 2
      }
    case .tag: request.asksForHead
    }
  }

  /// Notes that a block did not come, so that not every read of its state waits for it anew.
  func noteMissed(_ request: RPCRequest) {
    guard let block = request.block, !request.asksForHead else { return }
    learn { knowledge in
      if knowledge.missed.count >= 256 { knowledge.missed = [] }
      knowledge.missed.insert(block)
    }
  }

  private func noteHead(_ request: OpenRequest) {
    guard request.request.asksForHead, case .success(let result) = request.outcome,
      let header = try? RPCHeader(result)
    else { return }
    learn { $0.newestAnswered = max($0.newestAnswered, header.number) }
  }
}

extension RPCRequest {
  var isTransaction: Bool { method == "eth_sendRawTransaction" }
}
