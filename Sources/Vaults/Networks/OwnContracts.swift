import EVMPrimitives
import ExactJSON

/// The tokens of a user's network: the known ones of the chain, then the user's.
struct OwnTokens {
  private(set) var all: [Network.Token]

  init(_ list: JSONValue?, of known: Network?) throws(JSONTypeError) {
    all = known?.tokens ?? []
    guard let list else { return }
    for value in try list.requireElements() { try add(value) }
  }

  private mutating func add(_ value: JSONValue) throws(JSONTypeError) {
    let unit = try Denomination(unitOf: value, keys: ["symbol", "address", "decimals"])
    let address = try value.require("address").contractAddress()
    if let other = all.first(where: { $0.address == address }) {
      guard other.denomination == unit else {
        throw value.invalid(
          "The token at \(address) is \(other.symbol) with \(other.denomination.decimals) decimals already; correct it, or leave it out."
        )
      }
      return
    }
    if let other = all.first(where: { $0.symbol.lowercased() == unit.symbol.lowercased() }) {
      throw value.invalid(
        "The symbol \(unit.symbol) is that of the token at \(other.address) already; choose another."
      )
    }
    all.append(Network.Token(unit, at: address))
  }
}

/// The contracts of a user's network; the first of a role is the one in use.
struct OwnContracts {
  private(set) var all: [KnownContract] = []
  private let chainID: UInt64
  private let tokens: [Network.Token]

  /// - Parameter tokens: The tokens of the network, at whose addresses nothing else can be.
  init(
    _ list: JSONValue?, chainID: UInt64, tokens: [Network.Token]
  ) throws(JSONTypeError) {
    self.chainID = chainID
    self.tokens = tokens
    guard let list else { return }
    for value in try list.requireElements() { try add(value) }
  }

  private static let roles = KnownContract.Role.allCases.filter { $0 != .token && $0 != .unused }

  private mutating func add(_ value: JSONValue) throws(JSONTypeError) {
    try value.requireKeys(known: ["role", "address", "name"])
    let text = try value.require("role").requireString()
    guard let role = Self.roles.first(where: { $0.rawValue == text }) else {
      throw try value.require("role").invalid(
        "\(quoted(text)) is no contract's role; choose \(Self.roles.map(\.rawValue).joined(separator: ", "))."
      )
    }
    let address = try value.require("address").contractAddress()
    if let token = tokens.first(where: { $0.address == address }) {
      throw value.invalid("At \(address) is the token \(token.symbol); correct the address.")
    }
    if let other = all.first(where: { $0.address == address }) {
      throw value.invalid(
        "The contract \(address) is in the list as \(other.role.rawValue) already; remove one.")
    }
    if let known = KnownContract.at(address, chainID: chainID), known.role != role {
      throw value.invalid(
        "At \(address) is \(known), which is no \(role.rawValue); correct the address or the role.")
    }
    let name = try value.member("name") { value throws(JSONTypeError) in try value.label() }
    all.append(
      KnownContract(
        chainID, role, name ?? role.rawValue, at: address, since: nil,
        isCurrent: !all.contains { $0.role == role }))
  }
}

extension Denomination {
  /// Reads `symbol` and `decimals` of an object with these keys.
  init(unitOf value: JSONValue, keys: [String]) throws(JSONTypeError) {
    try value.requireKeys(known: keys)
    let symbol = try value.require("symbol").requireString()
    let decimals = try value.require("decimals").integer(as: Int.self)
    do { try self.init(symbol: symbol, decimals: decimals) } catch {
      throw value.invalid(error.description)
    }
  }
}
