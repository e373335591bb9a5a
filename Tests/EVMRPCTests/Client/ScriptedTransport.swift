import EVMRPC
import ExactJSON
import Synchronization

/// A transport whose answers a test writes, one after the other; the last one stays.
final class ScriptedTransport: Transport {
  typealias Step = @Sendable (SentBody) throws -> HTTPAnswer

  private let steps: Mutex<[Step]>
  private let log = Mutex<[SentBody]>([])

  init(_ steps: [Step]) { self.steps = Mutex(steps) }

  convenience init(_ steps: Step...) { self.init(steps) }

  /// What was sent so far.
  var sent: [SentBody] { log.withLock { $0 } }

  func send(
    _ body: [UInt8], to endpoint: EndpointURL, within deadlines: Deadlines
  ) async throws -> HTTPAnswer {
    try Task.checkCancellation()
    let sent = SentBody(bytes: body)
    log.withLock { $0.append(sent) }
    let step = steps.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    return try step(sent)
  }
}

/// A body that a client sent.
struct SentBody: Sendable {
  let bytes: [UInt8]

  var text: String { String(decoding: bytes, as: UTF8.self) }

  private var calls: [JSONValue] {
    guard let root = try? JSONDocument(parsing: bytes).root else { return [] }
    return root.elements.map { Array($0) } ?? [root]
  }

  var isBatch: Bool { bytes.first == UInt8(ascii: "[") }

  var ids: [String] { calls.map { $0["id"]?.number?.lexeme ?? "none" } }

  var methods: [String] { calls.map { $0["method"]?.string ?? "none" } }
}

extension HTTPAnswer {
  /// An answer with a text as its body.
  static func text(_ text: String, status: Int = 200, retryAfter: String? = nil) -> HTTPAnswer {
    HTTPAnswer(
      status: status, retryAfter: retryAfter, contentType: "application/json",
      body: Array(text.utf8))
  }

  /// What an honest node says to a body: the same result to each call.
  static func results(_ result: String, to body: SentBody) -> HTTPAnswer {
    let members = body.ids.map { #"{"jsonrpc":"2.0","id":\#($0),"result":\#(result)}"# }
    return text(body.isBatch ? "[\(members.joined(separator: ","))]" : members[0])
  }

  /// An error to a single call.
  static func error(_ error: String, to body: SentBody, status: Int = 200) -> HTTPAnswer {
    text(#"{"jsonrpc":"2.0","id":\#(body.ids[0]),"error":\#(error)}"#, status: status)
  }
}

extension RPCClient {
  /// A client of a script, whose waits take no time.
  static func scripted(
    _ transport: ScriptedTransport, at url: String = "https://node.example/",
    retries: RetryPolicy = .never, batchLimit: Int = 100, parallelBatches: Int = 1,
    clock: any Clock<Duration> = VirtualClock(), date: Int64 = 0,
    onWait: @escaping @Sendable (RetryNotice) -> Void = { _ in },
    onEvent: @escaping @Sendable (EndpointEvent) -> Void = { _ in }
  ) throws -> RPCClient {
    RPCClient(
      try EndpointURL(parsing: url), over: transport,
      options: RPCClientOptions(
        retries: retries, batchLimit: batchLimit, parallelBatches: parallelBatches),
      time: RPCClientTime(clock: clock, date: { date }), onWait: onWait, onEvent: onEvent)
  }
}

extension RPCCaller {
  /// The failure of a call; `nil` when it goes well.
  func failure<Value>(of call: RPCCall<Value>) async throws -> RPCFailure? {
    guard case .failure(let failure) = try await ask([call])[0] else { return nil }
    return failure
  }
}
