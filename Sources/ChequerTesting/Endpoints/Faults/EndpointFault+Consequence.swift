extension EndpointFault {
  /// What a fault does to a client that asks.
  public enum Consequence: String, Hashable, Sendable, CaseIterable {
    /// There is no answer: the connection or HTTP fails, or the node refuses. Another attempt or
    /// another endpoint may have one.
    case transport
    /// The endpoint wants to be asked less often, in one of the ways in which providers say so.
    case rateLimit
    /// The answer breaks the rules of HTTP, JSON, JSON-RPC or its method, or leaves parts out. A client
    /// refuses it, or understands it where it can be understood in one way alone.
    case malformed
    /// The answer is well-formed and false. Only a proof or another endpoint shows it.
    case lie
    /// The answer is that of another moment or another branch of the chain, or of a node that does not
    /// have all of it.
    case lag
    /// Logs are refused, left out, told twice or told wrongly.
    case logs
    /// What is said of a transaction that was sent, or of its receipt, is wrong, missing, or a refusal.
    case transaction
    /// All that a client needs is there, told in a way that rules or habits of nodes allow. A client
    /// answers as it does without the fault.
    case harmless
  }
}
