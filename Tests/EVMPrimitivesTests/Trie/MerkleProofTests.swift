import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Merkle proofs` {
  @Test func `proofs by py-trie show what they should, and ours are the same`() throws {
    var trie = MerklePatriciaTrie()
    for row in try VectorFile("trie/proofs.jsonl").rows {
      if row.has("entries") { trie = MerklePatriciaTrie(try row.pairs("entries")) }
      let key = try row.bytes("key")
      let root = try row.hash("root")
      let value = try row.bytes("value")
      let proof = MerkleProof(nodes: try row.strings("nodes").map { try Hex.decode($0) })
      #expect(
        try proof.value(of: key, root: root) == (value.isEmpty ? nil : value), "\(row)")
      #expect(trie.rootHash == root)
      #expect(trie.proof(for: key) == proof, "\(row)")
    }
  }

  @Test func `the proof of an empty trie may be its one empty node`() throws {
    let root = MerklePatriciaTrie.emptyRootHash
    #expect(try MerkleProof(nodes: [[0x80]]).value(of: [1], root: root) == nil)
    #expect(try MerkleProof(nodes: []).value(of: [1], root: root) == nil)
  }

  @Test func `nodes with a defect prove nothing, under whatever root`() throws {
    var seen: Set<String> = []
    for row in try VectorFile("trie/reject-proofs.jsonl").rows {
      let proof = MerkleProof(nodes: try row.strings("nodes").map { try Hex.decode($0) })
      let key = try row.bytes("key")
      let root = try row.hash("root")
      let error = #expect(throws: MerkleProofError.self, "\(row)") {
        try proof.value(of: key, root: root)
      }
      let name = String(describing: try #require(error).caseName)
      #expect(try name == row.string("error"), "\(row)")
      seen.insert(name)
    }
    #expect(seen.count == 15)
  }

  @Test func `an error says which node is wrong and how`() {
    let hash = Hash256(1)
    let text = "0x" + String(repeating: "0", count: 63) + "1"
    let zero = "0x" + String(repeating: "0", count: 64)
    let sentences: [(MerkleProofError, String)] = [
      (
        .noNodes(root: hash),
        "The proof has no nodes, but the root \(text) is not that of an empty trie."
      ),
      (
        .wrongHash(index: 0, expected: hash, found: .zero),
        "The proof begins with a node whose hash is \(zero), but the root is \(text); ask for the proof at the block that has this root."
      ),
      (
        .wrongHash(index: 2, expected: hash, found: .zero),
        "Node 2 of the proof has the hash \(zero), but the node above it names \(text)."
      ),
      (
        .endsEarly(missing: hash),
        "The proof ends before the node with the hash \(text), where the key goes on."
      ),
      (.unusedNodes(count: 1), "The proof has 1 node more than the key leads through."),
      (
        .notRLP(index: 1, .empty),
        "Node 1 of the proof is not RLP: There is nothing to decode; the RLP of an empty string is 0x80."
      ),
      (
        .notANode(index: 3),
        "Node 3 of the proof is neither a list of 17 values nor one of two."
      ),
      (
        .listInsteadOfBytes(index: 1),
        "Node 1 of the proof has a list where the bytes of a path or a value should be."
      ),
      (
        .invalidPath(index: 1, [0x42]),
        "Node 1 of the proof has the path 0x42, which is not hex-prefix encoded."
      ),
      (
        .invalidReference(index: 1, byteCount: 31),
        "Node 1 of the proof names a node by 31 bytes; a hash has 32."
      ),
      (
        .embeddedLongNode(index: 1, byteCount: 40),
        "Node 1 of the proof holds a node of 40 bytes; one of 32 or more is named by its hash."
      ),
      (
        .listedShortNode(index: 1, byteCount: 31),
        "Node 1 of the proof has 31 bytes; one of less than 32 stands inside its parent."
      ),
      (
        .emptyValue(index: 1),
        "Node 1 of the proof is a leaf with an empty value, which no trie has."
      ),
      (
        .emptyExtension(index: 1),
        "Node 1 of the proof is an extension with an empty path, which no trie has."
      ),
      (
        .extensionWithoutBranch(index: 1),
        "Node 1 of the proof is reached through an extension and is not a branch."
      ),
      (
        .branchOfOne(index: 1),
        "Node 1 of the proof is a branch with fewer than two children, which no trie has."
      ),
    ]
    for (error, sentence) in sentences { #expect(error.description == sentence) }
  }

  @Test func `a changed proof never shows another value`() throws {
    var random = SeededGenerator(seed: 23)
    var proofs: [(key: [UInt8], root: Hash256, value: [UInt8], nodes: [[UInt8]])] = []
    for row in try VectorFile("trie/proofs.jsonl").rows {
      proofs.append(
        (
          try row.bytes("key"), try row.hash("root"), try row.bytes("value"),
          try row.strings("nodes").map { try Hex.decode($0) }
        ))
    }
    var refused = 0
    for _ in 0..<20_000 {
      let (key, root, value, nodes) = proofs.randomElement(using: &random)!
      let changed = mutated(nodes, others: proofs.randomElement(using: &random)!.nodes, &random)
      do {
        let shown = try MerkleProof(nodes: changed).value(of: key, root: root)
        #expect(shown == (value.isEmpty ? nil : value))
      } catch { refused += 1 }
    }
    #expect(refused > 15_000)
  }

  @Test func `random nodes under their own hash are read or refused, and never trap`() throws {
    var random = SeededGenerator(seed: 24)
    let rows =
      try VectorFile("trie/proofs.jsonl").rows + VectorFile("trie/reject-proofs.jsonl").rows
    let seeds = try rows.flatMap { try $0.strings("nodes").map { try Hex.decode($0) } }
    var shown = 0
    for _ in 0..<20_000 {
      // The whole chain is rebuilt, so that hashes fit and the defects are behind them.
      let node = mutated([seeds.randomElement(using: &random)!], others: [], &random).first ?? []
      let key = random.bytes(count: Int.random(in: 0...3, using: &random))
      if (try? MerkleProof(nodes: [node]).value(of: key, root: Keccak256.hash(node))) != nil {
        shown += 1
      }
    }
    #expect(shown > 100)
  }

  /// The nodes with a few changes: bytes set, removed or added, nodes dropped, repeated or exchanged.
  private func mutated(
    _ nodes: [[UInt8]], others: [[UInt8]], _ random: inout SeededGenerator
  ) -> [[UInt8]] {
    var nodes = nodes
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      guard let index = nodes.indices.randomElement(using: &random) else { break }
      let place = nodes[index].indices.randomElement(using: &random)
      switch (Int.random(in: 0..<8, using: &random), place) {
      case (0...2, let place?):
        nodes[index][place] = UInt8.random(in: .min ... .max, using: &random)
      case (3, let place?): nodes[index].remove(at: place)
      case (4, let place?):
        nodes[index].insert(UInt8.random(in: .min ... .max, using: &random), at: place)
      case (5, _): nodes.remove(at: index)
      case (6, _): nodes.insert(nodes[index], at: index)
      default:
        if let other = others.randomElement(using: &random) { nodes[index] = other }
      }
    }
    return nodes
  }
}

extension MerkleProofError {
  /// The name of the cause.
  fileprivate var caseName: String {
    Mirror(reflecting: self).children.first?.label ?? "\(self)"
  }
}
