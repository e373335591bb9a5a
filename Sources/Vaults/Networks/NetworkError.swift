public import EVMPrimitives

/// Why no known network was found.
public enum NetworkError: Error, Hashable, Sendable {
  case unknownName(String)
  /// Neither a known network's name nor one of the user's.
  case unknownOwnName(String, names: [String])
  case unknownChainID(UInt256)
  /// 0, or more than 64 bits.
  case noChainID(UInt256)
  /// Several networks of the user have the chain id.
  case ambiguousChainID(UInt64, names: [String])
}

extension NetworkError: CustomStringConvertible {
  public var description: String {
    let known = (Network.all + [.embedded]).map { "\($0.name) (\($0.chainID))" }.joined(
      separator: ", ")
    switch self {
    case .unknownName(let name):
      return "There is no network \(quoted(name)); name one of \(known), or its chain id."
    case .unknownOwnName(let name, let names):
      return
        "There is no network \(quoted(name)); name one of \(names.joined(separator: ", ")), or a chain id."
    case .unknownChainID(let chainID):
      return "No network with chain id \(chainID) is known; known are \(known)."
    case .noChainID(let number):
      return "\(number) is no chain id; give one from 1 to \(UInt64.max), such as 199."
    case .ambiguousChainID(let chainID, let names):
      return
        "Several of your networks have the chain id \(chainID); name one of \(names.joined(separator: ", "))."
    }
  }
}
