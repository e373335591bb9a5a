import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Accounts in a state trie` {
  @Test func `accounts encode and decode as py-evm says`() throws {
    for row in try VectorFile("trie/accounts.jsonl").rows {
      let account = TrieAccount(
        nonce: try #require(UInt64(row.string("nonce"))),
        balance: try UInt256(parsing: row.string("balance")),
        storageRoot: try row.hash("storageRoot"), codeHash: try row.hash("codeHash"))
      #expect(try account.rlp == row.bytes("rlp"), "\(row)")
      #expect(try TrieAccount(rlp: row.bytes("rlp")) == account, "\(row)")
    }
    #expect(TrieAccount().isEmpty)
    #expect(!TrieAccount(nonce: 1).isEmpty)
    #expect(!TrieAccount(balance: 1).isEmpty)
    #expect(!TrieAccount(codeHash: .zero).isEmpty)
  }

  @Test func `what is not a canonical account is refused`() throws {
    for row in try VectorFile("trie/reject-accounts.jsonl").rows {
      let bytes = try row.bytes("rlp")
      #expect(throws: TrieAccountError.self, "\(row)") { try TrieAccount(rlp: bytes) }
    }
  }

  @Test(
    arguments: [
      (
        RLPItem.bytes([1]),
        "The account is not a list of four fields: nonce, balance, storageHash and codeHash."
      ),
      (
        .list([.bytes([0, 1]), .number(0), hash, hash]),
        "The account's nonce has a leading zero byte and is not canonical."
      ),
      (
        .list([.bytes([UInt8](repeating: 1, count: 9)), .number(0), hash, hash]),
        "The account's nonce has 9 bytes; at most 8 are allowed."
      ),
      (
        .list([.number(0), .bytes([UInt8](repeating: 1, count: 33)), hash, hash]),
        "The account's balance has 33 bytes; at most 32 are allowed."
      ),
      (
        .list([.number(0), .number(0), .bytes([7]), hash]),
        "The account's storageHash has 1 byte instead of 32."
      ),
      (
        .list([.number(0), .number(0), hash, .list([])]),
        "The account's codeHash is a list, not bytes."
      ),
    ])
  func `an error names the field and what is wrong`(item: RLPItem, sentence: String) {
    let error = #expect(throws: TrieAccountError.self) { try TrieAccount(rlp: RLP.encode(item)) }
    #expect(error?.description == sentence)
  }

  @Test func `bytes that are not RLP are an error that says why`() {
    let error = #expect(throws: TrieAccountError.self) { try TrieAccount(rlp: [0xc2, 1]) }
    #expect(
      error?.description
        == "The account is not RLP: The item at offset 0 says it has 2 bytes, but only 1 follow.")
  }

  private static let hash = RLPItem.bytes(of: Hash256.zero)
}
