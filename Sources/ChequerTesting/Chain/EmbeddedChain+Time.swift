import EVMPrimitives
public import EmbeddedChain

/// A state to which an ``EmbeddedChain`` can go back, once.
public struct ChainSnapshot: Hashable, Sendable {
  let number: UInt64
}

extension EmbeddedChain {
  /// The latest block.
  public var latestBlock: ChainBlock { development.latestBlock }

  /// The time of the latest block, in seconds since 1970.
  public var timestamp: UInt64 { latestBlock.header.timestamp }

  /// Lets time pass and mines a block at its end, so that calls see the new time, too.
  ///
  /// - Parameter time: Counted in whole seconds; what is less, or negative, is left out.
  /// - Throws: ``EmbeddedChainError/chain(_:)`` when the block could not be mined.
  public func advance(by time: Duration) throws(EmbeddedChainError) {
    development.advanceTime(by: UInt64(clamping: time.components.seconds))
    try mine()
  }

  /// Mines a block of what waits, be it nothing.
  ///
  /// - Throws: ``EmbeddedChainError/chain(_:)`` when it could not be mined.
  @discardableResult
  public func mine() throws(EmbeddedChainError) -> ChainBlock {
    do { return try development.mine() } catch { throw .chain(error) }
  }

  /// Keeps the chain as it is, for ``revert(to:)``.
  public func snapshot() -> ChainSnapshot { ChainSnapshot(number: development.snapshot()) }

  /// Takes the chain back to a snapshot, which is used up with all that were taken after it.
  ///
  /// - Throws: ``EmbeddedChainError/noSnapshot``.
  public func revert(to snapshot: ChainSnapshot) throws(EmbeddedChainError) {
    guard development.revert(to: snapshot.number) else { throw .noSnapshot }
  }
}
