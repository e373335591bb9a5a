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
  /// Statements of all functions, before they are structured.
  public var totalStatements: Int
  /// How deep statements may stand inside one another.
  public var depth: Int

  /// The bounds of `instructions` at 100,000 and 1,200,000 in all, 4,000 blocks, 400 contexts, 60,000
  /// formulas, 10,000 statements and 60,000 in all, and 60 levels. Codes of 64 KiB made to run into them took 0.5 seconds
  /// and 40 MB, the slowest of 293 real contracts 1.3 seconds.
  public init(
    instructions: Int = 100_000, blocks: Int = 4_000, contexts: Int = 400, terms: Int = 60_000,
    totalInstructions: Int = 1_200_000, statements: Int = 10_000, totalStatements: Int = 60_000,
    depth: Int = 60
  ) {
    self.instructions = instructions
    self.blocks = blocks
    self.contexts = contexts
    self.terms = terms
    self.totalInstructions = totalInstructions
    self.statements = statements
    self.totalStatements = totalStatements
    self.depth = depth
  }
}
