/// What of an endpoint's URL must not be shown, so that an endpoint that repeats it in an error does
/// not show it either.
struct EndpointSecrets: Sendable {
  /// Parts of the path and the query that are long enough to be keys, and the password; the longest
  /// first.
  private let texts: [String]

  init(_ endpoint: EndpointURL) {
    var parts = endpoint.target.split { "/?&=".contains($0) }.map(String.init)
      .filter { $0.utf8.count >= 8 }
    if let credentials = endpoint.credentials {
      parts += [credentials.password, credentials.user].filter { $0.utf8.count >= 4 }
    }
    texts = parts.sorted { $0.utf8.count > $1.utf8.count }
  }

  /// The text with `…` in the place of each secret.
  func removed(from text: String) -> String {
    texts.reduce(text) { text, secret in
      text.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "…")
    }
  }

  func removed(from failure: RPCFailure) -> RPCFailure {
    guard !texts.isEmpty else { return failure }
    return switch failure {
    case .transport(let endpoint, let reason):
      .transport(endpoint: endpoint, reason: removed(from: reason))
    case .node(let code, let message): .node(code: code, message: removed(from: message))
    case .reverted(let data, let message): .reverted(data: data, message: removed(from: message))
    case .logsRefused(let refusal):
      .logsRefused(LogRefusal(limit: refusal.limit, message: removed(from: refusal.message)))
    case .blockNotFound(let block): .blockNotFound(removed(from: block))
    case .malformed(let method, let reason):
      .malformed(method: method, reason: removed(from: reason))
    case .rateLimited, .unsupported, .lagging, .wrongChain, .disagreement, .unproven, .exhausted:
      failure
    }
  }
}
