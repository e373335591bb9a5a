public import EVMPrimitives

// The state by address: what a transaction does before and after code runs, and what is set in tests.
extension JournaledState {
  /// Whether there is an account; before Spurious Dragon an empty one may be.
  public func exists(_ address: Address) throws(ExecutionFault) -> Bool {
    try record(at: address).exists
  }

  /// Wei that the account has.
  public func balance(of address: Address) throws(ExecutionFault) -> UInt256 {
    try record(at: address).balance
  }

  public func nonce(of address: Address) throws(ExecutionFault) -> UInt64 {
    try record(at: address).nonce
  }

  /// The code of the account; a delegation designator is given as such.
  public func code(of address: Address) throws(ExecutionFault) -> ExecutableCode {
    try code(of: record(at: address))
  }

  /// A word of the account's storage.
  public func storage(
    of address: Address, slot key: UInt256
  ) throws(ExecutionFault) -> UInt256 {
    let record = try record(at: address)
    return record.storage.slots[try slot(key, of: record)].current
  }

  /// Gives an account wei, and makes it if there is none; by nothing at all too, unless empty
  /// accounts vanish.
  public func credit(_ amount: UInt256, to address: Address) throws(ExecutionFault) {
    let record = try record(at: address)
    if amount.isZero, rules.clearsEmptyAccounts {
      touch(record)
    } else {
      setBalance(record.balance &+ amount, of: record)
    }
  }

  /// Takes wei from an account; false, and nothing is taken, when it has less.
  public func debit(_ amount: UInt256, from address: Address) throws(ExecutionFault) -> Bool {
    let record = try record(at: address)
    guard record.balance >= amount else { return false }
    setBalance(record.balance &- amount, of: record)
    return true
  }

  public func setBalance(_ balance: UInt256, of address: Address) throws(ExecutionFault) {
    setBalance(balance, of: try record(at: address))
  }

  public func setNonce(_ nonce: UInt64, of address: Address) throws(ExecutionFault) {
    setNonce(nonce, of: try record(at: address))
  }

  /// Sets the code of an account; empty code takes it away.
  public func setCode(_ code: ExecutableCode, of address: Address) throws(ExecutionFault) {
    setCode(code, of: try record(at: address))
  }

  /// Writes a word of an account's storage as if its code had.
  public func setStorage(
    _ value: UInt256, slot key: UInt256, of address: Address
  ) throws(ExecutionFault) {
    let record = try record(at: address)
    makeExist(record)
    setStorage(value, slot: try slot(key, of: record), of: record)
  }

  /// Makes an account warm for the transaction (EIP-2929).
  ///
  /// - Returns: Whether it was cold.
  @discardableResult
  public func warm(_ address: Address) throws(ExecutionFault) -> Bool {
    warm(try record(at: address))
  }

  /// Makes a slot warm for the transaction.
  public func warm(slot key: UInt256, of address: Address) throws(ExecutionFault) {
    let record = try record(at: address)
    _ = warmSlot(try slot(key, of: record), of: record)
  }

  /// What the transaction has logged so far.
  public var transactionLogs: [Log] { Array(logs) }

  /// Gas that the transaction has earned back so far, before the limit on it.
  public var refundCounter: Int64 { refund }

  /// Adds to ``refundCounter``.
  public func addRefund(_ gas: Int64) { refund += gas }
}
