public import EVMPrimitives
import Glibc
import Synchronization

/// What one account has sent, is sending and is about to send on one chain, kept so that a process
/// that dies at any moment loses nothing and does nothing twice.
///
/// A file of JSON lines that only grows. Each line is on the disk before the call that adds it
/// returns, and what is signed is in it before anybody else sees it. While one process has the
/// journal no other one can open it, so two never take the same nonce. Keys never enter it.
///
/// A last line that was cut short by a crash is taken off, for nothing was sent on it; any other
/// damage is an error and leaves the file as it is.
public final class TransactionJournal: Sendable {
  public let owner: JournalOwner
  /// Where it is kept.
  public let path: String
  /// Bytes of an unfinished last line that were taken off when it was opened.
  public let repairedByteCount: Int

  private let state: Mutex<State>
  private let now: @Sendable () -> UInt64

  private struct State {
    var file: JournalFile
    var line: JournalLine
    var transactions: [JournaledTransaction]
  }

  /// The system's clock, in seconds since 1970.
  public static let systemClock: @Sendable () -> UInt64 = { UInt64(max(0, time(nil))) }

  private init(
    owner: JournalOwner, path: String, repaired: Int, state: sending State,
    now: @escaping @Sendable () -> UInt64
  ) {
    self.owner = owner
    self.path = path
    repairedByteCount = repaired
    self.state = Mutex(state)
    self.now = now
  }

  /// Opens an account's journal, or begins it.
  ///
  /// - Parameters:
  ///   - folder: Where journals are; it is made if it is missing.
  ///   - patience: How long to wait for another process that has the journal.
  ///   - now: Seconds since 1970, for the lines.
  /// - Throws: ``JournalError``.
  public static func open(
    in folder: String, for owner: JournalOwner, patience: Duration = .zero,
    now: @escaping @Sendable () -> UInt64 = systemClock
  ) throws(JournalError) -> TransactionJournal {
    let path = "\(folder)/\(owner.fileName)"
    let file = try JournalFile.open(path, patience: patience)
    var reading = JournalReading(path: path)
    try reading.read(try file.contents())
    if let found = reading.owner, found != owner {
      guard reading.transactions.isEmpty else { throw .otherOwner(path) }
      // Nothing was ever sent by it: an endpoint may have lied about the chain when it was begun.
      try file.truncate(to: 0)
      reading = JournalReading(path: path)
    }
    if reading.tornByteCount > 0 { try file.truncate(to: reading.soundByteCount) }
    if reading.owner == nil {
      try file.append(reading.line.encode(.opening(owner), time: now()))
    }
    if reading.tornByteCount > 0 {
      try file.append(reading.line.encode(.repaired(bytes: reading.tornByteCount), time: now()))
    }
    return TransactionJournal(
      owner: owner, path: path, repaired: reading.tornByteCount,
      state: State(file: file, line: reading.line, transactions: reading.transactions), now: now)
  }

  /// All transactions, in the order in which they were intended.
  public var transactions: [JournaledTransaction] { state.withLock { $0.transactions } }

  /// Those that are not finished, those with a nonce in its order and the others behind.
  public var open: [JournaledTransaction] {
    transactions.filter(\.isOpen).sorted { ($0.nonce ?? .max, $0.id) < ($1.nonce ?? .max, $1.id) }
  }

  /// The transaction one of whose attempts has this hash.
  public func transaction(_ hash: Hash256) -> JournaledTransaction? {
    transactions.last { $0.attempts.contains { $0.hash == hash } }
  }

  public subscript(id: Int) -> JournaledTransaction? {
    state.withLock { $0.transactions.indices.contains(id) ? $0.transactions[id] : nil }
  }
}

// MARK: - Writing

extension TransactionJournal {
  /// Writes down that a transaction is going to be made.
  func intend(_ purpose: TransactionPurpose) throws(JournalError) -> JournaledTransaction {
    let id = state.withLock { $0.transactions.count }
    return try append(.intent(transaction: id, purpose), to: id)
  }

  /// Writes a record down, and returns what is known then.
  @discardableResult
  func append(
    _ record: JournalRecord, to id: Int
  ) throws(JournalError) -> JournaledTransaction {
    try state.withLock { state throws(JournalError) in
      let time = now()
      var transactions = state.transactions
      do throws(JournalLineError) {
        try transactions.apply(record, time: time)
      } catch { preconditionFailure("A record that is ours does not fit: \(error)") }
      var line = state.line
      try state.file.append(line.encode(record, time: time))
      state.line = line
      state.transactions = transactions
      return transactions[id]
    }
  }
}

extension JournalOwner {
  /// The name of the journal's file.
  var fileName: String { "\(filePrefix)\(Hex.encode(account.bytes)).jsonl" }

  /// How the names of all files of the chain begin.
  var filePrefix: String {
    "\(chainID)-\(Hex.encode(genesis.bytes.prefix(4), prefix: false))-"
  }
}

extension [JournaledTransaction] {
  /// Changes the transaction that a record is about, or adds it.
  mutating func apply(_ record: JournalRecord, time: UInt64) throws(JournalLineError) {
    switch record {
    case .opening, .repaired: break
    case .intent(let id, let purpose):
      guard id == count else { throw .record("The transaction's number is not the next one.") }
      append(JournaledTransaction(id: id, purpose: purpose, time: time))
    case .signed(let id, _), .broadcast(let id, _, _), .settled(let id, _), .replaced(let id),
      .abandoned(let id, _), .reopened(let id):
      guard indices.contains(id) else { throw .record("There is no transaction \(id).") }
      try self[id].apply(record)
    }
  }
}
