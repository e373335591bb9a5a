public import EVMAccounts
public import EVMPrimitives

/// Transactions of one account that are made in one place, signed in another and sent from a third.
///
/// What is signed is what was made: a bundle with bytes is only read when they are those of its
/// transactions and signed by its account.
public struct TransactionBundle: Hashable, Sendable {
  /// A transaction, signed or not.
  public struct Item: Hashable, Sendable {
    public let transaction: UnsignedTransaction
    public let purpose: TransactionPurpose
    /// `nil` until it is signed.
    public internal(set) var signed: SignedTransaction?
  }

  /// Whose they are, and on which chain.
  public let owner: JournalOwner
  /// In the order of their nonces.
  public internal(set) var items: [Item]

  /// Whether all are signed.
  public var isSigned: Bool { items.allSatisfy { $0.signed != nil } }

  /// The same, signed.
  ///
  /// - Throws: ``SendingFailure/otherSigner(expected:found:)``, and errors of the signer.
  public func signed(by signer: TransactionSigner) throws -> TransactionBundle {
    guard signer.account == owner.account else {
      throw SendingFailure.otherSigner(expected: owner.account, found: signer.account)
    }
    var bundle = self
    for index in items.indices {
      bundle.items[index].signed = try signer.signed(items[index].transaction)
    }
    return bundle
  }
}

/// Why a text is no bundle of transactions.
public enum BundleError: Error, Hashable, Sendable {
  case notJSON(String)
  /// A bundle in the form of another release, or no bundle.
  case otherFormat(String)
  /// A transaction of another chain; its number from 1.
  case otherChain(item: Int, found: UInt64?)
  /// The signed bytes are not those of the transaction beside them.
  case otherBytes(item: Int)
  /// The bytes were signed by another account.
  case otherSigner(item: Int, expected: Address, found: Address?)
  /// It is not signed, so it cannot be sent.
  case notSigned
  /// It is signed already.
  case signedAlready
  case empty
}

extension BundleError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notJSON(let reason): "The file holds no prepared transactions: \(reason)"
    case .otherFormat(let found):
      "The file's format is \(quoted(found)), not \(quoted(TransactionBundle.format)); use the release that wrote it."
    case .otherChain(let item, let found):
      "Transaction \(item) of the file is for \(found.map { "chain \($0)" } ?? "any chain"), but the file for another; prepare it again."
    case .otherBytes(let item):
      "The signed bytes of transaction \(item) are not those of the transaction beside them; sign the file again."
    case .otherSigner(let item, let expected, let found):
      "Transaction \(item) is signed by \(found.map(\.checksummed) ?? "nobody"), not by \(expected); sign it with that account's key."
    case .notSigned: "The transactions are not signed; sign the file first with --sign-prepared."
    case .signedAlready: "The transactions are signed already; send them with --publish."
    case .empty: "The file holds no transactions."
    }
  }
}
