/// What a node says of an account and its storage, with proofs of both: an answer of `eth_getProof`.
///
/// It claims and proves nothing until it is ``verified(against:)`` a state root that one trusts.
///
/// - SeeAlso: [EIP-1186](https://eips.ethereum.org/EIPS/eip-1186).
public struct AccountProof: Hashable, Sendable {
  public let address: Address
  /// The account as the node says it is; the empty one when there is none.
  public let account: TrieAccount
  /// The proof of the account in the state trie, or that there is none.
  public let proof: MerkleProof
  /// Words of the account's storage.
  public let storage: [StorageProof]

  public init(
    address: Address, account: TrieAccount, proof: MerkleProof, storage: [StorageProof] = []
  ) {
    self.address = address
    self.account = account
    self.proof = proof
    self.storage = storage
  }

  /// The account and the words that the proofs show to be in the state with the root `stateRoot`.
  ///
  /// An account that is shown not to be there may be said to have the hashes of no code and no storage,
  /// or zero hashes: nodes say either.
  /// - Throws: ``AccountProofError``: a proof shows nothing, or shows something else than is said.
  public func verified(against stateRoot: Hash256) throws(AccountProofError) -> ProvenAccount {
    let proven = try provenAccount(stateRoot)
    try compare(.nonce, account.nonce, proven?.nonce ?? 0)
    try compare(.balance, account.balance, proven?.balance ?? 0)
    let none = TrieAccount()
    if proven != nil || account.storageRoot != .zero {
      try compare(.storageRoot, account.storageRoot, (proven ?? none).storageRoot)
    }
    if proven != nil || account.codeHash != .zero {
      try compare(.codeHash, account.codeHash, (proven ?? none).codeHash)
    }
    var words: [UInt256: UInt256] = [:]
    for word in storage {
      try word.verify(against: (proven ?? none).storageRoot)
      words[word.slot] = word.value
    }
    return ProvenAccount(
      stateRoot: stateRoot, address: address, account: proven, storage: words)
  }

  private func provenAccount(_ root: Hash256) throws(AccountProofError) -> TrieAccount? {
    let value: [UInt8]?
    do {
      value = try proof.value(of: Keccak256.hash(address.bytes).bytes, root: root)
    } catch { throw .account(address, error) }
    guard let value else { return nil }
    do { return try TrieAccount(rlp: value) } catch { throw .malformedAccount(address, error) }
  }

  private func compare(
    _ field: TrieAccount.Field, _ claimed: some Equatable & CustomStringConvertible,
    _ proven: some Equatable & CustomStringConvertible
  ) throws(AccountProofError) {
    guard claimed.description != proven.description else { return }
    throw .fieldDisagrees(
      field, address, claimed: claimed.description, proven: proven.description)
  }
}

/// What a node says of one word of an account's storage, with its proof.
public struct StorageProof: Hashable, Sendable {
  public let slot: UInt256
  public let value: UInt256
  /// The proof of the word in the storage trie, or that it is zero.
  public let proof: MerkleProof

  public init(slot: UInt256, value: UInt256, proof: MerkleProof) {
    self.slot = slot
    self.value = value
    self.proof = proof
  }

  /// Makes sure that the word is what it is said to be, in the storage with the root `storageRoot`.
  ///
  /// - Throws: ``AccountProofError``: the proof shows nothing, or another word.
  public func verify(against storageRoot: Hash256) throws(AccountProofError) {
    let bytes: [UInt8]?
    do {
      bytes = try proof.value(of: Keccak256.hash(slot.bigEndianBytes).bytes, root: storageRoot)
    } catch { throw .storage(slot: slot, error) }
    var proven = UInt256.zero
    if let bytes {
      guard let word = StorageTrie.word(bytes) else { throw .malformedWord(slot: slot, bytes) }
      proven = word
    }
    guard proven == value else {
      throw .wordDisagrees(slot: slot, claimed: value, proven: proven)
    }
  }
}

/// An account and words of its storage that were proven against a state root.
public struct ProvenAccount: Hashable, Sendable {
  /// The root of the state that all this is part of.
  public let stateRoot: Hash256
  public let address: Address
  /// The account; nil when it was shown not to be there.
  public let account: TrieAccount?
  /// The words that were shown, by slot; zero where there is no entry.
  public let storage: [UInt256: UInt256]

  fileprivate init(
    stateRoot: Hash256, address: Address, account: TrieAccount?, storage: [UInt256: UInt256]
  ) {
    self.stateRoot = stateRoot
    self.address = address
    self.account = account
    self.storage = storage
  }
}

/// Why what a node says of an account is not proven.
public enum AccountProofError: Error, Hashable, Sendable {
  /// The proof of the account shows nothing.
  case account(Address, MerkleProofError)
  /// What the proof leads to is not an account.
  case malformedAccount(Address, TrieAccountError)
  /// A field is said to be something else than is proven.
  case fieldDisagrees(TrieAccount.Field, Address, claimed: String, proven: String)
  /// The proof of a word shows nothing.
  case storage(slot: UInt256, MerkleProofError)
  /// What the proof of a word leads to is not a word.
  case malformedWord(slot: UInt256, [UInt8])
  /// A word is said to be something else than is proven.
  case wordDisagrees(slot: UInt256, claimed: UInt256, proven: UInt256)
}

extension AccountProofError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .account(let address, let error): "The account \(address) is not proven: \(error)"
    case .malformedAccount(let address, let error):
      "What the proof of the account \(address) leads to is no account: \(error)"
    case .fieldDisagrees(let field, let address, let claimed, let proven):
      "The \(field.rawValue) of \(address) is said to be \(claimed), but \(proven) is proven."
    case .storage(let slot, let error):
      "The word at slot \(slot.quantity) is not proven: \(error)"
    case .malformedWord(let slot, let bytes):
      "What the proof of slot \(slot.quantity) leads to is no word: \(Hex.encode(bytes.prefix(40)))."
    case .wordDisagrees(let slot, let claimed, let proven):
      "The word at slot \(slot.quantity) is said to be \(claimed.quantity), but \(proven.quantity) is proven."
    }
  }
}
