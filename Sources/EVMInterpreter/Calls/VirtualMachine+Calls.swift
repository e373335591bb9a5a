import EVMPrimitives

// The instructions that call, create and destroy. Each finds the frame as the loop left it: standing
// on the instruction, its base gas paid, its operands on the stack.
extension VirtualMachine {
  /// CALL, CALLCODE, DELEGATECALL and STATICCALL.
  ///
  /// - SeeAlso: Yellow paper, appendix H.2; EIP-150, EIP-161, EIP-2929, EIP-7702.
  func call(
    _ kind: FrameStart.Kind, from frame: UnsafeMutablePointer<Frame>
  ) throws(ExecutionFault) -> Departure {
    let rules = state.rules
    let takesValue = kind == .call || kind == .callCode
    let sp = frame.pointee.stack + (frame.pointee.height - 1)
    let requestedGas = sp[0]
    let target = Address(truncating: sp[-1])
    let value = takesValue ? sp[-2] : .zero
    let regions = takesValue ? sp - 3 : sp - 2
    let (inputOffset, inputCount) = (regions[0], regions[-1])
    let (outputOffset, outputCount) = (regions[-2], regions[-3])
    if kind == .call, frame.pointee.isStatic, !value.isZero { return .halt(.writeProtection) }

    var gas = frame.pointee.gas
    let end = max(regionEnd(inputOffset, inputCount), regionEnd(outputOffset, outputCount))
    if end > frame.pointee.memorySize {
      gas = try grow(frame, to: end, gas: gas)
      if gas < 0 { return outOfGas(frame, gas) }
    }
    let record = try state.record(at: target)
    if rules.hasAccessSets, state.warm(record) {
      gas -= GasCost.coldAccount - GasCost.warmAccess
      if gas < 0 { return outOfGas(frame, gas) }
    }
    if !value.isZero { gas -= GasCost.callValue }
    if kind == .call, makesAccount(record, value: value) { gas -= GasCost.newAccount }
    if gas < 0 { return outOfGas(frame, gas) }
    var code = try state.code(of: record)
    if rules.hasDelegations, let delegate = code.delegate {
      let delegateRecord = try state.record(at: delegate)
      gas -= state.warm(delegateRecord) ? GasCost.coldAccount : GasCost.warmAccess
      if gas < 0 { return outOfGas(frame, gas) }
      code = codeOfDelegate(try state.code(of: delegateRecord), delegate)
    }
    guard var passed = passedGas(requestedGas, of: gas) else {
      return outOfGas(frame, gas &- Int64(clamping: requestedGas))
    }
    gas -= passed
    if let recorder { recorder.finish(gas: gas) }
    if !value.isZero { passed += GasCost.callStipend }

    frame.pointee.gas = gas
    frame.pointee.offset += 1
    frame.pointee.height -= takesValue ? 7 : 6
    let account = frame.pointee.account.takeUnretainedValue()
    guard depth < Self.frameLimit, account.balance >= value else {
      if let tracer {
        let isDelegate = kind == .delegateCall
        refused(
          FrameStart(
            kind: kind, depth: depth, caller: isDelegate ? frame.pointee.caller : account.address,
            address: isDelegate || kind == .callCode ? account.address : target,
            codeAddress: target, value: isDelegate ? frame.pointee.value : value,
            input: input(of: frame, inputOffset, inputCount), gas: UInt64(passed),
            precompile: Precompile(at: target, under: state.fork)), tracer)
      }
      returnCount = 0
      frame.pointee.gas += passed
      push(.zero, on: frame)
      return .goOn
    }
    let isDelegate = kind == .delegateCall
    let runsHere = isDelegate || kind == .callCode
    let output = outputCount.isZero ? 0 : outputOffset.clampedOffset
    let request = CallRequest(
      kind: kind, caller: isDelegate ? frame.pointee.caller : frame.pointee.address,
      record: runsHere ? account : record, codeAddress: target, code: code,
      value: isDelegate ? frame.pointee.value : value, movesValue: !runsHere,
      isStatic: frame.pointee.isStatic || kind == .staticCall,
      inputStart: frame.pointee.memoryStart
        + (inputCount.isZero ? 0 : inputOffset.clampedOffset),
      inputCount: inputCount.clampedOffset, gas: passed, outputOffset: output,
      outputCount: outputCount.clampedOffset,
      memoryStart: frame.pointee.memoryStart + frame.pointee.memorySize)
    if case .ended(let status, let gasLeft) = try open(request) {
      frame.pointee.gas += gasLeft
      resume(frame, success: status == .success, output, request.outputCount)
    }
    return .goOn
  }

  /// Whether a call would make an account that there is not, which costs more.
  private func makesAccount(_ record: AccountRecord, value: UInt256) -> Bool {
    state.rules.clearsEmptyAccounts
      ? !value.isZero && (!record.exists || record.isEmpty) : !record.exists
  }

  /// The gas that goes on to a call of those that are left: since EIP-150 at most all but a 64th.
  private func passedGas(_ requested: UInt256, of gas: Int64) -> Int64? {
    let most = state.rules.keepsAFractionOfGas ? gas - gas / 64 : gas
    if requested.isOneLimb, requested.lowLimb <= UInt64(most) { return Int64(requested.lowLimb) }
    return state.rules.keepsAFractionOfGas ? most : nil
  }

  /// CREATE and CREATE2.
  ///
  /// - SeeAlso: Yellow paper, section 7; EIP-150, EIP-161, EIP-684, EIP-1014, EIP-2929, EIP-3860.
  func create(
    _ kind: FrameStart.Kind, from frame: UnsafeMutablePointer<Frame>
  ) throws(ExecutionFault) -> Departure {
    if frame.pointee.isStatic { return .halt(.writeProtection) }
    let rules = state.rules
    let sp = frame.pointee.stack + (frame.pointee.height - 1)
    let (value, offset, size) = (sp[0], sp[-1], sp[-2])
    let salt = kind == .create2 ? sp[-3] : .zero
    let count = size.clampedOffset
    var gas = frame.pointee.gas
    if rules.metersInitCode {
      if count > ForkRules.maximumInitCodeSize { return .halt(.initCodeTooLarge) }
      gas -= GasCost.initCodeWord * wordCount(count)
    }
    if kind == .create2 { gas -= GasCost.hashWord * wordCount(count) }
    if gas < 0 { return outOfGas(frame, gas) }
    let end = regionEnd(offset, size)
    if end > frame.pointee.memorySize {
      gas = try grow(frame, to: end, gas: gas)
      if gas < 0 { return outOfGas(frame, gas) }
    }
    if let recorder { recorder.finish(gas: gas) }
    frame.pointee.offset += 1
    frame.pointee.height -= kind == .create2 ? 4 : 3
    returnCount = 0
    let account = frame.pointee.account.takeUnretainedValue()
    guard depth < Self.frameLimit, account.balance >= value, account.nonce < .max else {
      if let tracer {
        refused(
          FrameStart(
            kind: kind, depth: depth, caller: account.address, address: .zero, codeAddress: .zero,
            value: value, input: input(of: frame, offset, size),
            gas: UInt64(rules.keepsAFractionOfGas ? gas - gas / 64 : gas)), tracer)
      }
      frame.pointee.gas = gas
      push(.zero, on: frame)
      return .goOn
    }
    let start = memory.base + frame.pointee.memoryStart + (count == 0 ? 0 : offset.clampedOffset)
    let bytes = Array(UnsafeRawBufferPointer(start: start, count: count))
    let address =
      kind == .create2
      ? Self.createdAddress(
        sender: account.address, salt: salt, initCodeHash: Keccak256.hash(bytes))
      : Self.createdAddress(sender: account.address, nonce: account.nonce)
    state.setNonce(account.nonce + 1, of: account)
    let record = try state.record(at: address)
    if rules.hasAccessSets { _ = state.warm(record) }
    let passed = rules.keepsAFractionOfGas ? gas - gas / 64 : gas
    frame.pointee.gas = gas - passed
    let opening = try openCreation(
      CreationRequest(
        kind: kind, caller: account.address, record: record,
        code: ExecutableCode(bytes, hash: .zero), value: value, gas: passed,
        memoryStart: frame.pointee.memoryStart + frame.pointee.memorySize, isStatic: false))
    if case .ended(_, let gasLeft) = opening {
      frame.pointee.gas += gasLeft
      push(.zero, on: frame)
    }
    return .goOn
  }

  /// SELFDESTRUCT.
  ///
  /// - SeeAlso: EIP-150, EIP-161, EIP-2929, EIP-3529, EIP-6780.
  func selfDestruct(_ frame: UnsafeMutablePointer<Frame>) throws(ExecutionFault) -> Departure {
    if frame.pointee.isStatic { return .halt(.writeProtection) }
    let rules = state.rules
    let word = frame.pointee.stack[frame.pointee.height - 1]
    let heir = try state.record(at: Address(truncating: word))
    let account = frame.pointee.account.takeUnretainedValue()
    var gas = frame.pointee.gas
    if rules.hasAccessSets, state.warm(heir) { gas -= GasCost.coldAccount }
    if rules.keepsAFractionOfGas {
      let makesAccount =
        rules.clearsEmptyAccounts
        ? !account.balance.isZero && (!heir.exists || heir.isEmpty) : !heir.exists
      if makesAccount { gas -= GasCost.newAccount }
    }
    frame.pointee.gas = gas
    if gas < 0 { return .halt(.outOfGas) }
    let vanishes = !rules.keepsOldContracts || state.isCreatedNow(account)
    if vanishes, state.markDestroyed(account) { state.refund += rules.destructionRefund }
    if let recorder { recorder.finish(gas: gas) }
    let balance = account.balance
    if let tracer {
      tracer.enter(
        FrameStart(
          kind: .selfDestruct, depth: depth, caller: account.address, address: heir.address,
          codeAddress: heir.address, value: balance, gas: 0))
      tracer.exit(
        FrameEnd(status: .success))
    }
    if !rules.clearsEmptyAccounts { state.makeExist(heir) }
    state.touch(heir)
    if heir !== account {
      _ = state.transfer(balance, from: account, to: heir)
    } else if vanishes {
      state.setBalance(.zero, of: account)
    }
    return .stop
  }
  /// Leaves the gas below zero by what is missing, so that a tracer can tell the price.
  private func outOfGas(_ frame: UnsafeMutablePointer<Frame>, _ gas: Int64) -> Departure {
    frame.pointee.gas = gas
    return .halt(.outOfGas)
  }

  /// Tells of a frame that was not begun: it is too deep, its value is not there, or the nonce is the
  /// last.
  private func refused(_ frame: FrameStart, _ tracer: any ExecutionTracer) {
    tracer.enter(frame)
    let reason: HaltReason =
      depth >= Self.frameLimit
      ? .callTooDeep
      : frame.value > frames[depth - 1].account.takeUnretainedValue().balance
        ? .insufficientBalance : .nonceOverflow
    tracer.exit(FrameEnd(status: .halt(reason)))
  }

  /// A region of a frame's memory, which reaches that far.
  private func input(
    of frame: UnsafeMutablePointer<Frame>, _ offset: UInt256, _ count: UInt256
  ) -> [UInt8] {
    guard !count.isZero else { return [] }
    return Array(
      UnsafeRawBufferPointer(
        start: memory.base + frame.pointee.memoryStart + offset.clampedOffset,
        count: count.clampedOffset))
  }
}
