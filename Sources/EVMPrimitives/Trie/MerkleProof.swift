/// The nodes of a Merkle-Patricia trie that lead from its root to a key, or to where it would be.
///
/// Whoever trusts the root alone learns from the proof what the key's value is, from whomever the proof
/// comes.
public struct MerkleProof: Hashable, Sendable {
  /// The RLP of the nodes, the root first. Nodes of less than 32 bytes stand inside their parents and
  /// are not listed, the root aside.
  public let nodes: [[UInt8]]

  public init(nodes: [[UInt8]]) { self.nodes = nodes }

  /// The value of `key` in the trie with the root `root`; nil when the proof shows that it has none.
  ///
  /// Strict: each node must have the hash by which the one above names it, must be one that a trie can
  /// have there, and must be needed. Takes time in proportion to the proof's bytes.
  /// - Parameter key: The key as the trie has it: hashed, when it is that of a state or a storage.
  /// - Throws: ``MerkleProofError`` when the proof shows nothing.
  public func value(of key: [UInt8], root: Hash256) throws(MerkleProofError) -> [UInt8]? {
    guard !nodes.isEmpty else {
      guard root == MerklePatriciaTrie.emptyRootHash else { throw .noNodes(root: root) }
      return nil
    }
    var value: [UInt8]?
    var used = 1
    // Some nodes list the encoding of no node at all, which is what an empty trie's root hashes.
    if root != MerklePatriciaTrie.emptyRootHash || nodes[0] != [0x80] {
      var walk = ProofWalk(nodes: nodes, key: key)
      value = try walk.value(root: root)
      used = walk.nextNode
    }
    guard used == nodes.count else { throw .unusedNodes(count: nodes.count - used) }
    return value
  }
}

/// The way down a proof.
private struct ProofWalk {
  let nodes: [[UInt8]]
  let key: [UInt8]
  /// How many of the key's nibbles are behind.
  var depth = 0
  /// The node that is read next; the one before it is being looked at.
  var nextNode = 0

  init(nodes: [[UInt8]], key: [UInt8]) {
    self.nodes = nodes
    self.key = key
  }

  mutating func value(root: Hash256) throws(MerkleProofError) -> [UInt8]? {
    var node = try read(root)
    var isBelowExtension = false
    while true {
      guard case .list(let items) = node, items.count == 2 || items.count == 17 else {
        throw .notANode(index: nextNode - 1)
      }
      let child: ProofReference
      if items.count == 17 {
        isBelowExtension = false
        switch try enter(branch: items) {
        case .end(let value): return value
        case .child(let reference): child = reference
        }
      } else {
        guard !isBelowExtension else { throw .extensionWithoutBranch(index: nextNode - 1) }
        switch try enter(path: items) {
        case .end(let value): return value
        case .child(let reference): child = reference
        }
        isBelowExtension = true
      }
      switch child {
      case .embedded(let item): node = item
      case .hash(let hash): node = try read(hash)
      }
    }
  }

  private enum Step {
    /// Here the key's value is, or is shown not to be.
    case end([UInt8]?)
    case child(ProofReference)
  }

  /// The next listed node, which must have `hash`.
  private mutating func read(_ hash: Hash256) throws(MerkleProofError) -> RLPItem {
    guard nextNode < nodes.count else { throw .endsEarly(missing: hash) }
    let bytes = nodes[nextNode]
    let found = Keccak256.hash(bytes)
    guard found == hash else { throw .wrongHash(index: nextNode, expected: hash, found: found) }
    guard nextNode == 0 || bytes.count >= 32 else {
      throw .listedShortNode(index: nextNode, byteCount: bytes.count)
    }
    nextNode += 1
    // 17 items and what fits into embedded nodes of less than 32 bytes each.
    do { return try RLP.decode(bytes, limits: RLPLimits(depth: 64, itemCount: 1024)) } catch {
      throw .notRLP(index: nextNode - 1, error)
    }
  }

  private mutating func enter(branch items: [RLPItem]) throws(MerkleProofError) -> Step {
    let index = nextNode - 1
    guard case .bytes(let value) = items[16] else { throw .listInsteadOfBytes(index: index) }
    var children: [ProofReference?] = []
    for item in items[..<16] {
      children.append(item == .bytes([]) ? nil : try ProofReference(item, index: index))
    }
    let entryCount = children.count { $0 != nil } + (value.isEmpty ? 0 : 1)
    guard entryCount > 1 else { throw .branchOfOne(index: index) }
    guard depth < key.nibbleCount else { return .end(value.isEmpty ? nil : value) }
    guard let child = children[Int(key.nibble(at: depth))] else { return .end(nil) }
    depth += 1
    return .child(child)
  }

  private mutating func enter(path items: [RLPItem]) throws(MerkleProofError) -> Step {
    let index = nextNode - 1
    guard case .bytes(let encoded) = items[0] else { throw .listInsteadOfBytes(index: index) }
    guard let path = HexPrefix(encoded) else { throw .invalidPath(index: index, encoded) }
    let isShared = path.isShared(with: key, at: depth)
    guard path.isLeaf else {
      guard path.count > 0 else { throw .emptyExtension(index: index) }
      let child = try ProofReference(items[1], index: index)
      guard isShared else { return .end(nil) }
      depth += path.count
      return .child(child)
    }
    guard case .bytes(let value) = items[1] else { throw .listInsteadOfBytes(index: index) }
    guard !value.isEmpty else { throw .emptyValue(index: index) }
    return .end(isShared && depth + path.count == key.nibbleCount ? value : nil)
  }
}

/// How a node names one below it.
private enum ProofReference {
  case hash(Hash256)
  case embedded(RLPItem)

  init(_ item: RLPItem, index: Int) throws(MerkleProofError) {
    switch item {
    case .bytes(let bytes):
      do { self = .hash(try Hash256(bytes)) } catch {
        throw .invalidReference(index: index, byteCount: bytes.count)
      }
    case .list:
      let byteCount = RLP.encode(item).count
      guard byteCount < 32 else { throw .embeddedLongNode(index: index, byteCount: byteCount) }
      self = .embedded(item)
    }
  }
}
