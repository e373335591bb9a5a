import EVMPrimitives

// The instructions that look at the state: each takes the gas that is left and gives back what is
// left then, below zero when it did not suffice.
extension VirtualMachine {
  /// The account of an operand, and the gas left when it was cold.
  private func access(
    _ word: UInt256, gas: Int64
  ) throws(ExecutionFault) -> (record: AccountRecord, gas: Int64) {
    let record = try state.record(at: Address(truncating: word))
    guard state.rules.hasAccessSets, state.warm(record) else { return (record, gas) }
    return (record, gas - (GasCost.coldAccount - GasCost.warmAccess))
  }

  @inline(never)
  func balance(of word: UInt256, gas: Int64) throws(ExecutionFault) -> (UInt256, Int64) {
    let (record, left) = try access(word, gas: gas)
    return (record.balance, left)
  }

  @inline(never)
  func codeSize(of word: UInt256, gas: Int64) throws(ExecutionFault) -> (UInt256, Int64) {
    let (record, left) = try access(word, gas: gas)
    return (UInt256(UInt64(try state.code(of: record).bytes.count)), left)
  }

  @inline(never)
  func codeHash(of word: UInt256, gas: Int64) throws(ExecutionFault) -> (UInt256, Int64) {
    let (record, left) = try access(word, gas: gas)
    // An account that is empty or is none has no code hash (EIP-1052).
    return (record.exists && !record.isEmpty ? UInt256(record.codeHash) : .zero, left)
  }

  @inline(never)
  func copyCode(
    of word: UInt256, from offset: UInt256, size: Int, to destination: UnsafeMutableRawPointer,
    gas: Int64
  ) throws(ExecutionFault) -> Int64 {
    let (record, left) = try access(word, gas: gas)
    guard left >= 0 else { return left }
    let code = try state.code(of: record)
    if size > 0 {
      copyPadded(
        code.start, count: code.bytes.count, from: offset, size: size, to: destination)
    }
    return left
  }

  @inline(never)
  func blockHash(of word: UInt256) throws(ExecutionFault) -> UInt256 {
    guard word.isOneLimb, word.lowLimb < block.number, block.number - word.lowLimb <= 256 else {
      return .zero
    }
    return try state.blockHash(of: word.lowLimb).map { UInt256($0) } ?? .zero
  }

  @inline(never)
  func blobHash(at index: UInt256) -> UInt256 {
    guard index < UInt256(UInt64(transaction.blobHashes.count)) else { return .zero }
    return UInt256(transaction.blobHashes[Int(index.lowLimb)])
  }

  @inline(never)
  func log(
    _ frame: UnsafeMutablePointer<Frame>, _ sp: UnsafeMutablePointer<UInt256>, topics: Int,
    _ data: UnsafeRawPointer, _ count: Int
  ) {
    let log = Log(
      address: frame.pointee.address, topics: (0..<topics).map { Hash256(sp[-2 - $0]) },
      data: Array(UnsafeRawBufferPointer(start: data, count: count)))
    state.logs.append(log)
    tracer?.log(log)
  }

  // MARK: Storage

  @inline(never)
  func loadStorage(
    _ account: Unmanaged<AccountRecord>, _ key: UInt256, gas: Int64
  ) throws(ExecutionFault) -> (UInt256, Int64) {
    let record = account.takeUnretainedValue()
    let slot = try state.slot(key, of: record)
    var left = gas
    if state.rules.hasAccessSets, state.warmSlot(slot, of: record) {
      left -= GasCost.coldSlot - GasCost.warmAccess
    }
    return (record.storage.slots[slot].current, left)
  }

  /// Writes a word of storage.
  ///
  /// - SeeAlso: EIP-1283, EIP-2200, EIP-2929, EIP-3529.
  @inline(never)
  func writeStorage(
    _ account: Unmanaged<AccountRecord>, _ key: UInt256, _ value: UInt256, gas: Int64
  ) throws(ExecutionFault) -> Int64 {
    let rules = state.rules.storage
    if rules == .netWithSentry || rules == .netWithAccessSets, gas <= GasCost.callStipend {
      return -1
    }
    let record = account.takeUnretainedValue()
    let number = try state.slot(key, of: record)
    let slot = record.storage.slots[number]
    var left = gas
    switch rules {
    case .plain:
      left -= slot.current.isZero && !value.isZero ? 20_000 : 5_000
      guard left >= 0 else { return left }
      if !slot.current.isZero, value.isZero { state.refund += 15_000 }
    case .net:
      left -= netCost(slot, value, noop: 200, reset: 5_000)
      guard left >= 0 else { return left }
      state.refund += netRefund(slot, value, set: 19_800, reset: 4_800, clear: 15_000)
    case .netWithSentry:
      left -= netCost(slot, value, noop: 800, reset: 5_000)
      guard left >= 0 else { return left }
      state.refund += netRefund(slot, value, set: 19_200, reset: 4_200, clear: 15_000)
    case .netWithAccessSets:
      if state.warmSlot(number, of: record) { left -= GasCost.coldSlot }
      left -= netCost(slot, value, noop: 100, reset: 2_900)
      guard left >= 0 else { return left }
      let clear: Int64 = state.rules.fork.includes(.london) ? 4_800 : 15_000
      state.refund += netRefund(slot, value, set: 19_900, reset: 2_800, clear: clear)
    }
    if slot.current != value {
      state.setStorage(value, slot: number, of: record)
      tracer?.storageWrite(
        StorageWriteRecord(
          address: record.address, slot: key, previous: slot.current, value: value))
    }
    return left
  }

  private func netCost(
    _ slot: StorageSlot, _ value: UInt256, noop: Int64, reset: Int64
  ) -> Int64 {
    if slot.current == value || slot.original != slot.current { return noop }
    return slot.original.isZero ? 20_000 : reset
  }

  private func netRefund(
    _ slot: StorageSlot, _ value: UInt256, set: Int64, reset: Int64, clear: Int64
  ) -> Int64 {
    if slot.current == value { return 0 }
    if slot.original == slot.current { return !slot.original.isZero && value.isZero ? clear : 0 }
    var refund: Int64 = 0
    if !slot.original.isZero {
      if slot.current.isZero { refund -= clear } else if value.isZero { refund += clear }
    }
    if slot.original == value { refund += slot.original.isZero ? set : reset }
    return refund
  }
}
