public import EVMPrimitives

/// Why no known network was found.
public enum NetworkError: Error, Hashable, Sendable {
  case unknownName(String)
  case unknownChainID(UInt256)
}

extension NetworkError: CustomStringConvertible {
  public var description: String {
    let known = (Network.all + [.embedded]).map { "\($0.name) (\($0.chainID))" }.joined(
      separator: ", ")
    switch self {
    case .unknownName(let name):
      return "There is no network \(quoted(name)); name one of \(known), or its chain id."
    case .unknownChainID(let chainID):
      return "No network with chain id \(chainID) is known; known are \(known)."
    }
  }
}
