public import EmbeddedChain
import Synchronization

/// A JSON-RPC endpoint in front of a chain, which fails as a test tells it to.
///
/// ```swift
/// chain.endpoint.fail(.http(429, headers: ["Retry-After": "1"]), times: 2)
/// chain.endpoint.fail(.nullReceipts, times: 3)
/// let client = Client(url: try await chain.url)
/// // …
/// #expect(chain.endpoint.requests.map(\.fault) == ["HTTP 429", "HTTP 429", nil])
/// ```
/// Without faults it answers as the chain does. Several endpoints can stand before one chain, so that
/// one lies while the others do not. The chain itself is never harmed, unless a request that is
/// answered wrongly changes it, as a lost answer to a transaction that was taken does on purpose.
public final class FaultyEndpoint: Sendable {
  let chain: DevelopmentChain
  private let script = Mutex(EndpointScript())
  private let server = Mutex<Task<EndpointServer, any Error>?>(nil)

  /// An endpoint in front of a chain, which may have others.
  public init(_ chain: DevelopmentChain) { self.chain = chain }

  /// Where clients reach it; it listens on 127.0.0.1 from the first time that it is asked for until
  /// ``stop()``, also when the test has no more use for the chain itself.
  ///
  /// - Throws: `ServerError` when the system gives no port.
  public var url: String {
    get async throws(ServerError) {
      let starting = server.withLock { task -> Task<EndpointServer, any Error> in
        if let task { return task }
        let new = Task(executorPreference: EndpointServer.executor) {
          try await EndpointServer.start(for: self)
        }
        task = new
        return new
      }
      do { return "http://127.0.0.1:\(try await starting.value.port)" } catch {
        server.withLock { if $0 == starting { $0 = nil } }
        throw .system("\(error)")
      }
    }
  }

  /// Ends all connections and stops listening; ``url`` then begins anew on another port.
  public func stop() async {
    let starting = server.withLock { task in
      defer { task = nil }
      return task
    }
    if let server = try? await starting?.value { await server.stop() }
  }
}

// MARK: - The script

extension FaultyEndpoint {
  /// Lets requests fail from now on.
  ///
  /// Faults of a whole answer, such as a status of HTTP, strike in the order in which they were asked
  /// for, one a request; faults of a call's result work together.
  /// - Parameters:
  ///   - methods: Only calls of these methods; any by default. Of a batch, a fault of the whole answer
  ///     strikes when one of its calls is.
  ///   - times: How often; `nil` is until ``recover()``.
  ///   - skipped: How many that it could strike go well before.
  public func fail(
    _ fault: EndpointFault, on methods: [String] = [], times: Int? = nil, after skipped: Int = 0
  ) {
    script.withLock {
      $0.add(fault, methods: Set(methods), times: times, skipping: skipped)
    }
  }

  /// Ends all faults.
  public func recover() { script.withLock { $0.removeFaults() } }

  /// What clients asked so far, in order.
  public var requests: [EndpointRequest] { script.withLock { $0.requests } }

  /// Forgets what clients asked so far.
  public func forgetRequests() { script.withLock { $0.requests = [] } }

  /// What is to be sent for the body of a request.
  func reply(to body: [UInt8]) -> [WireStep] {
    let exchange = EndpointExchange(body, chain: chain)
    let plan = script.withLock { $0.plan(for: exchange) }
    let answer =
      !plan.isAsked
      ? [] : plan.transforms.isEmpty ? exchange.answer : exchange.answer(through: plan.transforms)
    return plan.wire?(EndpointAnswer(body: answer)) ?? EndpointAnswer(body: answer).whole
  }
}

/// A request as an endpoint received it.
public struct EndpointRequest: Hashable, Sendable {
  /// The methods of its calls, in order; none when it is no JSON-RPC.
  public let methods: [String]
  /// The fault of the whole answer, such as `HTTP 429`; `nil` when there was none.
  public let fault: String?
  /// The faults of the calls' results, in the order in which they were asked for.
  public let callFaults: [String]
}
