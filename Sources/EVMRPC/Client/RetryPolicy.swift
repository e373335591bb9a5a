/// How often, and after which waits, a request is sent again.
public struct RetryPolicy: Sendable {
  /// Attempts without any answer in between, the first one included; at least one is made.
  public var attempts: Int
  /// The longest wait before the second attempt; it doubles with each further one.
  public var base: Duration
  /// No wait that the client chooses is longer.
  public var cap: Duration
  /// All attempts and waits together since the last answer came; a wait that would go past it is not
  /// begun.
  public var budget: Duration
  /// A wait between zero and the longest one, so that clients do not come back all at once.
  public var jitter: @Sendable (_ longest: Duration) -> Duration

  public init(
    attempts: Int = 5, base: Duration = .milliseconds(500), cap: Duration = .seconds(10),
    budget: Duration = .seconds(60),
    jitter: @escaping @Sendable (_ longest: Duration) -> Duration = RetryPolicy.randomWait
  ) {
    self.attempts = attempts
    self.base = base
    self.cap = cap
    self.budget = budget
    self.jitter = jitter
  }

  /// One attempt and no more.
  public static let never = RetryPolicy(attempts: 1)

  /// Any wait up to the longest, all alike probable.
  public static func randomWait(upTo longest: Duration) -> Duration {
    let nanoseconds = longest / .nanoseconds(1)
    guard nanoseconds >= 1, nanoseconds < 0x1p62 else { return max(.zero, longest) }
    return .nanoseconds(Int64.random(in: 0...Int64(nanoseconds)))
  }

  /// The wait behind a number of failed attempts.
  ///
  /// - Parameter asked: What the endpoint wants; it gets at least that, and a little jitter on top.
  func wait(after failures: Int, asked: Duration?) -> Duration {
    var longest = max(.zero, min(base, cap))
    for _ in 1..<min(max(failures, 1), 64) where longest < cap { longest = min(longest * 2, cap) }
    let own = jitter(longest)
    return asked.map { max(own, $0 + jitter(max(.zero, min(base, cap)))) } ?? own
  }

  /// Whether a method may be sent again when nobody knows what became of it: one that only reads, or
  /// that does the same however often it is done.
  ///
  /// What is not in the table is never repeated, as `eth_sendTransaction`, which signs anew each time.
  static func isRepeatable(_ method: String) -> Bool { repeatable.contains(method) }

  private static let repeatable: Set<String> = [
    "eth_chainId", "eth_blockNumber", "eth_gasPrice", "eth_maxPriorityFeePerGas", "eth_feeHistory",
    "eth_blobBaseFee", "eth_syncing", "eth_accounts", "eth_coinbase", "eth_protocolVersion",
    "eth_getBalance", "eth_getStorageAt", "eth_getTransactionCount", "eth_getCode", "eth_getProof",
    "eth_call", "eth_estimateGas", "eth_createAccessList", "eth_simulateV1", "eth_getLogs",
    "eth_getBlockByHash", "eth_getBlockByNumber", "eth_getBlockReceipts", "eth_getHeaderByHash",
    "eth_getHeaderByNumber", "eth_getBlockTransactionCountByHash",
    "eth_getBlockTransactionCountByNumber", "eth_getTransactionByHash",
    "eth_getTransactionByBlockHashAndIndex", "eth_getTransactionByBlockNumberAndIndex",
    "eth_getRawTransactionByHash", "eth_getTransactionReceipt", "net_version", "net_listening",
    "net_peerCount", "web3_clientVersion", "web3_sha3", "rpc_modules", "txpool_status",
    "txpool_content", "txpool_contentFrom", "txpool_inspect", "debug_traceTransaction",
    "debug_traceCall", "debug_getRawTransaction", "debug_getRawHeader", "debug_getRawBlock",
    "trace_call", "trace_transaction", "trace_block", "bor_getAuthor", "bor_getRootHash",
    // The same bytes are the same transaction.
    "eth_sendRawTransaction",
  ]
}

/// That an attempt failed and another one follows after a wait.
public struct RetryNotice: Hashable, Sendable, CustomStringConvertible {
  /// The endpoint's name without its path and credentials.
  public let endpoint: String
  public let failure: RPCFailure
  /// How many attempts have failed.
  public let failures: Int
  public let wait: Duration

  public var description: String {
    "\(failure) Trying again in \(shown(wait))."
  }
}

/// A wait in words: seconds, or milliseconds where it has none.
func shown(_ wait: Duration) -> String {
  let (seconds, attoseconds) = wait.components
  return seconds > 0 || attoseconds == 0
    ? "\(seconds) s" : "\(max(1, attoseconds / 1_000_000_000_000_000)) ms"
}
