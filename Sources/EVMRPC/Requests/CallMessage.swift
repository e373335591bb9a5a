public import EVMPrimitives
public import ExactJSON

/// A message to run without a transaction: what `eth_call` and `eth_estimateGas` take.
public struct CallMessage: Hashable, Sendable {
  /// Who sends it; the zero address by default.
  public var from: Address?
  /// Whom it is for; creates a contract when missing.
  public var to: Address?
  public var data: [UInt8]
  /// In wei.
  public var value: UInt256
  public var gas: UInt64?
  /// Wei per gas; without it nobody needs coin for gas.
  public var gasPrice: UInt256?

  public init(
    from: Address? = nil, to: Address?, data: [UInt8] = [], value: UInt256 = 0,
    gas: UInt64? = nil, gasPrice: UInt256? = nil
  ) {
    self.from = from
    self.to = to
    self.data = data
    self.value = value
    self.gas = gas
    self.gasPrice = gasPrice
  }

  /// The object in a call's arguments; the data under its old name, which every node knows.
  public var json: JSON {
    var members: [JSON.Member] = []
    if let from { members.append(.init("from", .string(from.hex))) }
    if let to { members.append(.init("to", .string(to.hex))) }
    if !data.isEmpty { members.append(.init("data", .string(Hex.encode(data)))) }
    if value != 0 { members.append(.init("value", .quantity(value))) }
    if let gas { members.append(.init("gas", .quantity(gas))) }
    if let gasPrice { members.append(.init("gasPrice", .quantity(gasPrice))) }
    return .object(members)
  }
}

/// What an account is taken to have during one `eth_call`.
public struct AccountOverride: Hashable, Sendable {
  public var balance: UInt256?
  public var nonce: UInt64?
  public var code: [UInt8]?
  /// Single words of storage; all others stay.
  public var storage: [UInt256: UInt256]

  public init(
    balance: UInt256? = nil, nonce: UInt64? = nil, code: [UInt8]? = nil,
    storage: [UInt256: UInt256] = [:]
  ) {
    self.balance = balance
    self.nonce = nonce
    self.code = code
    self.storage = storage
  }

  var json: JSON {
    var members: [JSON.Member] = []
    if let balance { members.append(.init("balance", .quantity(balance))) }
    if let nonce { members.append(.init("nonce", .quantity(nonce))) }
    if let code { members.append(.init("code", .string(Hex.encode(code)))) }
    if !storage.isEmpty {
      let words = storage.sorted { $0.key < $1.key }.map {
        JSON.Member(Hash256($0.key).hex, .string(Hash256($0.value).hex))
      }
      members.append(.init("stateDiff", .object(words)))
    }
    return .object(members)
  }
}

extension JSON {
  /// A quantity of the execution APIs: `0x` and hex digits without leading zeros.
  static func quantity(_ value: UInt64) -> JSON { .string("0x" + String(value, radix: 16)) }

  static func quantity(_ value: UInt256) -> JSON { .string(value.quantity) }
}
