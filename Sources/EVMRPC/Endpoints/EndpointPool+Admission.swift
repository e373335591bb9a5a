import EVMPrimitives
import ExactJSON

extension EndpointPool {
  /// Asks an endpoint for its chain and its head, unless that was done lately.
  ///
  /// - Parameter anew: Whether to ask in any case.
  /// - Returns: Why it cannot be asked; `nil` when it can.
  func refusal(of index: Int, anew: Bool = false) async throws(CancellationError) -> RPCFailure? {
    let known = health(of: index)
    if !anew, known.isChecked(at: clock.now(), options: options) {
      return known.state == .good ? nil : refusal(of: index, known)
    }
    let calls = [
      RPCCall.chainID.request, RPCCall.header(.latest).request, RPCCall.isSyncing.request,
    ]
    let answers = try await raw(index, calls)
    let identifier = RPCCall.chainID.value(of: answers[0])
    guard case .success(let found) = identifier else {
      return noted(identifier.failure, of: index)
    }
    guard found == chainID else {
      settle(index, .wrongChain(found: found), head: nil)
      return .wrongChain(endpoint: endpoints[index].name, expected: chainID, found: found)
    }
    let head = RPCCall.header(.latest).value(of: answers[1])
    guard case .success(let header) = head else { return noted(head.failure, of: index) }
    let syncing = RPCCall.isSyncing.value(of: answers[2])
    if let failure = syncing.failure, failure.isOutage { return noted(failure, of: index) }
    let isSyncing = (try? syncing.get()) ?? false
    settle(index, state(of: index, header, isSyncing: isSyncing), head: header)
    let settled = health(of: index)
    return settled.state == .good ? nil : refusal(of: index, settled)
  }

  /// How an endpoint with this head stands among the others.
  private func state(
    of index: Int, _ header: RPCHeader, isSyncing: Bool
  ) -> EndpointHealth.State {
    if isSyncing {
      return .lagging(
        reason: "Its node is still catching up with the chain, at block \(header.number).")
    }
    if let limit = options.maximumHeadAge {
      let now = clock.wallTime()
      let age = now > header.timestamp ? now - header.timestamp : 0
      if age > limit {
        return .lagging(reason: "Its newest block, \(header.number), is \(age) seconds old.")
      }
      let lead = header.timestamp > now ? header.timestamp - now : 0
      if lead > max(limit, 900) {
        return .lagging(
          reason: "Its newest block, \(header.number), is \(lead) seconds in the future.")
      }
    }
    if let best = bestHead(with: header.number, of: index), best > header.number,
      best - header.number > options.maximumLag
    {
      return .lagging(reason: "It is \(best - header.number) blocks behind the others.")
    }
    return .good
  }

  /// The number that a head is measured by: the highest of two, the second highest where there are more
  /// endpoints, so that one that is invented shuts nobody out.
  private func bestHead(with number: UInt64, of index: Int) -> UInt64? {
    let health = health
    var heads = [number]
    for other in health.indices where other != index {
      if case .wrongChain = health[other].state { continue }
      if let head = health[other].head { heads.append(head.number) }
    }
    heads.sort(by: >)
    return endpoints.count > 2 ? heads.dropFirst().first : heads.first
  }

  private func settle(_ index: Int, _ state: EndpointHealth.State, head: RPCHeader?) {
    let now = clock.now()
    learn { knowledge in
      knowledge.health[index].state = state
      knowledge.health[index].checkedAt = now
      if let head {
        knowledge.health[index].head = EndpointHead(head)
        knowledge.remember(head)
      }
    }
  }

  private func noted(_ failure: RPCFailure?, of index: Int) -> RPCFailure? {
    if let failure { noteFailure(failure, of: index) }
    return failure
  }
}

extension Result {
  var failure: Failure? { if case .failure(let failure) = self { failure } else { nil } }
}
