import EVMABI
import EVMPrimitives

/// How one declaration of an event is read as a ``VaultEvent``.
struct VaultEventReading: Sendable {
  let form: EventForm
  let event: @Sendable ([ABIValue]) throws -> VaultEvent

  private init(
    _ declaration: String, _ event: @escaping @Sendable ([ABIValue]) throws -> VaultEvent
  ) {
    form = EventForm(declaration)
    self.event = event
  }

  static let byTopic = Dictionary(uniqueKeysWithValues: all.map { ($0.form.topic, $0) })

  static let all: [VaultEventReading] =
    [chequeCashed, multiTokenChequeCashed] + bounces + movements + earlyMovements + proxies

  static let chequeCashed = VaultEventReading(
    "ChequeCashed(address indexed beneficiary, address indexed recipient, address indexed caller, uint256 totalPayout, uint256 cumulativePayout, uint256 callerPayout)"
  ) { .chequeCashed(try ChequeCashed(token: nil, $0)) }

  static let multiTokenChequeCashed = VaultEventReading(
    "MultiTokenChequeCashed(address token, address indexed beneficiary, address indexed recipient, address indexed caller, uint256 totalPayout, uint256 cumulativePayout, uint256 callerPayout)"
  ) { values in
    let token = try unpack(values, as: Address.self)
    return .chequeCashed(try ChequeCashed(token: token, Array(values.dropFirst())))
  }

  private static let bounces = [
    VaultEventReading("ChequeBounced()") { _ in .chequeBounced },
    VaultEventReading("MultiTokenChequeBounced(address indexed token)") {
      .multiTokenChequeBounced(token: try unpack($0, as: Address.self))
    },
  ]

  /// Money in and out, since February 2022.
  private static let movements = [
    VaultEventReading("VaultWithdraw(address indexed from, uint256 amount)") {
      let (from, amount) = try unpack($0, as: Address.self, UInt256.self)
      return .withdraw(token: nil, from: from, amount: amount)
    },
    VaultEventReading("VaultDeposit(address indexed from, uint256 amount)") {
      let (from, amount) = try unpack($0, as: Address.self, UInt256.self)
      return .deposit(token: nil, from: from, amount: amount)
    },
    VaultEventReading(
      "MultiTokenVaultWithdraw(address indexed token, address indexed from, uint256 amount)"
    ) {
      let (token, from, amount) = try unpack($0, as: Address.self, Address.self, UInt256.self)
      return .withdraw(token: token, from: from, amount: amount)
    },
    VaultEventReading(
      "MultiTokenVaultDeposit(address indexed token, address indexed from, uint256 amount)"
    ) {
      let (token, from, amount) = try unpack($0, as: Address.self, Address.self, UInt256.self)
      return .deposit(token: token, from: from, amount: amount)
    },
  ]

  /// Money in and out, before.
  private static let earlyMovements = [
    VaultEventReading("Withdraw(address indexed from, uint256 amount)") {
      let (from, amount) = try unpack($0, as: Address.self, UInt256.self)
      return .withdraw(token: nil, from: from, amount: amount)
    },
    VaultEventReading("Deposit(address indexed from, uint256 amount)") {
      let (from, amount) = try unpack($0, as: Address.self, UInt256.self)
      return .deposit(token: nil, from: from, amount: amount)
    },
    VaultEventReading("Withdraw(uint256 amount)") {
      .withdraw(token: nil, from: nil, amount: try unpack($0, as: UInt256.self))
    },
  ]

  private static let proxies = [
    VaultEventReading("Upgraded(address indexed implementation)") {
      .upgraded(implementation: try unpack($0, as: Address.self))
    },
    VaultEventReading("Initialized(uint8 version)") {
      .initialized(version: try unpack($0, as: UInt8.self))
    },
    VaultEventReading("AdminChanged(address previousAdmin, address newAdmin)") {
      let (previous, new) = try unpack($0, as: Address.self, Address.self)
      return .adminChanged(previous: previous, new: new)
    },
    VaultEventReading("BeaconUpgraded(address indexed beacon)") {
      .beaconUpgraded(beacon: try unpack($0, as: Address.self))
    },
  ]
}

extension ChequeCashed {
  /// - Parameter values: Those of the event behind the token.
  fileprivate init(token: Address?, _ values: [ABIValue]) throws {
    let fields = try unpack(
      values, as: Address.self, Address.self, Address.self, UInt256.self, UInt256.self,
      UInt256.self)
    self.init(
      token: token, beneficiary: fields.0, recipient: fields.1, caller: fields.2,
      totalPayout: fields.3, cumulativePayout: fields.4, callerPayout: fields.5)
  }
}
