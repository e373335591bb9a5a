import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

@Suite struct `Account proofs` {
  /// A row of the vectors: what a node says, under which root.
  private struct Answer {
    let root: Hash256
    let proof: AccountProof
    let isThere: Bool

    init(_ row: VectorRow) throws {
      root = try row.hash("stateRoot")
      isThere = try row.bool("isThere")
      proof = AccountProof(
        address: try Address(row.bytes("address")),
        account: TrieAccount(
          nonce: try #require(UInt64(row.string("nonce"))),
          balance: try UInt256(parsing: row.string("balance")),
          storageRoot: try row.hash("storageHash"), codeHash: try row.hash("codeHash")),
        proof: MerkleProof(nodes: try row.strings("accountProof").map { try Hex.decode($0) }),
        storage: try #require(row.json["storageProof"]?.elements).map { word in
          let nodes = try word.texts("proof")
          return StorageProof(
            slot: try UInt256(parsing: word.text("key")),
            value: try UInt256(parsing: word.text("value")),
            proof: MerkleProof(nodes: try nodes.map { try Hex.decode($0) }))
        })
    }

    static func all() throws -> [Answer] {
      try VectorFile("trie/account-proofs.jsonl").rows.map(Answer.init)
    }
  }

  @Test(arguments: ["trie/account-proofs.jsonl", "trie/published-answers.jsonl"])
  func `answers of eth_getProof are verified against the state root`(path: String) throws {
    for answer in try VectorFile(path).rows.map(Answer.init) {
      let proven = try answer.proof.verified(against: answer.root)
      #expect(proven.stateRoot == answer.root)
      #expect(proven.address == answer.proof.address)
      #expect(proven.account == (answer.isThere ? answer.proof.account : nil))
      for word in answer.proof.storage { #expect(proven.storage[word.slot] == word.value) }
    }
  }

  @Test func `a state built from its accounts has the root and gives the proofs`() throws {
    var state = StateTrie()
    var storages: [Address: StorageTrie] = [:]
    for row in try VectorFile("trie/account-proofs.jsonl").rows {
      let answer = try Answer(row)
      if let world = row.json["world"]?.elements {
        state = StateTrie()
        for entry in world {
          let address = try Address(hex: entry.text("address"))
          var storage = StorageTrie()
          for word in try #require(entry["storage"]?.elements) {
            let slot = try UInt256(parsing: word.text("slot"))
            storage[slot] = try UInt256(parsing: word.text("value"))
          }
          storages[address] = storage
          state[address] = TrieAccount(
            nonce: try #require(UInt64(entry.text("nonce"))),
            balance: try UInt256(parsing: entry.text("balance")),
            storageRoot: storage.rootHash,
            codeHash: try Hash256(hex: entry.text("codeHash")))
        }
      }
      #expect(state.rootHash == answer.root, "\(row)")
      let proof = state.proof(
        of: answer.proof.address, storage: storages[answer.proof.address] ?? StorageTrie(),
        slots: answer.proof.storage.map(\.slot))
      #expect(proof == answer.proof, "\(row)")
    }
  }

  @Test func `an account that is not there may be said to have zero hashes`() throws {
    let answer = try #require(try Answer.all().first { !$0.isThere })
    for account in [
      TrieAccount(storageRoot: .zero), TrieAccount(codeHash: .zero),
      TrieAccount(storageRoot: .zero, codeHash: .zero),
    ] {
      let proof = AccountProof(
        address: answer.proof.address, account: account, proof: answer.proof.proof)
      #expect(try proof.verified(against: answer.root).account == nil)
    }
  }

  @Test(arguments: TrieAccount.Field.allCases)
  func `a field that is not what is proven is named, with both values`(
    field: TrieAccount.Field
  ) throws {
    for answer in try Answer.all() {
      var account = answer.proof.account
      let (said, proven): (String, String)
      switch field {
      case .nonce:
        account.nonce += 1
        (said, proven) = ("\(account.nonce)", "\(answer.proof.account.nonce)")
      case .balance:
        account.balance += 1
        (said, proven) = ("\(account.balance)", "\(answer.proof.account.balance)")
      case .storageRoot:
        account.storageRoot = Hash256(7)
        (said, proven) = ("\(account.storageRoot)", "\(answer.proof.account.storageRoot)")
      case .codeHash:
        account.codeHash = Hash256(7)
        (said, proven) = ("\(account.codeHash)", "\(answer.proof.account.codeHash)")
      }
      let proof = AccountProof(
        address: answer.proof.address, account: account, proof: answer.proof.proof,
        storage: answer.proof.storage)
      let error = #expect(throws: AccountProofError.self) {
        try proof.verified(against: answer.root)
      }
      #expect(
        error?.description
          == "The \(field.rawValue) of \(proof.address) is said to be \(said), but \(proven) is proven."
      )
    }
  }

  @Test func `zero hashes of an account that is there are refused`() throws {
    let answer = try #require(try Answer.all().first { $0.isThere })
    var account = answer.proof.account
    account.codeHash = .zero
    let proof = AccountProof(
      address: answer.proof.address, account: account, proof: answer.proof.proof)
    #expect(throws: AccountProofError.self) { try proof.verified(against: answer.root) }
  }

  @Test func `a word that is not what is proven is named, with both values`() throws {
    let answer = try #require(
      try Answer.all().first { $0.proof.storage.contains { $0.value != 0 } })
    let word = try #require(answer.proof.storage.first { $0.value != 0 })
    for value in [0, word.value &+ 1] {
      let error = #expect(throws: AccountProofError.self) {
        try StorageProof(slot: word.slot, value: value, proof: word.proof)
          .verify(against: answer.proof.account.storageRoot)
      }
      #expect(
        error?.description
          == "The word at slot \(word.slot.quantity) is said to be \(value.quantity), but \(word.value.quantity) is proven."
      )
    }
  }

  @Test func `proofs of another root, account or slot are refused`() throws {
    let answers = try Answer.all().filter { $0.isThere && !$0.proof.storage.isEmpty }
    let answer = try #require(answers.last)
    let other = try #require(answers.first)
    let proof = answer.proof
    let error = #expect(throws: AccountProofError.self) {
      try proof.verified(against: other.root)
    }
    #expect(error?.description.hasPrefix("The account \(proof.address) is not proven: ") == true)
    let moved = AccountProof(
      address: other.proof.address, account: proof.account, proof: proof.proof,
      storage: proof.storage)
    #expect(throws: AccountProofError.self) { try moved.verified(against: answer.root) }
    let words = answers.flatMap { answer in
      answer.proof.storage.filter { $0.value != 0 }.map { (answer.proof.account.storageRoot, $0) }
    }
    let (root, word) = try #require(words.last)
    let wrong = StorageProof(slot: word.slot &+ 1, value: word.value, proof: word.proof)
    #expect(throws: AccountProofError.self) { try wrong.verify(against: root) }
    let missing = StorageProof(slot: 0x2a, value: 0, proof: MerkleProof(nodes: []))
    let storageError = #expect(throws: AccountProofError.self) {
      try missing.verify(against: root)
    }
    #expect(
      storageError?.description
        == "The word at slot 0x2a is not proven: The proof has no nodes, but the root \(root) is not that of an empty trie."
    )
  }

  @Test func `what a proof leads to must be an account or a word`() throws {
    var trie = SecureTrie()
    let address = Address(truncating: 5)
    trie[address.bytes] = [1, 2, 3]
    let proof = AccountProof(
      address: address, account: TrieAccount(), proof: trie.proof(for: address.bytes))
    let error = #expect(throws: AccountProofError.self) {
      try proof.verified(against: trie.rootHash)
    }
    #expect(
      error?.description
        == "What the proof of the account \(address) leads to is no account: The account is not RLP: The value ends at offset 1, but 2 more bytes follow."
    )
    for bytes: [UInt8] in [
      [0x80], [0], [0x82, 0, 1], [0xc0], [1, 2], [0xa1] + [UInt8](repeating: 1, count: 33),
    ] {
      var storage = SecureTrie()
      storage[UInt256(9).bigEndianBytes] = bytes
      let word = StorageProof(
        slot: 9, value: 0, proof: storage.proof(for: UInt256(9).bigEndianBytes))
      let error = #expect(throws: AccountProofError.self) {
        try word.verify(against: storage.rootHash)
      }
      #expect(
        error?.description
          == "What the proof of slot 0x9 leads to is no word: \(Hex.encode(bytes)).")
    }
  }

  @Test func `words and accounts that are removed leave the empty root`() {
    var storage = StorageTrie()
    #expect(storage[3] == 0)
    storage[3] = .max
    #expect(storage[3] == .max)
    storage[3] = 0
    #expect(storage.isEmpty)
    #expect(storage.rootHash == MerklePatriciaTrie.emptyRootHash)
    var state = StateTrie()
    state[.zero] = TrieAccount(nonce: 3)
    #expect(state[.zero] == TrieAccount(nonce: 3))
    state[.zero] = nil
    #expect(state[.zero] == nil)
    #expect(state == StateTrie())
  }
}
