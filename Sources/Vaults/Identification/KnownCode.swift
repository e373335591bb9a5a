public import EVMBytecode
import EVMPrimitives

/// What Chequer's tables know of a piece of code, beyond what its bytes say.
public enum KnownCode: Hashable, Sendable {
  /// A proxy over the master of a vault factory.
  case vault(VaultCodeIdentification)
  /// The code of a vault factory.
  case factory(FactoryCode)
  /// A proxy over a known contract that is no factory's master, such as a vault's logic.
  case proxy(over: [KnownContract])

  /// What is known of the code; nil when nothing is.
  ///
  /// - Parameter chainID: The chain that the code comes from, when that is known.
  public init?(_ inspection: CodeInspection, chainID: UInt64? = nil) {
    if let proxy = inspection.proxy {
      if let vault = VaultCodeIdentification(proxy, chainID: chainID) {
        self = .vault(vault)
        return
      }
      let contracts = proxy.target.address.map(KnownContract.at) ?? []
      let here = contracts.filter { chainID == nil || $0.chainID == chainID }
      guard !here.isEmpty else { return nil }
      self = .proxy(over: here)
    } else if let factory = FactoryCode.withCodeHash(inspection.codeHash) {
      self = .factory(factory)
    } else {
      return nil
    }
  }

  /// One sentence or more: what is known.
  public var summary: String {
    switch self {
    case .vault(let vault): vault.summary
    case .factory(let code): "The code is, byte for byte, \(code)."
    case .proxy(let contracts):
      "It runs \(contracts.map(\.description).joined(separator: " or ")) directly; no known factory makes such a clone."
    }
  }
}
