import ExactJSON

/// How endpoints agree on a request.
enum AgreementRule: Hashable, Sendable {
  /// All must say the same.
  case same
  /// Each says what it estimates; the middle is taken.
  case middle
  /// All must say the same about the block that they agree on.
  case sameAtHead
  /// It is answered from the header that they agree on.
  case head
  /// One answer is enough: it says something of a node, or changes something.
  case any

  private static let agreeing: Set<String> = [
    "eth_chainId", "eth_getBlockByNumber", "eth_getBlockByHash", "eth_getTransactionReceipt",
    "eth_getTransactionByHash", "eth_getLogs", "eth_getBlockReceipts", "net_version",
    "eth_getBlockTransactionCountByHash", "eth_getBlockTransactionCountByNumber",
    "eth_getTransactionByBlockHashAndIndex", "eth_getTransactionByBlockNumberAndIndex",
  ]

  init(_ request: RPCRequest) {
    switch request.method {
    case "eth_gasPrice", "eth_maxPriorityFeePerGas", "eth_estimateGas": self = .middle
    case "eth_getTransactionCount" where request.block == .tag("pending"): self = .middle
    case "eth_blockNumber": self = .head
    case "eth_getBlockByNumber" where request.asksForHead:
      self = request.parameters.last == .bool(false) ? .head : .sameAtHead
    default:
      if request.readsState {
        self = request.block == .tag("latest") ? .sameAtHead : .same
      } else {
        self = Self.agreeing.contains(request.method) ? .same : .any
      }
    }
  }
}
