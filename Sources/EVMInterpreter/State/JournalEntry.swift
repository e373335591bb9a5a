import EVMPrimitives

/// What undoes one change of the state.
enum JournalEntry {
  case balance(Unmanaged<AccountRecord>, UInt256)
  case nonce(Unmanaged<AccountRecord>, UInt64)
  case code(Unmanaged<AccountRecord>, hash: Hash256, code: ExecutableCode?)
  case existence(Unmanaged<AccountRecord>, Bool)
  case creation(Unmanaged<AccountRecord>, createdEpoch: UInt32, storageIsNew: Bool)
  case destruction(Unmanaged<AccountRecord>, destroyedEpoch: UInt32)
  case touch(Unmanaged<AccountRecord>, touchedEpoch: UInt32)
  case warmAccount(Unmanaged<AccountRecord>, warmEpoch: UInt32)
  case warmSlot(Unmanaged<AccountRecord>, slot: Int)
  case storage(Unmanaged<AccountRecord>, slot: Int, UInt256, isWritten: Bool)
  case transient(Unmanaged<AccountRecord>, key: UInt256, UInt256)
}

/// A place in the journal to which a frame that fails takes the state back.
struct Checkpoint {
  let entryCount: Int
  let logCount: Int
  let refund: Int64
}
