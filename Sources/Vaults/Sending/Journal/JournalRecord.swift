public import EVMPrimitives
import ExactJSON

/// One line of a journal: something that was decided, or has happened, to one transaction.
enum JournalRecord: Hashable, Sendable {
  /// The first line: whose journal it is.
  case opening(JournalOwner)
  /// A transaction is going to be made; nothing of it exists yet.
  case intent(transaction: Int, TransactionPurpose)
  /// Its bytes, before anybody else has seen them.
  case signed(transaction: Int, SignedAttempt)
  /// What endpoints said when the bytes were handed in.
  case broadcast(transaction: Int, hash: Hash256, BroadcastResult)
  /// A block has it, deep enough.
  case settled(transaction: Int, TransactionSettlement)
  /// Its nonce was used by a transaction that is not in the journal.
  case replaced(transaction: Int)
  /// It can never be mined: it was never signed, or everybody refused it.
  case abandoned(transaction: Int, reason: String)
  /// The chain lost the block that had it.
  case reopened(transaction: Int)
  /// So many bytes of a line that was never complete were cut off.
  case repaired(bytes: Int)
}

/// Bytes that were signed for a transaction: the first ones, or dearer ones for the same nonce.
public struct SignedAttempt: Hashable, Sendable {
  public let hash: Hash256
  /// The envelope as it is broadcast; every time the same.
  public let raw: [UInt8]
  public let nonce: UInt64
  /// Whether it does nothing but use the nonce, so that what came before is not done.
  public let isCancellation: Bool
}

/// What came of handing in a transaction.
public enum BroadcastResult: Hashable, Sendable {
  /// An endpoint has it.
  case sent
  /// Whether an endpoint has it is not known.
  case unknown(reason: String)
  /// Every endpoint refused it.
  case refused(reason: String)
}

/// How a transaction ended on the chain.
public struct TransactionSettlement: Hashable, Sendable {
  /// Which of the attempts was mined.
  public let hash: Hash256
  public let block: UInt64
  public let blockHash: Hash256
  /// Whether it did not revert.
  public let succeeded: Bool
  public let gasUsed: UInt64
  /// In wei; `nil` where the node told no price.
  public let fee: UInt256?
  /// Whether a cancellation was mined in its place.
  public let isCancelled: Bool
}

/// Whose transactions a journal has: one account's on one chain.
public struct JournalOwner: Hashable, Sendable {
  public let chainID: UInt64
  /// The hash of the chain's first block: development chains share their ids.
  public let genesis: Hash256
  public let account: Address

  public init(chainID: UInt64, genesis: Hash256, account: Address) {
    self.chainID = chainID
    self.genesis = genesis
    self.account = account
  }
}
