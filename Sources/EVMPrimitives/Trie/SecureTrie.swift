/// A Merkle-Patricia trie whose keys are the Keccak-256 hashes of the keys it is asked for.
///
/// The state of a chain and the storage of its accounts are kept so, lest somebody choose keys that make
/// the trie deep. ``StateTrie`` and ``StorageTrie`` have their types.
public struct SecureTrie: Hashable, Sendable {
  /// The trie under the hashed keys.
  public private(set) var hashed = MerklePatriciaTrie()

  /// A trie without entries.
  public init() {}

  /// Whether there is no entry.
  public var isEmpty: Bool { hashed.isEmpty }

  /// The hash over all entries; see ``MerklePatriciaTrie/rootHash``.
  public var rootHash: Hash256 { hashed.rootHash }

  /// The value of `key`, nil when it has none; to set nil or an empty value removes the key.
  public subscript(key: [UInt8]) -> [UInt8]? {
    get { hashed[Keccak256.hash(key).bytes] }
    set { hashed[Keccak256.hash(key).bytes] = newValue }
  }

  /// The proof of what `key` has; see ``MerklePatriciaTrie/proof(for:)``.
  public func proof(for key: [UInt8]) -> MerkleProof {
    hashed.proof(for: Keccak256.hash(key).bytes)
  }
}

/// The state of a chain: accounts by address, with the root that stands in block headers.
///
/// - SeeAlso: Yellow paper, section 4.1, "World State".
public struct StateTrie: Hashable, Sendable {
  /// The encoded accounts under their addresses.
  public private(set) var trie = SecureTrie()

  /// A state without accounts.
  public init() {}

  /// The state root of a block.
  public var rootHash: Hash256 { trie.rootHash }

  /// The account at `address`, nil when there is none; to set nil removes it.
  ///
  /// An account that is empty (``TrieAccount/isEmpty``) is kept when it is set: since EIP-161 the caller
  /// removes it.
  public subscript(address: Address) -> TrieAccount? {
    get { trie[address.bytes].flatMap { try? TrieAccount(rlp: $0) } }
    set { trie[address.bytes] = newValue?.rlp }
  }

  /// The proof of the account at `address`, or that there is none, with the values of some of its
  /// storage's slots, as `eth_getProof` gives it.
  ///
  /// - Parameter storage: The storage of the account, whose root the account has.
  public func proof(
    of address: Address, storage: StorageTrie = StorageTrie(), slots: [UInt256] = []
  ) -> AccountProof {
    AccountProof(
      address: address, account: self[address] ?? TrieAccount(),
      proof: trie.proof(for: address.bytes),
      storage: slots.map {
        StorageProof(slot: $0, value: storage[$0], proof: storage.proof(of: $0))
      })
  }
}

/// The storage of an account: words by slot, all zero where nothing else was set.
///
/// - SeeAlso: Yellow paper, section 4.1, "storageRoot".
public struct StorageTrie: Hashable, Sendable {
  /// The encoded words under the 32 bytes of their slots.
  public private(set) var trie = SecureTrie()

  /// A storage of zeros.
  public init() {}

  /// Whether all words are zero.
  public var isEmpty: Bool { trie.isEmpty }

  /// The root that the account has.
  public var rootHash: Hash256 { trie.rootHash }

  /// The word at `slot`; to set zero removes the entry.
  public subscript(slot: UInt256) -> UInt256 {
    get { trie[slot.bigEndianBytes].flatMap(Self.word) ?? 0 }
    set { trie[slot.bigEndianBytes] = newValue == 0 ? nil : RLP.encode(.number(newValue)) }
  }

  /// The proof of the word at `slot`, or that it is zero.
  public func proof(of slot: UInt256) -> MerkleProof { trie.proof(for: slot.bigEndianBytes) }

  /// The word that an entry of a storage trie encodes: not zero, without leading zeros; else nil.
  static func word(_ value: [UInt8]) -> UInt256? {
    guard case .bytes(let bytes)? = try? RLP.decode(value, limits: RLPLimits(depth: 0)),
      let first = bytes.first, first != 0
    else { return nil }
    return try? UInt256(bigEndianUpTo32: bytes)
  }
}
