import EVMPrimitives
import EVMRPC
import ExactJSON
import Synchronization
import Testing

@Suite struct `A client that tries again` {
  private let clock = VirtualClock()
  /// Waits as long as it may each time.
  private let plain = RetryPolicy(attempts: 4, jitter: { $0 })

  private func client(
    _ retries: RetryPolicy, onWait: @escaping @Sendable (RetryNotice) -> Void = { _ in },
    _ steps: ScriptedTransport.Step...
  ) throws -> (RPCClient, ScriptedTransport) {
    let transport = ScriptedTransport(steps)
    return (
      try RPCClient.scripted(transport, retries: retries, clock: clock, onWait: onWait), transport
    )
  }

  private static let drop: ScriptedTransport.Step = { _ in throw TransportFailure.interrupted }
  private static let good: ScriptedTransport.Step = { .results(#""0x1""#, to: $0) }

  @Test func `waits twice as long each time, up to the cap`() async throws {
    let policy = RetryPolicy(
      attempts: 8, base: .milliseconds(500), cap: .seconds(5), budget: .seconds(100),
      jitter: { $0 })
    let (client, transport) = try client(policy, Self.drop)
    _ = try await client.failure(of: .chainID)
    #expect(transport.sent.count == 8)
    #expect(
      clock.sleeps == [0.5, 1, 2, 4, 5, 5, 5].map { Duration.seconds($0) })
  }

  @Test func `waits any part of that, so that not all come at once`() {
    var seen: Set<Duration> = []
    for _ in 0..<200 {
      let wait = RetryPolicy.randomWait(upTo: .milliseconds(10))
      #expect((.zero...(.milliseconds(10))).contains(wait))
      seen.insert(wait)
    }
    #expect(seen.count > 100)
    #expect(RetryPolicy.randomWait(upTo: .zero) == .zero)
    #expect(RetryPolicy.randomWait(upTo: .seconds(-1)) == .zero)
  }

  @Test func `ends when an answer comes`() async throws {
    let (client, transport) = try client(plain, Self.drop, Self.drop, Self.good)
    #expect(try await client.ask(.chainID) == 1)
    #expect(transport.sent.count == 3)
  }

  @Test func `waits as long as it was asked to, and a little more`() async throws {
    let (client, _) = try client(
      plain, { _ in .text("", status: 429, retryAfter: "7") }, Self.good)
    #expect(try await client.ask(.chainID) == 1)
    #expect(clock.sleeps == [.milliseconds(7500)])
  }

  @Test func `does not wait past its budget`() async throws {
    let (client, transport) = try client(
      plain, { _ in .text("", status: 429, retryAfter: "120") }, Self.good)
    #expect(
      try await client.failure(of: .chainID)
        == .rateLimited(endpoint: "https://node.example", retryAfter: .seconds(120)))
    #expect(transport.sent.count == 1 && clock.sleeps.isEmpty)
  }

  @Test func `counts the time that attempts take`() async throws {
    let clock = clock
    let (client, transport) = try client(
      plain,
      { _ in
        clock.advance(by: .seconds(30))
        throw TransportFailure.timedOut(.answering)
      })
    _ = try await client.failure(of: .chainID)
    #expect(transport.sent.count == 2)
  }

  @Test func `begins anew with each answer`() async throws {
    // A limit of one call a second: each batch has one answer, and the others are told to wait.
    let (client, transport) = try client(
      RetryPolicy(attempts: 2, jitter: { $0 }),
      { body in
        let members = body.ids.enumerated().map { index, id in
          index == 0
            ? #"{"id":\#(id),"result":"0x1"}"#
            : #"{"id":\#(id),"error":{"code":429,"message":"wait"}}"#
        }
        return .text(body.isBatch ? "[\(members.joined(separator: ","))]" : members[0])
      })
    let answers = try await client.ask(Array(repeating: RPCCall<UInt64>.chainID, count: 6))
    #expect(answers == Array(repeating: .success(1), count: 6))
    #expect(transport.sent.map(\.ids.count) == [6, 5, 4, 3, 2, 1])
    #expect(clock.sleeps == Array(repeating: .milliseconds(500), count: 5))
  }

  @Test func `asks no further batches of an endpoint that is down`() async throws {
    let transport = ScriptedTransport(Self.drop)
    let client = try RPCClient.scripted(transport, retries: .never, batchLimit: 1)
    let answers = try await client.ask(Array(repeating: RPCCall<UInt64>.chainID, count: 50))
    #expect(transport.sent.count == 1)
    #expect(answers.allSatisfy { $0 == answers[0] })
    #expect(
      throws: RPCFailure.transport(
        endpoint: "https://node.example", reason: TransportFailure.interrupted.description)
    ) { try answers[49].get() }
  }

  // MARK: What is repeated

  static let passing: [TransportFailure] = [
    .nameNotResolved, .refused, .unreachable, .timedOut(.connecting), .timedOut(.answering),
    .interrupted, .undecodable,
  ]
  static let lasting: [TransportFailure] = [
    .secureConnectionFailed("certificate expired"), .redirected(status: 302), .notHTTP,
    .unavailable("no libcurl"),
  ]

  @Test(arguments: passing)
  func `repeats what may pass`(_ failure: TransportFailure) async throws {
    let (client, _) = try client(plain, { _ in throw failure }, Self.good)
    #expect(try await client.ask(.chainID) == 1)
  }

  @Test(arguments: lasting)
  func `does not repeat what stays`(_ failure: TransportFailure) async throws {
    let (client, transport) = try client(plain, { _ in throw failure }, Self.good)
    let found = try #require(try await client.failure(of: .chainID))
    #expect(found.description == "https://node.example gave no answer: \(failure)")
    #expect(transport.sent.count == 1)
  }

  @Test(arguments: [
    #"{"code":-32000,"message":"nonce too low"}"#, #"{"code":3,"message":"execution reverted"}"#,
    #"{"code":-32601,"message":"the method eth_chainId does not exist/is not available"}"#,
    #"{"code":-32602,"message":"invalid argument 0"}"#,
    #"{"code":-32000,"message":"missing trie node 0a (path ) <nil>"}"#,
  ])
  func `does not repeat what the node has decided`(_ error: String) async throws {
    let (client, transport) = try client(plain, { .error(error, to: $0) }, Self.good)
    #expect(try await client.failure(of: .chainID) != nil)
    #expect(transport.sent.count == 1)
  }

  @Test(arguments: [
    "header not found", "unknown block", "header for hash not found", "block not found",
  ])
  func `repeats what a node asks that lags a little`(_ words: String) async throws {
    let (client, _) = try client(
      plain, { .error(#"{"code":-32000,"message":"\#(words)"}"#, to: $0) }, Self.good)
    #expect(try await client.ask(.chainID) == 1)
  }

  @Test func `sends the same signed bytes again`() async throws {
    let hash = try Hash256(hex: String(repeating: "ab", count: 32))
    let (client, transport) = try client(plain, Self.drop, { .results("\"\(hash)\"", to: $0) })
    #expect(try await client.ask(.send(raw: [1, 2, 3], hash: hash)) == hash)
    #expect(transport.sent.allSatisfy { $0.text.contains(#""params":["0x010203"]"#) })
  }

  @Test(arguments: [
    "eth_sendTransaction", "personal_sendTransaction", "evm_mine", "hardhat_setBalance",
    "debug_setHead", "eth_newFilter", "eth_unheardOf",
  ])
  func `never repeats what is not known to be safe`(_ method: String) async throws {
    let (client, transport) = try client(plain, Self.drop, Self.good)
    let answers = try await client.answers(to: [RPCRequest(method)])
    #expect(throws: RPCFailure.self) { try answers[0].get() }
    #expect(transport.sent.count == 1 && clock.sleeps.isEmpty)
  }

  // MARK: Who is told

  @Test func `says that it waits, and for whom`() async throws {
    let notices = Mutex<[String]>([])
    let (client, _) = try client(
      plain, onWait: { notice in notices.withLock { $0.append(notice.description) } },
      { _ in throw TransportFailure.nameNotResolved }, Self.good)
    _ = try await client.ask(.chainID)
    #expect(
      notices.withLock { $0 } == [
        "https://node.example gave no answer: The endpoint's host name does not resolve to an address. Check the name and this machine's network, or give another endpoint with --rpc. Trying again in 500 ms."
      ])
  }

  @Test func `tells a log what happens, and no secret of it`() async throws {
    let events = Mutex<[EndpointEvent]>([])
    let client = try RPCClient.scripted(
      ScriptedTransport(Self.drop, { .text("[]", status: $0.isBatch ? 400 : 200) }, Self.good),
      at: "https://node.example/v3/0123456789abcdef", retries: plain, clock: clock,
      onEvent: { event in events.withLock { $0.append(event) } })
    _ = try await client.ask([RPCCall<UInt64>.chainID, .blockNumber])
    let texts = events.withLock { $0.map(\.description) }
    #expect(texts.first == "asked 2 calls in 125 bytes")
    #expect(texts.contains { $0.hasPrefix("failed after 0 s: The endpoint ended the connection") })
    #expect(texts.contains { $0.contains("Trying again in 500 ms") })
    #expect(texts.contains { $0.hasPrefix("answered HTTP 400 with 2 bytes") })
    #expect(!texts.joined().contains("0123456789abcdef"))
  }

  // MARK: Cancellation

  @Test func `ends at once when it is cancelled while it waits`() async throws {
    let (waiting, began) = AsyncStream<Void>.makeStream()
    let client = try RPCClient.scripted(
      ScriptedTransport(Self.drop),
      retries: RetryPolicy(
        base: .seconds(3000), cap: .seconds(3000), budget: .seconds(9000), jitter: { $0 }),
      clock: ContinuousClock(), onWait: { _ in began.yield() })
    let task = Task { try await client.ask(.chainID) }
    for await _ in waiting { break }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `sends nothing once it is cancelled`() async throws {
    let transport = ScriptedTransport(Self.good)
    let client = try RPCClient.scripted(transport)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await client.ask(.chainID)
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(transport.sent.isEmpty)
  }

  @Test func `is cancelled while its transport is`() async throws {
    let transport = ScriptedTransport({ _ in throw CancellationError() })
    let client = try RPCClient.scripted(transport, retries: plain, clock: clock)
    await #expect(throws: CancellationError.self) { try await client.ask(.chainID) }
    #expect(transport.sent.count == 1)
  }
}
