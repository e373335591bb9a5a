/// The answer that was due.
public struct EndpointAnswer: Sendable {
  /// JSON text; empty when all calls were notifications, or the chain was not asked.
  public let body: [UInt8]

  /// The answer as HTTP has it, connection kept.
  public var whole: [WireStep] { told(body) }

  /// Whether it answers a batch.
  var isBatch: Bool { body.first == UInt8(ascii: "[") }

  /// Another body in the place of the answer's, as HTTP has it, connection kept.
  func told(_ body: [UInt8], _ headers: [String: String] = [:]) -> [WireStep] {
    [.send(http(200, Self.json.merging(headers) { $1 }, body))]
  }

  /// An answer of HTTP/1.1 with a length.
  ///
  /// - Parameter length: What the head says of the body's length; what it has by default.
  public func http(
    _ status: Int, _ headers: [String: String], _ body: [UInt8], length: Int? = nil
  ) -> [UInt8] {
    head(status, headers.merging(["Content-Length": "\(length ?? body.count)"]) { $1 }) + body
  }

  /// A head of HTTP/1.1 with these fields alone, in alphabetical order.
  func head(_ status: Int, _ fields: [String: String]) -> [UInt8] {
    var head = "HTTP/1.1 \(status) \(Self.phrases[status] ?? "Status")\r\n"
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) { head += "\(name): \(value)\r\n" }
    return Array((head + "\r\n").utf8)
  }

  /// The field of a body in JSON.
  static let json = ["Content-Type": "application/json"]

  private static let phrases = [
    100: "Continue", 103: "Early Hints", 200: "OK", 204: "No Content", 301: "Moved Permanently",
    302: "Found", 307: "Temporary Redirect", 400: "Bad Request", 401: "Unauthorized",
    403: "Forbidden", 404: "Not Found", 408: "Request Timeout", 413: "Content Too Large",
    429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway",
    503: "Service Unavailable", 504: "Gateway Timeout",
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
