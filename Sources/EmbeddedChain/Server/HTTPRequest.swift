/// A request as a client of the server sent it.
struct HTTPRequest: Sendable {
  var method: String
  /// The path, without a query.
  var path: String
  /// The value of `Host`, if there was one.
  var host: String?
  /// The value of `Origin`, which browsers send.
  var origin: String?
  /// Whether the connection stays open after the answer.
  var keepsAlive: Bool
  var body: [UInt8]
}

/// Why bytes are no request that the server takes; the connection ends with the answer.
enum HTTPRefusal: Error, Hashable, Sendable {
  /// Not in the form of HTTP/1.1.
  case malformed(String)
  /// A request line and headers of more bytes than the limit.
  case headTooLarge(limit: Int)
  /// A body of more bytes than the limit.
  case bodyTooLarge(limit: Int)
  /// A version other than 1.0 and 1.1.
  case unknownVersion
  /// A transfer coding other than `chunked`.
  case unknownCoding
}

extension HTTPRefusal {
  var status: HTTPStatus {
    switch self {
    case .malformed: .badRequest
    case .headTooLarge: .headTooLarge
    case .bodyTooLarge: .bodyTooLarge
    case .unknownVersion: .unknownVersion
    case .unknownCoding: .notImplemented
    }
  }
}

extension HTTPRefusal: CustomStringConvertible {
  var description: String {
    switch self {
    case .malformed(let what): "The request is not HTTP/1.1: \(what)."
    case .headTooLarge(let limit):
      "The request line and headers have more than \(limit) bytes; send fewer."
    case .bodyTooLarge(let limit):
      "The request body has more than \(limit) bytes; send the calls in smaller batches."
    case .unknownVersion: "The server speaks HTTP/1.0 and 1.1; use one of them."
    case .unknownCoding:
      "The body has a transfer coding other than chunked; send it plain, with its Content-Length."
    }
  }
}
