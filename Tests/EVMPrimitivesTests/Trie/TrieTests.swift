import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Merkle-Patricia trie` {
  @Test func `published tries have the published roots, in any order where that is said`() throws {
    var random = SeededGenerator(seed: 21)
    for row in try VectorFile("trie/published.jsonl").rows {
      let isHashed = try row.string("keys") == "hashed"
      var steps = try row.pairs("steps").map {
        (key: isHashed ? Keccak256.hash($0.key).bytes : $0.key, value: $0.value)
      }
      let root = try row.hash("root")
      #expect(MerklePatriciaTrie(steps).rootHash == root, "\(row)")
      guard try row.bool("anyOrder") else { continue }
      for _ in 0..<10 {
        steps.shuffle(using: &random)
        #expect(MerklePatriciaTrie(steps).rootHash == root, "\(row)")
      }
    }
  }

  @Test func `after every set and removal the root and the entries are those of py-trie`() throws {
    for row in try VectorFile("trie/tries.jsonl").rows {
      let steps = try row.pairs("steps")
      let roots = try row.strings("roots").map { try Hash256(hex: $0) }
      try #require(steps.count == roots.count)
      var trie = MerklePatriciaTrie()
      var expected: [[UInt8]: [UInt8]] = [:]
      var snapshots: [MerklePatriciaTrie] = []
      for (step, root) in zip(steps, roots) {
        trie.update(step.value, for: step.key)
        expected[step.key] = step.value.isEmpty ? nil : step.value
        #expect(trie.rootHash == root, "\(row)")
        #expect(trie[step.key] == expected[step.key], "\(row)")
        snapshots.append(trie)
      }
      // Earlier copies are what they were, also when their roots are worked out last.
      #expect(snapshots.map(\.rootHash) == roots, "\(row)")
      let keys = expected.keys.sorted { $0.lexicographicallyPrecedes($1) }
      #expect(trie.map(\.key) == keys, "\(row)")
      #expect(trie.map(\.value) == keys.map { expected[$0] }, "\(row)")
      #expect(trie.isEmpty == expected.isEmpty)
      // The root of all at once, nothing hashed on the way.
      #expect(MerklePatriciaTrie(steps).rootHash == roots.last, "\(row)")
    }
  }

  @Test func `a trie without entries has the published root and no value`() {
    var trie = MerklePatriciaTrie()
    #expect(
      trie.rootHash.hex == "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421")
    #expect(trie.isEmpty)
    #expect(trie[[]] == nil)
    #expect(trie[[1, 2]] == nil)
    trie.remove([1])
    trie[[]] = [1]
    #expect(!trie.isEmpty)
    trie[[]] = []
    #expect(trie == MerklePatriciaTrie())
  }

  @Test func `a list's root is under the RLP of its indices`() throws {
    for row in try VectorFile("trie/ordered.jsonl").rows {
      let items = try row.strings("items").map { try Hex.decode($0) }
      #expect(try MerklePatriciaTrie.orderedRoot(of: items) == row.hash("root"), "\(row)")
    }
  }

  @Test func `as long a chain of nodes as keys allow is built, hashed, emptied and dropped`() {
    let longest = [UInt8](repeating: 0x77, count: 8000)
    var trie = MerklePatriciaTrie()
    // The longest first: each shorter one is a new root, which takes no walk.
    for count in (0...longest.count).reversed() { trie[Array(longest.prefix(count))] = [1] }
    let full = trie.rootHash
    #expect(trie.map(\.key.count) == Array(0...longest.count))
    #expect(trie[longest] == [1])
    let copy = trie
    trie[longest] = [2]
    #expect(trie.rootHash != full)
    trie[longest] = [1]
    #expect(trie.rootHash == full)
    for count in 0..<longest.count { trie.remove(Array(longest.prefix(count))) }
    #expect(trie.map(\.key) == [longest])
    #expect(copy[[]] == [1])
  }

  @Test func `one trie is hashed by many threads at once, each with the right root`() async throws {
    let row = try #require(try VectorFile("trie/tries.jsonl").rows.dropFirst(20).first)
    let steps = try row.pairs("steps")
    let root = try #require(row.strings("roots").last)
    for _ in 0..<50 {
      let trie = MerklePatriciaTrie(steps)
      let roots = await withTaskGroup(of: Hash256.self) { group in
        for _ in 0..<4 { group.addTask { trie.rootHash } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(roots.allSatisfy { $0.hex == root })
    }
  }
}
