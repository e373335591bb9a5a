public import EVMPrimitives

/// What a journal knows of one transaction.
public struct JournaledTransaction: Hashable, Sendable, Identifiable {
  /// Where it is on its way.
  public enum Stage: Hashable, Sendable {
    /// Not signed: nothing of it exists.
    case intended
    /// Signed, and perhaps known to others: it may be mined at any time.
    case open
    case settled(TransactionSettlement)
    /// A transaction that is not in the journal has its nonce.
    case replaced
    /// It will never be mined.
    case abandoned(reason: String)
  }

  /// Its number in the journal, from 0.
  public let id: Int
  public let purpose: TransactionPurpose
  /// When it was intended, in seconds since 1970.
  public let time: UInt64
  /// What was signed for it, all with one nonce; the newest last.
  public internal(set) var attempts: [SignedAttempt] = []
  public internal(set) var stage: Stage = .intended
  /// What came of handing in each attempt, as far as it is known.
  public internal(set) var broadcasts: [Hash256: BroadcastResult] = [:]

  init(id: Int, purpose: TransactionPurpose, time: UInt64) {
    self.id = id
    self.purpose = purpose
    self.time = time
  }

  /// The nonce of its attempts; `nil` while there are none.
  public var nonce: UInt64? { attempts.first?.nonce }

  /// Whether it is unfinished.
  public var isOpen: Bool {
    switch stage {
    case .intended, .open: true
    case .settled, .replaced, .abandoned: false
    }
  }

  /// The hash under which it is known: the one that was mined, or else the newest.
  public var hash: Hash256? {
    if case .settled(let settlement) = stage { settlement.hash } else { attempts.last?.hash }
  }
}

extension JournaledTransaction {
  /// Changes it as a record says.
  ///
  /// - Throws: Why the record cannot follow what came before.
  mutating func apply(_ record: JournalRecord) throws(JournalLineError) {
    switch (record, stage) {
    case (.signed(_, let attempt), .intended), (.signed(_, let attempt), .open):
      guard attempts.allSatisfy({ $0.nonce == attempt.nonce }) else {
        throw .record("It has another nonce than the attempt before.")
      }
      attempts.append(attempt)
      stage = .open
    case (.broadcast(_, let hash, let result), .open): broadcasts[hash] = result
    case (.settled(_, let settlement), .open): stage = .settled(settlement)
    case (.replaced, .open): stage = .replaced
    case (.abandoned(_, let reason), .intended), (.abandoned(_, let reason), .open):
      stage = .abandoned(reason: reason)
    case (.reopened, .settled): stage = .open
    default: throw .record("It cannot follow what the journal says of transaction \(id).")
    }
  }
}
