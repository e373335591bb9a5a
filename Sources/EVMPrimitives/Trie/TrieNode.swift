internal import Synchronization

/// A node of a Merkle-Patricia trie: one entry, or the fork of at least two.
///
/// It differs from the nodes that are hashed in two ways, which make editing plain. An extension is
/// not a node of its own: a fork knows the nibbles that all its entries share in front of it. And the
/// value at a branch is an entry like any other, in the first of the branch's 17 slots.
///
/// Nodes never change once they are in a trie, so tries that are copies of each other share them,
/// across threads too. What a node's parent says of it is worked out at most once by each thread that
/// asks, and remembered.
final class TrieNode: Sendable {
  /// The key of the entry; of a fork, that of any entry that is or was below it: all agree up to
  /// ``end``.
  let key: [UInt8]
  /// The first of the key's nibbles that no node above stands for.
  let start: Int
  /// The nibble behind the last that this node stands for: the key's last, or that before the fork.
  let end: Int
  /// The entry's value, which is not empty; empty for a fork.
  let value: [UInt8]
  /// A bit for each slot that is taken: bit 0 for the entry whose key ends here, bits 1 to 16 for the
  /// nibbles 0 to 15. None for an entry.
  let slots: UInt32
  /// The nodes in the taken slots, in their order, which is that of the keys.
  ///
  /// Changed only while the node is being destroyed, when there is nobody left to read it.
  nonisolated(unsafe) private(set) var children: [TrieNode]

  // The reference of the node: up to 32 bytes in four words, and how many; 0 while it is not known.
  // The count is written last and read first. Threads that work it out at once write the same words.
  private let count = Atomic<UInt8>(0)
  private let word0 = Atomic<UInt64>(0)
  private let word1 = Atomic<UInt64>(0)
  private let word2 = Atomic<UInt64>(0)
  private let word3 = Atomic<UInt64>(0)

  /// An entry whose key's nibbles before `start` are those of the nodes above it.
  init(key: [UInt8], value: [UInt8], start: Int) {
    self.key = key
    self.start = start
    self.end = key.nibbleCount
    self.value = value
    self.slots = 0
    self.children = []
  }

  /// A fork behind the nibble before `end`.
  ///
  /// - Parameter children: The nodes of `slots` in order, at least two, each of which starts where its
  ///   slot says: at `end` when its key ends there, behind the nibble at `end` when it does not.
  init(key: [UInt8], start: Int, end: Int, slots: UInt32, children: [TrieNode]) {
    self.key = key
    self.start = start
    self.end = end
    self.value = []
    self.slots = slots
    self.children = children
  }

  // A chain of nodes as long as a key may be would otherwise be destroyed by as many nested calls.
  deinit {
    guard !children.isEmpty else { return }
    var orphans = children
    children = []
    while var node = orphans.popLast() {
      guard !node.isEntry, isKnownUniquelyReferenced(&node) else { continue }
      orphans.append(contentsOf: node.children)
      node.children = []
    }
  }

  /// Whether this is one entry and not a fork.
  var isEntry: Bool { slots == 0 }

  /// Whether a fork shares nibbles in front, and so is an extension and a branch.
  var isExtended: Bool { !isEntry && start < end }

  /// The node for the same entries under nodes that stand for fewer or more nibbles.
  func starting(at start: Int) -> TrieNode {
    if start == self.start { return self }
    if isEntry { return TrieNode(key: key, value: value, start: start) }
    return TrieNode(key: key, start: start, end: end, slots: slots, children: children)
  }

  /// The slot that `key` has at a fork behind the nibble before `end`.
  static func slot(of key: [UInt8], at end: Int) -> Int {
    end < key.nibbleCount ? Int(key.nibble(at: end)) + 1 : 0
  }

  /// Where a child of a fork at `end` starts.
  static func start(inSlot slot: Int, at end: Int) -> Int { slot == 0 ? end : end + 1 }

  /// Whether there is a child in `slot`.
  func has(slot: Int) -> Bool { slots >> UInt32(slot) & 1 == 1 }

  /// Where in ``children`` the child in `slot` is, or would be.
  func index(ofSlot slot: Int) -> Int { (slots & (1 << UInt32(slot) &- 1)).nonzeroBitCount }

  /// Whether ``knownReference`` is there.
  var isWorkedOut: Bool { count.load(ordering: .relaxed) > 0 }

  /// What the node's parent says of it, when that has been worked out before.
  var knownReference: NodeReference? {
    let count = count.load(ordering: .acquiring)
    guard count > 0 else { return nil }
    let bytes = Hash256(
      word0.load(ordering: .relaxed), word1.load(ordering: .relaxed),
      word2.load(ordering: .relaxed), word3.load(ordering: .relaxed))
    return NodeReference(bytes: bytes, count: Int(count))
  }

  /// Remembers what the node's parent says of it.
  func remember(_ reference: NodeReference) {
    word0.store(reference.bytes.word0, ordering: .relaxed)
    word1.store(reference.bytes.word1, ordering: .relaxed)
    word2.store(reference.bytes.word2, ordering: .relaxed)
    word3.store(reference.bytes.word3, ordering: .relaxed)
    count.store(UInt8(reference.count), ordering: .releasing)
  }
}

/// What a node's parent says of it: the node's encoding while that is shorter than 32 bytes, its
/// Keccak-256 hash otherwise.
///
/// - SeeAlso: Yellow paper, appendix D.
struct NodeReference {
  /// The hash, or the encoding with zeros behind it.
  let bytes: Hash256
  /// The encoding's bytes, 1 to 31; 32 for a hash.
  let count: Int

  var isHash: Bool { count == 32 }

  init(bytes: Hash256, count: Int) {
    self.bytes = bytes
    self.count = count
  }

  /// The reference to the node that `encoding` encodes, which must not be empty.
  init(to encoding: [UInt8]) {
    if encoding.count >= 32 {
      self.init(bytes: Keccak256.hash(encoding), count: 32)
    } else {
      let padded = encoding + [UInt8](repeating: 0, count: 32 - encoding.count)
      self.init(bytes: padded.withUnsafeBytes { Hash256(copying: $0) }, count: encoding.count)
    }
  }
}
