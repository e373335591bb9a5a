public import EVMPrimitives
public import EVMRPC

/// Something that a vault of BTFS, of any generation, or a chequebook of Swarm logged.
///
/// An event says what happened only when the vault itself logged it: look at the log's address
/// first. One of the earliest names, `Deposit`, is also an event of wrapped coins.
public enum VaultEvent: Hashable, Sendable {
  /// A cheque was cashed in the vault's token, or in the named one.
  case chequeCashed(ChequeCashed)
  /// A cheque was paid in part: of V1 and earlier, and of chequebooks.
  case chequeBounced
  /// The same of a cheque over another token; declared, and not known to be logged.
  case multiTokenChequeBounced(token: Address)
  /// The issuer took money out.
  ///
  /// - Parameters:
  ///   - token: `nil` for the vault's own.
  ///   - from: Who took it; `nil` of the first vaults and of chequebooks, which do not say.
  case withdraw(token: Address?, from: Address?, amount: UInt256)
  /// Somebody put money in.
  ///
  /// - Parameter token: `nil` for the vault's own.
  case deposit(token: Address?, from: Address, amount: UInt256)
  /// Other logic was put behind the vault.
  case upgraded(implementation: Address)
  /// The vault was set up.
  case initialized(version: UInt8)
  case adminChanged(previous: Address, new: Address)
  case beaconUpgraded(beacon: Address)
}

/// A cash-out as a vault logs it.
public struct ChequeCashed: Hashable, Sendable {
  /// The token that the event names; `nil` for the vault's own.
  public let token: Address?
  public let beneficiary: Address
  /// Where the money went.
  public let recipient: Address
  public let caller: Address
  /// What was paid, the caller's part included.
  public let totalPayout: UInt256
  /// What the cheque promised in total.
  public let cumulativePayout: UInt256
  /// What the caller got for cashing somebody else's cheque; 0 but for chequebooks.
  public let callerPayout: UInt256

  public init(
    token: Address?, beneficiary: Address, recipient: Address, caller: Address,
    totalPayout: UInt256, cumulativePayout: UInt256, callerPayout: UInt256
  ) {
    self.token = token
    self.beneficiary = beneficiary
    self.recipient = recipient
    self.caller = caller
    self.totalPayout = totalPayout
    self.cumulativePayout = cumulativePayout
    self.callerPayout = callerPayout
  }
}

// MARK: - Reading logs

extension VaultEvent {
  /// The event of a log, which was filtered by the vault's address; `nil` for a log that the chain
  /// took back and for what ``init(topics:data:)`` does not know.
  public init?(_ log: RPCLog) {
    guard !log.isRemoved else { return nil }
    self.init(topics: log.topics, data: log.data)
  }

  /// The event of a log's topics and data; `nil` for an event of something else, and for one with
  /// other indexed parameters or malformed data.
  public init?(topics: [Hash256], data: [UInt8]) {
    guard let topic = topics.first, let reading = VaultEventReading.byTopic[topic],
      let values = reading.form.values(topics: topics, data: data),
      let event = try? reading.event(values)
    else { return nil }
    self = event
  }

  /// The first topics of all events that are read.
  public static let topics: [Hash256] = VaultEventReading.all.map(\.form.topic)

  /// The first topics of cash-outs: of the vault's own token, and of others.
  public static let cashedTopics: [Hash256] = [
    VaultEventReading.chequeCashed.form.topic, VaultEventReading.multiTokenChequeCashed.form.topic,
  ]
}
