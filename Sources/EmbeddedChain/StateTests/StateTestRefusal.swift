public import EVMAccounts
public import EVMCrypto
import EVMPrimitives

/// Why the transaction of a state test is refused.
public enum StateTestRefusal: Error, Hashable, Sendable {
  /// A number that its field cannot hold.
  case numberTooLarge(TransactionField)
  /// An index that names none of the test's variants.
  case noVariant(TransactionField)
  /// Fields or signed bytes that are no transaction.
  case malformed(TransactionError)
  /// Signed bytes whose signature nobody made.
  case noSender(SignatureError)
  /// Signed bytes for another chain.
  case wrongChain(expected: UInt64, found: UInt64)
  /// Neither a sender, nor a key, nor signed bytes.
  case senderMissing
  /// The block cannot hold it.
  case inclusion(InclusionRefusal)
}

extension StateTestRefusal: CustomStringConvertible {
  public var description: String {
    switch self {
    case .numberTooLarge(let field):
      "The \(field) is larger than its field can hold; no chain takes such a transaction."
    case .noVariant(let field):
      "The test's indexes name a \(field) that the transaction does not have; correct them."
    case .malformed(let error): error.description
    case .noSender(let error): "The transaction has no sender. \(error)"
    case .wrongChain(let expected, let found):
      TransactionRefusal.wrongChain(expected: expected, found: found).description
    case .senderMissing:
      "The test names neither sender nor secretKey and has no signed bytes; add one of them."
    case .inclusion(let refusal): refusal.description
    }
  }
}
