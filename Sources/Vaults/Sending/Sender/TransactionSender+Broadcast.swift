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

  /// What a failed broadcast means: only a node's own refusal shows that it does not have the bytes,
  /// and only if nobody has them all the same, for behind one URL may stand several nodes.
  ///
  /// Where the words are not known, or say that it has another transaction of the nonce, nothing is
  /// certain, and whoever waits will see.
  private func result(of failure: RPCFailure, hash: Hash256) async -> BroadcastResult {
    switch failure.sendingOutcome {
    case .alreadyKnown: .sent
    case .nonceTooLow:
      await isKnown(hash) ? .sent : .unknown(reason: failure.description)
    case .replacementUnderpriced, .nonceTooHigh, .underpriced, .insufficientFunds,
      .feeCapExceeded, .gasTooLow, .gasTooHigh, .poolFull, .wrongChain, .unknownType:
      await isKnown(hash) ? .sent : .refused(reason: failure.description)
    case nil: .unknown(reason: failure.description)
    }
  }

  private func isKnown(_ hash: Hash256) async -> Bool {
    if (try? await caller.ask(.receipt(of: hash))) != nil { return true }
    return (try? await caller.ask(.transaction(hash))) != nil
  }
}
