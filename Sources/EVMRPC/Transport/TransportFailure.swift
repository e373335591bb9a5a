import EVMPrimitives

/// Why no answer came from an endpoint. No case carries its URL, or anything of it that is secret.
public enum TransportFailure: Error, Hashable, Sendable {
  /// How far a request had come.
  public enum Stage: Hashable, Sendable {
    /// It has not left: the name, TCP or TLS, or a free connection, was waited for.
    case connecting
    /// It was sent, at least in part.
    case answering
  }

  /// The host's name has no address, or nobody can be asked for it.
  case nameNotResolved
  /// Nobody listens at the host's port.
  case refused
  /// No way leads to the host.
  case unreachable
  /// The proxy of the environment's variables does not let the request through.
  case proxyFailed
  case timedOut(Stage)
  /// The connection was reset, or closed before the answer was whole.
  case interrupted
  /// TLS failed; the text says why in the library's words.
  case secureConnectionFailed(String)
  /// An answer of more bytes than allowed.
  case tooLarge(limit: Int)
  /// A status of redirection; redirects are not followed, because they lead anywhere.
  case redirected(status: Int)
  /// What came is not HTTP.
  case notHTTP
  /// The body is not compressed in the way that it says.
  case undecodable
  /// libcurl cannot be loaded, or lacks something; the text says what.
  case unavailable(String)
  /// Anything else: libcurl's number and its words for it.
  case other(code: Int, String)
}

// MARK: - What follows from it

extension TransportFailure {
  /// Whether the same request may succeed at another moment.
  public var isRetryable: Bool {
    switch self {
    case .nameNotResolved, .refused, .unreachable, .proxyFailed, .timedOut, .interrupted,
      .undecodable:
      true
    case .secureConnectionFailed, .tooLarge, .redirected, .notHTTP, .unavailable, .other: false
    }
  }

  /// Whether the endpoint may have received the request, and done what it says.
  public var mayHaveArrived: Bool {
    switch self {
    case .nameNotResolved, .refused, .unreachable, .proxyFailed, .timedOut(.connecting),
      .secureConnectionFailed, .unavailable:
      false
    case .timedOut(.answering), .interrupted, .tooLarge, .redirected, .notHTTP, .undecodable,
      .other:
      true
    }
  }
}

extension TransportFailure: CustomStringConvertible {
  /// What happened, as a sentence about "the endpoint", and what to do.
  public var description: String { "\(cause) \(hint)" }

  private var cause: String {
    switch self {
    case .nameNotResolved: "The endpoint's host name does not resolve to an address."
    case .refused: "The endpoint's host refuses the connection."
    case .unreachable: "The endpoint's host cannot be reached."
    case .proxyFailed: "The proxy between here and the endpoint fails."
    case .timedOut(.connecting): "The connection to the endpoint was not made in time."
    case .timedOut(.answering): "The endpoint did not answer in time."
    case .interrupted: "The endpoint ended the connection before its answer was whole."
    case .secureConnectionFailed(let reason):
      "No secure connection to the endpoint can be made (\(reason))."
    case .tooLarge(let limit): "The endpoint's answer is larger than the \(limit) bytes allowed."
    case .redirected(let status):
      "The endpoint redirects to another place (HTTP \(status)), which is not followed."
    case .notHTTP: "What listens at the endpoint's port does not speak HTTP."
    case .undecodable: "The endpoint's answer is not compressed in the way that it says."
    case .unavailable(let reason): "No request can be sent: \(reason)."
    case .other(let code, let reason): "The request failed (\(reason), libcurl's error \(code))."
    }
  }

  /// What to do about it: a sentence.
  public var hint: String {
    switch self {
    case .nameNotResolved:
      "Check the name and this machine's network, or give another endpoint with --rpc."
    case .refused: "Check that the node runs and that the port is right."
    case .unreachable: "Check this machine's network and firewall."
    case .proxyFailed: "Check the variables https_proxy and no_proxy."
    case .timedOut(.connecting): "Check the host and the port, or try again later."
    case .timedOut(.answering): "Try again later, ask for less at once, or give another endpoint."
    case .interrupted: "Try again; a transaction that was being sent may have arrived."
    case .secureConnectionFailed:
      "Check the URL, this machine's clock and its package ca-certificates; the check is never skipped."
    case .tooLarge: "Ask for less at once, such as a shorter range of blocks."
    case .redirected: "Give the URL that the provider names for JSON-RPC."
    case .notHTTP: "Check the port, and whether the URL should begin with https."
    case .undecodable: "Try again, or give another endpoint."
    case .unavailable: "Install the package libcurl4 in version 7.87 or later."
    case .other: "Try again, or give another endpoint."
    }
  }
}
