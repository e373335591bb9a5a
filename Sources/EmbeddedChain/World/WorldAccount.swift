public import EVMInterpreter
public import EVMPrimitives

/// An account of a ``WorldState``, with its code and all of its storage.
///
/// A value: copies share what they have in common.
public struct WorldAccount: Sendable {
  /// Transactions sent, or creations made by a contract.
  public var nonce: UInt64
  /// In the chain's smallest unit, wei.
  public var balance: UInt256
  /// The code; a delegation designator stands here as such.
  public var code: ExecutableCode
  public var storage: WorldStorage

  /// An account of given fields; without any, one that has nothing.
  public init(
    nonce: UInt64 = 0, balance: UInt256 = .zero, code: ExecutableCode = .empty,
    storage: WorldStorage = WorldStorage()
  ) {
    self.nonce = nonce
    self.balance = balance
    self.code = code
    self.storage = storage
  }

  /// Whether it has neither nonce nor balance nor code, whatever its storage (EIP-161).
  public var isEmpty: Bool { nonce == 0 && balance.isZero && code.bytes.isEmpty }

  /// The four fields that the state trie holds.
  public var trieAccount: TrieAccount {
    TrieAccount(
      nonce: nonce, balance: balance, storageRoot: storage.rootHash, codeHash: code.hash)
  }
}

extension WorldAccount: Equatable {
  public static func == (left: WorldAccount, right: WorldAccount) -> Bool {
    left.nonce == right.nonce && left.balance == right.balance
      && left.code.hash == right.code.hash && left.storage == right.storage
  }
}
