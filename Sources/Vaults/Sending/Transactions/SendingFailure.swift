public import EVMABI
public import EVMPrimitives

/// Why a transaction was not sent, or is not finished. What a chain does not answer is an `RPCFailure`
/// and what a disk does not take a ``JournalError``.
public enum SendingFailure: Error, Hashable, Sendable {
  /// It would fail as things stand; nothing was signed.
  case wouldRevert(RevertReason)
  /// It could cost more than is allowed; in wei.
  case feeAboveMaximum(fee: UInt256, maximum: UInt256)
  /// The account has too little coin; in wei.
  case insufficientCoin(account: Address, balance: UInt256, value: UInt256, fee: UInt256)
  /// A limit, or a node's estimate, that no such transaction can do with.
  case gasBelowIntrinsic(limit: UInt64, needed: UInt64)
  /// It needs more gas than a block has.
  case gasAboveBlock(estimate: UInt64, limit: UInt64)
  /// A nonce far beyond what the chain has seen of the account.
  case implausibleNonce(latest: UInt64, pending: UInt64)
  /// What was signed elsewhere has not the nonce whose turn it is.
  case otherNonce(expected: UInt64, found: UInt64)
  /// Nonces that nobody has used hold back transactions with later ones.
  case nonceGap(first: UInt64, last: UInt64)
  /// The signature is another account's, or of another transaction.
  case otherSigner(expected: Address, found: Address?)
  /// The endpoint serves another chain than the journal is for.
  case wrongChain(expected: UInt64, found: UInt64)
  /// Everybody refused it and nobody has it.
  case refused(reason: String)
  /// It was sent and is not settled; running again goes on.
  case unsettled(hash: Hash256, TransactionState)
  /// Another transaction of the account took its nonce.
  case replacedByOther(hash: Hash256, nonce: UInt64)
  /// The journal has no transaction with this hash.
  case unknownTransaction(Hash256)
  /// It is finished, so it cannot be replaced any more.
  case notOpen(Hash256)
}

/// Where a transaction is that was sent.
public enum TransactionState: Hashable, Sendable {
  /// No endpoint that was asked knows it: not arrived, dropped, or the endpoint lags.
  case unknown
  /// It waits for a block.
  case pending
  /// A block has it, under so many blocks, itself counted.
  case mined(block: UInt64, depth: UInt64, succeeded: Bool)
  /// Another transaction with its nonce was mined; its hash where it is known.
  case replaced(by: Hash256?)
}

extension SendingFailure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .wouldRevert(let reason):
      "The transaction would fail: \(reason). Nothing was sent."
    case .feeAboveMaximum(let fee, let maximum):
      "The transaction could cost \(Self.coin(fee)), more than the \(Self.coin(maximum)) that are allowed; allow more with --max-fee, or wait for a lower gas price."
    case .insufficientCoin(let account, let balance, let value, let fee):
      "\(account) has \(Self.coin(balance)), but the transaction needs up to \(Self.coin(fee)) for gas"
        + (value.isZero ? "" : " and sends \(Self.coin(value))") + "; send it coin first."
    case .gasBelowIntrinsic(let limit, let needed):
      "\(limit) gas is less than the \(needed) that every such transaction costs; ask another endpoint, or give a higher limit."
    case .gasAboveBlock(let estimate, let limit):
      "The transaction would need \(estimate) gas, but a block has \(limit)."
    case .implausibleNonce(let latest, let pending):
      "The endpoint says that the account's next nonce is \(pending) although \(latest) are mined, which cannot be right; ask another endpoint."
    case .otherNonce(let expected, let found):
      "The transaction has nonce \(found), but the account's next one is \(expected): others were sent since it was prepared; prepare it again."
    case .nonceGap(let first, let last):
      first == last
        ? "Nonce \(first) was never used, so later transactions cannot be mined; fill the gap with --fill-gaps."
        : "The nonces \(first) to \(last) were never used, so later transactions cannot be mined; fill the gap with --fill-gaps."
    case .otherSigner(let expected, let found):
      "The signature is \(found.map { "that of \($0)" } ?? "nobody's"), or of another transaction, but \(expected) sends; sign with that account's key."
    case .wrongChain(let expected, let found):
      "The endpoint now serves chain \(found), not \(expected). Nothing was sent; name an endpoint of chain \(expected)."
    case .refused(let reason): "The transaction was refused: \(reason)"
    case .unsettled(let hash, let state):
      "Transaction \(hash) was sent and \(state). Run again to go on waiting; it is not sent twice."
    case .replacedByOther(let hash, let nonce):
      "Transaction \(hash) will not be mined, because another transaction of the account has its nonce \(nonce). Run again to send a new one if it is still needed."
    case .unknownTransaction(let hash):
      "The journal has no transaction \(hash); give the hash of one that was sent from here with this account."
    case .notOpen(let hash):
      "Transaction \(hash) is finished, so it cannot be replaced any more."
    }
  }

  private static func coin(_ wei: UInt256) -> String {
    TokenAmount(smallestUnits: wei, in: .btt).description
  }
}

extension TransactionState: CustomStringConvertible {
  /// The state as the end of a sentence about a transaction.
  public var description: String {
    switch self {
    case .unknown: "no endpoint that answers knows it"
    case .pending: "waits for a block"
    case .mined(let block, let depth, let succeeded):
      "is in block \(block), \(depth == 1 ? "the newest" : "\(depth) blocks deep")\(succeeded ? "" : ", and failed")"
    case .replaced(let hash?): "was replaced by \(hash)"
    case .replaced(nil): "was replaced by another transaction"
    }
  }
}
