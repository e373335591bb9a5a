/// How much work a decompilation may cost. The bounds are counts, not clocks, so the same code has
/// the same answer in every run and on every machine.
public struct DecompilationLimits: Hashable, Sendable {
  /// Instructions read for one function, those read again included.
  public var instructions: Int
  /// Blocks of one function, each counted once for each context.
  public var blocks: Int
  /// Stacks that one place is met with: an internal function stands once for each of its callers.
  public var contexts: Int
  /// Formulas of one function.
  public var terms: Int
  /// Instructions read for all functions.
  public var totalInstructions: Int
  /// Statements of one function.
  public var statements: Int
  /// How deep statements may stand inside one another.
  public var depth: Int

  /// The bounds of `instructions` at 100,000 and 600,000 in all, 3,000 blocks, 250 contexts, 60,000
  /// formulas,
  /// 10,000 statements and 60 levels.
  public init(
    instructions: Int = 100_000, blocks: Int = 3_000, contexts: Int = 250, terms: Int = 60_000,
    totalInstructions: Int = 600_000, statements: Int = 10_000, depth: Int = 60
  ) {
    self.instructions = instructions
    self.blocks = blocks
    self.contexts = contexts
    self.terms = terms
    self.totalInstructions = totalInstructions
    self.statements = statements
    self.depth = depth
  }
}
