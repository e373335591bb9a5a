/// Which nonce an account's next transaction takes.
///
/// What the chain says is not enough: a node may not have seen yet what was sent a moment ago. So
/// every nonce of the journal that may have been broadcast is held until the chain has used it.
public struct NonceAllocator: Hashable, Sendable {
  /// Transactions of the account that are mined.
  public let latest: UInt64
  /// The same with those that wait without a gap, as the node sees it.
  public let pending: UInt64
  /// The nonces of signed transactions that are not settled.
  public let held: Set<UInt64>

  /// How many transactions of one account may wait before an answer is not believed.
  static let waitingLimit: UInt64 = 4096

  /// - Throws: ``SendingFailure/implausibleNonce(latest:pending:)``.
  public init(
    latest: UInt64, pending: UInt64, held: Set<UInt64>
  ) throws(SendingFailure) {
    let (limit, overflow) = latest.addingReportingOverflow(Self.waitingLimit)
    guard !overflow, pending <= limit else {
      throw .implausibleNonce(latest: latest, pending: pending)
    }
    self.latest = latest
    self.pending = pending
    self.held = held.filter { $0 >= latest }
  }

  /// The first nonce that neither the chain nor the journal knows.
  private var end: UInt64 { max(latest, pending, held.max().map { $0 &+ 1 } ?? 0) }

  /// The first run of nonces that nobody has used below one that is held; `nil` when there is none.
  public var gap: ClosedRange<UInt64>? {
    var first = max(latest, pending)
    while held.contains(first) { first &+= 1 }
    guard first < end, let next = held.filter({ $0 > first }).min() else { return nil }
    return first...next - 1
  }

  /// The nonce to take: the first of a gap, which must be used before later ones can be mined, or else
  /// the next that is free.
  public var next: UInt64 { gap?.lowerBound ?? end }
}
