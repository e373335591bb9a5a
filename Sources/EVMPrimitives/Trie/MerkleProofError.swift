/// Why a proof shows nothing. Nodes count from zero, the root; a node that stands inside its parent goes
/// by the number of the parent.
public enum MerkleProofError: Error, Hashable, Sendable {
  /// There is no node, but the root is not that of a trie without entries.
  case noNodes(root: Hash256)
  /// The bytes of a node do not have the hash by which the root or the node above names it.
  case wrongHash(index: Int, expected: Hash256, found: Hash256)
  /// The last node names another below it, where the key goes on.
  case endsEarly(missing: Hash256)
  /// There are more nodes than the key leads through.
  case unusedNodes(count: Int)
  /// The bytes of a node are not the RLP of one value.
  case notRLP(index: Int, RLPError)
  /// A node is neither a list of 17 values nor one of two.
  case notANode(index: Int)
  /// A path or a value is a list.
  case listInsteadOfBytes(index: Int)
  /// A path is not hex-prefix encoded nibbles.
  case invalidPath(index: Int, [UInt8])
  /// A node is named by bytes that are not a hash.
  case invalidReference(index: Int, byteCount: Int)
  /// A node of 32 bytes or more stands inside its parent, where its hash should.
  case embeddedLongNode(index: Int, byteCount: Int)
  /// A node of less than 32 bytes is named by its hash; it should stand inside its parent.
  case listedShortNode(index: Int, byteCount: Int)
  /// A leaf has an empty value.
  case emptyValue(index: Int)
  /// An extension has an empty path.
  case emptyExtension(index: Int)
  /// An extension leads to a leaf or another extension.
  case extensionWithoutBranch(index: Int)
  /// A branch has fewer than two children, its value counted.
  case branchOfOne(index: Int)
}

extension MerkleProofError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noNodes(let root):
      "The proof has no nodes, but the root \(root) is not that of an empty trie."
    case .wrongHash(0, let expected, let found):
      "The proof begins with a node whose hash is \(found), but the root is \(expected); ask for the proof at the block that has this root."
    case .wrongHash(let index, let expected, let found):
      "Node \(index) of the proof has the hash \(found), but the node above it names \(expected)."
    case .endsEarly(let missing):
      "The proof ends before the node with the hash \(missing), where the key goes on."
    case .unusedNodes(let count):
      "The proof has \(counted(count, "node")) more than the key leads through."
    case .notRLP(let index, let error): "Node \(index) of the proof is not RLP: \(error)"
    case .notANode(let index):
      "Node \(index) of the proof is neither a list of 17 values nor one of two."
    case .listInsteadOfBytes(let index):
      "Node \(index) of the proof has a list where the bytes of a path or a value should be."
    case .invalidPath(let index, let bytes):
      "Node \(index) of the proof has the path \(Hex.encode(bytes.prefix(40))), which is not hex-prefix encoded."
    case .invalidReference(let index, let byteCount):
      "Node \(index) of the proof names a node by \(counted(byteCount, "byte")); a hash has 32."
    case .embeddedLongNode(let index, let byteCount):
      "Node \(index) of the proof holds a node of \(byteCount) bytes; one of 32 or more is named by its hash."
    case .listedShortNode(let index, let byteCount):
      "Node \(index) of the proof has \(counted(byteCount, "byte")); one of less than 32 stands inside its parent."
    case .emptyValue(let index):
      "Node \(index) of the proof is a leaf with an empty value, which no trie has."
    case .emptyExtension(let index):
      "Node \(index) of the proof is an extension with an empty path, which no trie has."
    case .extensionWithoutBranch(let index):
      "Node \(index) of the proof is reached through an extension and is not a branch."
    case .branchOfOne(let index):
      "Node \(index) of the proof is a branch with fewer than two children, which no trie has."
    }
  }
}
