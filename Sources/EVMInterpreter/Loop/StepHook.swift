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

  let recorder: StepRecorder

  mutating func before(
    _ frame: Frame, machine: VirtualMachine, pc: Int, opcode: UInt8, gas: Int64, height: Int,
    memory: UnsafeRawPointer, memorySize: Int
  ) {
    recorder.begin(
      frame, machine: machine, pc: pc, opcode: opcode, gas: gas, height: height, memory: memory,
      memorySize: memorySize)
  }

  mutating func finish(gas: Int64, halt: HaltReason?) { recorder.finish(gas: gas, halt: halt) }
}
