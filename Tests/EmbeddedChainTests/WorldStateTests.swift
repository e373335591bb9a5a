import EVMInterpreter
import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Testing
import VectorFiles

private let first = Address(truncating: 0x1111)
private let second = Address(truncating: 0x2222)

@Suite struct `A world state` {
  @Test func `has the root of the empty trie when it has no accounts`() {
    #expect(WorldState().stateRoot == MerklePatriciaTrie.emptyRootHash)
    #expect(WorldState().storageRoot(of: first) == MerklePatriciaTrie.emptyRootHash)
  }

  @Test func `is untouched by what happens to its copies`() {
    var state = WorldState()
    state[first] = WorldAccount(nonce: 1, balance: 5)
    let before = state
    let root = before.stateRoot
    state[first]?.balance = 6
    state[first]?.storage[7] = 8
    state[second] = WorldAccount(balance: 1)
    #expect(before.stateRoot == root && before[first]?.balance == 5)
    #expect(before[first]?.storage[7] == 0 && before[second] == nil)
    #expect(state.stateRoot != root && state.count == 2)
  }

  @Test func `has the same root however it was reached`() {
    var generator = SeededGenerator(seed: 7)
    var state = WorldState()
    for _ in 0..<300 {
      let address = Address(truncating: UInt256(generator.next() % 20))
      switch generator.next() % 4 {
      case 0: state[address] = nil
      case 1: state[address] = WorldAccount(balance: UInt256(generator.next()))
      default:
        var account = state[address] ?? WorldAccount()
        account.storage[UInt256(generator.next() % 5)] = UInt256(generator.next() % 3)
        state[address] = account
      }
    }
    var anew = WorldState()
    for address in state.addresses.reversed() {
      let account = state[address]
      var storage = WorldStorage()
      for (slot, word) in account?.storage.sorted ?? [] { storage[slot] = word }
      anew[address] = account.map {
        WorldAccount(nonce: $0.nonce, balance: $0.balance, code: $0.code, storage: storage)
      }
    }
    #expect(anew.stateRoot == state.stateRoot)
    #expect(anew.addresses == state.addresses)
  }

  @Test func `forgets words that are set to zero`() {
    var storage = WorldStorage()
    storage[1] = 2
    #expect(!storage.isEmpty && storage.count == 1)
    storage[1] = 0
    #expect(storage.isEmpty && storage == WorldStorage())
    #expect(storage.rootHash == MerklePatriciaTrie.emptyRootHash)
  }

  @Test func `proves accounts and words against its root`() throws {
    var state = WorldState()
    for number in 1...40 as ClosedRange<UInt64> {
      var account = WorldAccount(nonce: number, balance: UInt256(number * 1000))
      for slot in 0..<number { account.storage[UInt256(slot)] = UInt256(slot + 1) }
      state[Address(truncating: UInt256(number))] = account
    }
    let address = Address(truncating: 30)
    let proof = state.proof(of: address, slots: [3, 99])
    let proven = try proof.verified(against: state.stateRoot)
    #expect(proven.account?.nonce == 30 && proven.account?.balance == 30_000)
    #expect(proven.account?.storageRoot == state.storageRoot(of: address))
    #expect(proven.storage == [3: 4, 99: 0])
    let nobody = try state.proof(of: first, slots: [1]).verified(against: state.stateRoot)
    #expect(nobody.account == nil && nobody.storage == [1: 0])
  }

  @Test func `is the same after it was written and read`() throws {
    var state = WorldState()
    var storage = WorldStorage()
    storage[0] = .max
    storage[.max] = 1
    state[first] = WorldAccount(
      nonce: .max, balance: .max, code: ExecutableCode([0xfe]), storage: storage)
    state[second] = WorldAccount()
    let text = state.alloc.text()
    let read = try WorldState(alloc: JSONDocument(parsing: text).root)
    #expect(read.stateRoot == state.stateRoot && read[first] == state[first])
    #expect(read.addresses == [first, second])
  }

  @Test(arguments: [
    (#"{"0x12": {}}"#, "its name 0x12 is no address"),
    (#"{"0x0000000000000000000000000000000000000001": 5}"#, "Expected an object at"),
    (
      #"{"0x0000000000000000000000000000000000000001": {"nonce": "0x10000000000000000"}}"#,
      "does not fit 64 bits"
    ),
    (
      #"{"0x0000000000000000000000000000000000000001": {"storage": {"x": "0x1"}}}"#,
      "its name x is no slot"
    ),
    (#"{"0x0000000000000000000000000000000000000001": {"code": "0x1"}}"#, "an odd number"),
  ])
  func `is not read from accounts that are wrong`(text: String, sentence: String) throws {
    let document = try JSONDocument(parsing: text)
    let error = #expect(throws: JSONTypeError.self) { try WorldState(alloc: document.root) }
    #expect(error?.description.contains(sentence) == true, "\(String(describing: error))")
  }
}
