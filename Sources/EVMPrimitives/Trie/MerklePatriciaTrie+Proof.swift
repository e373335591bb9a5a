extension MerklePatriciaTrie {
  /// The proof that `key` has the value it has, or that it has none: the nodes that lead from the root
  /// to where the key is, or to where it would be.
  ///
  /// The nodes are those of `eth_getProof`: nodes that stand inside their parents are not listed again,
  /// and the proof of an empty trie has no node.
  public func proof(for key: [UInt8]) -> MerkleProof {
    guard let root else { return MerkleProof(nodes: []) }
    _ = root.reference
    var nodes: [[UInt8]] = []
    func list(_ encoding: [UInt8]) {
      if nodes.isEmpty || encoding.count >= 32 { nodes.append(encoding) }
    }
    var node = root
    while true {
      let encodings = node.encodings
      list(encodings[0])
      guard !node.isEntry else { break }
      if node.isExtended {
        let limit = Swift.min(node.end, key.nibbleCount)
        let common = key.firstDifference(from: node.key, start: node.start, limit: limit)
        guard common == node.end else { break }
        list(encodings[1])
      }
      let slot = TrieNode.slot(of: key, at: node.end)
      // The value of a key that ends at a branch stands in the branch itself.
      guard slot > 0, node.has(slot: slot) else { break }
      node = node.children[node.index(ofSlot: slot)]
    }
    return MerkleProof(nodes: nodes)
  }
}
