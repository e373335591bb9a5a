/// Why a node does not take a transaction, as far as it decides what to do next.
public enum SendRefusal: Hashable, Sendable, CaseIterable {
  /// The node has this very transaction: it counts as sent.
  case alreadyKnown
  /// The account has sent a transaction of this nonce; it may be this one.
  case nonceTooLow
  /// Transactions before this one are missing.
  case nonceTooHigh
  /// Another transaction with this nonce waits, and the new one does not pay enough more.
  case replacementUnderpriced
  /// The price of gas is below what the node takes.
  case underpriced
  /// The account cannot pay for the value and all the gas.
  case insufficientFunds
  /// The fee is above what the node lets anybody spend, by default one coin.
  case feeCapExceeded
  /// The gas limit does not even cover the start of the transaction.
  case gasTooLow
  /// The gas limit is above the block's or the transaction's maximum.
  case gasTooHigh
  /// The node has no room for more transactions; later it may.
  case poolFull
  /// It is signed for another chain, or for any.
  case wrongChain
  /// The node or its fork does not know this type of transaction.
  case unknownType
}

extension RPCFailure {
  /// What the refusal of a transaction means; `nil` when the failure is none of a known kind.
  ///
  /// Nodes tell these with one code and many words, so both are matched; the first row that fits
  /// counts.
  public var sendingOutcome: SendRefusal? {
    guard case .node(_, let message) = self else { return nil }
    // A space in front, so that a row can ask for a whole word: unknown is not known.
    let words =
      " "
      + message.prefix(4000).lowercased().split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    if let (given, expected) = SendRefusal.nonces(in: words) {
      return given < expected ? .nonceTooLow : .nonceTooHigh
    }
    return SendRefusal.table.first { words.contains(anyOf: $0.words) }?.refusal
  }
}

extension SendRefusal {
  /// Row by row, so that what is more special comes first. Nethermind writes names instead of
  /// sentences, such as `AlreadyKnown`.
  fileprivate static let table: [(refusal: SendRefusal, words: [String])] = [
    (
      .alreadyKnown,
      [
        " known transaction", "already known", "alreadyknown", "already imported", "same hash",
        "already in the pool", "already exists in the pool", "pool(alreadyimported)",
        "transaction already in mempool", "transaction already exists", "already in mempool",
      ]
    ),
    (
      .replacementUnderpriced,
      [
        "replacement transaction underpriced", "replacement underpriced", "same nonce in the queue",
        "could not replace existing tx", "same nonce in the tx pool", "replacementnotallowed",
        "transaction was not replaced", "not bumped enough", "replacement fee too low",
        "replacement transaction fee too low", "pool(toolowpriority", "gas price to replace",
      ]
    ),
    (
      .nonceTooLow,
      [
        "nonce too low", "nonce is too low", "oldnonce", "nonce_expired",
        "nonce has already been used",
        "pool(stale)", "invalid transaction nonce", "nonce already used",
        "transaction nonce too low",
        "ownnoncealreadyused",
      ]
    ),
    (
      .nonceTooHigh,
      [
        "nonce too high", "nonce is too high", "noncegap", "nonce gap", "future nonce",
        "nonce too distant", "transaction nonce is too distant",
      ]
    ),
    (
      .feeCapExceeded,
      ["exceeds the configured cap", "fee cap exceeded", "exceeds the cap", "fee exceeds cap"]
    ),
    (
      .insufficientFunds,
      [
        "insufficient funds", "insufficientfunds", "insufficient balance", "enough funds",
        "upfront cost exceeds account balance", "transaction would cause overdraft",
        "balance is too low", "balance too low", "insufficient_funds",
      ]
    ),
    (
      .gasTooLow,
      [
        "intrinsic gas too low", "intrinsic gas exceeds gas limit", "transaction gas is too low",
        "gas limit is below", "base fee exceeds gas limit", "intrinsic gas is too low",
        "floor data gas", "gastoolow", "gas_limit_too_low", "gas limit is too low",
      ]
    ),
    (
      .gasTooHigh,
      [
        "exceeds block gas limit", "gas limit exceeds block", "gaslimitexceeded",
        "exceeds current gas limit", "gas limit too high", "exceeds transaction gas limit",
        "supplied gas is beyond limit", "transaction gas limit too high", "gas limit reached",
      ]
    ),
    (
      .poolFull,
      [
        "txpool is full", "transaction pool is full", "too many transactions in the queue",
        "pool is full", "queue full", "txpool overflow", "tx pool full", "pool full",
      ]
    ),
    (
      .underpriced,
      [
        "transaction underpriced", "underpriced", "feetoolow", "fee too low", "gas price too low",
        "minimal gas price", "below configured minimum gas price", "gas price is too low",
        "less than block base fee", "below minimum", "gas price supplied is too low",
        "less than gas price minimum", "max fee per gas less than", "cannot be less than the block",
        "is too low for the next block", "less than the block's base", "priority fee too low",
      ]
    ),
    (
      .wrongChain,
      [
        "invalid chain id", "invalid chainid", "wrong chain", "chain id mismatch",
        "chainid mismatch",
        "only replay-protected", "invalidchainid", "incorrect chain id", "incompatible eip155",
        "incompatible with eip-155", "replay protected signature", "chain ids must match",
        "does not match chain",
      ]
    ),
    (
      .unknownType,
      [
        "transaction type not supported", "tx type not supported", "unsupported transaction type",
        "unknown transaction type", "unknown tx type", "invalid transaction type",
        "eip-1559 transactions are not", "invalid transaction envelope type",
        "transaction type is not supported", "typed transactions are not supported",
      ]
    ),
  ]

  /// The two numbers of Ganache's and EthereumJS's sentence, which says which way only by them:
  /// `account has nonce of: 5 tx has nonce of: 4`.
  fileprivate static func nonces(in words: String) -> (given: UInt64, expected: UInt64)? {
    guard let account = number(behind: "account has nonce of: ", in: words),
      let given = number(behind: "tx has nonce of: ", in: words), account != given
    else { return nil }
    return (given, account)
  }

  private static func number(behind marker: String, in words: String) -> UInt64? {
    guard let end = words.firstRange(of: marker)?.upperBound else { return nil }
    return UInt64(words[end...].prefix { $0.isASCII && $0.isNumber })
  }
}
