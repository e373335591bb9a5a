import EVMPrimitives

/// Remembers how a frame stood before an instruction until it is known what the instruction cost,
/// and then tells the tracer.
final class StepRecorder {
  private let tracer: any ExecutionTracer
  private let state: JournaledState
  private let wantsMemory: Bool
  private var pending: Pending?
  private var returnData: [UInt8] = []
  /// Whether a frame began or ended since ``returnData`` was copied.
  private var isReturnDataOld = true

  private struct Pending {
    var depth: Int
    var pc: Int
    var opcode: UInt8
    var gas: Int64
    var stack: [UInt256]
    var memory: [UInt8]
    var memorySize: Int
    var address: Address
  }

  init(_ tracer: any ExecutionTracer, _ state: JournaledState) {
    self.tracer = tracer
    self.state = state
    wantsMemory = tracer.wantsMemory
  }

  /// An instruction is about to run, so the one before it in the frame has.
  func begin(
    _ frame: borrowing Frame, machine: VirtualMachine, pc: Int, opcode: UInt8, gas: Int64,
    height: Int, memory: UnsafeRawPointer, memorySize: Int
  ) {
    if pending != nil { tell(gas: gas, halt: nil) }
    if isReturnDataOld {
      returnData = Array(
        UnsafeRawBufferPointer(start: machine.returnData, count: machine.returnCount))
      isReturnDataOld = false
    }
    pending = Pending(
      depth: machine.depth, pc: pc, opcode: opcode, gas: gas,
      stack: Array(UnsafeBufferPointer(start: frame.stack, count: height)),
      memory: wantsMemory
        ? Array(UnsafeRawBufferPointer(start: memory, count: memorySize)) : [],
      memorySize: memorySize, address: frame.address)
  }

  /// The last instruction of a frame has run, or one that is about to begin another frame.
  ///
  /// - Parameter gas: What is left, below zero by what was missing.
  func finish(gas: Int64, halt: HaltReason? = nil) {
    isReturnDataOld = true
    if pending != nil { tell(gas: gas, halt: halt) }
  }

  private func tell(gas: Int64, halt: HaltReason?) {
    guard let step = pending else { return }
    pending = nil
    tracer.step(
      ExecutionStep(
        depth: step.depth, programCounter: step.pc, opcode: step.opcode, gas: UInt64(step.gas),
        cost: UInt64(bitPattern: step.gas &- gas), memorySize: step.memorySize, stack: step.stack,
        refund: state.refund, returnData: returnData, memory: step.memory, address: step.address,
        halt: halt))
  }
}
