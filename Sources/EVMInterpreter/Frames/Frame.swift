import EVMPrimitives

/// A call that is being run. What the loop works with stands in its own variables while it runs and
/// here while it does not.
struct Frame {
  /// Held by the machine's list of codes as long as the frame lives.
  var code: Unmanaged<ExecutableCode>
  /// The account whose storage is read and written.
  var account: Unmanaged<AccountRecord>
  var address: Address
  var caller: Address
  var value: UInt256
  /// What it does when it ends well.
  var purpose: Purpose
  var isStatic: Bool
  /// Offset of the next instruction.
  var offset = 0
  var gas: Int64
  /// The gas that it began with.
  let startGas: Int64
  /// The words of the stack, lowest first, and how many there are.
  var stack: UnsafeMutablePointer<UInt256>
  var height = 0
  /// Where in the buffer of all memory its own begins, and its size in bytes, a multiple of 32.
  var memoryStart: Int
  var memorySize = 0
  /// Where in that buffer the calldata stands.
  var inputStart: Int
  var inputCount: Int
  /// Where in the caller's memory the output goes, and how much of it at most.
  var outputOffset = 0
  var outputCount = 0
  var checkpoint: Checkpoint

  enum Purpose {
    case call
    /// Creates a contract of the output.
    case creation
  }

  init(
    code: Unmanaged<ExecutableCode>, account: Unmanaged<AccountRecord>, address: Address,
    caller: Address, value: UInt256, purpose: Purpose, isStatic: Bool, gas: Int64,
    stack: UnsafeMutablePointer<UInt256>, memoryStart: Int, inputStart: Int, inputCount: Int,
    outputOffset: Int = 0, outputCount: Int = 0, checkpoint: Checkpoint
  ) {
    self.code = code
    self.account = account
    self.address = address
    self.caller = caller
    self.value = value
    self.purpose = purpose
    self.isStatic = isStatic
    self.gas = gas
    startGas = gas
    self.stack = stack
    self.memoryStart = memoryStart
    self.inputStart = inputStart
    self.inputCount = inputCount
    self.outputOffset = outputOffset
    self.outputCount = outputCount
    self.checkpoint = checkpoint
  }
}

/// Why the loop stopped.
enum LoopExit {
  case stop
  /// RETURN or REVERT of a region of memory.
  case output(offset: Int, count: Int, reverts: Bool)
  case halt(HaltReason)
  /// An instruction that starts another frame or ends this one in a way of its own.
  case leave(by: LeavingOperation)
}

/// The instructions that the loop leaves to the machine.
enum LeavingOperation {
  case call, callCode, delegateCall, staticCall, create, create2, selfDestruct
}
