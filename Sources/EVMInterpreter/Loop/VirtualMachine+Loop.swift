import EVMBytecode
import EVMPrimitives

// The loop is one function with one switch, and what it works with stands in local variables: passing
// any of them by reference to a function that is not inlined would keep it in memory for the whole
// loop. Whatever is rare or long is a method that takes and returns values.
extension VirtualMachine {
  /// Runs a frame until it ends or starts another.
  @inline(__always)
  func runLoop<Hook: StepHook>(
    _ frame: UnsafeMutablePointer<Frame>, hook: inout Hook
  ) throws(ExecutionFault) -> LoopExit {
    let entries = table.entries
    let hasShifts = state.rules.fork.includes(.constantinople)
    let code = frame.pointee.code._withUnsafeGuaranteedRef { $0.start }
    let codeCount = frame.pointee.code._withUnsafeGuaranteedRef { $0.bytes.count }
    let destinations = frame.pointee.code._withUnsafeGuaranteedRef { $0.destinations }
    let bottom = frame.pointee.stack
    let inputCount = frame.pointee.inputCount
    var pc = code + frame.pointee.offset
    var sp = bottom + (frame.pointee.height - 1)
    var gas = frame.pointee.gas
    var memory = self.memory.base + frame.pointee.memoryStart
    var memorySize = frame.pointee.memorySize
    /// Where the top of a full stack is.
    let last = bottom + 1023
    var exit: LoopExit

    loop: while true {
      let entry = entries[Int(pc.pointee)]
      let height = UInt32(truncatingIfNeeded: UnsafeRawPointer(sp + 1) - UnsafeRawPointer(bottom))
      if Hook.isActive {
        hook.before(
          frame.pointee, machine: self, pc: pc - code, opcode: pc.pointee, gas: gas,
          height: Int(height / 32), memory: memory, memorySize: memorySize)
      }
      if height &- UInt32(entry.least) > UInt32(entry.range) {
        exit = .halt(stackProblem(entry, opcode: pc.pointee, height: height))
        break loop
      }
      gas &-= Int64(entry.gas)
      if gas < 0 {
        exit = .halt(.outOfGas)
        break loop
      }

      let flag: Bool
      switch entry.operation {
      case .stop:
        exit = .stop
        break loop

      // MARK: Arithmetic
      case .add:
        put(sp[0] &+ sp[-1], at: sp - 1)
        sp -= 1
        pc += 1
        continue loop
      case .mul:
        put(sp[0] &* sp[-1], at: sp - 1)
        sp -= 1
        pc += 1
        continue loop
      case .sub:
        put(sp[0] &- sp[-1], at: sp - 1)
        sp -= 1
        pc += 1
        continue loop
      case .div:
        put(sp[0].evmDiv(sp[-1]), at: sp - 1)
        sp -= 1
        pc += 1
        continue loop
      case .sdiv:
        put(sp[0].sdiv(sp[-1]), at: sp - 1)
        sp -= 1
        pc += 1
        continue loop
      case .mod:
        put(sp[0].evmMod(sp[-1]), at: sp - 1)
        sp -= 1
        pc += 1
        continue loop
      case .smod:
        put(sp[0].smod(sp[-1]), at: sp - 1)
        sp -= 1
        pc += 1
        continue loop
      case .addmod:
        put(sp[0].adding(sp[-1], modulo: sp[-2]), at: sp - 2)
        sp -= 2
        pc += 1
        continue loop
      case .mulmod:
        put(sp[0].multiplied(by: sp[-1], modulo: sp[-2]), at: sp - 2)
        sp -= 2
        pc += 1
        continue loop
      case .exp:
        let exponent = sp[-1]
        let bytes = Int64(truncatingIfNeeded: (exponent.significantBitCount &+ 7) &>> 3)
        gas &-= gasPerExponentByte &* bytes
        if gas < 0 {
          exit = .halt(.outOfGas)
          break loop
        }
        put(sp[0].wrappingPower(exponent), at: sp - 1)
        sp -= 1
        pc += 1
        continue loop
      case .signExtend:
        put(sp[-1].signExtended(fromByte: sp[0]), at: sp - 1)
        sp -= 1
        pc += 1
        continue loop

      // MARK: Comparison and bits
      case .lt:
        flag = sp[0] < sp[-1]
        sp -= 1
      case .gt:
        flag = sp[-1] < sp[0]
        sp -= 1
      case .slt:
        flag = sp[0].isSignedLess(than: sp[-1])
        sp -= 1
      case .sgt:
        flag = sp[-1].isSignedLess(than: sp[0])
        sp -= 1
      case .eq:
        flag = sp[0] == sp[-1]
        sp -= 1
      case .isZero:
        flag = sp[0].isZero
      case .and:
        put(sp[0] & sp[-1], at: sp - 1)
        sp -= 1
        pc += 1
        continue loop
      case .or:
        put(sp[0] | sp[-1], at: sp - 1)
        sp -= 1
        pc += 1
        continue loop
      case .xor:
        put(sp[0] ^ sp[-1], at: sp - 1)
        sp -= 1
        pc += 1
        continue loop
      case .not:
        put(~sp[0], at: sp)
        pc += 1
        continue loop
      case .byte:
        put(sp[-1].byte(at: sp[0]), at: sp - 1)
        sp -= 1
        pc += 1
        continue loop
      case .shl:
        put(sp[-1].shl(sp[0]), at: sp - 1)
        sp -= 1
        pc += 1
        continue loop
      case .shr:
        put(sp[-1].shr(sp[0]), at: sp - 1)
        sp -= 1
        pc += 1
        continue loop
      case .sar:
        put(sp[-1].sar(sp[0]), at: sp - 1)
        sp -= 1
        pc += 1
        continue loop
      case .clz:
        put(UInt64(sp[0].leadingZeroBitCount), at: sp)
        pc += 1
        continue loop
      case .keccak256:
        let count = sp[-1].clampedOffset
        let end = regionEnd(sp[0], sp[-1])
        gas &-= GasCost.hashWord &* wordCount(count)
        if end > memorySize {
          gas = try grow(frame, to: end, gas: gas)
          memory = self.memory.base + frame.pointee.memoryStart
          memorySize = frame.pointee.memorySize
        }
        if gas < 0 {
          exit = .halt(.outOfGas)
          break loop
        }
        let offset = count == 0 ? 0 : sp[0].clampedOffset
        let hash = Keccak256.hash(UnsafeRawBufferPointer(start: memory + offset, count: count))
        put(UInt256(hash), at: sp - 1)
        sp -= 1
        pc += 1
        continue loop

      // MARK: Surroundings
      case .address:
        sp += 1
        put(frame.pointee.address.word, at: sp)
        pc += 1
        continue loop
      case .balance:
        let (value, left) = try balance(of: sp[0], gas: gas)
        gas = left
        if gas < 0 {
          exit = .halt(.outOfGas)
          break loop
        }
        put(value, at: sp)
        pc += 1
        continue loop
      case .origin:
        sp += 1
        put(transaction.origin.word, at: sp)
        pc += 1
        continue loop
      case .caller:
        sp += 1
        put(frame.pointee.caller.word, at: sp)
        pc += 1
        continue loop
      case .callValue:
        sp += 1
        put(frame.pointee.value, at: sp)
        pc += 1
        continue loop
      case .calldataLoad:
        put(
          paddedWord(
            self.memory.base + frame.pointee.inputStart, count: inputCount, at: sp[0]), at: sp)
        pc += 1
        continue loop
      case .calldataSize:
        sp += 1
        put(UInt64(inputCount), at: sp)
        pc += 1
        continue loop
      case .calldataCopy:
        let count = sp[-2].clampedOffset
        let end = regionEnd(sp[0], sp[-2])
        gas &-= GasCost.copyWord &* wordCount(count)
        if end > memorySize {
          gas = try grow(frame, to: end, gas: gas)
          memory = self.memory.base + frame.pointee.memoryStart
          memorySize = frame.pointee.memorySize
        }
        if gas < 0 {
          exit = .halt(.outOfGas)
          break loop
        }
        if count > 0 {
          copyPadded(
            self.memory.base + frame.pointee.inputStart, count: inputCount, from: sp[-1],
            size: count, to: memory + sp[0].clampedOffset)
        }
        sp -= 3
        pc += 1
        continue loop
      case .codeSize:
        sp += 1
        put(UInt64(codeCount), at: sp)
        pc += 1
        continue loop
      case .codeCopy:
        let count = sp[-2].clampedOffset
        let end = regionEnd(sp[0], sp[-2])
        gas &-= GasCost.copyWord &* wordCount(count)
        if end > memorySize {
          gas = try grow(frame, to: end, gas: gas)
          memory = self.memory.base + frame.pointee.memoryStart
          memorySize = frame.pointee.memorySize
        }
        if gas < 0 {
          exit = .halt(.outOfGas)
          break loop
        }
        if count > 0 {
          copyPadded(
            code, count: codeCount, from: sp[-1], size: count, to: memory + sp[0].clampedOffset)
        }
        sp -= 3
        pc += 1
        continue loop
      case .gasPrice:
        sp += 1
        put(transaction.gasPrice, at: sp)
        pc += 1
        continue loop
      case .extCodeSize:
        let (value, left) = try codeSize(of: sp[0], gas: gas)
        gas = left
        if gas < 0 {
          exit = .halt(.outOfGas)
          break loop
        }
        put(value, at: sp)
        pc += 1
        continue loop
      case .extCodeHash:
        let (value, left) = try codeHash(of: sp[0], gas: gas)
        gas = left
        if gas < 0 {
          exit = .halt(.outOfGas)
          break loop
        }
        put(value, at: sp)
        pc += 1
        continue loop
      case .extCodeCopy:
        let count = sp[-3].clampedOffset
        let end = regionEnd(sp[-1], sp[-3])
        gas &-= GasCost.copyWord &* wordCount(count)
        if end > memorySize {
          gas = try grow(frame, to: end, gas: gas)
          memory = self.memory.base + frame.pointee.memoryStart
          memorySize = frame.pointee.memorySize
        }
        if gas >= 0 {
          gas = try copyCode(
            of: sp[0], from: sp[-2], size: count,
            to: memory + (count == 0 ? 0 : sp[-1].clampedOffset), gas: gas)
        }
        if gas < 0 {
          exit = .halt(.outOfGas)
          break loop
        }
        sp -= 4
        pc += 1
        continue loop
      case .returndataSize:
        sp += 1
        put(UInt64(returnCount), at: sp)
        pc += 1
        continue loop
      case .returndataCopy:
        let count = sp[-2].clampedOffset
        let end = regionEnd(sp[0], sp[-2])
        gas &-= GasCost.copyWord &* wordCount(count)
        if gas < 0 {
          exit = .halt(.outOfGas)
          break loop
        }
        let from = sp[-1].clampedOffset
        if from &+ count > returnCount {
          exit = .halt(.returnDataOutOfBounds)
          break loop
        }
        if end > memorySize {
          gas = try grow(frame, to: end, gas: gas)
          memory = self.memory.base + frame.pointee.memoryStart
          memorySize = frame.pointee.memorySize
          if gas < 0 {
            exit = .halt(.outOfGas)
            break loop
          }
        }
        if count > 0 {
          (memory + sp[0].clampedOffset).copyMemory(from: returnData + from, byteCount: count)
        }
        sp -= 3
        pc += 1
        continue loop

      // MARK: The block
      case .blockHash:
        put(try blockHash(of: sp[0]), at: sp)
        pc += 1
        continue loop
      case .coinbase:
        sp += 1
        put(block.coinbase.word, at: sp)
        pc += 1
        continue loop
      case .timestamp:
        sp += 1
        put(block.timestamp, at: sp)
        pc += 1
        continue loop
      case .number:
        sp += 1
        put(block.number, at: sp)
        pc += 1
        continue loop
      case .prevRandao:
        sp += 1
        put(block.prevRandao, at: sp)
        pc += 1
        continue loop
      case .gasLimit:
        sp += 1
        put(block.gasLimit, at: sp)
        pc += 1
        continue loop
      case .chainID:
        sp += 1
        put(block.chainID, at: sp)
        pc += 1
        continue loop
      case .selfBalance:
        sp += 1
        put(frame.pointee.account._withUnsafeGuaranteedRef { $0.balance }, at: sp)
        pc += 1
        continue loop
      case .baseFee:
        sp += 1
        put(block.baseFee, at: sp)
        pc += 1
        continue loop
      case .blobHash:
        put(blobHash(at: sp[0]), at: sp)
        pc += 1
        continue loop
      case .blobBaseFee:
        sp += 1
        put(block.blobBaseFee, at: sp)
        pc += 1
        continue loop

      // MARK: Stack, memory, storage
      case .pop:
        sp -= 1
        pc += 1
        continue loop
      case .mload:
        let end = sp[0].clampedOffset &+ 32
        if end > memorySize {
          gas = try grow(frame, to: end, gas: gas)
          if gas < 0 {
            exit = .halt(.outOfGas)
            break loop
          }
          memory = self.memory.base + frame.pointee.memoryStart
          memorySize = frame.pointee.memorySize
        }
        put(loadWord(memory + (end &- 32)), at: sp)
        pc += 1
        continue loop
      case .mstore:
        let end = sp[0].clampedOffset &+ 32
        if end > memorySize {
          gas = try grow(frame, to: end, gas: gas)
          if gas < 0 {
            exit = .halt(.outOfGas)
            break loop
          }
          memory = self.memory.base + frame.pointee.memoryStart
          memorySize = frame.pointee.memorySize
        }
        storeWord(sp[-1], to: memory + (end &- 32))
        sp -= 2
        pc += 1
        continue loop
      case .mstore8:
        let end = sp[0].clampedOffset &+ 1
        if end > memorySize {
          gas = try grow(frame, to: end, gas: gas)
          if gas < 0 {
            exit = .halt(.outOfGas)
            break loop
          }
          memory = self.memory.base + frame.pointee.memoryStart
          memorySize = frame.pointee.memorySize
        }
        (memory + (end &- 1)).storeBytes(
          of: UInt8(truncatingIfNeeded: sp[-1].lowLimb), as: UInt8.self)
        sp -= 2
        pc += 1
        continue loop
      case .sload:
        let (value, left) = try loadStorage(frame.pointee.account, sp[0], gas: gas)
        gas = left
        if gas < 0 {
          exit = .halt(.outOfGas)
          break loop
        }
        put(value, at: sp)
        pc += 1
        continue loop
      case .sstore:
        if frame.pointee.isStatic {
          exit = .halt(.writeProtection)
          break loop
        }
        gas = try writeStorage(frame.pointee.account, sp[0], sp[-1], gas: gas)
        if gas < 0 {
          exit = .halt(.outOfGas)
          break loop
        }
        sp -= 2
        pc += 1
        continue loop
      case .tload:
        put(
          frame.pointee.account._withUnsafeGuaranteedRef { state.transient(sp[0], of: $0) }, at: sp)
        pc += 1
        continue loop
      case .tstore:
        if frame.pointee.isStatic {
          exit = .halt(.writeProtection)
          break loop
        }
        frame.pointee.account._withUnsafeGuaranteedRef {
          state.setTransient(sp[0], to: sp[-1], of: $0)
        }
        sp -= 2
        pc += 1
        continue loop
      case .mcopy:
        let count = sp[-2].clampedOffset
        let end = max(regionEnd(sp[0], sp[-2]), regionEnd(sp[-1], sp[-2]))
        gas &-= GasCost.copyWord &* wordCount(count)
        if end > memorySize {
          gas = try grow(frame, to: end, gas: gas)
          memory = self.memory.base + frame.pointee.memoryStart
          memorySize = frame.pointee.memorySize
        }
        if gas < 0 {
          exit = .halt(.outOfGas)
          break loop
        }
        if count > 0 {
          (memory + sp[0].clampedOffset).copyMemory(
            from: memory + sp[-1].clampedOffset, byteCount: count)
        }
        sp -= 3
        pc += 1
        continue loop

      // MARK: Jumps
      case .jump:
        let target = sp[0].clampedOffset
        if !isDestination(target, among: destinations, codeCount) {
          exit = .halt(.invalidJump)
          break loop
        }
        sp -= 1
        pc = code + target
        continue loop
      case .jumpI:
        if sp[-1].isZero {
          sp -= 2
        } else {
          let target = sp[0].clampedOffset
          if !isDestination(target, among: destinations, codeCount) {
            exit = .halt(.invalidJump)
            break loop
          }
          sp -= 2
          pc = code + target
          continue loop
        }
        pc += 1
        continue loop
      case .pc:
        sp += 1
        put(UInt64(pc - code), at: sp)
        pc += 1
        continue loop
      case .msize:
        sp += 1
        put(UInt64(memorySize), at: sp)
        pc += 1
        continue loop
      case .gas:
        sp += 1
        put(UInt64(gas), at: sp)
        pc += 1
        continue loop
      case .jumpDest:
        pc += 1
        continue loop

      // MARK: Constants
      case .push0:
        sp += 1
        put(UInt64(0), at: sp)
        pc += 1
        continue loop
      case .push1:
        let constant = UInt64(pc[1])
        pc += 2
        if !Hook.isActive, height > 0, gas >= 6 {
          // What a constant of one byte is mostly used for at once.
          switch pc[0] {
          case Opcode.add.rawValue:
            gas &-= 3
            put(sp[0] &+ UInt256(constant), at: sp)
            pc += 1
            continue loop
          case Opcode.swap1.rawValue where pc[1] == Opcode.sub.rawValue:
            gas &-= 6
            put(sp[0] &- UInt256(constant), at: sp)
            pc += 2
            continue loop
          case Opcode.shl.rawValue where hasShifts:
            gas &-= 3
            put(sp[0].shiftedLeft(by: constant), at: sp)
            pc += 1
            continue loop
          case Opcode.shr.rawValue where hasShifts:
            gas &-= 3
            put(sp[0].shiftedRight(by: constant), at: sp)
            pc += 1
            continue loop
          case Opcode.mload.rawValue where Int(constant) &+ 32 <= memorySize:
            gas &-= 3
            sp += 1
            put(loadWord(memory + Int(constant)), at: sp)
            pc += 1
            continue loop
          case Opcode.mstore.rawValue where Int(constant) &+ 32 <= memorySize:
            gas &-= 3
            storeWord(sp[0], to: memory + Int(constant))
            sp -= 1
            pc += 1
            continue loop
          default: break
          }
        }
        sp += 1
        put(constant, at: sp)
        continue loop
      case .push2:
        let constant = UInt64(pc[1]) &<< 8 | UInt64(pc[2])
        pc += 3
        if !Hook.isActive {
          if pc[0] == Opcode.jump.rawValue, gas >= 8 {
            gas &-= 8
            let target = Int(constant)
            if !isDestination(target, among: destinations, codeCount) {
              exit = .halt(.invalidJump)
              break loop
            }
            pc = code + target
            continue loop
          }
          if pc[0] == Opcode.jumpI.rawValue, height > 0, gas >= 10 {
            gas &-= 10
            sp -= 1
            if sp[1].isZero {
              pc += 1
            } else {
              let target = Int(constant)
              if !isDestination(target, among: destinations, codeCount) {
                exit = .halt(.invalidJump)
                break loop
              }
              pc = code + target
            }
            continue loop
          }
        }
        sp += 1
        put(constant, at: sp)
        continue loop
      case .push3, .push4, .push5, .push6, .push7, .push8:
        let count = Int(pc.pointee) &- 0x5f
        let bytes = UnsafeRawPointer(pc + 1).loadUnaligned(as: UInt64.self)
        sp += 1
        put(UInt64(bigEndian: bytes) &>> UInt64(64 &- 8 &* count), at: sp)
        pc += count &+ 1
        continue loop
      case .push9, .push10, .push11, .push12, .push13, .push14, .push15, .push16, .push17, .push18,
        .push19, .push20, .push21, .push22, .push23, .push24, .push25, .push26, .push27, .push28,
        .push29, .push30, .push31:
        let count = Int(pc.pointee) &- 0x5f
        sp += 1
        put(loadWord(pc + 1).shiftedRight(by: UInt64(256 &- 8 &* count)), at: sp)
        pc += count &+ 1
        continue loop
      case .push32:
        sp += 1
        put(loadWord(pc + 1), at: sp)
        pc += 33
        continue loop
      case .dup1, .dup2, .dup3, .dup4, .dup5, .dup6, .dup7, .dup8, .dup9, .dup10, .dup11, .dup12,
        .dup13, .dup14, .dup15, .dup16:
        let depth = Int(pc.pointee) &- 0x80
        copyWord(from: sp - depth, to: sp + 1)
        sp += 1
        pc += 1
        continue loop
      case .swap1, .swap2, .swap3, .swap4, .swap5, .swap6, .swap7, .swap8, .swap9, .swap10,
        .swap11, .swap12, .swap13, .swap14, .swap15, .swap16:
        let depth = Int(pc.pointee) &- 0x8f
        exchangeWords(sp, sp - depth)
        pc += 1
        continue loop

      // MARK: Logs and ends
      case .log0, .log1, .log2, .log3, .log4:
        if frame.pointee.isStatic {
          exit = .halt(.writeProtection)
          break loop
        }
        let topics = Int(pc.pointee) &- 0xa0
        let count = sp[-1].clampedOffset
        let end = regionEnd(sp[0], sp[-1])
        gas &-= GasCost.logByte &* Int64(count)
        if end > memorySize {
          gas = try grow(frame, to: end, gas: gas)
          memory = self.memory.base + frame.pointee.memoryStart
          memorySize = frame.pointee.memorySize
        }
        if gas < 0 {
          exit = .halt(.outOfGas)
          break loop
        }
        log(frame, sp, topics: topics, memory + (count == 0 ? 0 : sp[0].clampedOffset), count)
        sp -= 2 &+ topics
        pc += 1
        continue loop
      case .return, .revert:
        let end = regionEnd(sp[0], sp[-1])
        if end > memorySize {
          gas = try grow(frame, to: end, gas: gas)
          if gas < 0 {
            exit = .halt(.outOfGas)
            break loop
          }
          memory = self.memory.base + frame.pointee.memoryStart
          memorySize = frame.pointee.memorySize
        }
        exit = .output(
          offset: end == 0 ? 0 : sp[0].clampedOffset, count: end == 0 ? 0 : sp[-1].clampedOffset,
          reverts: entry.operation == .revert)
        break loop
      case .invalid:
        exit = .halt(.invalidInstruction(pc.pointee))
        break loop

      // MARK: Other frames
      case .create:
        exit = .leave(by: .create)
        break loop
      case .call:
        exit = .leave(by: .call)
        break loop
      case .callCode:
        exit = .leave(by: .callCode)
        break loop
      case .delegateCall:
        exit = .leave(by: .delegateCall)
        break loop
      case .create2:
        exit = .leave(by: .create2)
        break loop
      case .staticCall:
        exit = .leave(by: .staticCall)
        break loop
      case .selfDestruct:
        exit = .leave(by: .selfDestruct)
        break loop
      }

      // A comparison's answer. What mostly follows is a branch on it, perhaps of its opposite.
      pc += 1
      if !Hook.isActive {
        var answer = flag
        var next = pc
        var cost: Int64 = 0
        if next[0] == Opcode.isZero.rawValue {
          answer.toggle()
          next += 1
          cost = 3
        }
        if next[0] == Opcode.push2.rawValue, next[3] == Opcode.jumpI.rawValue {
          cost &+= 13
          if gas >= cost, sp < last {
            gas &-= cost
            sp -= 1
            if answer {
              let target = Int(next[1]) &<< 8 | Int(next[2])
              if !isDestination(target, among: destinations, codeCount) {
                exit = .halt(.invalidJump)
                break loop
              }
              pc = code + target
            } else {
              pc = next + 4
            }
            continue loop
          }
        }
      }
      put(UInt64(flag ? 1 : 0), at: sp)
    }

    frame.pointee.offset = pc - code
    frame.pointee.height = sp - bottom + 1
    frame.pointee.gas = gas
    return exit
  }

  /// Why a stack is of the wrong height for an instruction, or that there is none.
  @inline(never)
  private func stackProblem(_ entry: OperationEntry, opcode: UInt8, height: UInt32) -> HaltReason {
    if !entry.exists { return .invalidInstruction(opcode) }
    return height < UInt32(entry.least) ? .stackUnderflow : .stackOverflow
  }
}
