public import EVMInterpreter
public import EVMPrimitives

/// What a transaction did that a block can hold.
public struct TransactionOutcome: Sendable {
  /// How the code ended; the sender pays in any case.
  public let status: ExecutionStatus
  /// What the code returned, or the data with which it reverted. For a creation that succeeded, the
  /// code of the contract.
  public let output: [UInt8]
  /// The gas that is paid for.
  public let gasUsed: UInt64
  /// The gas that was earned back, after the limit on it; already taken off ``gasUsed``, unless the
  /// floor of EIP-7623 is above.
  public let gasRefunded: UInt64
  /// The gas that the transaction must have to run as it did: before anything is given back.
  public let gasNeeded: UInt64
  /// Blob gas that is paid for.
  public let blobGasUsed: UInt64
  /// Wei paid for each unit of gas.
  public let gasPrice: UInt256
  /// Wei of ``gasPrice`` that go to the coinbase; the rest is burnt.
  public let tipPerGas: UInt256
  /// What was logged; nothing unless it succeeded.
  public let logs: [Log]
  /// Where a transaction that creates a contract puts it, whether it succeeds or not.
  public let createdAddress: Address?

  /// Whether it ended as the code meant it to: what a receipt has as its status.
  public var isSuccess: Bool { status == .success }
}

/// Why a transaction has no outcome.
public enum TransactionExecutionError: Error, Sendable {
  /// A block cannot hold it; the state is as it was.
  case refused(InclusionRefusal)
  /// It could not be run to its end; the state is good for nothing any more.
  case fault(ExecutionFault)
}

extension TransactionExecutionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .refused(let refusal): refusal.description
    case .fault(let fault): fault.description
    }
  }
}
