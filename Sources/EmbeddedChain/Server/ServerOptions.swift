/// How a ``DevelopmentServer`` listens, and how much it takes from a client.
public struct ServerOptions: Hashable, Sendable {
  /// The TCP port on 127.0.0.1; 0 takes a free one.
  public var port: UInt16
  /// Which pages may read answers in a browser: `*` for all, else the one origin, such as
  /// `http://localhost:3000`.
  public var allowedOrigin: String
  /// Bytes that the body of a request may have.
  public var bodyLimit: Int
  /// Connections at one time; more are closed at once.
  public var connectionLimit: Int
  /// How long a client may take from the first byte of a request to the last, and to read an answer.
  public var requestTimeout: Duration
  /// How long a connection may stay open without a request.
  public var idleTimeout: Duration

  public init(
    port: UInt16 = 8545, allowedOrigin: String = "*", bodyLimit: Int = 16 << 20,
    connectionLimit: Int = 512, requestTimeout: Duration = .seconds(30),
    idleTimeout: Duration = .seconds(120)
  ) {
    self.port = port
    self.allowedOrigin = allowedOrigin
    self.bodyLimit = bodyLimit
    self.connectionLimit = connectionLimit
    self.requestTimeout = requestTimeout
    self.idleTimeout = idleTimeout
  }
}

/// Why a server could not begin.
public enum ServerError: Error, Hashable, Sendable {
  /// Another process listens on the port.
  case portInUse(UInt16)
  /// The system keeps the port for itself or for root.
  case portNotPermitted(UInt16)
  /// Anything else that the system refused.
  case system(String)
}

extension ServerError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .portInUse(let port):
      "Port \(port) is in use by another process; stop that one, name another port, or let the system choose with port 0."
    case .portNotPermitted(let port):
      "Port \(port) is not permitted to this user; name one above 1023, or let the system choose with port 0."
    case .system(let reason): "The server cannot listen on 127.0.0.1: \(reason)."
    }
  }
}
