import EVMPrimitives

/// Runs code on a state: the calls, creations and gas of Ethereum's virtual machine under the rules
/// of any fork.
///
/// Frames stand in lists of the machine, so that a call 1,024 deep takes no more of the thread's
/// stack than one. A machine keeps its stacks and memory, so use one for many runs; it belongs to one
/// thread at a time.
///
/// - SeeAlso: Yellow paper, section 9; the EIPs named where a rule is applied.
public final class VirtualMachine {
  /// The state that code reads and changes.
  public let state: JournaledState
  /// The block that code runs in.
  @exclusivity(unchecked) public var block: BlockContext
  /// The transaction that code runs in.
  @exclusivity(unchecked) public var transaction: TransactionContext
  /// Who is told what happens.
  @exclusivity(unchecked) public var tracer: (any ExecutionTracer)?
  /// What the tracer is told of instructions through, while a run is traced that far.
  @exclusivity(unchecked) var recorder: StepRecorder?

  let table: OperationTable
  let gasPerExponentByte: Int64
  @exclusivity(unchecked) var memory: ExecutionMemory
  /// What the last call of the running frame gave back.
  @exclusivity(unchecked) var returnData: UnsafeMutableRawPointer
  @exclusivity(unchecked) var returnCount = 0
  @exclusivity(unchecked) private var returnCapacity = 1024
  @exclusivity(unchecked) var frames: UnsafeMutablePointer<Frame>
  /// Frames that are open.
  @exclusivity(unchecked) var depth = 0
  /// What keeps the code of each open frame alive.
  @exclusivity(unchecked) var codes: ContiguousArray<ExecutableCode> = []
  /// The stack of each depth that was ever reached.
  @exclusivity(unchecked) private var stacks: ContiguousArray<UnsafeMutablePointer<UInt256>> = []

  /// Frames that may be open: the first and 1,024 within each other.
  static let frameLimit = 1025

  /// A machine over a state.
  ///
  /// - Parameter memoryLimit: Bytes that the memory of all frames together may have; code that pays
  ///   for more ends the run with ``ExecutionFault/memoryLimit(byteCount:limit:)``. Besides, a machine
  ///   takes 32 KiB for each depth that was reached, 33 MiB at most.
  public init(
    state: JournaledState, block: BlockContext = BlockContext(),
    transaction: TransactionContext = TransactionContext(), memoryLimit: Int = 1 << 30
  ) {
    self.state = state
    self.block = block
    self.transaction = transaction
    table = .under(state.fork)
    gasPerExponentByte = state.rules.gasPerExponentByte
    memory = ExecutionMemory(limit: memoryLimit)
    returnData = .allocate(byteCount: returnCapacity, alignment: 32)
    frames = .allocate(capacity: Self.frameLimit + 1)
  }

  deinit {
    returnData.deallocate()
    frames.deallocate()
    for stack in stacks { stack.deallocate() }
  }

  /// The stack of the frame at a depth, made when it is first reached.
  func stack(at depth: Int) -> UnsafeMutablePointer<UInt256> {
    while stacks.count <= depth {
      let words = UnsafeMutableRawPointer.allocate(byteCount: (1024 + 8) * 32, alignment: 32)
      stacks.append(words.bindMemory(to: UInt256.self, capacity: 1024 + 8))
    }
    return stacks[depth]
  }

  /// Sets what the last call gave back.
  func setReturnData(_ source: UnsafeRawPointer, count: Int) {
    if count > returnCapacity {
      returnData.deallocate()
      returnCapacity = max(count, 2 * returnCapacity)
      returnData = .allocate(byteCount: returnCapacity, alignment: 32)
    }
    returnCount = count
    if count > 0 { returnData.copyMemory(from: source, byteCount: count) }
  }

  /// Makes a frame's memory reach to `end`, zeros behind what there was.
  ///
  /// - Returns: The gas that is left, below zero when it does not suffice; then nothing is done.
  @inline(never)
  func grow(
    _ frame: UnsafeMutablePointer<Frame>, to end: Int, gas: Int64
  ) throws(ExecutionFault) -> Int64 {
    // At most 2^38 words, whose square needs more than 64 bits.
    let words = UInt128((end + 31) / 32)
    let old = UInt128(frame.pointee.memorySize / 32)
    let price = 3 * (words - old) + words * words / 512 - old * old / 512
    guard gas >= 0, price <= UInt128(gas) else {
      return min(-1, gas &- Int64(clamping: price))
    }
    let left = gas - Int64(price)
    let start = frame.pointee.memoryStart
    let size = Int(words) * 32
    guard memory.reserve(start + size) else {
      throw .memoryLimit(byteCount: UInt64(start + size), limit: memory.limit)
    }
    let oldSize = frame.pointee.memorySize
    (memory.base + start + oldSize).initializeMemory(
      as: UInt8.self, repeating: 0, count: size - oldSize)
    frame.pointee.memorySize = size
    return left
  }
}
