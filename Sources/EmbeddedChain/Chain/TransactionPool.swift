import EVMAccounts
import EVMPrimitives

/// A transaction that waits for a block.
struct PendingTransaction: Sendable {
  let signed: SignedTransaction
  let hash: Hash256
  let sender: Address
  let isImpersonated: Bool
  /// Counts arrivals, so that of equal prices the first comes first.
  let arrival: UInt64

  var nonce: UInt64 { signed.transaction.nonce }
}

/// The transactions that wait for a block, those that wait for an earlier nonce too.
struct TransactionPool: Sendable {
  private var queues: [Address: [UInt64: PendingTransaction]] = [:]
  private var places: [Hash256: (sender: Address, nonce: UInt64)] = [:]
  private var arrivals: UInt64 = 0

  /// Transactions that may wait.
  static let limit = 8192
  /// How much more, in percent, one must pay that takes the place of another.
  static let replacementBump: UInt64 = 10

  var count: Int { places.count }
  var isEmpty: Bool { places.isEmpty }

  subscript(hash: Hash256) -> PendingTransaction? {
    places[hash].flatMap { queues[$0.sender]?[$0.nonce] }
  }

  /// All that waits, in order of sender and nonce.
  var all: [PendingTransaction] {
    queues.values.flatMap(\.values).sorted { ($0.sender, $0.nonce) < ($1.sender, $1.nonce) }
  }

  /// The nonce that the sender's next transaction needs, behind those that wait without a gap.
  func nextNonce(of sender: Address, state: UInt64) -> UInt64 {
    var nonce = state
    if let queue = queues[sender] { while queue[nonce] != nil { nonce += 1 } }
    return nonce
  }

  /// The sender's transactions that can go into a block, from a nonce on.
  func executable(of sender: Address, from nonce: UInt64) -> PendingTransaction? {
    queues[sender]?[nonce]
  }

  var senders: [Address] { Array(queues.keys) }

  /// Takes a transaction in, in the place of one with the same nonce that pays less.
  mutating func insert(
    _ signed: SignedTransaction, hash: Hash256, from sender: Address, isImpersonated: Bool
  ) throws(PoolRefusal) {
    guard places[hash] == nil else { throw .alreadyKnown }
    let nonce = signed.transaction.nonce
    if let other = queues[sender]?[nonce] {
      guard signed.transaction.canReplace(other.signed.transaction) else {
        throw .replacementUnderpriced(percent: Self.replacementBump)
      }
      places[other.hash] = nil
    } else if count >= Self.limit {
      throw .full(limit: Self.limit)
    }
    arrivals += 1
    queues[sender, default: [:]][nonce] = PendingTransaction(
      signed: signed, hash: hash, sender: sender, isImpersonated: isImpersonated,
      arrival: arrivals)
    places[hash] = (sender, nonce)
  }

  /// Takes a transaction out; false when it is not there.
  @discardableResult
  mutating func remove(_ hash: Hash256) -> Bool {
    guard let place = places.removeValue(forKey: hash) else { return false }
    queues[place.sender]?[place.nonce] = nil
    if queues[place.sender]?.isEmpty == true { queues[place.sender] = nil }
    return true
  }

  /// Takes out what can never be mined any more, because its nonce was used.
  mutating func removeUsed(of sender: Address, below nonce: UInt64) {
    for other in queues[sender]?.values.filter({ $0.nonce < nonce }) ?? [] { remove(other.hash) }
  }

  mutating func removeAll() {
    queues.removeAll()
    places.removeAll()
  }
}

extension UnsignedTransaction {
  /// Whether it pays enough more than another to take its place: cap and tip both.
  fileprivate func canReplace(_ other: UnsignedTransaction) -> Bool {
    func bumped(_ price: UInt256) -> UInt256? {
      let (product, overflow) = price.multipliedReportingOverflow(
        by: UInt256(100 + TransactionPool.replacementBump))
      return overflow ? nil : product / UInt256(100)
    }
    let tip = fees?.maxPriorityFeePerGas ?? maximumFeePerGas
    let otherTip = other.fees?.maxPriorityFeePerGas ?? other.maximumFeePerGas
    guard let cap = bumped(other.maximumFeePerGas), let least = bumped(otherTip) else {
      return false
    }
    return maximumFeePerGas > other.maximumFeePerGas && maximumFeePerGas >= cap && tip > otherTip
      && tip >= least
  }
}

/// Why a transaction is not taken among those that wait.
enum PoolRefusal: Error, Hashable, Sendable {
  case alreadyKnown
  case replacementUnderpriced(percent: UInt64)
  case full(limit: Int)
}

extension PoolRefusal: CustomStringConvertible {
  /// Begins with the words of geth, by which libraries know it.
  var description: String {
    switch self {
    case .alreadyKnown: "already known"
    case .replacementUnderpriced(let percent):
      "replacement transaction underpriced: one with the same nonce waits already; pay \(percent) % more for gas, cap and tip, to replace it."
    case .full(let limit): "txpool is full: \(limit) transactions wait already; mine a block first."
    }
  }
}
