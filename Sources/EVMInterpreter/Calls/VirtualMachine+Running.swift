public import EVMPrimitives

extension VirtualMachine {
  /// Runs a message to its end.
  ///
  /// The sender must have the value; nonces are the caller's affair, and so is what a transaction
  /// costs before code runs. What a failed run did is undone; what a run did that succeeded stays in
  /// ``state``. Refunds are counted there too.
  /// - Throws: ``ExecutionFault`` when the run could not be made; then nothing is changed.
  public func run(_ message: Message) throws(ExecutionFault) -> ExecutionResult {
    let checkpoint = state.checkpoint
    depth = 0
    codes.removeAll(keepingCapacity: true)
    returnCount = 0
    do {
      switch try begin(message) {
      case .entered: break
      case .ended(let status, let gasLeft):
        return ExecutionResult(
          status: status, output: status == .success || status == .revert ? lastOutput : [],
          gasLeft: UInt64(gasLeft), createdAddress: nil)
      }
      if let tracer, tracer.wantsSteps {
        let recorder = StepRecorder(tracer, state)
        self.recorder = recorder
        defer { self.recorder = nil }
        var hook = TracerHook(recorder: recorder)
        return try drive(&hook)
      }
      var hook = NoHook()
      return try drive(&hook)
    } catch {
      depth = 0
      codes.removeAll()
      state.revert(to: checkpoint)
      throw error
    }
  }

  /// What the last call gave back.
  private var lastOutput: [UInt8] {
    Array(UnsafeRawBufferPointer(start: returnData, count: returnCount))
  }

  private func begin(_ message: Message) throws(ExecutionFault) -> Opening {
    guard memory.reserve(message.input.count) else {
      throw .memoryLimit(byteCount: UInt64(message.input.count), limit: memory.limit)
    }
    let gas = Int64(clamping: message.gas)
    message.input.withUnsafeBytes {
      if let source = $0.baseAddress {
        memory.base.copyMemory(from: source, byteCount: $0.count)
      }
    }
    switch message.kind {
    case .call(let address):
      let record = try state.record(at: address)
      var code = try state.code(of: record)
      if state.rules.hasDelegations, let delegate = code.delegate {
        let delegateRecord = try state.record(at: delegate)
        _ = state.warm(delegateRecord)
        code = codeOfDelegate(try state.code(of: delegateRecord), delegate)
      }
      return try open(
        CallRequest(
          kind: message.isStatic ? .staticCall : .call, caller: message.sender, record: record,
          codeAddress: address, code: code, value: message.value, movesValue: true,
          isStatic: message.isStatic, inputStart: 0, inputCount: message.input.count, gas: gas,
          memoryStart: (message.input.count + 31) / 32 * 32))
    case .code(let code, let address):
      let record = try state.record(at: address)
      return try open(
        CallRequest(
          kind: message.isStatic ? .staticCall : .call, caller: message.sender, record: record,
          codeAddress: nil, code: code, value: message.value, movesValue: true,
          isStatic: message.isStatic, inputStart: 0, inputCount: message.input.count, gas: gas,
          memoryStart: (message.input.count + 31) / 32 * 32))
    case .create(let nonce):
      let address = Self.createdAddress(sender: message.sender, nonce: nonce)
      let record = try state.record(at: address)
      _ = state.warm(record)
      return try openCreation(
        CreationRequest(
          kind: .create, caller: message.sender, record: record,
          code: ExecutableCode(message.input, hash: .zero), value: message.value, gas: gas,
          memoryStart: (message.input.count + 31) / 32 * 32, isStatic: message.isStatic))
    }
  }

  /// What runs for a designator whose delegate is a designator itself or has no code of its own: the
  /// designator's bytes, which are no instruction, or nothing at all for a precompiled contract.
  func codeOfDelegate(_ code: ExecutableCode, _ delegate: Address) -> ExecutableCode {
    isPrecompile(delegate) ? .empty : code
  }

  func isPrecompile(_ address: Address) -> Bool {
    Precompile(at: address, under: state.fork) != nil
  }

  /// Runs frames until the first one ends.
  private func drive<Hook: StepHook>(_ hook: inout Hook) throws(ExecutionFault) -> ExecutionResult {
    while true {
      let frame = frames + (depth - 1)
      let ended: ExecutionResult?
      switch try runLoop(frame, hook: &hook) {
      case .stop:
        hook.finish(gas: frame.pointee.gas, halt: nil)
        ended = end(.success, offset: 0, count: 0)
      case .output(let offset, let count, let reverts):
        hook.finish(gas: frame.pointee.gas, halt: nil)
        ended = end(reverts ? .revert : .success, offset: offset, count: count)
      case .halt(let reason):
        hook.finish(gas: frame.pointee.gas, halt: reason)
        ended = end(.halt(reason), offset: 0, count: 0)
      case .leave(let operation):
        let departure: Departure
        switch operation {
        case .call: departure = try call(.call, from: frame)
        case .callCode: departure = try call(.callCode, from: frame)
        case .delegateCall: departure = try call(.delegateCall, from: frame)
        case .staticCall: departure = try call(.staticCall, from: frame)
        case .create: departure = try create(.create, from: frame)
        case .create2: departure = try create(.create2, from: frame)
        case .selfDestruct: departure = try selfDestruct(frame)
        }
        switch departure {
        case .goOn:
          hook.finish(gas: frame.pointee.gas, halt: nil)
          ended = nil
        case .stop:
          hook.finish(gas: frame.pointee.gas, halt: nil)
          ended = end(.success, offset: 0, count: 0)
        case .halt(let reason):
          hook.finish(gas: frame.pointee.gas, halt: reason)
          ended = end(.halt(reason), offset: 0, count: 0)
        }
      }
      if let ended { return ended }
    }
  }

  /// The address of a contract that an account creates: the last 20 bytes of the hash of the RLP of
  /// both (yellow paper, section 7).
  public static func createdAddress(sender: Address, nonce: UInt64) -> Address {
    Address(
      lastBytesOf: Keccak256.hash(
        RLP.encode(.list([.bytes(of: sender), .number(UInt256(nonce))]))))
  }

  /// The address that CREATE2 gives ([EIP-1014](https://eips.ethereum.org/EIPS/eip-1014)).
  public static func createdAddress(
    sender: Address, salt: UInt256, initCodeHash: Hash256
  ) -> Address {
    Address(
      lastBytesOf: Keccak256.hash(
        [0xff] + sender.bytes + salt.bigEndianBytes + initCodeHash.bytes))
  }
}

/// What became of an instruction that may begin a frame.
enum Departure {
  /// The frame goes on, or another has begun.
  case goOn
  /// The frame ends well.
  case stop
  case halt(HaltReason)
}
