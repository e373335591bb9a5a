import EVMInterpreter
import EVMPrimitives
import EmbeddedChain
import Testing

@Suite struct `A world state` {
  @Test func `has the root of the empty trie when it has no accounts`() {
    #expect(WorldState().stateRoot == MerklePatriciaTrie.emptyRootHash)
  }
}
