/// A Merkle-Patricia trie: byte strings under byte-string keys, with one hash over all of them.
///
/// A value that shares its nodes with its copies. Keeping a copy of every earlier state costs what has
/// changed since, and the root is worked out anew only along the paths that changed.
///
/// ```swift
/// var trie = MerklePatriciaTrie()
/// trie[Array("dog".utf8)] = Array("puppy".utf8)
/// let before = trie
/// trie[Array("doge".utf8)] = Array("coin".utf8)
/// trie.rootHash != before.rootHash
/// ```
///
/// Keys may have any length, none included, and one may begin with another. There is no empty value:
/// to set one is to remove the key. The state and storage tries of a chain have hashed keys; for them
/// there are ``StateTrie``, ``StorageTrie`` and ``SecureTrie``.
///
/// - SeeAlso: Yellow paper, appendix D.
public struct MerklePatriciaTrie: Sendable {
  /// The root of a trie without entries: the Keccak-256 hash of the byte 0x80.
  public static let emptyRootHash = Keccak256.hash([0x80])

  /// The node that all entries are below; nil while there are none.
  var root: TrieNode?

  /// A trie without entries.
  public init() {}

  /// A trie of `entries`; of several with one key the last stands, and one whose value is empty
  /// removes its key.
  public init(_ entries: some Sequence<(key: [UInt8], value: [UInt8])>) {
    for entry in entries { update(entry.value, for: entry.key) }
  }

  /// Whether there is no entry.
  public var isEmpty: Bool { root == nil }

  /// The hash over all entries: equal for equal entries, whatever order they came in.
  ///
  /// Costs the hashes of the nodes that changed since it was last asked for, of this trie or of those
  /// that it was copied from and to.
  public var rootHash: Hash256 {
    guard let root else { return Self.emptyRootHash }
    let reference = root.reference
    if reference.isHash { return reference.bytes }
    // The root is hashed however short it is.
    return withUnsafeBytes(of: reference.bytes) { Keccak256.hash($0.prefix(reference.count)) }
  }

  /// The value of `key`, nil when it has none; to set nil or an empty value removes the key.
  public subscript(key: [UInt8]) -> [UInt8]? {
    get { root?.value(of: key) }
    set { update(newValue ?? [], for: key) }
  }

  /// Sets the value of `key`, or removes the key when `value` is empty.
  public mutating func update(_ value: [UInt8], for key: [UInt8]) {
    if value.isEmpty {
      remove(key)
    } else {
      root = root?.setting(value, of: key) ?? TrieNode(key: key, value: value, start: 0)
    }
  }

  /// Removes `key` and its value, if it has one.
  public mutating func remove(_ key: [UInt8]) { root = root?.removing(key) }
}

extension MerklePatriciaTrie: Hashable {
  /// Whether both have the same entries, judged by their roots.
  public static func == (left: Self, right: Self) -> Bool {
    left.root === right.root || left.rootHash == right.rootHash
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(rootHash) }
}

extension MerklePatriciaTrie: Sequence {
  /// The entries in the order of their keys, byte by byte; a key comes before those that begin with it.
  public struct Iterator: IteratorProtocol {
    private var pending: [TrieNode]

    fileprivate init(_ root: TrieNode?) { pending = root.map { [$0] } ?? [] }

    public mutating func next() -> (key: [UInt8], value: [UInt8])? {
      while let node = pending.popLast() {
        if node.isEntry { return (node.key, node.value) }
        pending.append(contentsOf: node.children.reversed())
      }
      return nil
    }
  }

  public func makeIterator() -> Iterator { Iterator(root) }

  /// Zero: the entries are not counted.
  public var underestimatedCount: Int { 0 }
}
