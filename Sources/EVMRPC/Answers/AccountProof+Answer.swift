public import EVMPrimitives
public import ExactJSON

extension AccountProof {
  /// Reads an answer of `eth_getProof`.
  ///
  /// - SeeAlso: [EIP-1186](https://eips.ethereum.org/EIPS/eip-1186)
  public init(_ value: JSONValue) throws(JSONTypeError) {
    let account = TrieAccount(
      nonce: try value.require("nonce").smallQuantity(),
      balance: try value.require("balance").quantity(),
      storageRoot: try value.require("storageHash").hash(),
      codeHash: try value.require("codeHash").hash())
    self.init(
      address: try value.require("address").address(), account: account,
      proof: try MerkleProof(answer: value.require("accountProof")),
      storage: try value.require("storageProof").list { (word) throws(JSONTypeError) in
        StorageProof(
          slot: try word.require("key").word(), value: try word.require("value").quantity(),
          proof: try MerkleProof(answer: word.require("proof")))
      })
  }
}

extension MerkleProof {
  fileprivate init(answer value: JSONValue) throws(JSONTypeError) {
    self.init(nodes: try value.list { (node) throws(JSONTypeError) in try node.bytes() })
  }
}
