public import EVMPrimitives

/// What kind of transaction it is: its number in front of the envelope.
///
/// - SeeAlso: [EIP-2718](https://eips.ethereum.org/EIPS/eip-2718)
public enum TransactionType: UInt8, CaseIterable, Hashable, Sendable {
  /// The first form, without a number in front; with a chain id in v since EIP-155.
  case legacy = 0
  /// With a list of what it will touch, EIP-2930.
  case accessList = 1
  /// With a cap and a tip instead of one price, EIP-1559.
  case feeMarket = 2
  /// With blobs beside it, EIP-4844.
  case blob = 3
  /// With authorisations to run code in the name of accounts, EIP-7702.
  case setCode = 4

  /// The fork of Ethereum that brought the type.
  public var firstFork: Fork {
    switch self {
    case .legacy: .frontier
    case .accessList: .berlin
    case .feeMarket: .london
    case .blob: .cancun
    case .setCode: .prague
    }
  }

  /// How many fields the list of a signed one has.
  var signedFieldCount: Int {
    switch self {
    case .legacy: 9
    case .accessList: 11
    case .feeMarket: 12
    case .blob: 14
    case .setCode: 13
    }
  }

  /// Whether it may leave out the recipient and create a contract.
  public var canCreateContract: Bool { self != .blob && self != .setCode }
}

extension TransactionType: CustomStringConvertible {
  /// The number, and what it stands for.
  public var description: String {
    switch self {
    case .legacy: "0 (legacy)"
    case .accessList: "1 (access list, EIP-2930)"
    case .feeMarket: "2 (fee market, EIP-1559)"
    case .blob: "3 (blobs, EIP-4844)"
    case .setCode: "4 (set code, EIP-7702)"
    }
  }
}
