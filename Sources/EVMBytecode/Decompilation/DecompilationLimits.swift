/// How much work a decompilation may cost. The bounds are counts, not clocks, so the same code has
/// the same answer in every run and on every machine.
public struct DecompilationLimits: Hashable, Sendable {
  /// Instructions read for one function, those read again included.
  public var instructions: Int
  /// Blocks of one function, each counted once for each context.
  public var blocks: Int
  /// Formulas of one function.
  public var terms: Int
  /// Instructions read for all functions.
  public var totalInstructions: Int
  /// Statements of one function.
  public var statements: Int
  /// How deep statements may stand inside one another.
  public var depth: Int

  /// The bounds of `instructions` at 200,000 and 1,000,000 in all, 4,000 blocks, 100,000 formulas,
  /// 10,000 statements and 60 levels.
  public init(
    instructions: Int = 200_000, blocks: Int = 4_000, terms: Int = 100_000,
    totalInstructions: Int = 1_000_000, statements: Int = 10_000, depth: Int = 60
  ) {
    self.instructions = instructions
    self.blocks = blocks
    self.terms = terms
    self.totalInstructions = totalInstructions
    self.statements = statements
    self.depth = depth
  }
}
