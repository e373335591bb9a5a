public import EVMAccounts
public import EVMPrimitives

/// A block: header, transactions and withdrawals. None that is made here has ommers.
///
/// - SeeAlso: Yellow paper, section 4.3.
public struct Block: Hashable, Sendable {
  public var header: BlockHeader
  public var transactions: [SignedTransaction]
  /// `nil` before Shanghai.
  public var withdrawals: [Withdrawal]?

  public init(
    header: BlockHeader, transactions: [SignedTransaction] = [], withdrawals: [Withdrawal]? = nil
  ) {
    self.header = header
    self.transactions = transactions
    self.withdrawals = withdrawals
  }

  public var hash: Hash256 { header.hash }

  /// The RLP of the block; typed transactions stand in it as byte strings.
  public var encoded: [UInt8] {
    // A legacy transaction is itself a list, whose RLP was just made and can be read.
    let list: [RLPItem] = transactions.map { signed in
      let bytes = signed.encoded
      guard signed.transaction.type == .legacy, let item = try? RLP.decode(bytes) else {
        return .bytes(bytes)
      }
      return item
    }
    var parts: [RLPItem] = [header.rlp, .list(list), .list([])]
    if let withdrawals { parts.append(.list(withdrawals.map(\.rlp))) }
    return RLP.encode(.list(parts))
  }

  /// The root over the transactions.
  public static func transactionsRoot(of transactions: [SignedTransaction]) -> Hash256 {
    MerklePatriciaTrie.orderedRoot(of: transactions.map(\.encoded))
  }

  /// The root over the receipts.
  public static func receiptsRoot(of receipts: [Receipt]) -> Hash256 {
    MerklePatriciaTrie.orderedRoot(of: receipts.map(\.encoded))
  }

  /// The root over the withdrawals.
  public static func withdrawalsRoot(of withdrawals: [Withdrawal]) -> Hash256 {
    MerklePatriciaTrie.orderedRoot(of: withdrawals.map { RLP.encode($0.rlp) })
  }
}
