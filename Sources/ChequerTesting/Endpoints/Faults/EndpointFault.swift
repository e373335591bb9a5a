/// Something that goes wrong at an endpoint.
///
/// The usual ones have names, such as ``http(_:headers:body:)`` and ``staleHead(by:)``. A test makes
/// others of what is sent, byte for byte (``init(_:sending:)``), or of what a call says
/// (``init(_:of:answering:)``).
public struct EndpointFault: Sendable {
  /// Makes what is sent of the answer that was due.
  public typealias Wire = @Sendable (EndpointAnswer) -> [WireStep]
  /// Makes what a call is told; the closure tells what it would be told without this fault.
  public typealias Transform =
    @Sendable (EndpointCall, _ honest: (EndpointCall) -> EndpointOutcome) -> EndpointOutcome

  enum Effect: Sendable {
    case answer(Wire)
    case call(Transform)
  }

  /// What it is, in a few words, as ``EndpointRequest`` tells it.
  public let name: String
  /// The methods that it can strike; all when empty.
  let methods: Set<String>
  let effect: Effect

  /// A fault of the whole answer.
  ///
  /// - Parameter wire: What is sent in the place of the answer, byte for byte.
  public init(_ name: String, sending wire: @escaping Wire) {
    self.name = name
    methods = []
    effect = .answer(wire)
  }

  /// A fault of the answers to some calls.
  ///
  /// - Parameters:
  ///   - methods: The methods whose calls it strikes; all by default.
  ///   - transform: What the call is told.
  public init(
    _ name: String, of methods: [String] = [], answering transform: @escaping Transform
  ) {
    self.name = name
    self.methods = Set(methods)
    effect = .call(transform)
  }
}

/// The answer that was due.
public struct EndpointAnswer: Sendable {
  /// JSON text; empty when all calls were notifications.
  public let body: [UInt8]

  /// The answer as HTTP has it, connection kept.
  public var whole: [WireStep] { [.send(http(200, ["Content-Type": "application/json"], body))] }

  /// An answer of HTTP/1.1 with a length.
  ///
  /// - Parameter length: What the head says of the body's length; what it has by default.
  public func http(
    _ status: Int, _ headers: [String: String], _ body: [UInt8], length: Int? = nil
  ) -> [UInt8] {
    var head = "HTTP/1.1 \(status) \(Self.phrases[status] ?? "Status")\r\n"
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) { head += "\(name): \(value)\r\n" }
    head += "Content-Length: \(length ?? body.count)\r\n\r\n"
    return Array(head.utf8) + body
  }

  private static let phrases = [
    200: "OK", 301: "Moved Permanently", 302: "Found", 307: "Temporary Redirect",
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
    408: "Request Timeout", 413: "Content Too Large", 429: "Too Many Requests",
    500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable",
    504: "Gateway Timeout",
  ]
}

/// A step of sending an answer.
public enum WireStep: Hashable, Sendable {
  case send([UInt8])
  case wait(Duration)
  /// Ends the connection as a server does that has said all.
  case close
  /// Ends the connection as a server does that has died: the client gets "connection reset".
  case reset
  /// Says nothing more, and keeps the connection open until the client ends it.
  case hang
}
