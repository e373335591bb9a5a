import EVMPrimitives

/// A call that is about to begin.
struct CallRequest {
  var kind: FrameStart.Kind
  var caller: Address
  /// The account in whose storage the code runs.
  var record: AccountRecord
  /// Whose code it is; `nil` for code that was given.
  var codeAddress: Address?
  var code: ExecutableCode
  var value: UInt256
  /// Whether the value leaves the caller, or is only told to the code.
  var movesValue: Bool
  var isStatic: Bool
  var inputStart: Int
  var inputCount: Int
  var gas: Int64
  var outputOffset = 0
  var outputCount = 0
  var memoryStart: Int
}

/// A creation that is about to begin.
struct CreationRequest {
  var kind: FrameStart.Kind
  var caller: Address
  /// The account that becomes a contract.
  var record: AccountRecord
  var code: ExecutableCode
  var value: UInt256
  var gas: Int64
  var memoryStart: Int
  var isStatic: Bool
}

/// Whether a frame has begun, or was over before it began; then what it gave back stands in
/// `returnData`.
enum Opening {
  case entered
  case ended(ExecutionStatus, gasLeft: Int64)
}

extension VirtualMachine {
  /// Begins a call: moves the value, runs a precompiled contract at once, and opens a frame for code.
  func open(_ request: CallRequest) throws(ExecutionFault) -> Opening {
    let checkpoint = state.checkpoint
    let precompile = request.codeAddress.flatMap { Precompile(at: $0, under: state.fork) }
    tracer?.enter(
      FrameStart(
        kind: request.kind, depth: depth, caller: request.caller, address: request.record.address,
        codeAddress: request.codeAddress ?? request.record.address, value: request.value,
        input: Array(
          UnsafeRawBufferPointer(
            start: memory.base + request.inputStart, count: request.inputCount)),
        gas: UInt64(request.gas), precompile: precompile))
    if request.movesValue {
      // Before EIP-161 a call made an account of any address.
      if state.rules.clearsEmptyAccounts {
        state.touch(request.record)
      } else {
        state.makeExist(request.record)
      }
      if !request.value.isZero {
        let caller = try state.record(at: request.caller)
        guard state.transfer(request.value, from: caller, to: request.record) else {
          return ended(.halt(.insufficientBalance), gasLeft: request.gas, of: request)
        }
      }
    }
    if let precompile { return try run(precompile, request, checkpoint) }
    guard !request.code.bytes.isEmpty else {
      returnCount = 0
      return ended(.success, gasLeft: request.gas, of: request)
    }
    push(
      Frame(
        code: .passUnretained(request.code), account: .passUnretained(request.record),
        address: request.record.address, caller: request.caller, value: request.value,
        purpose: .call, isStatic: request.isStatic, gas: request.gas, stack: stack(at: depth),
        memoryStart: request.memoryStart, inputStart: request.inputStart,
        inputCount: request.inputCount, outputOffset: request.outputOffset,
        outputCount: request.outputCount, checkpoint: checkpoint),
      code: request.code)
    return .entered
  }

  private func push(_ frame: Frame, code: ExecutableCode) {
    (frames + depth).initialize(to: frame)
    codes.append(code)
    depth += 1
    returnCount = 0
  }

  private func ended(
    _ status: ExecutionStatus, gasLeft: Int64, of request: CallRequest
  ) -> Opening {
    tracer?.exit(
      FrameEnd(
        status: status,
        output: Array(UnsafeRawBufferPointer(start: returnData, count: returnCount)),
        gasUsed: UInt64(request.gas - gasLeft), createdAddress: nil))
    return .ended(status, gasLeft: gasLeft)
  }

  private func run(
    _ precompile: Precompile, _ request: CallRequest, _ checkpoint: Checkpoint
  ) throws(ExecutionFault) -> Opening {
    let input = UnsafeRawBufferPointer(
      start: memory.base + request.inputStart, count: request.inputCount)
    switch precompile.run(input, gas: UInt64(request.gas), under: state.fork) {
    case .success(let output, let gasUsed):
      output.withUnsafeBytes {
        if let base = $0.baseAddress {
          setReturnData(base, count: $0.count)
        } else {
          returnCount = 0
        }
      }
      return ended(.success, gasLeft: request.gas - Int64(gasUsed), of: request)
    case .outOfGas:
      returnCount = 0
      state.revert(to: checkpoint)
      return ended(.halt(.outOfGas), gasLeft: 0, of: request)
    case .failed:
      returnCount = 0
      state.revert(to: checkpoint)
      return ended(.halt(.precompileFailed), gasLeft: 0, of: request)
    case .unsupported:
      throw .unsupportedPrecompile(precompile)
    }
  }

  /// Begins a creation: refuses an address that is taken, else makes the account and runs the init
  /// code in it.
  func openCreation(_ request: CreationRequest) throws(ExecutionFault) -> Opening {
    tracer?.enter(
      FrameStart(
        kind: request.kind, depth: depth, caller: request.caller, address: request.record.address,
        codeAddress: request.record.address, value: request.value, input: request.code.bytes,
        gas: UInt64(request.gas), precompile: nil))
    let record = request.record
    returnCount = 0
    // EIP-684, and storage by EIP-7610.
    let isTaken =
      record.nonce != 0 || record.codeHash != Keccak256.empty
      || record.hadStorage && !record.storageIsNew
    if isTaken {
      tracer?.exit(
        FrameEnd(
          status: .halt(.addressCollision), output: [], gasUsed: UInt64(request.gas),
          createdAddress: nil))
      return .ended(.halt(.addressCollision), gasLeft: 0)
    }
    let checkpoint = state.checkpoint
    state.markCreated(record)
    if state.rules.clearsEmptyAccounts { state.setNonce(1, of: record) }
    if !request.value.isZero {
      let caller = try state.record(at: request.caller)
      guard state.transfer(request.value, from: caller, to: record) else {
        state.revert(to: checkpoint)
        tracer?.exit(
          FrameEnd(
            status: .halt(.insufficientBalance), output: [], gasUsed: 0, createdAddress: nil))
        return .ended(.halt(.insufficientBalance), gasLeft: request.gas)
      }
    }
    push(
      Frame(
        code: .passUnretained(request.code), account: .passUnretained(record),
        address: record.address, caller: request.caller, value: request.value, purpose: .creation,
        isStatic: request.isStatic, gas: request.gas, stack: stack(at: depth),
        memoryStart: request.memoryStart, inputStart: request.memoryStart, inputCount: 0,
        checkpoint: checkpoint),
      code: request.code)
    return .entered
  }

  /// Ends the running frame, and gives the caller's frame what it was promised.
  ///
  /// - Returns: The result when it was the first frame.
  func end(_ status: ExecutionStatus, offset: Int, count: Int) -> ExecutionResult? {
    let frame = frames + (depth - 1)
    var status = status
    var count = count
    let output = memory.base + frame.pointee.memoryStart + offset
    if frame.pointee.purpose == .creation, status == .success {
      status = keepCode(frame, UnsafeRawBufferPointer(start: output, count: count))
      count = 0
    }
    switch status {
    case .success: break
    case .revert: state.revert(to: frame.pointee.checkpoint)
    case .halt:
      state.revert(to: frame.pointee.checkpoint)
      frame.pointee.gas = 0
      count = 0
    }
    let gas = frame.pointee.gas
    let isCreation = frame.pointee.purpose == .creation
    let created = isCreation && status == .success ? frame.pointee.address : nil
    if tracer != nil || depth == 1 {
      let result = result(status, output: output, count: count, frame)
      if let tracer { told(tracer, result, frame) }
      if depth == 1 {
        depth = 0
        codes.removeLast()
        return result
      }
    }
    let (outputOffset, outputCount) = (frame.pointee.outputOffset, frame.pointee.outputCount)
    setReturnData(output, count: count)
    depth -= 1
    codes.removeLast()
    let parent = frames + (depth - 1)
    parent.pointee.gas += gas
    if isCreation {
      push(created.map(\.word) ?? .zero, on: parent)
    } else {
      resume(parent, success: status == .success, outputOffset, outputCount)
    }
    return nil
  }

  /// Gives a caller the output and the answer of a call.
  func resume(
    _ frame: UnsafeMutablePointer<Frame>, success: Bool, _ outputOffset: Int, _ outputCount: Int
  ) {
    let copied = min(outputCount, returnCount)
    if copied > 0 {
      (memory.base + frame.pointee.memoryStart + outputOffset).copyMemory(
        from: returnData, byteCount: copied)
    }
    push(success ? .one : .zero, on: frame)
  }

  func push(_ word: UInt256, on frame: UnsafeMutablePointer<Frame>) {
    frame.pointee.stack[frame.pointee.height] = word
    frame.pointee.height += 1
  }

  private func result(
    _ status: ExecutionStatus, output: UnsafeRawPointer, count: Int,
    _ frame: UnsafeMutablePointer<Frame>
  ) -> ExecutionResult {
    let isCreation = frame.pointee.purpose == .creation
    let bytes: [UInt8] =
      isCreation && status == .success
      ? frame.pointee.account.takeUnretainedValue().code?.bytes ?? []
      : Array(UnsafeRawBufferPointer(start: output, count: count))
    return ExecutionResult(
      status: status, output: bytes, gasLeft: UInt64(frame.pointee.gas),
      createdAddress: isCreation && status == .success ? frame.pointee.address : nil)
  }

  private func told(
    _ tracer: any ExecutionTracer, _ result: ExecutionResult, _ frame: UnsafeMutablePointer<Frame>
  ) {
    tracer.exit(
      FrameEnd(
        status: result.status, output: result.output,
        gasUsed: UInt64(frame.pointee.startGas) - result.gasLeft,
        createdAddress: result.createdAddress))
  }

  /// Makes what init code returned the code of the contract, if the rules allow it.
  private func keepCode(
    _ frame: UnsafeMutablePointer<Frame>, _ code: UnsafeRawBufferPointer
  ) -> ExecutionStatus {
    let rules = state.rules
    if rules.clearsEmptyAccounts, code.count > ForkRules.maximumCodeSize {
      return .halt(.codeTooLarge(code.count))
    }
    if rules.refusesReservedCode, code.first == 0xef { return .halt(.reservedCode) }
    let deposit = GasCost.codeByte * Int64(code.count)
    guard frame.pointee.gas >= deposit else {
      return rules.failsWithoutDeposit ? .halt(.outOfGas) : .success
    }
    frame.pointee.gas -= deposit
    if !code.isEmpty {
      state.setCode(ExecutableCode(Array(code)), of: frame.pointee.account.takeUnretainedValue())
    }
    return .success
  }
}
