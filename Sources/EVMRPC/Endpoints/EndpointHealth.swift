public import EVMPrimitives

/// The newest block that an endpoint told.
public struct EndpointHead: Hashable, Sendable {
  public let number: UInt64
  public let hash: Hash256
  /// Seconds since 1970.
  public let timestamp: UInt64

  init(_ header: RPCHeader) {
    number = header.number
    hash = header.hash
    timestamp = header.timestamp
  }
}

/// What a pool knows of one of its endpoints, from the calls that it made.
public struct EndpointHealth: Hashable, Sendable {
  /// Whether the endpoint is asked.
  public enum State: Hashable, Sendable {
    /// Nothing was asked of it yet.
    case untried
    case good
    /// Its node is still catching up, or its head is old or far behind.
    case lagging(reason: String)
    /// It serves another chain than the pool's.
    case wrongChain(found: UInt64)
    /// It failed too often and is left alone; by the pool's clock.
    case open(until: Duration)
    /// It was left alone long enough; the next call is its trial.
    case halfOpen
  }

  public internal(set) var state = State.untried
  /// How long its answers take: of late calls more than of early ones.
  public internal(set) var latency: Duration?
  public internal(set) var failuresInRow = 0
  public internal(set) var lastFailure: String?
  public internal(set) var head: EndpointHead?
  /// The methods that its node does not have.
  public internal(set) var unsupportedMethods: Set<String> = []
  /// Whether its node takes a block's hash where a block is asked for; `nil` until it was tried.
  ///
  /// - SeeAlso: [EIP-1898](https://eips.ethereum.org/EIPS/eip-1898)
  public internal(set) var takesBlockHashes: Bool?
  /// How often most of the others, or a proof that does not hold, showed it to be wrong.
  public internal(set) var contradictions = 0
  /// How many batches it was asked, and how often it failed.
  public internal(set) var batchCount = 0
  public internal(set) var failureCount = 0

  /// When its chain and head were looked at; by the pool's clock.
  var checkedAt: Duration?
  /// How long it is left alone when it fails next.
  var coolDown: Duration?
}

// MARK: - Learning

extension EndpointHealth {
  mutating func answered(in time: Duration) {
    // A quarter of the difference: a single slow answer does not change the order of a race.
    latency = latency.map { $0 + (time - $0) / 4 } ?? time
  }

  /// Requests were answered as their methods answer.
  mutating func succeeded() {
    failuresInRow = 0
    coolDown = nil
  }

  /// Something was not answered, or not as its method answers: after some times the endpoint is left
  /// alone.
  mutating func failed(
    _ failure: RPCFailure, at now: Duration, options: EndpointPoolOptions
  ) {
    failureCount += 1
    failuresInRow += 1
    lastFailure = failure.description
    if case .rateLimited(_, let pause?) = failure {
      open(for: min(pause, options.longestCoolDown), at: now)
    } else if failuresInRow >= options.failureLimit {
      let time = coolDown ?? options.firstCoolDown
      coolDown = min(time * 2, options.longestCoolDown)
      open(for: time, at: now)
    }
  }

  private mutating func open(for time: Duration, at now: Duration) {
    state = .open(until: now + time)
    checkedAt = nil
  }

  /// Lets an endpoint try again that was left alone long enough.
  mutating func passTime(to now: Duration) {
    if case .open(let end) = state, end <= now { state = .halfOpen }
  }

  /// Whether its chain and head were looked at lately.
  func isChecked(at now: Duration, options: EndpointPoolOptions) -> Bool {
    guard let checkedAt else { return false }
    return now - checkedAt < options.checkInterval
  }

  /// Its place in the order: lower is asked first, `nil` is not asked.
  func rank(at now: Duration, options: EndpointPoolOptions) -> Int? {
    switch state {
    case .open: return nil
    case .lagging, .wrongChain: if isChecked(at: now, options: options) { return nil }
    case .untried, .good, .halfOpen: break
    }
    return contradictions > 0 ? 1 : 0
  }
}

extension EndpointHealth.State: CustomStringConvertible {
  public var description: String {
    switch self {
    case .untried: "It was not asked yet."
    case .good: "It answers."
    case .lagging(let reason): reason
    case .wrongChain(let found): "It serves chain \(found)."
    case .open: "It failed too often and is left alone for a while."
    case .halfOpen: "It failed often and is on trial."
    }
  }
}
