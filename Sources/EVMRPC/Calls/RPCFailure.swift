import EVMPrimitives

/// Why a call has no answer. The cases are what a caller decides by.
public enum RPCFailure: Error, Hashable, Sendable {
  /// Nothing came back that is an answer: the connection, HTTP or the body failed. Asking again, or
  /// somebody else, may help.
  ///
  /// - Parameter endpoint: The endpoint's name without its path and credentials.
  case transport(endpoint: String, reason: String)
  /// The endpoint wants fewer requests.
  case rateLimited(endpoint: String, retryAfter: Duration?)
  /// The node refuses the call, in its own words.
  case node(code: Int, message: String)
  /// The contract reverted.
  ///
  /// - Parameters:
  ///   - data: What it returned; empty when it gave no reason or the node did not pass it on.
  ///   - message: The node's words.
  case reverted(data: [UInt8], message: String)
  /// The result is not what the method answers.
  case malformed(method: String, reason: String)
  /// The node does not have the method.
  case unsupported(method: String)
  /// The block that was asked for is not there: the node lags, or the chain left the block.
  case blockNotFound(String)
  /// The node does not give so many logs at once; ask for fewer blocks, as ``LogReader`` does.
  case logsRefused(LogRefusal)
  /// The endpoint is not asked because its node is behind the chain.
  case lagging(endpoint: String, reason: String)
  /// The endpoint serves another chain.
  case wrongChain(endpoint: String, expected: UInt64, found: UInt64)
  /// Endpoints answer differently where they must agree.
  case disagreement(method: String, answers: [EndpointOpinion])
  /// A proof does not show what the node says.
  case unproven(method: String, reason: String)
  /// No endpoint gave an answer; each one's reason.
  case exhausted([EndpointOpinion])
}

/// What one endpoint answered, for the report of a disagreement.
public struct EndpointOpinion: Hashable, Sendable {
  /// The endpoint's name without its path and credentials.
  public let endpoint: String
  /// The answer in short, or why there is none.
  public let answer: String

  public init(endpoint: String, answer: String) {
    self.endpoint = endpoint
    self.answer = answer
  }
}

extension RPCFailure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .transport(let endpoint, let reason): "\(endpoint) gave no answer: \(reason)"
    case .rateLimited(let endpoint, let pause):
      "\(endpoint) wants fewer requests"
        + (pause.map { "; it will answer again in \($0.components.seconds) seconds." }
          ?? "; wait, or name another endpoint.")
    case .node(let code, let message):
      "The node refuses the call: \(quoted(message, limit: 200)) (code \(code))."
    case .reverted(_, let message): "The call reverted: \(quoted(message, limit: 200))."
    case .malformed(let method, let reason):
      "The answer to \(method) cannot be read: \(reason)"
    case .unsupported(let method): "The node does not have \(method)."
    case .blockNotFound(let block): "The node does not have \(block)."
    case .logsRefused(let refusal):
      "The node does not give so many logs at once: \(quoted(refusal.message, limit: 200))."
    case .lagging(let endpoint, let reason): "\(endpoint) is not asked: \(reason)"
    case .wrongChain(let endpoint, let expected, let found):
      "\(endpoint) serves chain \(found), not \(expected); name an endpoint of chain \(expected)."
    case .disagreement(let method, let answers):
      "The endpoints disagree about \(method): \(Self.list(answers)); nothing is decided on either."
    case .unproven(let method, let reason): "The proof of \(method) does not hold: \(reason)"
    case .exhausted(let answers): "No endpoint answers. \(answers.reasons)"
    }
  }

  /// Why one endpoint has no answer, for a list in which its name stands already.
  public var reason: String {
    switch self {
    case .transport(_, let reason): reason
    case .rateLimited(_, let pause):
      "It wants fewer requests"
        + (pause.map { " and will answer again in \($0.components.seconds) seconds." } ?? ".")
    case .lagging(_, let reason): reason
    case .wrongChain(_, let expected, let found): "It serves chain \(found), not \(expected)."
    default: description
    }
  }

  private static func list(_ answers: [EndpointOpinion]) -> String {
    answers.map { "\($0.endpoint) says \($0.answer)" }.joined(separator: "; ")
  }
}

extension [EndpointOpinion] {
  /// Each reason once, behind the names of the endpoints that have it.
  var reasons: String {
    var order: [String] = []
    var names: [String: [String]] = [:]
    for opinion in self {
      if names[opinion.answer] == nil { order.append(opinion.answer) }
      names[opinion.answer, default: []].append(opinion.endpoint)
    }
    return order.map { answer in
      "\(names[answer, default: []].joined(separator: ", ")): \(answer)"
    }.joined(separator: " ")
  }
}
