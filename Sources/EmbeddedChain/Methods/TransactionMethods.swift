import EVMAccounts
import EVMCrypto
import EVMPrimitives
import ExactJSON

// Sending transactions, and finding them again.

extension RPCMethod {
  static let transactions: [String: RPCMethod] = [
    "eth_sendRawTransaction": .change(1, ChainCore.sendRawTransaction),
    "eth_sendTransaction": .change(1, ChainCore.sendTransaction),
    "eth_fillTransaction": .read(1, ChainCore.fillTransaction),
    "eth_getTransactionByHash": .read(1, ChainCore.getTransaction),
    "eth_getTransactionByBlockNumberAndIndex": .read(2, ChainCore.getTransactionByNumber),
    "eth_getTransactionByBlockHashAndIndex": .read(2, ChainCore.getTransactionByHash),
    "eth_getRawTransactionByHash": .read(1, ChainCore.getRawTransaction),
    "eth_getTransactionReceipt": .read(1, ChainCore.getReceipt),
    "eth_pendingTransactions": .read(0, ChainCore.getPendingTransactions),
    "txpool_status": .read(0, ChainCore.poolStatus),
    "txpool_content": .read(0, ChainCore.poolContent),
  ]
}

// MARK: - Sending

extension ChainCore {
  static func sendRawTransaction(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    let bytes = try arguments.bytes(0)
    let pooled: PooledTransaction
    do { pooled = try PooledTransaction(decoding: bytes) } catch {
      throw .refused("invalid transaction: \(error)")
    }
    return .hex(try core.send(pooled.transaction))
  }

  static func sendTransaction(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    let call = try arguments.call(0)
    let (signed, sender) = try core.signed(try core.filled(call), from: call.from)
    return .hex(
      try core.send(signed, from: sender, isImpersonated: core.state.isImpersonated(sender)))
  }

  /// The transaction of a call object, with what it does not say filled in.
  func filled(_ call: TransactionCall) throws(RPCError) -> UnsignedTransaction {
    guard let sender = call.from else {
      throw .invalidArguments("invalid argument 0: from is missing; name the account that sends.")
    }
    if let chainID = call.chainID, chainID != state.chainID {
      throw .refused("chainId does not match node's (have=\(chainID), want=\(state.chainID))")
    }
    let suggested = suggestedFees
    var filling = TransactionCall.Filling(
      nonce: state.pendingNonce(of: sender), gasLimit: 0, chainID: state.chainID,
      protects: state.fork.includes(.spuriousDragon), gasPrice: suggested.gasPrice,
      fees: GasFees(maxFeePerGas: suggested.cap, maxPriorityFeePerGas: suggested.tip),
      prefersFees: state.fork.includes(.london))
    // A cap below the suggestion with a tip of its own above it would be refused for no reason.
    if let tip = call.maxPriorityFeePerGas, call.maxFeePerGas == nil {
      filling.fees.maxFeePerGas = max(suggested.cap, tip)
    }
    if call.gas == nil {
      filling.gasLimit = try CallSimulation(self, at: blockView(.pending)).estimate(call)
    }
    return try call.unsigned(filling)
  }

  /// A transaction with its sender's signature, or with one that stands for an impersonated account's.
  func signed(
    _ transaction: UnsignedTransaction, from sender: Address?
  ) throws(RPCError) -> (SignedTransaction, sender: Address) {
    guard let sender else { throw .invalidArguments("invalid argument 0: from is missing.") }
    do {
      if let account = keys[sender] {
        return (try transaction.signed(with: account.key, replay: .waived), sender)
      }
      guard state.isImpersonated(sender) else {
        throw RPCError.refused(
          "unknown account: the chain has no key of \(sender.checksummed); sign with eth_sendRawTransaction, or impersonate the account."
        )
      }
      // Nobody signed. The numbers tell accounts apart, so that their transactions have other hashes.
      let number = Hash256(max(sender.word, .one))
      return (
        try SignedTransaction(
          transaction, signature: Signature(r: number, s: number, parity: .even)), sender
      )
    } catch let error as RPCError {
      throw error
    } catch { throw .refused("\(error)") }
  }

  func fillTransaction(_ arguments: Arguments) throws(RPCError) -> JSON {
    let call = try arguments.call(0)
    let (signed, sender) = try self.signed(try filled(call), from: call.from)
    return [
      "raw": .hex(signed.encoded),
      "tx": .object(signed.jsonMembers(hash: signed.hash, sender: sender, gasPrice: nil)),
    ]
  }
}

extension Arguments {
  func call(_ index: Int) throws(RPCError) -> TransactionCall {
    try require(index) { (value) throws(JSONTypeError) in try TransactionCall(value) }
  }
}

// MARK: - Finding

extension ChainCore {
  func getTransaction(_ arguments: Arguments) throws(RPCError) -> JSON {
    let hash = try arguments.hash(0)
    if let (block, index) = state.mined(hash) {
      return block.transactionJSON(index, chainID: state.chainID)
    }
    return state.pool[hash]?.json ?? .null
  }

  func getTransactionByNumber(_ arguments: Arguments) throws(RPCError) -> JSON {
    let reference = try arguments.blockNumber(0)
    return try transaction(
      of: anyBlock(reference), at: arguments.quantity(1), isPending: reference == .pending)
  }

  func getTransactionByHash(_ arguments: Arguments) throws(RPCError) -> JSON {
    try transaction(of: state.block(arguments.hash(0)), at: arguments.quantity(1))
  }

  private func transaction(
    of block: ChainBlock?, at index: UInt64, isPending: Bool = false
  ) throws(RPCError) -> JSON {
    guard let block, index < UInt64(block.transactions.count) else { return .null }
    return block.transactionJSON(Int(index), chainID: state.chainID, isPending: isPending)
  }

  func getRawTransaction(_ arguments: Arguments) throws(RPCError) -> JSON {
    let hash = try arguments.hash(0)
    if let (block, index) = state.mined(hash) {
      return .hex(block.transactions[index].signed.encoded)
    }
    return (state.pool[hash]?.signed.encoded).map { .hex($0) } ?? .null
  }

  func getReceipt(_ arguments: Arguments) throws(RPCError) -> JSON {
    guard let (block, index) = state.mined(try arguments.hash(0)) else { return .null }
    return block.receiptJSON(index)
  }

  func getPendingTransactions(_ arguments: Arguments) throws(RPCError) -> JSON {
    .array(state.pool.all.map(\.json))
  }

  /// Those that could be mined now, and those that wait behind a gap of nonces.
  private var poolParts: (pending: [PendingTransaction], queued: [PendingTransaction]) {
    var parts: (pending: [PendingTransaction], queued: [PendingTransaction]) = ([], [])
    for transaction in state.pool.all {
      if transaction.nonce < state.pendingNonce(of: transaction.sender) {
        parts.pending.append(transaction)
      } else {
        parts.queued.append(transaction)
      }
    }
    return parts
  }

  func poolStatus(_ arguments: Arguments) throws(RPCError) -> JSON {
    let parts = poolParts
    return [
      "pending": .quantity(UInt64(parts.pending.count)),
      "queued": .quantity(UInt64(parts.queued.count)),
    ]
  }

  func poolContent(_ arguments: Arguments) throws(RPCError) -> JSON {
    func bySender(_ transactions: [PendingTransaction]) -> JSON {
      let groups = Dictionary(grouping: transactions, by: \.sender).sorted { $0.key < $1.key }
      return .object(
        groups.map { sender, transactions in
          JSON.Member(
            sender.checksummed,
            .object(transactions.map { JSON.Member(String($0.nonce), $0.json) }))
        })
    }
    let parts = poolParts
    return ["pending": bySender(parts.pending), "queued": bySender(parts.queued)]
  }
}

extension PendingTransaction {
  /// The transaction as clients see it before it is mined.
  var json: JSON {
    .object(
      [
        JSON.Member("blockHash", .null), JSON.Member("blockNumber", .null),
        JSON.Member("transactionIndex", .null),
      ] + signed.jsonMembers(hash: hash, sender: sender, gasPrice: nil))
  }
}
