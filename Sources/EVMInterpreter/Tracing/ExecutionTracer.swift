import EVMPrimitives

/// Who is told what a machine does, as it does it.
///
/// Without a tracer the machine runs a loop that knows nothing of tracing. A tracer that is told of
/// frames alone costs a little at each frame; one that wants steps costs much more than the code does.
///
/// What is told stands in this order: an instruction after what it wrote or logged and before the
/// frame that it begins, a frame's beginning before all that happens in it, its end after that.
/// Everything in a frame that fails is told although it is undone.
public protocol ExecutionTracer: AnyObject {
  /// Whether ``step(_:)`` is wanted; without it, frames and what they change are told alone, and the
  /// loop stays the fast one.
  var wantsSteps: Bool { get }
  /// Whether steps shall carry the whole memory, which makes a long trace very long.
  var wantsMemory: Bool { get }
  /// An instruction was run, or failed.
  func step(_ step: ExecutionStep)
  /// A frame begins, or is refused before it could begin: then its end is told at once.
  func enter(_ frame: FrameStart)
  /// A frame ends, in the order opposite to that in which they began.
  func exit(_ end: FrameEnd)
  /// The running frame logged.
  func log(_ log: Log)
  /// The running frame wrote another value into a word of its storage.
  func storageWrite(_ write: StorageWriteRecord)
}

extension ExecutionTracer {
  public var wantsSteps: Bool { false }
  public var wantsMemory: Bool { false }
  public func step(_ step: ExecutionStep) {}
  public func enter(_ frame: FrameStart) {}
  public func exit(_ end: FrameEnd) {}
  public func log(_ log: Log) {}
  public func storageWrite(_ write: StorageWriteRecord) {}
}

/// Several tracers as one: each is told what it wants, in order.
public final class CombinedTracer: ExecutionTracer {
  private let tracers: [any ExecutionTracer]

  public init(_ tracers: [any ExecutionTracer]) { self.tracers = tracers }

  public var wantsSteps: Bool { tracers.contains { $0.wantsSteps } }
  public var wantsMemory: Bool { tracers.contains { $0.wantsSteps && $0.wantsMemory } }

  public func step(_ step: ExecutionStep) {
    for tracer in tracers where tracer.wantsSteps { tracer.step(step) }
  }

  public func enter(_ frame: FrameStart) { for tracer in tracers { tracer.enter(frame) } }
  public func exit(_ end: FrameEnd) { for tracer in tracers { tracer.exit(end) } }
  public func log(_ log: Log) { for tracer in tracers { tracer.log(log) } }

  public func storageWrite(_ write: StorageWriteRecord) {
    for tracer in tracers { tracer.storageWrite(write) }
  }
}
