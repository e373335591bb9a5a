public import EVMPrimitives

/// What a run did, call by call: who called whom with what, what each call wrote and logged, and how
/// it ended.
///
/// The calls stand in one list in the order in which they began, so that neither building nor reading
/// the tree recurses, however deep the code called.
public struct CallTree: Sendable {
  /// A call, a creation, or the destruction of a contract.
  public struct Call: Sendable {
    public let start: FrameStart
    /// How it ended; `nil` when the run was broken off.
    public internal(set) var end: FrameEnd?
    /// The call in which it was made; `nil` for the first.
    public let parent: Int?
    /// What happened in it, in order.
    public internal(set) var events: [Event] = []
    /// Whether what it did was undone: it failed, or a call around it did, or the run was broken off.
    public internal(set) var isUndone = true
    /// Bytes of the input, of which ``start`` may have fewer.
    public let inputCount: Int
    /// Bytes of the output, of which ``end`` may have fewer.
    public internal(set) var outputCount = 0
  }

  /// What happened in a call.
  public enum Event: Sendable {
    /// Another call, by its index in ``CallTree/calls``.
    case call(Int)
    case log(Log)
    case storageWrite(StorageWriteRecord)
  }

  /// The calls, each before those that it made.
  public internal(set) var calls: [Call] = []
  /// Calls, logs and writes that are not in the tree because it was full.
  public internal(set) var omittedCount = 0

  public init() {}
}

extension CallTree {
  /// Wei that moved from one account to another and were not given back.
  public struct Transfer: Hashable, Sendable {
    public let from: Address
    public let to: Address
    public let amount: UInt256
  }

  /// The moves of value that lasted, in order.
  public var transfers: [Transfer] {
    calls.compactMap { call in
      guard !call.isUndone, !call.start.value.isZero, call.start.kind.movesValue else { return nil }
      return Transfer(
        from: call.start.caller, to: call.start.address, amount: call.start.value)
    }
  }

  /// The words of storage that are different after the run, by account and slot in ascending order.
  public var storageChanges: [StorageWriteRecord] {
    var first: [Place: UInt256] = [:]
    var last: [Place: UInt256] = [:]
    visit { event, call in
      guard case .storageWrite(let write) = event, !calls[call].isUndone else { return }
      let place = Place(address: write.address, slot: write.slot)
      if first[place] == nil { first[place] = write.previous }
      last[place] = write.value
    }
    return last.filter { first[$0.key] != $0.value }.sorted { $0.key < $1.key }.map {
      StorageWriteRecord(
        address: $0.key.address, slot: $0.key.slot, previous: first[$0.key] ?? .zero,
        value: $0.value)
    }
  }

  private struct Place: Hashable, Comparable {
    let address: Address
    let slot: UInt256

    static func < (a: Place, b: Place) -> Bool {
      (a.address.word, a.slot) < (b.address.word, b.slot)
    }
  }

  /// Calls `body` with each event and the index of the call in which it happened, in the order of
  /// the run.
  public func visit(_ body: (Event, _ call: Int) throws -> Void) rethrows {
    var path: [(call: Int, event: Int)] = calls.isEmpty ? [] : [(0, 0)]
    while let (call, event) = path.last {
      guard event < calls[call].events.count else {
        path.removeLast()
        continue
      }
      path[path.count - 1].event += 1
      try body(calls[call].events[event], call)
      if case .call(let inner) = calls[call].events[event] { path.append((inner, 0)) }
    }
  }
}

extension FrameStart.Kind {
  /// Whether the value that goes with such a frame leaves the caller.
  public var movesValue: Bool {
    switch self {
    case .call, .create, .create2, .selfDestruct: true
    case .callCode, .delegateCall, .staticCall: false
    }
  }
}
