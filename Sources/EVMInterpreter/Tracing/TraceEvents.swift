public import EVMPrimitives

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
  /// Gas that it took, with what CALL and its kin pass on to another frame, and without what CREATE
  /// and CREATE2 do. Where the gas did not suffice: what it would have taken, as far as that was
  /// known; zero where it failed before it was charged.
  public let cost: UInt64
  /// Bytes of memory before the instruction.
  public let memorySize: Int
  /// The words on the stack before the instruction, lowest first.
  public let stack: [UInt256]
  /// Gas to be given back by all frames, with what this instruction earns.
  public let refund: Int64
  /// What the last call gave back.
  public let returnData: [UInt8]
  /// The memory before the instruction, if the tracer wants it; else nothing.
  public let memory: [UInt8]
  /// The account in whose storage the code runs.
  public let address: Address
  /// Why the frame ends here, if it broke a rule. REVERT breaks none.
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
  /// Wei that go with it. They move by CALL, CREATE, CREATE2 and SELFDESTRUCT; DELEGATECALL and
  /// CALLCODE only tell the code of them.
  public let value: UInt256
  /// Calldata, or init code.
  public let input: [UInt8]
  public let gas: UInt64
  /// The precompiled contract that is called, if it is one.
  public let precompile: Precompile?

  public init(
    kind: Kind, depth: Int, caller: Address, address: Address, codeAddress: Address,
    value: UInt256 = .zero, input: [UInt8] = [], gas: UInt64, precompile: Precompile? = nil
  ) {
    self.kind = kind
    self.depth = depth
    self.caller = caller
    self.address = address
    self.codeAddress = codeAddress
    self.value = value
    self.input = input
    self.gas = gas
    self.precompile = precompile
  }
}

extension FrameStart.Kind: CustomStringConvertible {
  /// The instruction that begins such a frame.
  public var description: String {
    switch self {
    case .call: "CALL"
    case .callCode: "CALLCODE"
    case .delegateCall: "DELEGATECALL"
    case .staticCall: "STATICCALL"
    case .create: "CREATE"
    case .create2: "CREATE2"
    case .selfDestruct: "SELFDESTRUCT"
    }
  }
}

/// A frame that ended.
public struct FrameEnd: Sendable {
  public let status: ExecutionStatus
  /// What it returned, the data with which it reverted, or the code of the contract that it created.
  public let output: [UInt8]
  /// Gas that it took of its own, with the frames that it began.
  public let gasUsed: UInt64
  public let createdAddress: Address?

  public init(
    status: ExecutionStatus, output: [UInt8] = [], gasUsed: UInt64 = 0,
    createdAddress: Address? = nil
  ) {
    self.status = status
    self.output = output
    self.gasUsed = gasUsed
    self.createdAddress = createdAddress
  }
}

/// A word of storage that was written.
public struct StorageWriteRecord: Hashable, Sendable {
  public let address: Address
  public let slot: UInt256
  public let previous: UInt256
  public let value: UInt256

  public init(address: Address, slot: UInt256, previous: UInt256, value: UInt256) {
    self.address = address
    self.slot = slot
    self.previous = previous
    self.value = value
  }
}
