/// What must hold before a transaction runs, besides the rules that nothing can lift.
///
/// A block asks for ``all``; a node that only says what a call would do asks for ``simulation``.
public struct TransactionChecks: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The nonce is the sender's next one. Without it the state's nonce is used.
  public static let nonce = TransactionChecks(rawValue: 1 << 0)
  /// The sender has no code (EIP-3607).
  public static let senderCode = TransactionChecks(rawValue: 1 << 1)
  /// The sender can pay. Without it the sender is given what is missing.
  public static let funds = TransactionChecks(rawValue: 1 << 2)
  /// The fee covers the base fee and the blob base fee. Without it what costs nothing runs where the
  /// base fee is zero, as nodes answer `eth_call`.
  public static let baseFee = TransactionChecks(rawValue: 1 << 3)
  /// The block has room for its gas and blobs, and the fork's cap on gas is kept (EIP-7825).
  public static let limits = TransactionChecks(rawValue: 1 << 4)

  /// What a transaction in a block must fulfil.
  public static let all: TransactionChecks = [.nonce, .senderCode, .funds, .baseFee, .limits]
  /// What `eth_call` and `eth_estimateGas` ask for: that the sender has the value and can pay a price
  /// that it names.
  public static let call: TransactionChecks = [.funds]
  /// Nothing but what cannot be lifted.
  public static let simulation: TransactionChecks = []
}
