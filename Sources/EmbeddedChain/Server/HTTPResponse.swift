/// The status of an answer, with its reason phrase.
enum HTTPStatus: Int, Sendable {
  case ok = 200
  case noContent = 204
  case badRequest = 400
  case forbidden = 403
  case methodNotAllowed = 405
  case requestTimeout = 408
  case bodyTooLarge = 413
  case headTooLarge = 431
  case notImplemented = 501
  case unavailable = 503
  case unknownVersion = 505

  var phrase: String {
    switch self {
    case .ok: "OK"
    case .noContent: "No Content"
    case .badRequest: "Bad Request"
    case .forbidden: "Forbidden"
    case .methodNotAllowed: "Method Not Allowed"
    case .requestTimeout: "Request Timeout"
    case .bodyTooLarge: "Content Too Large"
    case .headTooLarge: "Request Header Fields Too Large"
    case .notImplemented: "Not Implemented"
    case .unavailable: "Service Unavailable"
    case .unknownVersion: "HTTP Version Not Supported"
    }
  }
}

/// An answer of the server.
struct HTTPResponse: Sendable {
  var status: HTTPStatus
  var headers: [(name: String, value: String)] = []
  var contentType: String?
  var body: [UInt8] = []

  /// An answer of JSON text.
  static func json(_ body: [UInt8], status: HTTPStatus = .ok) -> HTTPResponse {
    HTTPResponse(status: status, contentType: "application/json", body: body)
  }

  /// The bytes that are sent.
  ///
  /// - Parameter isHead: Whether the request was HEAD, whose answer has no body.
  func encoded(keepsAlive: Bool, isHead: Bool = false) -> [UInt8] {
    var head = "HTTP/1.1 \(status.rawValue) \(status.phrase)\r\n"
    if let contentType { head += "Content-Type: \(contentType)\r\n" }
    if status != .noContent { head += "Content-Length: \(body.count)\r\n" }
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    head += "Connection: \(keepsAlive ? "keep-alive" : "close")\r\n\r\n"
    var bytes = Array(head.utf8)
    if !isHead { bytes += body }
    return bytes
  }
}
