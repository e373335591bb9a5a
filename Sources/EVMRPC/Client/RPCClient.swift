public import ExactJSON
import Synchronization

/// One endpoint that is asked by HTTP: several calls in one batch, again where that may help, and
/// each answer matched with what it answers.
///
/// ```swift
/// let client = RPCClient(try EndpointURL(parsing: "https://rpc.bt.io"), over: CurlTransport.shared)
/// let chainID = try await client.ask(.chainID)
/// ```
/// What is learnt of the endpoint, such as how large a batch it takes, stays with the client.
public final class RPCClient: BatchingCaller {
  public let endpoint: EndpointURL
  let transport: any Transport
  let options: RPCClientOptions
  let time: RPCClientTime
  private let secrets: EndpointSecrets
  private let onWait: @Sendable (RetryNotice) -> Void
  private let onEvent: @Sendable (EndpointEvent) -> Void
  private let state: Mutex<State>

  private struct State {
    /// The id of the next request; no two of the client's have the same.
    var nextID: UInt64 = 1
    /// Calls in a batch that the endpoint takes, as far as is known.
    var batchLimit: Int
  }

  /// - Parameters:
  ///   - onWait: Told before each wait for another attempt, so that a person knows why nothing happens.
  ///   - onEvent: Told all that happens, without secrets; for a log.
  public init(
    _ endpoint: EndpointURL, over transport: any Transport,
    options: RPCClientOptions = RPCClientOptions(), time: RPCClientTime = RPCClientTime(),
    onWait: @escaping @Sendable (RetryNotice) -> Void = { _ in },
    onEvent: @escaping @Sendable (EndpointEvent) -> Void = { _ in }
  ) {
    self.endpoint = endpoint
    self.transport = transport
    self.options = options
    self.time = time
    self.onWait = onWait
    self.onEvent = onEvent
    secrets = EndpointSecrets(endpoint)
    state = Mutex(State(batchLimit: max(1, options.batchLimit)))
  }

  /// The endpoint without its path and credentials.
  public var name: String { endpoint.description }

  /// How many calls of a batch the endpoint takes, as far as is known.
  public var batchLimit: Int { state.withLock { $0.batchLimit } }

  /// Answers requests, those that failed again after a wait, as the policy has it.
  public func answers(
    to requests: [RPCRequest]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    var work = RequestWork(requests)
    var failures = 0
    var elapsed = time.stopwatch()
    while !work.pending.isEmpty {
      let open = work.pending.count
      let setback = try await attempt(&work)
      guard let setback, !work.pending.isEmpty else { continue }
      if work.pending.count < open {
        failures = 0
        elapsed = time.stopwatch()
      }
      failures += 1
      let wait = options.retries.wait(after: failures, asked: setback.failure.pause)
      guard failures < options.retries.attempts, elapsed() + wait <= options.retries.budget else {
        work.giveUp(after: setback)
        break
      }
      let notice = RetryNotice(
        endpoint: name, failure: secrets.removed(from: setback.failure), failures: failures,
        wait: wait)
      onWait(notice)
      onEvent(.waits(notice))
      do { try await time.clock.sleep(for: wait) } catch { throw CancellationError() }
    }
    return work.results.map { result in result.mapError { secrets.removed(from: $0) } }
  }

  // MARK: What the client's other parts use

  /// The body of requests, with ids that nobody had.
  func body(for requests: [RPCRequest]) -> RequestBody {
    let firstID = state.withLock { state in
      defer { state.nextID &+= UInt64(requests.count) }
      return state.nextID
    }
    return RequestBody(requests: requests, firstID: firstID)
  }

  /// Remembers that the endpoint takes no more than so many calls in a batch.
  func learnBatchLimit(_ limit: Int) {
    let isNew = state.withLock { state in
      defer { state.batchLimit = min(state.batchLimit, limit) }
      return limit < state.batchLimit
    }
    if isNew { onEvent(.batchLimitLearnt(limit)) }
  }

  func report(_ event: EndpointEvent) { onEvent(event) }
}

extension RPCFailure {
  /// How long the endpoint wants to be left alone.
  fileprivate var pause: Duration? {
    if case .rateLimited(_, let pause) = self { pause } else { nil }
  }
}
