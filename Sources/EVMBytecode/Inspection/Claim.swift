/// A statement about a contract, with how well it is founded.
public struct Claim: Hashable, Sendable {
  /// How a statement is known.
  public enum Strength: String, Hashable, Sendable, CaseIterable {
    /// Follows from bytes at hand, by the rules of the EVM or by arithmetic.
    case proven
    /// Somebody publishes it (a project's source, configuration or documentation); not checked.
    case reported
    /// Open: cannot be told from what is at hand, only from the chain.
    case unknown
  }

  public let strength: Strength
  /// A sentence. For ``Strength/unknown`` it names what is open.
  public let statement: String

  public init(_ strength: Strength, _ statement: String) {
    self.strength = strength
    self.statement = statement
  }
}
