public import EVMAccounts
public import EVMPrimitives

/// A block with all that making it brought about.
public struct BuiltBlock: Sendable {
  public let block: Block
  /// What became of each transaction, in their order.
  public let transactions: [IncludedTransaction]
  /// The state after the block.
  public let state: WorldState
  /// What the block asks of the beacon chain: the byte of the type and its data; since Prague.
  public let requests: [[UInt8]]

  public var receipts: [Receipt] { transactions.map(\.receipt) }
}

/// A transaction in a block.
public struct IncludedTransaction: Sendable {
  public let transaction: SignedTransaction
  public let sender: Address
  public let outcome: TransactionOutcome
  public let receipt: Receipt
}
