public import EVMAccounts
public import EVMInterpreter
public import EVMPrimitives

/// A transaction in a block, with what became of it.
public struct MinedTransaction: Sendable {
  public let signed: SignedTransaction
  public let hash: Hash256
  /// Who sent it; for an impersonated account nobody signed.
  public let sender: Address
  public let receipt: Receipt
  public let gasUsed: UInt64
  /// Wei paid for each unit of gas.
  public let gasPrice: UInt256
  /// Wei paid for each unit of blob gas; `nil` unless it has blobs.
  public let blobGasPrice: UInt256?
  /// The contract that it created.
  public let createdAddress: Address?
  /// How its code ended.
  public let status: ExecutionStatus
  /// Whether an account was impersonated, whose code did not matter.
  let isImpersonated: Bool
}

/// A block of a ``DevelopmentChain``, with the states before and after it.
public final class ChainBlock: Sendable {
  public let block: Block
  public let hash: Hash256
  public let transactions: [MinedTransaction]
  /// The state on which its transactions ran; `nil` in a block that was read from a file.
  public let stateBefore: WorldState?
  /// The state that they left behind; `nil` in a block that was read from a file.
  public let state: WorldState?
  /// The number, in the block, of each transaction's first log.
  let firstLogs: [Int]

  public var header: BlockHeader { block.header }
  public var number: UInt64 { block.header.number }

  init(
    header: BlockHeader, transactions: [MinedTransaction], stateBefore: WorldState?,
    state: WorldState?
  ) {
    block = Block(
      header: header, transactions: transactions.map(\.signed),
      withdrawals: header.withdrawalsRoot == nil ? nil : [])
    hash = header.hash
    self.transactions = transactions
    self.stateBefore = stateBefore
    self.state = state
    var firstLogs: [Int] = []
    var count = 0
    for transaction in transactions {
      firstLogs.append(count)
      count += transaction.receipt.logs.count
    }
    self.firstLogs = firstLogs
  }
}

/// Where a transaction stands.
struct TransactionPlace: Hashable, Sendable {
  var blockNumber: UInt64
  var index: Int
}
