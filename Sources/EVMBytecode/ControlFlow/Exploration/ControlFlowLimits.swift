/// How much work the control flow of one code may cost. The bounds are counts, not clocks, so the
/// same code has the same answer in every run and on every machine.
public struct ControlFlowLimits: Hashable, Sendable {
  /// Stacks told apart, over all blocks.
  public var states: Int
  /// Stacks told apart at one block; hostile code makes exponentially many.
  public var statesPerBlock: Int
  /// Instructions read, stack words copied and table entries tried.
  public var work: Int
  /// Stack words kept, of 8 bytes each.
  public var stackWords: Int
  /// Entries tried for one computed jump.
  public var tableEntries: Int

  /// The bounds of `states` at 100,000, 500 a block, 12 million steps of work, 4 million stack words
  /// and 65,536 table entries. Codes of 64 KiB made to run into them took 0.15 seconds and 65 MB.
  public init(
    states: Int = 100_000, statesPerBlock: Int = 500, work: Int = 12_000_000,
    stackWords: Int = 4_000_000, tableEntries: Int = 65_536
  ) {
    self.states = states
    self.statesPerBlock = statesPerBlock
    self.work = work
    self.stackWords = stackWords
    self.tableEntries = tableEntries
  }
}
