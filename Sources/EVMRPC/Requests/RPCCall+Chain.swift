public import EVMPrimitives
import ExactJSON

// What a node says of its chain and of itself.

extension RPCCall where Value == UInt64 {
  /// The EIP-155 chain id.
  public static var chainID: RPCCall { RPCCall("eth_chainId") { try $0.smallQuantity() } }

  /// The number of the newest block.
  public static var blockNumber: RPCCall { RPCCall("eth_blockNumber") { try $0.smallQuantity() } }
}

extension RPCCall where Value == UInt256 {
  /// Wei per gas that the node thinks will do.
  public static var gasPrice: RPCCall { RPCCall("eth_gasPrice") { try $0.quantity() } }

  /// Wei per gas for the block's proposer that the node thinks will do; nodes without London may not
  /// have the method.
  public static var maxPriorityFeePerGas: RPCCall {
    RPCCall("eth_maxPriorityFeePerGas") { try $0.quantity() }
  }
}

extension RPCCall where Value == String {
  /// What software the node is.
  public static var clientVersion: RPCCall {
    RPCCall("web3_clientVersion") { try $0.requireString() }
  }
}

extension RPCCall where Value == Bool {
  /// Whether the node is still catching up with its chain.
  public static var isSyncing: RPCCall {
    RPCCall("eth_syncing") { value in
      if let isSyncing = value.bool { return isSyncing }
      _ = try value.requireMembers()
      return true
    }
  }
}

extension RPCCall where Value == RPCHeader {
  /// The header of a block.
  ///
  /// - Throws: ``RPCFailure/blockNotFound(_:)`` where the node has no such block.
  public static func header(_ block: BlockID) -> RPCCall {
    let (method, argument) =
      if case .pinned(_, let hash) = block {
        ("eth_getBlockByHash", JSON.string(hash.hex))
      } else {
        ("eth_getBlockByNumber", block.json)
      }
    return RPCCall(method, [argument, false]) { value in
      guard !value.isNull else { throw RPCFailure.blockNotFound(block.description) }
      let header = try RPCHeader(value)
      if let number = block.number, header.number != number {
        throw RPCFailure.malformed(
          method: method, reason: "It is block \(header.number), but \(number) was asked for.")
      }
      if case .pinned(_, let hash) = block, header.hash != hash {
        throw RPCFailure.malformed(method: method, reason: "It is another block.")
      }
      return header
    }
  }
}
