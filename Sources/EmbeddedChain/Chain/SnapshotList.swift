import EVMPrimitives

/// The states to which a chain can go back, each once.
struct SnapshotList: Sendable {
  private var entries: [(id: UInt64, state: ChainState)] = []
  private var lastID: UInt64 = 0

  /// Keeps a state; the answer is the number by which it is taken back.
  mutating func take(_ state: ChainState) -> UInt64 {
    lastID += 1
    entries.append((lastID, state))
    return lastID
  }

  /// The state of a snapshot, which is used up with all that were taken after it; `nil` where there is
  /// no such snapshot any more.
  mutating func revert(to id: UInt64) -> ChainState? {
    guard let index = entries.firstIndex(where: { $0.id == id }) else { return nil }
    let state = entries[index].state
    entries.removeSubrange(index...)
    return state
  }

  mutating func removeAll() { entries.removeAll() }
}
