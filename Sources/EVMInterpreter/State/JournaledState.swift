public import EVMPrimitives

/// The accounts that code runs on, each change with what undoes it.
///
/// Read from a ``StateReader`` as needed and kept; nothing is written back: ``changes()`` says what
/// became different. A transaction begins with ``beginTransaction()`` and ends with
/// ``endTransaction()``. Used by one thread at a time.
public final class JournaledState {
  let rules: ForkRules
  private let reader: any StateReader
  private let seed = UInt64.random(in: 0 ... .max)

  /// Open addressing by address; see ``StorageTable``.
  @exclusivity(unchecked) private var records: [AccountRecord] = []
  @exclusivity(unchecked) private var index: UnsafeMutablePointer<UInt32>
  @exclusivity(unchecked) private var indexCount: Int
  @exclusivity(unchecked) var journal: ContiguousArray<JournalEntry> = []
  @exclusivity(unchecked) var logs: ContiguousArray<Log> = []
  @exclusivity(unchecked) var refund: Int64 = 0
  /// Counts transactions, so that nothing must be cleared between them.
  @exclusivity(unchecked) private(set) var epoch: UInt32 = 1
  /// The accounts that the transaction touched or destroyed, perhaps more than once.
  @exclusivity(unchecked) private var touched: [AccountRecord] = []

  /// A state over a reader, under the rules of a fork.
  public init(_ reader: any StateReader, under fork: Fork) {
    self.reader = reader
    rules = ForkRules(fork)
    indexCount = 64
    index = .allocate(capacity: indexCount)
    index.update(repeating: 0, count: indexCount)
  }

  deinit { index.deallocate() }

  /// The rules that are in force.
  public var fork: Fork { rules.fork }
}

// MARK: - Accounts

extension JournaledState {
  /// The record of an address, loaded from the reader at first.
  func record(at address: Address) throws(ExecutionFault) -> AccountRecord {
    var place = place(of: address)
    while true {
      let number = index[place]
      if number == 0 { return try load(address) }
      let record = records[Int(number) &- 1]
      if record.address == address { return record }
      place = (place &+ 1) & (indexCount &- 1)
    }
  }

  @inline(__always)
  private func place(of address: Address) -> Int {
    let (a, b, c, _) = address.word.limbs
    var mixed = ((a ^ seed) &* 0x9e37_79b9_7f4a_7c15) ^ ((b &+ c) &* 0xc2b2_ae3d_27d4_eb4f)
    mixed = (mixed ^ (mixed &>> 29)) &* (seed | 1)
    mixed ^= mixed &>> 32
    return Int(truncatingIfNeeded: mixed & UInt64(indexCount &- 1))
  }

  private func load(_ address: Address) throws(ExecutionFault) -> AccountRecord {
    let account: Account?
    do { account = try reader.account(at: address) } catch { throw .state(error) }
    let record = AccountRecord(address: address, account: account, seed: seed)
    record.exists = account != nil
    if record.codeHash == Keccak256.empty { record.code = .empty }
    if 2 * (records.count + 1) > indexCount {
      index.deallocate()
      indexCount *= 2
      index = .allocate(capacity: indexCount)
      index.update(repeating: 0, count: indexCount)
      for number in records.indices { enter(number) }
    }
    records.append(record)
    enter(records.count - 1)
    return record
  }

  private func enter(_ number: Int) {
    var place = place(of: records[number].address)
    while index[place] != 0 { place = (place &+ 1) & (indexCount &- 1) }
    index[place] = UInt32(number + 1)
  }

  /// The code of a record, asked for once.
  func code(of record: AccountRecord) throws(ExecutionFault) -> ExecutableCode {
    if let code = record.code { return code }
    do {
      let code = try reader.code(at: record.address, hash: record.codeHash)
      record.code = code
      return code
    } catch { throw .state(error) }
  }

  func blockHash(of number: UInt64) throws(ExecutionFault) -> Hash256? {
    do { return try reader.blockHash(of: number) } catch { throw .state(error) }
  }

  /// Notes that the record is used and may vanish if it is empty in the end.
  func touch(_ record: AccountRecord) {
    guard record.touchedEpoch != epoch else { return }
    journal.append(.touch(.passUnretained(record), touchedEpoch: record.touchedEpoch))
    record.touchedEpoch = epoch
    record.isChanged = true
    touched.append(record)
  }

  /// Makes the account if there is none.
  func makeExist(_ record: AccountRecord) {
    guard !record.exists else { return }
    journal.append(.existence(.passUnretained(record), false))
    record.exists = true
    record.isChanged = true
  }

  func setBalance(_ balance: UInt256, of record: AccountRecord) {
    journal.append(.balance(.passUnretained(record), record.balance))
    record.balance = balance
    makeExist(record)
    touch(record)
  }

  func setNonce(_ nonce: UInt64, of record: AccountRecord) {
    journal.append(.nonce(.passUnretained(record), record.nonce))
    record.nonce = nonce
    makeExist(record)
    touch(record)
  }

  func setCode(_ code: ExecutableCode, of record: AccountRecord) {
    journal.append(
      .code(.passUnretained(record), hash: record.codeHash, code: record.code))
    record.code = code
    record.codeHash = code.hash
    makeExist(record)
    touch(record)
  }

  /// Moves an amount; false when the sender has less.
  func transfer(_ amount: UInt256, from sender: AccountRecord, to receiver: AccountRecord) -> Bool {
    guard sender.balance >= amount else { return false }
    if !amount.isZero, sender !== receiver {
      setBalance(sender.balance &- amount, of: sender)
      setBalance(receiver.balance &+ amount, of: receiver)
    }
    return true
  }

  /// Begins a contract: its storage is empty, whatever stood there.
  func markCreated(_ record: AccountRecord) {
    journal.append(
      .creation(
        .passUnretained(record), createdEpoch: record.createdEpoch,
        storageIsNew: record.storageIsNew))
    record.createdEpoch = epoch
    record.storageIsNew = true
    makeExist(record)
    touch(record)
  }

  func isCreatedNow(_ record: AccountRecord) -> Bool { record.createdEpoch == epoch }

  /// Marks a contract as one that vanishes with the transaction's end; false if it was already.
  func markDestroyed(_ record: AccountRecord) -> Bool {
    guard record.destroyedEpoch != epoch else { return false }
    journal.append(
      .destruction(.passUnretained(record), destroyedEpoch: record.destroyedEpoch))
    record.destroyedEpoch = epoch
    touch(record)
    return true
  }

  /// Marks the account as looked at; whether it was not yet in this transaction.
  func warm(_ record: AccountRecord) -> Bool {
    guard record.warmEpoch != epoch else { return false }
    journal.append(.warmAccount(.passUnretained(record), warmEpoch: record.warmEpoch))
    record.warmEpoch = epoch
    return true
  }
}

// MARK: - Storage

extension JournaledState {
  /// The number of a slot in the record's table, loaded at first.
  @inline(__always)
  func slot(_ key: UInt256, of record: AccountRecord) throws(ExecutionFault) -> Int {
    let number: Int
    if let found = record.storage.find(key) {
      number = found
    } else {
      number = try loadSlot(key, of: record)
    }
    let slot = record.storage.slots + number
    if slot.pointee.epoch != epoch {
      slot.pointee.epoch = epoch
      slot.pointee.original = slot.pointee.current
      slot.pointee.isWarm = false
    }
    return number
  }

  @inline(never)
  private func loadSlot(_ key: UInt256, of record: AccountRecord) throws(ExecutionFault) -> Int {
    var value = UInt256.zero
    if !record.storageIsNew, record.hadStorage {
      do { value = try reader.storage(at: record.address, slot: key) } catch { throw .state(error) }
    }
    return record.storage.insert(key, value: value, epoch: 0)
  }

  /// Marks a slot as looked at; whether it was not yet in this transaction.
  @inline(__always)
  func warmSlot(_ number: Int, of record: AccountRecord) -> Bool {
    let slot = record.storage.slots + number
    guard !slot.pointee.isWarm else { return false }
    slot.pointee.isWarm = true
    journal.append(.warmSlot(.passUnretained(record), slot: number))
    return true
  }

  func setStorage(_ value: UInt256, slot number: Int, of record: AccountRecord) {
    let slot = record.storage.slots + number
    journal.append(
      .storage(
        .passUnretained(record), slot: number, slot.pointee.current,
        isWritten: slot.pointee.isWritten))
    slot.pointee.current = value
    slot.pointee.isWritten = true
    record.isChanged = true
  }

  func transient(_ key: UInt256, of record: AccountRecord) -> UInt256 {
    record.transientEpoch == epoch ? record.transient[key] ?? .zero : .zero
  }

  func setTransient(_ key: UInt256, to value: UInt256, of record: AccountRecord) {
    if record.transientEpoch != epoch {
      record.transientEpoch = epoch
      record.transient.removeAll()
    }
    let previous = record.transient.updateValue(value, forKey: key) ?? .zero
    journal.append(.transient(.passUnretained(record), key: key, previous))
  }
}

// MARK: - Going back

extension JournaledState {
  var checkpoint: Checkpoint {
    Checkpoint(entryCount: journal.count, logCount: logs.count, refund: refund)
  }

  /// Undoes all since a checkpoint.
  func revert(to checkpoint: Checkpoint) {
    while journal.count > checkpoint.entryCount { undo(journal.removeLast()) }
    if logs.count > checkpoint.logCount {
      logs.removeSubrange(checkpoint.logCount...)
    }
    refund = checkpoint.refund
  }

  private func undo(_ entry: JournalEntry) {
    switch entry {
    case .balance(let record, let balance): record.takeUnretainedValue().balance = balance
    case .nonce(let record, let nonce): record.takeUnretainedValue().nonce = nonce
    case .code(let record, let hash, let code):
      let record = record.takeUnretainedValue()
      record.codeHash = hash
      record.code = code
    case .existence(let record, let exists): record.takeUnretainedValue().exists = exists
    case .creation(let record, let createdEpoch, let storageIsNew):
      let record = record.takeUnretainedValue()
      record.createdEpoch = createdEpoch
      record.storageIsNew = storageIsNew
    case .destruction(let record, let epoch): record.takeUnretainedValue().destroyedEpoch = epoch
    case .touch(let record, let epoch):
      let record = record.takeUnretainedValue()
      // Ethereum's block 2,675,119 kept the touch of this one account through a failed call.
      if record.address != Self.ripemd160 { record.touchedEpoch = epoch }
    case .warmAccount(let record, let epoch): record.takeUnretainedValue().warmEpoch = epoch
    case .warmSlot(let record, let slot):
      record.takeUnretainedValue().storage.slots[slot].isWarm = false
    case .storage(let record, let slot, let value, let isWritten):
      let slot = record.takeUnretainedValue().storage.slots + slot
      slot.pointee.current = value
      slot.pointee.isWritten = isWritten
    case .transient(let record, let key, let value):
      record.takeUnretainedValue().transient[key] = value
    }
  }

  private static let ripemd160 = Address(truncating: UInt256(3))
}

// MARK: - Transactions

extension JournaledState {
  /// Begins a transaction: no slot is warm, every word is original, nothing is refunded or logged.
  public func beginTransaction() {
    epoch += 1
    journal.removeAll(keepingCapacity: true)
    logs.removeAll(keepingCapacity: true)
    touched.removeAll(keepingCapacity: true)
    refund = 0
  }

  /// Ends a transaction: destroyed contracts vanish, and since Spurious Dragon empty accounts that
  /// were touched. What it did can no longer be undone.
  public func endTransaction() {
    for record in touched where record.exists {
      let isDestroyed = record.destroyedEpoch == epoch
      guard
        isDestroyed || rules.clearsEmptyAccounts && record.touchedEpoch == epoch && record.isEmpty
      else { continue }
      record.exists = false
      record.nonce = 0
      record.balance = .zero
      record.codeHash = Keccak256.empty
      record.code = .empty
      if isDestroyed {
        record.storageIsNew = true
        record.storage.removeAll()
      }
      record.isChanged = true
    }
    journal.removeAll(keepingCapacity: true)
    touched.removeAll(keepingCapacity: true)
  }

  /// What is different from what the reader gave; for between transactions.
  public func changes() -> StateChanges {
    var changes = StateChanges()
    for record in records where record.isChanged {
      var storage: [UInt256: UInt256] = [:]
      for number in 0..<record.storage.count {
        let slot = record.storage.slots[number]
        if slot.isWritten { storage[slot.key] = slot.current }
      }
      changes.accounts[record.address] = AccountChange(
        account: record.exists
          ? Account(nonce: record.nonce, balance: record.balance, codeHash: record.codeHash) : nil,
        code: record.code, clearsStorage: record.storageIsNew, storage: storage)
    }
    return changes
  }
}
