public import EVMPrimitives

/// What a vault logged, as far as blocks were read.
public struct VaultHistory: Sendable {
  /// One event, with its place on the chain.
  public struct Entry: Hashable, Sendable {
    public let event: VaultEvent
    public let block: UInt64
    public let transaction: Hash256
    /// The place among all logs of the block.
    public let index: UInt64
  }

  /// Blocks that were not read, and why: what happened there is not known.
  public struct Gap: Hashable, Sendable {
    public let blocks: ClosedRange<UInt64>
    public let reason: String
  }

  /// How other logic came behind the vault.
  public struct Upgrade: Hashable, Sendable {
    public enum Way: String, Hashable, Sendable {
      /// A factory deployed the vault in the same transaction.
      case deployment
      /// The shell's `init(address,bytes)`, called on the vault itself.
      case initialisation = "init"
      /// `upgradeTo` or `upgradeToAndCall`, called on the vault itself.
      case upgrade
      /// By way of another contract.
      case indirect
      /// The transaction could not be read.
      case unknown
    }

    public let entry: Entry
    public let implementation: Address
    public let way: Way
    /// Who sent the transaction.
    public let sender: Address?
  }

  /// The oldest first.
  public let entries: [Entry]
  /// The oldest first.
  public let upgrades: [Upgrade]
  /// From the first block of the chain to the one that the audit reads, in order.
  public let gaps: [Gap]

  /// Whether every block up to the audit's was read.
  public var isComplete: Bool { gaps.isEmpty }

  /// The sum of what was paid in a token, `nil` for the vault's own; `nil` when it is past 256 bits.
  public func paid(in token: Address? = nil) -> UInt256? {
    var sum = UInt256.zero
    for case .chequeCashed(let cashed) in entries.map(\.event) where cashed.token == token {
      let (next, isOver) = sum.addingReportingOverflow(cashed.totalPayout)
      guard !isOver else { return nil }
      sum = next
    }
    return sum
  }
}

/// Which blocks' events an audit reads.
public enum VaultHistoryPlan: Hashable, Sendable {
  case none
  /// The newest blocks, as many as a few hundred requests cover.
  case recent
  /// From a block on.
  case from(UInt64)
}
