import EVMPrimitives
import Synchronization

/// Several endpoints of one chain as one caller, which answers as long as one of them does.
///
/// ```swift
/// let pool = EndpointPool([Endpoint(name: "https://rpc.example", caller: client)], chainID: 199)
/// let head = try await pool.pinnedHeader()
/// let balance = try await pool.agreeing().ask(.balance(of: account, at: head.id))
/// ```
/// Each endpoint is asked for its chain's id before anything else, and again before a transaction is
/// handed in. A request that fails on one endpoint goes on to the next, and only that request does.
/// Whoever fails again and again is left alone for a while that grows; whoever is behind is not asked.
///
/// A pool believes the endpoint that it asks. ``agreeing(on:shortage:)`` does not.
public final class EndpointPool: Sendable {
  /// The chain that all endpoints must serve.
  public let chainID: UInt64
  /// In the order of preference.
  public let endpoints: [Endpoint]
  public let options: EndpointPoolOptions

  let clock: EndpointClock
  let onWait: @Sendable (PoolNotice) -> Void
  private let knowledge: Mutex<Knowledge>

  /// - Parameter onWait: Is told before the pool waits because no endpoint is in reach.
  public init(
    _ endpoints: [Endpoint], chainID: UInt64, options: EndpointPoolOptions = .init(),
    clock: EndpointClock = .system, onWait: @escaping @Sendable (PoolNotice) -> Void = { _ in }
  ) {
    self.endpoints = endpoints
    self.chainID = chainID
    self.options = options
    self.clock = clock
    self.onWait = onWait
    knowledge = Mutex(Knowledge(endpointCount: endpoints.count))
  }

  /// What the pool knows of each endpoint, in their order.
  public var health: [EndpointHealth] {
    let now = clock.now()
    return knowledge.withLock { knowledge in
      for index in knowledge.health.indices { knowledge.health[index].passTime(to: now) }
      return knowledge.health
    }
  }

  func health(of index: Int) -> EndpointHealth { health[index] }

  func learn<Value: Sendable>(_ change: (inout Knowledge) -> Value) -> Value {
    knowledge.withLock { change(&$0) }
  }

  /// What the calls of a pool taught it.
  struct Knowledge: Sendable {
    var health: [EndpointHealth]
    /// The newest block that was answered to somebody who asked for the head.
    var newestAnswered: UInt64 = 0
    /// The newest block that enough endpoints agreed on.
    var newestAgreed: UInt64 = 0
    /// Numbers of blocks by the hashes of their headers, those that were seen last.
    private(set) var blocks: [Hash256: UInt64] = [:]
    /// Blocks that were seen and then waited for in vain.
    var missed: Set<BlockName> = []
    private var order: [Hash256] = []

    init(endpointCount: Int) {
      health = Array(repeating: EndpointHealth(), count: endpointCount)
    }

    mutating func remember(_ header: RPCHeader) {
      // A hash that is not that of the fields says nothing of the number, or a lie.
      guard header.isSound, blocks.updateValue(header.number, forKey: header.hash) == nil else {
        return
      }
      order.append(header.hash)
      if order.count > 256 { blocks[order.removeFirst()] = nil }
    }
  }
}

// MARK: - Order

extension EndpointPool {
  /// The endpoints that may be asked, best first.
  ///
  /// - Parameter count: How many are needed: when there are fewer, those that are left alone for a while
  ///   come last.
  func candidates(atLeast count: Int = 1) -> [Int] {
    let now = clock.now()
    let health = health
    var ranked = health.indices.compactMap { index in
      health[index].rank(at: now, options: options).map { (rank: $0, index: index) }
    }
    if ranked.count < count {
      ranked += health.indices.compactMap { index in
        if case .open = health[index].state { (rank: 2, index: index) } else { nil }
      }
    }
    let isRace = options.policy == .race
    return ranked.sorted { one, other in
      guard one.rank == other.rank else { return one.rank < other.rank }
      if isRace, let quick = health[one.index].latency, let slow = health[other.index].latency,
        quick != slow
      {
        return quick < slow
      }
      return one.index < other.index
    }.map(\.index)
  }

  /// Why the endpoints that are not asked are not.
  func absences(but asked: [Int]) -> [(index: Int, failure: RPCFailure)] {
    let health = health
    return health.indices.filter { !asked.contains($0) }.map { index in
      (index, refusal(of: index, health[index]))
    }
  }

  /// Why an endpoint is not asked, as a failure.
  func refusal(of index: Int, _ health: EndpointHealth) -> RPCFailure {
    let name = endpoints[index].name
    if case .wrongChain(let found) = health.state {
      return .wrongChain(endpoint: name, expected: chainID, found: found)
    }
    if case .lagging(let reason) = health.state {
      return .lagging(endpoint: name, reason: reason)
    }
    return .transport(
      endpoint: name,
      reason: health.state.description + (health.lastFailure.map { " " + $0 } ?? ""))
  }
}
