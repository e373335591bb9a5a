public import EVMPrimitives

/// An account as a chain holds it.
public struct Account: Hashable, Sendable {
  /// Transactions sent, or for a contract creations made (plus one since Spurious Dragon).
  public var nonce: UInt64
  /// In the chain's smallest unit, wei.
  public var balance: UInt256
  /// Keccak-256 of the code; ``Keccak256/empty`` for an account without.
  public var codeHash: Hash256
  /// Whether any word of its storage is not zero.
  public var hasStorage: Bool

  public init(
    nonce: UInt64 = 0, balance: UInt256 = .zero, codeHash: Hash256 = Keccak256.empty,
    hasStorage: Bool = false
  ) {
    self.nonce = nonce
    self.balance = balance
    self.codeHash = codeHash
    self.hasStorage = hasStorage
  }

  /// Whether it has neither nonce nor balance nor code
  /// ([EIP-161](https://eips.ethereum.org/EIPS/eip-161)).
  public var isEmpty: Bool { nonce == 0 && balance.isZero && codeHash == Keccak256.empty }
}

/// Where the state comes from that code runs on: a chain in memory, a file, or answers of a node.
///
/// Each account and each slot is asked for once. A reader that does not have something and would have
/// to wait for it throws; the run then ends with that error, and can be made again when it is there.
public protocol StateReader {
  /// The account at an address; `nil` where there is none.
  func account(at address: Address) throws -> Account?
  /// The code of an account, whose hash is that of the account.
  func code(at address: Address, hash: Hash256) throws -> ExecutableCode
  /// A word of an account's storage; zero where nothing was stored.
  func storage(at address: Address, slot: UInt256) throws -> UInt256
  /// The hash of one of the 256 blocks before the present one; `nil` when there is none.
  func blockHash(of number: UInt64) throws -> Hash256?
}

/// A state without any account.
public struct EmptyState: StateReader, Sendable {
  public init() {}
  public func account(at address: Address) -> Account? { nil }
  public func code(at address: Address, hash: Hash256) -> ExecutableCode { .empty }
  public func storage(at address: Address, slot: UInt256) -> UInt256 { .zero }
  public func blockHash(of number: UInt64) -> Hash256? { nil }
}
