public import EVMPrimitives

/// A slot of a proxy's own storage, with the name that it has if a standard or a known proxy gave it one.
public struct ProxySlot: Hashable, Sendable {
  /// The slot's number, 32 bytes.
  public let key: Hash256
  /// What is known of the slot; nil for a number that no table has.
  public let known: KnownStorageSlot?

  public init(_ known: KnownStorageSlot) {
    key = known.key
    self.known = known
  }

  /// The slot with a number; it is looked up among ``KnownStorageSlot/all``.
  public init(_ key: Hash256) {
    self.key = key
    known = .named(key)
  }

  /// Where ERC-1967 keeps the implementation.
  public static let implementation = ProxySlot(.implementation)
  /// Where ERC-1967 keeps the beacon.
  public static let beacon = ProxySlot(.beacon)

  /// For a reader: the known name, or the number, short where it is small.
  public var name: String {
    if let known { return "\(known.name) slot" }
    let number = UInt256(key)
    return number < 1 << 64 ? "slot \(number)" : "slot \(key)"
  }
}

extension ProxySlot: CustomStringConvertible {
  /// The number, and what is known of it.
  public var description: String {
    known.map { "storage slot \(key) of this account (\($0.name): \($0.formula))" }
      ?? "storage slot \(key) of this account"
  }
}
