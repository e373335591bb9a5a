import ExactJSON

// One attempt: all that is pending, in batches.

extension RPCClient {
  /// What a batch brought.
  private typealias Found = [(index: Int, outcome: Result<JSONValue, Setback>)]

  /// Sends all that is pending once.
  ///
  /// As soon as a batch fails as a whole in a way that may pass, no further one is begun: the endpoint
  /// is down or wants to be left alone.
  /// - Returns: The setback to wait after; `nil` when there was none that may pass.
  func attempt(_ work: inout RequestWork) async throws(CancellationError) -> Setback? {
    let requests = work.requests
    var batches = work.batches(of: batchLimit)[...]
    var setback: Setback?
    var wasCancelled = false
    let width = max(1, options.parallelBatches)
    let found: Found = await withTaskGroup(of: Found?.self) { group in
      var all: Found = []
      var running = 0
      var isHalted = false
      while true {
        while !isHalted, !wasCancelled, running < width, let batch = batches.popFirst() {
          group.addTask { try? await self.send(batch, of: requests) }
          running += 1
        }
        guard running > 0, let result = await group.next() else { break }
        running -= 1
        guard let found = result else {
          wasCancelled = true
          group.cancelAll()
          continue
        }
        all += found
        let passing = found.compactMap { $0.outcome.setback }.filter(\.mayPass)
        if let worst = passing.first { setback = Setback.later(setback, worst) }
        isHalted = isHalted || passing.count == found.count
      }
      return all
    }
    guard !wasCancelled, !Task.isCancelled else { throw CancellationError() }
    work.record(found)
    return setback
  }

  /// Sends some of the requests as one body, and in halves when the endpoint does not take it.
  private func send(
    _ indices: [Int], of requests: [RPCRequest]
  ) async throws(CancellationError) -> Found {
    let body = body(for: indices.map { requests[$0] })
    switch try await post(body) {
    case .outcomes(let outcomes): return Array(zip(indices, outcomes)).map { ($0, $1) }
    case .batchRefused(let setback, let isLasting):
      guard indices.count > 1 else { return [(indices[0], .failure(setback))] }
      let half = indices.count / 2
      if isLasting { learnBatchLimit(half) }
      let first = try await send(Array(indices[..<half]), of: requests)
      // Whoever wants to be left alone by now is not asked for the rest.
      if first.allSatisfy({ $0.outcome.setback?.mayPass == true }), let last = first.last {
        return first + indices[half...].map { ($0, last.outcome) }
      }
      return first + (try await send(Array(indices[half...]), of: requests))
    }
  }

  /// Sends a body and reads what comes back.
  private func post(_ body: RequestBody) async throws(CancellationError) -> Reply {
    let bytes = body.bytes
    report(.asked(methods: body.requests.map(\.method), byteCount: bytes.count))
    let elapsed = time.stopwatch()
    do {
      let answer = try await transport.send(bytes, to: endpoint, within: options.deadlines)
      report(
        .answered(status: answer.status, byteCount: answer.body.count, after: elapsed()))
      return Reply(answer, to: body, by: name, now: time.date())
    } catch let failure as TransportFailure {
      report(.unanswered(failure, after: elapsed()))
      return reply(for: failure, to: body)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      return .outcomes(
        body.requests.map { _ in
          .failure(
            Setback(failure: .transport(endpoint: name, reason: "The request could not be sent.")))
        })
    }
  }

  /// What a failure of the transport means to the requests of a body.
  private func reply(for failure: TransportFailure, to body: RequestBody) -> Reply {
    let setback = Setback(
      failure: .transport(endpoint: name, reason: failure.description),
      mayPass: failure.isRetryable)
    // Less at once may work: a smaller batch, or logs of fewer blocks.
    if case .tooLarge = failure, body.requests.count > 1 {
      return .batchRefused(setback, isLasting: false)
    }
    return .outcomes(
      body.requests.map { request in
        guard body.requests.count == 1, request.method == "eth_getLogs" else {
          return .failure(setback)
        }
        let limit: LogRefusal.Limit
        switch failure {
        case .tooLarge: limit = .results
        case .timedOut(.answering): limit = .time
        default: return .failure(setback)
        }
        let refusal = LogRefusal(limit: limit, message: failure.description)
        return .failure(Setback(failure: .logsRefused(refusal)))
      })
  }
}

extension Result where Failure == Setback {
  fileprivate var setback: Setback? {
    if case .failure(let setback) = self { setback } else { nil }
  }
}

extension Setback {
  /// Of two setbacks that may pass, the one after which there is more to wait.
  fileprivate static func later(_ first: Setback?, _ second: Setback) -> Setback {
    guard let first else { return second }
    guard case .rateLimited(_, let pause) = second.failure else { return first }
    if case .rateLimited(_, let other) = first.failure, other ?? .zero >= pause ?? .zero {
      return first
    }
    return second
  }
}
