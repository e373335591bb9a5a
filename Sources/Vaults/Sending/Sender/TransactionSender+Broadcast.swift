import EVMPrimitives
import EVMRPC

extension TransactionSender {
  /// Hands in bytes, which may have been handed in before, and writes down what came of it.
  @discardableResult
  func broadcast(
    _ raw: [UInt8], hash: Hash256, of id: Int
  ) async throws -> BroadcastResult {
    try reach(.beforeBroadcast)
    let result: BroadcastResult
    do {
      _ = try await caller.ask(.send(raw: raw, hash: hash))
      result = .sent
    } catch let failure as RPCFailure {
      result = await self.result(of: failure, hash: hash)
    }
    try reach(.afterBroadcast)
    let transaction = try journal.append(
      .broadcast(transaction: id, hash: hash, result), to: id)
    try reach(.afterBroadcastRecord)
    observe(.broadcast(transaction, result))
    return result
  }

  /// What a failed broadcast means: only a node's own refusal shows that it does not have the bytes.
  private func result(of failure: RPCFailure, hash: Hash256) async -> BroadcastResult {
    guard case .node(_, let message) = failure else {
      return .unknown(reason: failure.description)
    }
    switch BroadcastRefusal(message) {
    case .alreadyKnown: return .sent
    case .nonceTooLow:
      // It may be ours that used the nonce; whoever waits for it will see.
      return await isKnown(hash) ? .sent : .unknown(reason: failure.description)
    case .refused: return .refused(reason: failure.description)
    case nil: return .unknown(reason: failure.description)
    }
  }

  private func isKnown(_ hash: Hash256) async -> Bool {
    if (try? await caller.ask(.receipt(of: hash))) != nil { return true }
    return (try? await caller.ask(.transaction(hash))) != nil
  }
}

/// What a node means that does not take a transaction, by the words that its kind uses.
///
/// - SeeAlso: [execution-apis#245](https://github.com/ethereum/execution-apis/issues/245) for the many
///   names of one refusal.
enum BroadcastRefusal: Hashable, Sendable {
  /// It has the same bytes.
  case alreadyKnown
  /// The account has used the nonce.
  case nonceTooLow
  /// It does not have them and will not take them as things stand.
  case refused

  /// `nil` for words that are not known, after which nothing is certain.
  init?(_ message: String) {
    let words = message.lowercased()
    func says(_ phrases: String...) -> Bool { phrases.contains { words.contains($0) } }
    if says(
      "already known", "alreadyknown", "known transaction", "already imported",
      "already in the pool", "already exists", "already in mempool")
    {
      self = .alreadyKnown
    } else if says("nonce too low", "nonce is too low", "oldnonce", "invalid nonce; got") {
      self = .nonceTooLow
    } else if says(
      "insufficient funds", "insufficient balance", "underpriced", "intrinsic gas",
      "exceeds the configured cap", "exceeds block gas limit", "gas limit reached",
      "feetoolow", "fee too low", "gas price below", "not supported", "invalid sender",
      "invalid chain id", "nonce too high", "oversized data", "less than block base fee",
      "txpool is full", "eoa", "max initcode size")
    {
      self = .refused
    } else {
      return nil
    }
  }
}
