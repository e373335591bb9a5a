extension RPCFailure {
  /// What a failure of one endpoint says where there are others.
  enum Standing: Hashable, Sendable {
    /// The chain says so: every other node would say the same.
    case answer
    /// The node says so; it counts when another says the like.
    case vote
    /// The node does not have the block; another may.
    case missing
    /// The node does not have the method; another may.
    case incapable
    /// The endpoint failed.
    case fault
  }

  var standing: Standing {
    switch self {
    case .reverted: .answer
    case .node, .logsRefused: .vote
    case .blockNotFound: .missing
    case .unsupported: .incapable
    default: .fault
    }
  }

  /// Whether the endpoint was out of reach, and nothing else is wrong: waiting may help.
  var isOutage: Bool {
    switch self {
    case .transport, .rateLimited: true
    default: false
    }
  }

  /// What the failure of one endpoint looks like in the list of all.
  func opinion(of endpoint: String) -> EndpointOpinion {
    EndpointOpinion(endpoint: endpoint, answer: reason)
  }

  /// Whether a node refuses the object with a hash in the place of a block.
  ///
  /// - SeeAlso: [EIP-1898](https://eips.ethereum.org/EIPS/eip-1898)
  var mayRefuseBlockHash: Bool {
    guard case .node(let code, let message) = self else { return false }
    let text = message.lowercased()
    return code == -32602 || text.contains("unmarshal") || text.contains("invalid argument")
      || text.contains("expected a string")
  }
}
