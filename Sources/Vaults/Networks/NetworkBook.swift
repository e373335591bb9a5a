import EVMPrimitives

/// The networks that a user can name: the known ones, and the user's own from a file.
///
/// ```json
/// {"networks": [
///   {"name": "bttc", "chainId": 199, "endpoints": ["https://bttc.example.org/key"]},
///   {"name": "staging", "chainId": 31337, "title": "Our staging chain",
///    "coin": {"symbol": "BTT", "decimals": 18}, "endpoints": ["http://127.0.0.1:8545"],
///    "tokens": [{"symbol": "WBTT", "address": "0x23181F21DEa5936e24163FFABa4Ea3B316B57f3C",
///                "decimals": 18}],
///    "contracts": [{"role": "vault-factory",
///                   "address": "0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7"}]}
/// ]}
/// ```
/// `name` and `chainId` are due, and `endpoints` of a chain that is not known. A network with the name
/// of a known one takes its place; any other name stands beside it. On a known chain what is left out
/// is the known network's, and tokens and contracts are added to those that are known.
public struct NetworkBook: Hashable, Sendable {
  /// The user's networks, in the order of the file.
  public let ownNetworks: [Network]

  /// The known networks alone.
  public static let known = NetworkBook(ownNetworks: [])

  init(ownNetworks: [Network]) { self.ownNetworks = ownNetworks }

  /// All networks: the user's own, the known ones whose place they do not take, and ``Network/embedded``.
  public var networks: [Network] {
    let names = Set(ownNetworks.map(\.name))
    return ownNetworks + (Network.all + [.embedded]).filter { !names.contains($0.name) }
  }

  /// The network that somebody named: by its name in any case, or by its chain id in decimal or `0x`
  /// hex.
  ///
  /// A chain id means the known network of that id, or what takes its place; of an id that is not
  /// known the user's own network, or else one without endpoints and contracts.
  /// - Throws: ``NetworkError`` for an unknown name, for a number that is no chain id, and for an
  ///   unknown id that several of the user's networks have.
  public func named(_ text: String) throws(NetworkError) -> Network {
    let name = text.lowercased()
    if let network = networks.first(where: { $0.name == name }) { return network }
    guard let number = try? UInt256(decimalOrHex: text) else {
      throw .unknownOwnName(text, names: networks.map(\.name))
    }
    guard let chainID = UInt64(exactly: number), chainID > 0 else { throw .noChainID(number) }
    if let known = Network.withChainID(chainID) {
      return ownNetworks.first { $0.name == known.name } ?? known
    }
    let own = ownNetworks.filter { $0.chainID == chainID }
    guard own.count <= 1 else {
      throw .ambiguousChainID(chainID, names: own.map(\.name))
    }
    return own.first ?? .unknown(chainID: chainID)
  }
}
