public import EVMPrimitives

/// Who is told what a machine does, as it does it.
///
/// Without a tracer the machine runs a loop that knows nothing of tracing.
public protocol ExecutionTracer: AnyObject {
  /// Whether ``step(_:)`` is wanted; without it, frames and what they change are told alone, and the
  /// loop stays the fast one.
  var wantsSteps: Bool { get }
  /// Whether steps shall carry the whole memory, which makes a long trace very long.
  var wantsMemory: Bool { get }
  /// An instruction was run, or failed.
  func step(_ step: ExecutionStep)
  /// A frame begins.
  func enter(_ frame: FrameStart)
  /// A frame ends, in the order opposite to that in which they began.
  func exit(_ end: FrameEnd)
  /// The running frame logged.
  func log(_ log: Log)
  /// The running frame wrote a word of its storage.
  func storageWrite(_ write: StorageWriteRecord)
}

extension ExecutionTracer {
  public var wantsSteps: Bool { false }
  public var wantsMemory: Bool { false }
  public func step(_ step: ExecutionStep) {}
  public func log(_ log: Log) {}
  public func storageWrite(_ write: StorageWriteRecord) {}
}

/// An instruction that was run.
public struct ExecutionStep {
  /// Frames around it, and itself: 1 for the first.
  public let depth: Int
  /// Offset in the code.
  public let programCounter: Int
  /// The byte of code.
  public let opcode: UInt8
  /// Gas before the instruction.
  public let gas: UInt64
  /// Gas that it took, with what it passed on to another frame.
  public let cost: UInt64
  /// Bytes of memory before the instruction.
  public let memorySize: Int
  /// The words on the stack before the instruction, lowest first.
  public let stack: [UInt256]
  /// Gas to be given back, before the instruction.
  public let refund: Int64
  /// What the last call gave back.
  public let returnData: [UInt8]
  /// The memory before the instruction, if the tracer wants it; else nothing.
  public let memory: [UInt8]
  /// The account in whose storage the code runs.
  public let address: Address
  /// Why the frame ends here, if it broke a rule.
  public let halt: HaltReason?
}

/// A frame that begins.
public struct FrameStart: Sendable {
  public enum Kind: Sendable, Hashable {
    case call, callCode, delegateCall, staticCall, create, create2, selfDestruct
  }
  public let kind: Kind
  /// 0 for the first.
  public let depth: Int
  public let caller: Address
  /// The account in whose storage the code runs, the contract that is created, or who gets a
  /// destroyed contract's balance.
  public let address: Address
  /// Where the code is from; a library's address in a delegated call.
  public let codeAddress: Address
  public let value: UInt256
  public let input: [UInt8]
  public let gas: UInt64
  /// The precompiled contract that is called, if it is one.
  public let precompile: Precompile?
}

/// A frame that ended.
public struct FrameEnd: Sendable {
  public let status: ExecutionStatus
  public let output: [UInt8]
  public let gasUsed: UInt64
  public let createdAddress: Address?
}

/// A word of storage that was written.
public struct StorageWriteRecord: Sendable {
  public let address: Address
  public let slot: UInt256
  public let previous: UInt256
  public let value: UInt256
}
