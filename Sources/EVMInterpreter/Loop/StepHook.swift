import EVMBytecode
import EVMPrimitives

/// What the loop does before each instruction: nothing, or telling a tracer. Two types, so that the
/// compiler makes two loops of one.
protocol StepHook {
  static var isActive: Bool { get }

  /// An instruction is about to run, so the one before it in the frame has.
  mutating func before(
    _ frame: Frame, machine: VirtualMachine, pc: Int, opcode: UInt8, gas: Int64, height: Int,
    memory: UnsafeRawPointer, memorySize: Int)

  /// The last instruction of a frame has run, or one that begins another frame.
  mutating func finish(gas: Int64, halt: HaltReason?)
}

struct NoHook: StepHook {
  static var isActive: Bool { false }

  mutating func before(
    _ frame: Frame, machine: VirtualMachine, pc: Int, opcode: UInt8, gas: Int64, height: Int,
    memory: UnsafeRawPointer, memorySize: Int
  ) {}

  mutating func finish(gas: Int64, halt: HaltReason?) {}
}

/// Tells a tracer of each instruction when its cost is known.
struct TracerHook: StepHook {
  static var isActive: Bool { true }

  let tracer: any ExecutionTracer
  private var pending: Pending?

  private struct Pending {
    var depth: Int
    var pc: Int
    var opcode: UInt8
    var gas: Int64
    var stack: [UInt256]
    var memory: [UInt8]
    var memorySize: Int
    var refund: Int64
    var returnData: [UInt8]
    var address: Address
  }

  init(_ tracer: any ExecutionTracer) { self.tracer = tracer }

  mutating func before(
    _ frame: Frame, machine: VirtualMachine, pc: Int, opcode: UInt8, gas: Int64, height: Int,
    memory: UnsafeRawPointer, memorySize: Int
  ) {
    finish(gas: gas, halt: nil)
    pending = Pending(
      depth: machine.depth, pc: pc, opcode: opcode, gas: gas,
      stack: Array(UnsafeBufferPointer(start: frame.stack, count: height)),
      memory: tracer.wantsMemory
        ? Array(UnsafeRawBufferPointer(start: memory, count: memorySize)) : [],
      memorySize: memorySize, refund: machine.state.refund,
      returnData: Array(
        UnsafeRawBufferPointer(start: machine.returnData, count: machine.returnCount)),
      address: frame.address)
  }

  mutating func finish(gas: Int64, halt: HaltReason?) {
    guard let step = pending else { return }
    pending = nil
    tracer.step(
      ExecutionStep(
        depth: step.depth, programCounter: step.pc, opcode: step.opcode, gas: UInt64(step.gas),
        cost: UInt64(max(0, step.gas - max(0, gas))), memorySize: step.memorySize,
        stack: step.stack, refund: step.refund, returnData: step.returnData, memory: step.memory,
        address: step.address, halt: halt))
  }
}
