public import EVMPrimitives
import HashTreeCollections

/// The storage of an account: words by slot, all zero where nothing else was set.
///
/// A value whose copies share what they have in common, so to keep every earlier one costs only what
/// has changed. Its root is worked out along the paths that changed.
public struct WorldStorage: Sendable {
  private var words: TreeDictionary<UInt256, UInt256> = [:]
  /// The trie over the same words, from which roots and proofs come.
  public private(set) var trie = StorageTrie()

  /// A storage of zeros.
  public init() {}

  /// The word at a slot; to set zero removes the entry.
  public subscript(slot: UInt256) -> UInt256 {
    get { words[slot] ?? .zero }
    set {
      let previous =
        newValue.isZero
        ? words.removeValue(forKey: slot) : words.updateValue(newValue, forKey: slot)
      if previous ?? .zero != newValue { trie[slot] = newValue }
    }
  }

  /// Whether all words are zero.
  public var isEmpty: Bool { words.isEmpty }

  /// How many words are not zero.
  public var count: Int { words.count }

  /// The words that are not zero, by ascending slot.
  public var sorted: [(slot: UInt256, word: UInt256)] {
    words.map { (slot: $0.key, word: $0.value) }.sorted { $0.slot < $1.slot }
  }

  /// The root of the storage trie, which the account has in the state trie.
  public var rootHash: Hash256 { trie.rootHash }
}

extension WorldStorage: Equatable {
  public static func == (left: WorldStorage, right: WorldStorage) -> Bool {
    left.words == right.words
  }
}
