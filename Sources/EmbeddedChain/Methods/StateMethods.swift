import EVMInterpreter
import EVMPrimitives
import ExactJSON

// What accounts are and have.

extension RPCMethod {
  static let state: [String: RPCMethod] = [
    "eth_getBalance": .read(2, ChainCore.getBalance),
    "eth_getCode": .read(2, ChainCore.getCode),
    "eth_getStorageAt": .read(3, ChainCore.getStorage),
    "eth_getTransactionCount": .read(2, ChainCore.getTransactionCount),
    "eth_getProof": .read(3, ChainCore.getProof),
  ]
}

extension ChainCore {
  func getBalance(_ arguments: Arguments) throws(RPCError) -> JSON {
    let address = try arguments.address(0)
    return .quantity(try blockView(arguments.block(1)).world[address]?.balance ?? .zero)
  }

  func getCode(_ arguments: Arguments) throws(RPCError) -> JSON {
    let address = try arguments.address(0)
    return .hex(try blockView(arguments.block(1)).world[address]?.code.bytes ?? [])
  }

  func getStorage(_ arguments: Arguments) throws(RPCError) -> JSON {
    let address = try arguments.address(0)
    let slot = try arguments.slot(1)
    let word = try blockView(arguments.block(2)).world[address]?.storage[slot] ?? .zero
    return .hex(word.bigEndianBytes)
  }

  func getTransactionCount(_ arguments: Arguments) throws(RPCError) -> JSON {
    let address = try arguments.address(0)
    let block = try arguments.block(1)
    // What waits behind a gap of nonces counts for nobody, and what waits without one is pending.
    if block == .pending { return .quantity(state.pendingNonce(of: address)) }
    return .quantity(try blockView(block).world[address]?.nonce ?? 0)
  }

  func getProof(_ arguments: Arguments) throws(RPCError) -> JSON {
    let address = try arguments.address(0)
    let slots = try arguments.require(1) { (value) throws(JSONTypeError) in
      try value.list { (slot) throws(JSONTypeError) in try slot.rpcSlot() }
    }
    guard slots.count <= Self.proofSlotLimit else {
      throw .invalidArguments("too many keys (max \(Self.proofSlotLimit)); ask in parts.")
    }
    let proof = try blockView(arguments.block(2)).world.proof(of: address, slots: slots)
    return [
      "address": .hex(address), "accountProof": proof.proof.json,
      "balance": .quantity(proof.account.balance), "codeHash": .hex(proof.account.codeHash),
      "nonce": .quantity(proof.account.nonce), "storageHash": .hex(proof.account.storageRoot),
      "storageProof": .array(
        proof.storage.map {
          [
            "key": .quantity($0.slot), "value": .quantity($0.value), "proof": $0.proof.json,
          ]
        }),
    ]
  }

  /// Slots that a proof may be asked for.
  private static let proofSlotLimit = 1024
}

extension MerkleProof {
  fileprivate var json: JSON { .array(nodes.map { .hex($0) }) }
}
