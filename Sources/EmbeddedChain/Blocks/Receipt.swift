public import EVMAccounts
public import EVMInterpreter
public import EVMPrimitives

/// What a block keeps of a transaction's outcome.
///
/// - SeeAlso: Yellow paper, section 4.3.1; EIP-658 and EIP-2718.
public struct Receipt: Hashable, Sendable {
  /// What stands in a receipt's first place.
  public enum Result: Hashable, Sendable {
    /// Whether the transaction succeeded; since Byzantium (EIP-658).
    case status(isSuccess: Bool)
    /// The root of the state after the transaction; before.
    case stateRoot(Hash256)
  }

  public var type: TransactionType
  public var result: Result
  /// Gas used by this and all transactions before it in the block.
  public var cumulativeGasUsed: UInt64
  public var logs: [Log]

  public init(type: TransactionType, result: Result, cumulativeGasUsed: UInt64, logs: [Log]) {
    self.type = type
    self.result = result
    self.cumulativeGasUsed = cumulativeGasUsed
    self.logs = logs
  }

  /// The filter over the logs.
  public var logsBloom: LogsBloom {
    var bloom = LogsBloom()
    for log in logs { bloom.insert(logOf: log.address, topics: log.topics) }
    return bloom
  }

  /// The bytes whose trie is the receipts root: the RLP, for types 1 to 4 behind the type's byte.
  public var encoded: [UInt8] {
    let first: RLPItem =
      switch result {
      case .status(let isSuccess): .number(isSuccess ? .one : .zero)
      case .stateRoot(let root): .bytes(of: root)
      }
    let list = RLP.encode(
      .list([
        first, .number(UInt256(cumulativeGasUsed)), .bytes(of: logsBloom),
        .list(logs.map(\.rlp)),
      ]))
    return type == .legacy ? list : [type.rawValue] + list
  }
}
