import EVMInterpreter
import EVMPrimitives

/// A block as a call sees it: its header, and the state behind it.
struct BlockView {
  var header: BlockHeader
  var world: WorldState
  /// The mined block; `nil` for the one that would be mined now.
  var block: ChainBlock?
}

extension ChainCore {
  /// The mined block that a call means; `nil` where there is none yet.
  func minedBlock(_ reference: BlockReference) -> ChainBlock? {
    switch reference {
    case .number(let number): state.block(number)
    case .hash(let hash): state.block(hash)
    case .latest, .safe, .finalized: state.latest
    case .earliest: state.block(0)
    case .pending: nil
    }
  }

  /// The block that a call means, the pending one too; `nil` where there is none.
  func anyBlock(_ reference: BlockReference) throws(RPCError) -> ChainBlock? {
    reference == .pending ? try pendingBlock() : minedBlock(reference)
  }

  /// The block that would be mined now.
  private func pendingBlock() throws(RPCError) -> ChainBlock {
    do { return try state.build(now: now).block } catch { throw .refused(error.description) }
  }

  /// The block and state that a call means.
  ///
  /// The state of the latest block has what was set since it was mined.
  func blockView(_ reference: BlockReference) throws(RPCError) -> BlockView {
    if reference == .pending {
      let block = try pendingBlock()
      return BlockView(header: block.header, world: block.state ?? state.world, block: nil)
    }
    guard let block = minedBlock(reference) else {
      if case .hash = reference { throw .refused("header for hash not found") }
      throw .refused("header not found")
    }
    let world = block === state.latest ? state.world : block.state
    guard let world else { throw .refused(Self.noState(block.number)) }
    return BlockView(header: block.header, world: world, block: block)
  }
}
