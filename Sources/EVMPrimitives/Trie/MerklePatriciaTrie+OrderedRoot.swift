extension MerklePatriciaTrie {
  /// The root of a block's list: each item under the RLP of its index.
  ///
  /// The transactions root, the receipts root and the withdrawals root of a block header are made so,
  /// of the items' canonical encodings.
  /// - Parameter items: The encodings in the block's order; none of them is empty.
  /// - SeeAlso: Yellow paper, section 4.3, "Holistic Validity".
  public static func orderedRoot(of items: [[UInt8]]) -> Hash256 { ordered(items).rootHash }

  /// The trie of a block's list, from which proofs of single items are taken; see
  /// ``orderedRoot(of:)``.
  public static func ordered(_ items: [[UInt8]]) -> MerklePatriciaTrie {
    var trie = MerklePatriciaTrie()
    for (index, item) in items.enumerated() { trie.update(item, for: key(ofIndex: index)) }
    return trie
  }

  /// The key of an index in a block's list: its RLP.
  ///
  /// - Parameter index: Zero or more.
  public static func key(ofIndex index: Int) -> [UInt8] {
    RLP.encode(.number(UInt256(UInt64(index.magnitude))))
  }
}
