import EVMPrimitives

/// An account that a state has looked at, with what happened to it.
final class AccountRecord {
  let address: Address
  var nonce: UInt64
  var balance: UInt256
  var codeHash: Hash256
  /// Loaded when it is first asked for.
  var code: ExecutableCode?
  /// Whether there is such an account; before Spurious Dragon an empty one may be.
  var exists: Bool
  /// Whether the reader's storage of the account is no longer its storage.
  var storageIsNew: Bool
  /// Whether the reader has storage of it.
  let hadStorage: Bool
  /// Whether anything was changed since the reader gave it.
  var isChanged = false
  /// The transactions that last touched, warmed, created and destroyed it.
  var touchedEpoch: UInt32 = 0
  var warmEpoch: UInt32 = 0
  var createdEpoch: UInt32 = 0
  var destroyedEpoch: UInt32 = 0
  var storage: StorageTable
  /// Words that last for a transaction ([EIP-1153](https://eips.ethereum.org/EIPS/eip-1153)).
  var transient: [UInt256: UInt256] = [:]
  var transientEpoch: UInt32 = 0

  init(address: Address, account: Account?, seed: UInt64) {
    self.address = address
    let account = account ?? Account()
    nonce = account.nonce
    balance = account.balance
    codeHash = account.codeHash
    exists = false
    storageIsNew = false
    hadStorage = account.hasStorage
    storage = StorageTable(seed: seed)
  }

  var isEmpty: Bool { nonce == 0 && balance.isZero && codeHash == Keccak256.empty }
}
