public import EVMBytecode
public import EVMPrimitives

/// One step on the way from a vault's address to the code that decides: a piece of code, and where it
/// hands calls on.
public struct VaultHop: Sendable {
  /// How the next piece of code was found.
  public enum Source: Hashable, Sendable {
    /// The address stands in the code and cannot change.
    case fixed
    /// The address is in a storage slot; the word as it was read, and whose storage it is.
    case slot(ProxySlot, word: UInt256, of: Address)
    /// Another contract, the beacon, answered the address.
    case beacon(Address, Selector?)
  }

  /// Where the code stands.
  public let address: Address
  /// In whose storage the code runs: its slots are read there.
  public let storage: Address
  /// What the code shows.
  public let code: CodeReading
  /// What go-btfs's or bee's configuration says that the address is, on this chain.
  public let known: KnownContract?
  /// How the next hop was found; nil for the last one.
  public let source: Source?
  /// The address of the next hop's code; nil for the last one.
  public let next: Address?
}

extension VaultHop: CustomStringConvertible {
  /// The code in a line: address, what it is, and how it goes on.
  public var description: String {
    let kind =
      code.proxy.map { code.system?.kind.title ?? $0.title }
      ?? code.system?.kind.title ?? (code.byteCount == 0 ? "no code" : "code that is not known")
    let end = source.map { " → \($0)" } ?? ""
    return "\(address): \(kind), \(code.byteCount) bytes\(end)"
  }
}

extension VaultHop.Source: CustomStringConvertible {
  public var description: String {
    switch self {
    case .fixed: "the address in its code"
    case .slot(let slot, _, let owner): "the address in the \(slot.name) of \(owner)"
    case .beacon(let beacon, _): "the address that \(beacon) answers"
    }
  }
}
