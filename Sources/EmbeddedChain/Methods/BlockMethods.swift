import EVMPrimitives
import ExactJSON

// Blocks, and what gas costs in them.

extension RPCMethod {
  static let blocks: [String: RPCMethod] = [
    "eth_blockNumber": .read(0, ChainCore.getBlockNumber),
    "eth_getBlockByNumber": .read(2, ChainCore.getBlockByNumber),
    "eth_getBlockByHash": .read(2, ChainCore.getBlockByHash),
    "eth_getHeaderByNumber": .read(1, ChainCore.getHeaderByNumber),
    "eth_getHeaderByHash": .read(1, ChainCore.getHeaderByHash),
    "eth_getBlockReceipts": .read(1, ChainCore.getBlockReceipts),
    "eth_getBlockTransactionCountByNumber": .read(1, ChainCore.getTransactionCountByNumber),
    "eth_getBlockTransactionCountByHash": .read(1, ChainCore.getTransactionCountByHash),
    "eth_getUncleCountByBlockNumber": .read(1, ChainCore.getUncleCountByNumber),
    "eth_getUncleCountByBlockHash": .read(1, ChainCore.getUncleCountByHash),
    "eth_getUncleByBlockNumberAndIndex": .read(2, ChainCore.getUncleByNumber),
    "eth_getUncleByBlockHashAndIndex": .read(2, ChainCore.getUncleByHash),
    "eth_gasPrice": .read(0, ChainCore.getGasPrice),
    "eth_maxPriorityFeePerGas": .read(0, ChainCore.getTip),
    "eth_blobBaseFee": .read(0, ChainCore.getBlobBaseFee),
    "eth_feeHistory": .read(3, ChainCore.getFeeHistory),
  ]
}

extension Arguments {
  /// The block that an argument names by a tag or a number.
  func blockNumber(_ index: Int) throws(RPCError) -> BlockReference {
    try require(index) { (value) throws(JSONTypeError) in
      try BlockReference(tagOrNumber: value)
    }
  }

  func flag(_ index: Int) throws(RPCError) -> Bool {
    try optional(index) { (value) throws(JSONTypeError) in try value.requireBool() } ?? false
  }
}

extension ChainCore {
  func getBlockNumber(_ arguments: Arguments) throws(RPCError) -> JSON {
    .quantity(state.latest.number)
  }

  func getBlockByNumber(_ arguments: Arguments) throws(RPCError) -> JSON {
    let reference = try arguments.blockNumber(0)
    let isFull = try arguments.flag(1)
    guard let block = try anyBlock(reference) else { return .null }
    return block.json(
      isFull: isFull, chainID: state.chainID, isPending: reference == .pending)
  }

  func getBlockByHash(_ arguments: Arguments) throws(RPCError) -> JSON {
    let hash = try arguments.hash(0)
    let isFull = try arguments.flag(1)
    return state.block(hash)?.json(isFull: isFull, chainID: state.chainID) ?? .null
  }

  func getHeaderByNumber(_ arguments: Arguments) throws(RPCError) -> JSON {
    let reference = try arguments.blockNumber(0)
    guard let block = try anyBlock(reference) else { return .null }
    return .object(block.header.jsonMembers(hash: reference == .pending ? nil : block.hash))
  }

  func getHeaderByHash(_ arguments: Arguments) throws(RPCError) -> JSON {
    guard let block = state.block(try arguments.hash(0)) else { return .null }
    return .object(block.header.jsonMembers(hash: block.hash))
  }

  func getBlockReceipts(_ arguments: Arguments) throws(RPCError) -> JSON {
    let reference = try arguments.require(0) { (value) throws(JSONTypeError) in
      try BlockReference(value)
    }
    guard let block = try anyBlock(reference) else { return .null }
    return .array(block.transactions.indices.map { block.receiptJSON($0) })
  }

  func getTransactionCountByNumber(_ arguments: Arguments) throws(RPCError) -> JSON {
    Self.count(try anyBlock(arguments.blockNumber(0))) { $0.transactions.count }
  }

  func getTransactionCountByHash(_ arguments: Arguments) throws(RPCError) -> JSON {
    Self.count(state.block(try arguments.hash(0))) { $0.transactions.count }
  }

  func getUncleCountByNumber(_ arguments: Arguments) throws(RPCError) -> JSON {
    Self.count(try anyBlock(arguments.blockNumber(0))) { _ in 0 }
  }

  func getUncleCountByHash(_ arguments: Arguments) throws(RPCError) -> JSON {
    Self.count(state.block(try arguments.hash(0))) { _ in 0 }
  }

  private static func count(_ block: ChainBlock?, _ count: (ChainBlock) -> Int) -> JSON {
    block.map { .quantity(UInt64(count($0))) } ?? .null
  }

  /// No block here has uncles.
  func getUncleByNumber(_ arguments: Arguments) throws(RPCError) -> JSON {
    _ = try arguments.blockNumber(0)
    _ = try arguments.quantity(1)
    return .null
  }

  func getUncleByHash(_ arguments: Arguments) throws(RPCError) -> JSON {
    _ = try arguments.hash(0)
    _ = try arguments.quantity(1)
    return .null
  }
}

// MARK: - Prices

extension ChainCore {
  /// What a transaction that names no price pays: a cap that holds while the base fee doubles.
  var suggestedFees: (gasPrice: UInt256, cap: UInt256, tip: UInt256) {
    guard let baseFee = state.nextBaseFee else { return (options.gasPrice, .zero, .zero) }
    let tip = options.gasPrice
    let price = baseFee.addingReportingOverflow(tip)
    let cap = baseFee.multipliedReportingOverflow(by: UInt256(2))
    let sum = cap.partialValue.addingReportingOverflow(tip)
    return (
      price.overflow ? .max : price.partialValue,
      cap.overflow || sum.overflow ? .max : sum.partialValue, tip
    )
  }

  func getGasPrice(_ arguments: Arguments) throws(RPCError) -> JSON {
    .quantity(suggestedFees.gasPrice)
  }

  func getTip(_ arguments: Arguments) throws(RPCError) -> JSON {
    // Where there is no base fee the whole price is the tip, as geth answers before London.
    .quantity(options.gasPrice)
  }

  func getBlobBaseFee(_ arguments: Arguments) throws(RPCError) -> JSON {
    .quantity(state.nextBlobBaseFee ?? .zero)
  }
}
