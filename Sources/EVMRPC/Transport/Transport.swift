/// Sends the body of a JSON-RPC request and brings back what was answered.
///
/// A transport sends each body once: whether a request may be repeated is known higher up.
public protocol Transport: Sendable {
  /// The endpoint's answer, whatever its status says; statuses of redirection are failures.
  ///
  /// - Throws: ``TransportFailure`` when no answer came, `CancellationError` when the task was cancelled.
  func send(
    _ body: [UInt8], to endpoint: EndpointURL, within deadlines: Deadlines
  ) async throws -> HTTPAnswer
}

/// An answer of HTTP: no more of it than JSON-RPC has use for.
public struct HTTPAnswer: Hashable, Sendable {
  /// 200 to 299, or 400 and above.
  public var status: Int
  /// `Retry-After` as it was sent, seconds or a date; `nil` without one, or when it is no plain text.
  public var retryAfter: String?
  /// `Content-Type` as it was sent; `nil` without one, or when it is no plain text.
  public var contentType: String?
  /// Decompressed.
  public var body: [UInt8]

  public init(
    status: Int, retryAfter: String? = nil, contentType: String? = nil, body: [UInt8]
  ) {
    self.status = status
    self.retryAfter = retryAfter
    self.contentType = contentType
    self.body = body
  }
}

/// How long a request may take, and how large its answer may be.
public struct Deadlines: Hashable, Sendable {
  /// Until the connection stands: name, TCP and TLS.
  public var connect: Duration
  /// Until the answer is there, the connection and the wait for a free one included.
  public var total: Duration
  /// Bytes of a decompressed body.
  public var byteLimit: Int

  /// Times below a millisecond, and limits below zero, count as one and as zero.
  public init(
    connect: Duration = .seconds(10), total: Duration = .seconds(30), byteLimit: Int = 32 << 20
  ) {
    self.connect = connect
    self.total = total
    self.byteLimit = byteLimit
  }
}
