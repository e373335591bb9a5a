public import EVMABI
public import EVMInterpreter
public import EVMPrimitives
public import EmbeddedChain

/// A transaction that a test sent, with what became of it.
public struct SentTransaction: Sendable {
  /// The transaction as it stands in its block.
  public let mined: MinedTransaction
  /// What it logged, in order; nothing when it failed.
  public let events: [DecodedEvent]
  /// Why it failed; `nil` when it succeeded.
  public let failure: TransactionFailure?

  public var hash: Hash256 { mined.hash }
  public var gasUsed: UInt64 { mined.gasUsed }
  /// Wei that the sender paid for gas.
  public var fee: UInt256 { UInt256(mined.gasUsed) &* mined.gasPrice }
  public var isSuccess: Bool { failure == nil }
  /// Why the code reverted; `nil` when it succeeded or broke a rule of the machine.
  public var revert: RevertReason? {
    if case .reverted(let reason) = failure { reason } else { nil }
  }

  /// The first event of a name, of any contract or of one.
  public func event(_ name: String, of contract: (some HasAddress)? = Address?.none)
    -> DecodedEvent?
  {
    events.first { event in
      event.name == name && (contract.map { $0.address == event.contract } ?? true)
    }
  }

  /// The transaction, unless it failed.
  ///
  /// - Throws: ``EmbeddedChainError/failed(_:)``.
  @discardableResult
  public func succeeded() throws(EmbeddedChainError) -> SentTransaction {
    if let failure { throw .failed(failure) }
    return self
  }
}

/// Why a transaction in a block failed.
public enum TransactionFailure: Hashable, Sendable {
  /// The code reverted; nothing of it stands but the fee.
  case reverted(RevertReason)
  /// The code broke a rule of the machine, such as running out of gas.
  case halted(HaltReason)
}

extension TransactionFailure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .reverted(.empty): "The transaction reverted without a reason."
    case .reverted(let reason): "The transaction reverted: \(reason)."
    case .halted(let reason): "The transaction failed: \(reason)."
    }
  }
}
