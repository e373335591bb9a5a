/// Where an endpoint is: a URL that is well-formed and whose secrets are not shown.
///
/// Providers put keys into paths, queries and credentials, so only the scheme, host and port are ever
/// described: `https://rpc.example.org/…`.
public struct EndpointURL: Hashable, Sendable {
  /// How the endpoint is spoken to.
  public enum Scheme: String, Hashable, Sendable {
    case http, https
  }

  public let scheme: Scheme
  /// In lower case; an IPv6 address without its brackets.
  public let host: String
  /// `nil` for the scheme's own, 80 or 443.
  public let port: UInt16?
  /// Whether the host is this machine: `localhost`, 127.0.0.0/8 or `[::1]`.
  public let isLoopback: Bool
  /// Path and query as they are sent; begins with `/`.
  let target: String
  let credentials: Credentials?
  /// The text as it was given.
  private let text: String

  /// A name and a password for basic authentication.
  struct Credentials: Hashable, Sendable {
    var user: String
    var password: String
  }

  init(
    scheme: Scheme, host: String, port: UInt16?, isLoopback: Bool, target: String,
    credentials: Credentials?, text: String
  ) {
    self.scheme = scheme
    self.host = host
    self.port = port
    self.isLoopback = isLoopback
    self.target = target
    self.credentials = credentials
    self.text = text
  }

  /// Two URLs are the same when their texts are.
  public static func == (left: EndpointURL, right: EndpointURL) -> Bool {
    left.text == right.text
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

// MARK: - What is shown, and what is not

extension EndpointURL: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `https://host:port`, and `/…` in the place of a path, a query or credentials.
  public var description: String {
    origin + (target == "/" && credentials == nil ? "" : "/…")
  }

  public var debugDescription: String { description }

  public var customMirror: Mirror { Mirror(self, children: []) }

  /// What requests go to, without the credentials. It is for the transport alone.
  var requestText: String { origin + target }

  /// Scheme, host and port.
  private var origin: String {
    let authority = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
    return "\(scheme.rawValue)://\(authority)" + (port.map { ":\($0)" } ?? "")
  }
}
