import EVMPrimitives

/// Collects what a run does into a ``CallTree``.
///
/// It keeps the loop fast: it wants no steps. Code decides how long a run's tree is, so the tracer
/// has limits: beyond them calls, logs and writes are counted and not kept, and inputs, outputs and
/// logged data are cut. One tracer is for one run.
public final class CallTreeTracer: ExecutionTracer {
  /// What was collected so far.
  public private(set) var tree = CallTree()
  /// The open calls, the innermost last; `nil` for one that is not kept.
  private var path: [Int?] = []
  private var entriesLeft: Int
  private var bytesLeft: Int

  /// - Parameters:
  ///   - entryLimit: Calls, logs and writes that are kept.
  ///   - byteLimit: Bytes of inputs, outputs and logged data that are kept.
  public init(entryLimit: Int = 1 << 20, byteLimit: Int = 64 << 20) {
    entriesLeft = entryLimit
    bytesLeft = byteLimit
  }

  public func enter(_ frame: FrameStart) {
    guard takesEntry() else { return path.append(nil) }
    let index = tree.calls.count
    let kept = FrameStart(
      kind: frame.kind, depth: frame.depth, caller: frame.caller, address: frame.address,
      codeAddress: frame.codeAddress, value: frame.value, input: cut(frame.input),
      gas: frame.gas, precompile: frame.precompile)
    let parent = path.last.flatMap(\.self)
    tree.calls.append(
      CallTree.Call(start: kept, parent: parent, inputCount: frame.input.count))
    if let parent { tree.calls[parent].events.append(.call(index)) }
    path.append(index)
  }

  public func exit(_ end: FrameEnd) {
    guard let last = path.popLast(), let index = last else { return }
    tree.calls[index].end = FrameEnd(
      status: end.status, output: cut(end.output), gasUsed: end.gasUsed,
      createdAddress: end.createdAddress)
    tree.calls[index].outputCount = end.output.count
    if path.isEmpty { settle() }
  }

  /// Finds out which calls were undone, now that all have ended: each stands behind the one around it.
  private func settle() {
    for index in tree.calls.indices {
      let isLost = tree.calls[index].parent.map { tree.calls[$0].isUndone } ?? false
      tree.calls[index].isUndone = isLost || tree.calls[index].end?.status != .success
    }
  }

  public func log(_ log: Log) {
    note { .log(Log(address: log.address, topics: log.topics, data: cut(log.data))) }
  }

  public func storageWrite(_ write: StorageWriteRecord) { note { .storageWrite(write) } }

  private func note(_ event: () -> CallTree.Event) {
    guard takesEntry(), let last = path.last, let index = last else { return }
    tree.calls[index].events.append(event())
  }

  private func takesEntry() -> Bool {
    guard entriesLeft > 0 else {
      tree.omittedCount += 1
      return false
    }
    entriesLeft -= 1
    return true
  }

  /// The bytes, or as many as may still be kept.
  private func cut(_ bytes: [UInt8]) -> [UInt8] {
    let count = min(bytes.count, bytesLeft)
    bytesLeft -= count
    return count == bytes.count ? bytes : Array(bytes.prefix(count))
  }
}
