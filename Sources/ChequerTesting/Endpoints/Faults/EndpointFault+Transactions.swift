import EVMPrimitives
import ExactJSON

// What is said of a transaction when it is sent.

extension EndpointFault {
  private static let sendingMethods = ["eth_sendRawTransaction"]

  /// Why a node does not take a transaction, in the words of geth.
  public enum TransactionRefusal: String, Hashable, Sendable, CaseIterable {
    case nonceTooLow = "nonce too low"
    case nonceTooHigh = "nonce too high"
    case underpriced = "transaction underpriced"
    case replacementUnderpriced = "replacement transaction underpriced"
    case insufficientFunds = "insufficient funds for gas * price + value"
    /// The node's own limit of what a transaction may cost, 1 coin unless it is set.
    case feeCap = "tx fee (27.00 ether) exceeds the configured cap (1.00 ether)"
    case poolFull = "txpool is full"
    case intrinsicGas = "intrinsic gas too low"
    case gasLimit = "exceeds block gas limit"
    case invalidSender = "invalid sender"
    case notProtected = "only replay-protected (EIP-155) transactions allowed over RPC"

    fileprivate var error: EndpointOutcome {
      .error(["code": -32000, "message": .string(rawValue)])
    }
  }

  /// How nodes say that they have a transaction already.
  public enum KnownWords: String, Hashable, Sendable, CaseIterable {
    case geth = "already known"
    case oldGeth = "known transaction"
    case nethermind = "AlreadyKnown"
    case erigon = "ALREADY_EXISTS: already known"
    case parity = "Transaction with the same hash was already imported."

    fileprivate func error(_ hash: JSON) -> EndpointOutcome {
      let code = self == .parity || self == .nethermind ? -32010 : -32000
      guard self == .oldGeth, case .string(let hash) = hash else {
        return .error(["code": .integer(code), "message": .string(rawValue)])
      }
      return .error(["code": -32000, "message": .string("\(rawValue): \(hash.dropFirst(2))")])
    }
  }

  /// A transaction is not taken, for a reason that does not hold.
  public static func refusing(_ refusal: TransactionRefusal) -> EndpointFault {
    sending("refusing: \(refusal.rawValue)") { _, _ in refusal.error }
  }

  /// A transaction is taken, and the answer is that it was not.
  public static func takingThough(_ refusal: TransactionRefusal) -> EndpointFault {
    taken("taking though: \(refusal.rawValue)") { _ in refusal.error }
  }

  /// A transaction is taken, and the answer is that it was known before, as when a client sends it
  /// again whose first answer was lost.
  public static let alreadyKnown = taken("already known") { KnownWords.geth.error($0) }

  /// ``alreadyKnown`` in the words of other nodes.
  public static func alreadyKnown(in words: KnownWords) -> EndpointFault {
    taken("known: \(words.rawValue)") { words.error($0) }
  }

  /// A transaction is taken with its hash, and forgotten: no block will ever have it.
  public static let swallowedTransactions = sending("swallowed transactions") { call, honest in
    guard let bytes = call.arguments.first?.bytes else { return honest(call) }
    return .result(.string(Keccak256.hash(bytes).hex))
  }

  /// A transaction is taken, and the connection ends before the answer.
  public static let lostAnswers = EndpointFault(
    "lost answers", .transaction, of: Set(sendingMethods), .answer { _ in [.close] })

  /// The connection ends before a transaction is taken, which looks the same.
  public static let lostTransactions = EndpointFault(
    "lost transactions", .transaction, of: Set(sendingMethods), .refusal { _ in [.close] })

  /// A transaction is taken, and the hash of another is told.
  public static let otherTransactionHash = taken("other transaction hash") { hash in
    .result(hash.bytes.map { .hex($0.lastBitFlipped) } ?? hash)
  }

  /// A transaction is taken, and `null` is told in the place of its hash.
  public static let nullTransactionHash = taken("null transaction hash") { _ in .result(.null) }

  /// A transaction is taken, and the node tells of an error of its own.
  public static let takenWithError = taken("taken with an error") { _ in
    .error(["code": -32603, "message": "Internal error"])
  }

  private static func sending(
    _ name: String, _ transform: @escaping Transform
  ) -> EndpointFault {
    EndpointFault(name, of: sendingMethods, as: .transaction, answering: transform)
  }

  /// What is told of a transaction that is taken, by its hash; refusals of the chain stay.
  private static func taken(
    _ name: String, _ outcome: @escaping @Sendable (JSON) -> EndpointOutcome
  ) -> EndpointFault {
    sending(name) { call, honest in
      let answer = honest(call)
      guard case .result(let hash) = answer else { return answer }
      return outcome(hash)
    }
  }
}
