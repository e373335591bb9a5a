public import EVMABI
public import EVMPrimitives
public import EmbeddedChain

/// Why an ``EmbeddedChain`` could not do what a test asked for.
public enum EmbeddedChainError: Error, Hashable, Sendable {
  /// A chain with keys of fewer than three accounts.
  case tooFewAccounts(Int)
  /// An account whose key the chain does not hold.
  case noKey(Address)
  /// An amount in a unit that is no token's of the genesis.
  case noToken(Denomination)
  /// A transaction that waits, because the chain does not mine by itself.
  case notMined(Hash256)
  /// A transaction that failed.
  case failed(TransactionFailure)
  /// A snapshot that was used up, or is of another chain.
  case noSnapshot
  /// A chain that does not take a transaction, or cannot answer.
  case chain(RPCError)
  /// Arguments that do not fit a function, or an answer that is not what it returns.
  case function(ABICallError)
  /// A contract that did not log an event which it always logs.
  case missingEvent(String, of: Address)
  /// A cheque that cannot be: a zero address.
  case cheque(String)
}

extension EmbeddedChainError {
  /// A transaction that reverted with a reason of the contract's own.
  public static func reverted(_ reason: String) -> EmbeddedChainError {
    .failed(.reverted(.message(reason)))
  }
}

extension EmbeddedChainError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooFewAccounts(let count):
      "The chain holds keys of \(count) accounts, but owner, renter and host are needed; make it with an accountCount of 3 at least."
    case .noKey(let address):
      "The chain holds no key of \(address), so nobody can sign for it; use one of the chain's accounts, or pass one made of your own key."
    case .noToken(let unit):
      "No token of the genesis is written in \(unit.symbol); write the amount in WBTT, TRX, USDD, USDT or BZZ."
    case .notMined(let hash):
      "The transaction \(hash) waits for a block, because the chain does not mine by itself; call mine()."
    case .failed(let failure): failure.description
    case .noSnapshot:
      "There is no such snapshot: each is used up by going back to it or to an earlier one; take another."
    case .chain(let error): error.description
    case .function(let error): error.description
    case .missingEvent(let name, let address):
      "The contract at \(address) did not log \(name), so it is not the contract of the genesis."
    case .cheque(let reason): reason
    }
  }
}
