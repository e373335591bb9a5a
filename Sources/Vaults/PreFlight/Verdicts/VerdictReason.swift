public import EVMBytecode

/// One thing that a verdict rests on.
public struct VerdictReason: Hashable, Sendable {
  /// A short name that does not change, such as `signature` or `balance`.
  public let id: String
  /// A sentence.
  public let statement: String
  /// Whether it follows from the chain's own code and storage, is what somebody says, or is open.
  public let strength: Claim.Strength
  /// Whether it speaks against relying on the cheque.
  public let isWarning: Bool

  init(_ id: String, _ strength: Claim.Strength, _ statement: String, isWarning: Bool = false) {
    self.id = id
    self.strength = strength
    self.statement = statement
    self.isWarning = isWarning
  }
}
