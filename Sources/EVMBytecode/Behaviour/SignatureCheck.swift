public import EVMPrimitives

/// A check of a signature: what is signed, and what is asked of the signer.
public struct SignatureCheck: Hashable, Sendable {
  public enum Method: Hashable, Sendable {
    /// The precompiled contract at address 1.
    case ecrecover
    /// A call of another contract's `isValidSignature(bytes32,bytes)` (ERC-1271).
    case contract(ValueSource)
  }

  /// What is signed.
  public enum Message: Hashable, Sendable {
    /// EIP-712: a struct of a type, by the type's hash, with its members; and the domain.
    case typedData(domain: Domain, type: ValueSource, members: [ValueSource])
    /// Something else.
    case digest(ValueSource)
  }

  /// The domain separator of EIP-712.
  public enum Domain: Hashable, Sendable {
    /// It is made of these words when it is checked, the type's hash first.
    case made([ValueSource])
    /// It is kept: in storage, or in the code.
    case kept(ValueSource)

    /// Whether the chain's id and this contract's address are asked for at the time; nil where the
    /// separator is kept.
    public var holdsChainID: Bool? { holds("the chain id") }
    public var holdsContract: Bool? { holds("this contract") }

    private func holds(_ text: String) -> Bool? {
      guard case .made(let words) = self else { return nil }
      return words.contains { $0.text == text }
    }
  }

  public let method: Method
  /// The function that checks; nil for code that runs when none is called.
  public let function: Selector?
  public let offset: Int
  public let message: Message
  /// What the signer is compared with.
  public let signers: [ValueSource]
  /// Whether a signer of zero, which ecrecover answers for a malformed signature, is refused.
  public let refusesZero: Bool
  /// Whether the greater of the two values of s is refused, so that a signature has one form
  /// (EIP-2).
  public let refusesHighS: Bool
  /// What held on every path that was followed to the check: elsewhere nothing need be signed.
  public internal(set) var requirements: [Requirement]

  /// Whether two are one check that paths came to in several ways.
  func isSame(_ other: SignatureCheck) -> Bool {
    var other = other
    other.requirements = requirements
    return self == other
  }

  /// Whether a signer that is asked for need not sign when he is the caller himself.
  public var isWaivedForSigner: Bool {
    signers.contains { signer in
      requirements.contains { $0.text == "the caller != \(signer)" }
    }
  }
}
