/// A number exactly as a JSON text writes it.
public struct JSONNumber: Hashable, Sendable {
  /// The characters of the number: `-12`, `1.50`, `1e18`.
  public let lexeme: String

  init(checked lexeme: String) { self.lexeme = lexeme }
}
