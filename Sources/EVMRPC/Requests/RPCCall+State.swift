public import EVMPrimitives
import ExactJSON

// What a block's state holds.

extension RPCCall where Value == UInt256 {
  /// The balance in wei.
  public static func balance(of address: Address, at block: BlockID = .latest) -> RPCCall {
    RPCCall("eth_getBalance", [.string(address.hex), block.json]) { try $0.quantity() }
  }

  /// A word of an account's storage.
  public static func storage(
    of address: Address, slot: UInt256, at block: BlockID = .latest
  ) -> RPCCall {
    RPCCall("eth_getStorageAt", [.string(address.hex), .string(Hash256(slot).hex), block.json]) {
      try $0.word()
    }
  }
}

extension RPCCall where Value == UInt64 {
  /// How many transactions the account has sent; with ``BlockID/pending`` those that wait counted too.
  public static func nonce(of address: Address, at block: BlockID = .latest) -> RPCCall {
    RPCCall("eth_getTransactionCount", [.string(address.hex), block.json]) {
      try $0.smallQuantity()
    }
  }

  /// How much gas a transaction would need.
  ///
  /// - Throws: ``RPCFailure/reverted(data:message:)`` when it would revert.
  public static func gasEstimate(of message: CallMessage, at block: BlockID? = nil) -> RPCCall {
    RPCCall("eth_estimateGas", [message.json] + (block.map { [$0.json] } ?? [])) {
      try $0.smallQuantity()
    }
  }
}

extension RPCCall where Value == [UInt8] {
  /// The code of a contract; empty for any other account.
  public static func code(of address: Address, at block: BlockID = .latest) -> RPCCall {
    RPCCall("eth_getCode", [.string(address.hex), block.json]) { try $0.bytes() }
  }

  /// What a contract returns to a message.
  ///
  /// - Parameter overrides: What accounts are taken to have during the call; not every node knows them.
  /// - Throws: ``RPCFailure/reverted(data:message:)`` when it reverts.
  public static func call(
    _ message: CallMessage, at block: BlockID = .latest,
    overriding overrides: [Address: AccountOverride] = [:]
  ) -> RPCCall {
    var parameters = [message.json, block.json]
    if !overrides.isEmpty {
      parameters.append(
        .object(
          overrides.sorted { $0.key < $1.key }.map { .init($0.key.hex, $0.value.json) }))
    }
    return RPCCall("eth_call", parameters) { try $0.bytes() }
  }
}

extension RPCCall where Value == AccountProof {
  /// An account and words of its storage, with proofs.
  public static func proof(
    of address: Address, slots: [UInt256] = [], at block: BlockID = .latest
  ) -> RPCCall {
    RPCCall(
      "eth_getProof",
      [.string(address.hex), .array(slots.map { .string(Hash256($0).hex) }), block.json]
    ) { value in
      let proof = try AccountProof(value)
      guard proof.address == address, proof.storage.map(\.slot) == slots else {
        throw RPCFailure.malformed(
          method: "eth_getProof", reason: "It is about something else than was asked for.")
      }
      return proof
    }
  }
}
