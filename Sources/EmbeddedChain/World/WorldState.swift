public import EVMInterpreter
public import EVMPrimitives
import HashTreeCollections

/// All accounts of a chain at some time, with the root that stands in block headers.
///
/// A value whose copies share what they have in common: a chain keeps the state of every block at the
/// price of what each block changed. Code runs on it through a `JournaledState`, whose changes are put
/// in with ``apply(_:)``.
///
/// ```swift
/// var state = WorldState()
/// state[address] = WorldAccount(balance: UInt256(1_000_000))
/// let journal = JournaledState(state, under: .cancun)
/// // ... run transactions on it ...
/// let after = state.applying(journal.changes())
/// ```
///
/// - SeeAlso: Yellow paper, section 4.1, "World State".
public struct WorldState: Sendable {
  private var accounts: TreeDictionary<Address, WorldAccount> = [:]
  private var trie = StateTrie()

  /// A state without accounts.
  public init() {}

  /// The account at an address; `nil` where there is none, and to set `nil` removes it.
  ///
  /// An empty account that is set is kept: before Spurious Dragon there were such.
  public subscript(address: Address) -> WorldAccount? {
    get { accounts[address] }
    set {
      if let newValue {
        trie[address] = newValue.trieAccount
        accounts[address] = newValue
      } else if accounts.removeValue(forKey: address) != nil {
        trie[address] = nil
      }
    }
  }

  /// How many accounts there are.
  public var count: Int { accounts.count }

  /// The addresses of all accounts, ascending.
  public var addresses: [Address] { accounts.keys.sorted() }

  /// The root over all accounts, their code and their storage.
  public var stateRoot: Hash256 { trie.rootHash }

  /// The root of an account's storage; that of no storage where there is no account.
  public func storageRoot(of address: Address) -> Hash256 {
    accounts[address]?.storage.rootHash ?? MerklePatriciaTrie.emptyRootHash
  }

  /// The proof of an account, or that there is none, and of words of its storage, as `eth_getProof`
  /// gives it.
  public func proof(of address: Address, slots: [UInt256] = []) -> AccountProof {
    trie.proof(
      of: address, storage: accounts[address]?.storage.trie ?? StorageTrie(), slots: slots)
  }
}

extension WorldState: Equatable {
  /// Whether both have the same accounts, judged by their roots.
  public static func == (left: WorldState, right: WorldState) -> Bool {
    left.stateRoot == right.stateRoot
  }
}

// MARK: - What runs leave behind

extension WorldState {
  /// Puts in what a run of transactions left different.
  ///
  /// - Parameter changes: Those of a `JournaledState` that reads this state.
  public mutating func apply(_ changes: StateChanges) {
    for (address, change) in changes.accounts {
      guard let account = change.account else {
        self[address] = nil
        continue
      }
      var now = accounts[address] ?? WorldAccount()
      now.nonce = account.nonce
      now.balance = account.balance
      if now.code.hash != account.codeHash { now.code = change.code ?? .empty }
      if change.clearsStorage { now.storage = WorldStorage() }
      for (slot, word) in change.storage { now.storage[slot] = word }
      self[address] = now
    }
  }

  /// The state with what a run of transactions left different.
  public func applying(_ changes: StateChanges) -> WorldState {
    var state = self
    state.apply(changes)
    return state
  }
}

// MARK: - What code reads

extension WorldState: StateReader {
  public func account(at address: Address) -> Account? {
    accounts[address].map {
      Account(
        nonce: $0.nonce, balance: $0.balance, codeHash: $0.code.hash,
        hasStorage: !$0.storage.isEmpty)
    }
  }

  public func code(at address: Address, hash: Hash256) -> ExecutableCode {
    accounts[address]?.code ?? .empty
  }

  public func storage(at address: Address, slot: UInt256) -> UInt256 {
    accounts[address]?.storage[slot] ?? .zero
  }

  /// Always `nil`: a state knows no blocks. ``WorldReader`` does.
  public func blockHash(of number: UInt64) -> Hash256? { nil }
}

/// A ``WorldState`` together with the blocks before it.
public struct WorldReader: StateReader {
  public let state: WorldState
  private let hashOfBlock: (UInt64) -> Hash256?

  /// - Parameter blockHash: The hash of the block of a number, which is asked for one of the last 256
  ///   blocks only; `nil` where there is none.
  public init(_ state: WorldState, blockHash: @escaping (UInt64) -> Hash256?) {
    self.state = state
    hashOfBlock = blockHash
  }

  public func account(at address: Address) -> Account? { state.account(at: address) }
  public func code(at address: Address, hash: Hash256) -> ExecutableCode {
    state.code(at: address, hash: hash)
  }
  public func storage(at address: Address, slot: UInt256) -> UInt256 {
    state.storage(at: address, slot: slot)
  }
  public func blockHash(of number: UInt64) -> Hash256? { hashOfBlock(number) }
}
