import EVMPrimitives

/// Tries beside what cannot be undercut: hashing the nodes that a change makes new.
func benchmarkTrie() {
  let report = Report("Merkle-Patricia tries")
  let accounts = (0..<100_000).map { index in
    (
      Address(truncating: UInt256(UInt64(index)) &* 0x9e37_79b9_7f4a_7c15),
      TrieAccount(nonce: UInt64(index), balance: UInt256(UInt64(index)) &* 1_000_000_007)
    )
  }
  func state(_ count: Int) -> StateTrie {
    var state = StateTrie()
    for (address, account) in accounts.prefix(count) { state[address] = account }
    return state
  }
  report.row(
    "root of 10,000 accounts, from nothing",
    Measure.nanoseconds { count in for _ in 0..<count { consume(state(10_000).rootHash) } },
    goal: 200_000_000)

  var large = state(100_000)
  let root = large.rootHash
  var next = 0
  let nodes = large.proof(of: accounts[0].0).proof.nodes
  let times = Measure.nanoseconds(inTurn: [
    { count in
      for _ in 0..<count {
        next += 1
        large[accounts[next * 7919 % accounts.count].0] = TrieAccount(nonce: UInt64(next))
        consume(large.rootHash)
      }
    },
    { count in for _ in 0..<count { for node in nodes { consume(Keccak256.hash(node)) } } },
  ])
  report.row(
    "one of 100,000 accounts set, and the root", times[0], "hashes of its nodes", times[1])
  report.row(
    "one of 100,000 accounts read",
    Measure.nanoseconds { count in
      for index in 0..<count { consume(large[accounts[index * 7919 % accounts.count].0]) }
    })

  let before = state(100_000)
  let proof = before.proof(of: accounts[0].0)
  report.row(
    "proof of one of 100,000 accounts made",
    Measure.nanoseconds { count in
      for index in 0..<count { consume(before.proof(of: accounts[index % accounts.count].0)) }
    })
  report.row(
    "that proof verified",
    Measure.nanoseconds { count in
      for _ in 0..<count { consume(try? proof.verified(against: root)) }
    }, "hashes of its nodes", times[1])

  let receipts = (0..<200).map { [UInt8](repeating: UInt8($0), count: 300) }
  report.row(
    "root of a list of 200 receipts",
    Measure.nanoseconds { count in
      for _ in 0..<count { consume(MerklePatriciaTrie.orderedRoot(of: receipts)) }
    })
}
