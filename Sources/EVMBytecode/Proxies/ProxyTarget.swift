public import EVMPrimitives

/// Where a proxy takes the code from that it runs.
public enum ProxyTarget: Hashable, Sendable {
  /// An address that stands in the code and cannot change.
  case fixed(Address)
  /// The address in a slot of the proxy's own storage.
  case slot(KnownStorageSlot)
  /// The answer of `implementation()` (5c60da1b) by the beacon whose address is in a slot of the
  /// proxy's own storage.
  case beacon(KnownStorageSlot)
  /// The address in the slot whose number is the proxy's own address.
  case slotOfOwnAddress
}

extension ProxyTarget: CustomStringConvertible {
  public var description: String {
    switch self {
    case .fixed(let address):
      "\(address), fixed in the code"
    case .slot(let slot):
      "the address in storage slot \(slot.key) of this account (\(slot.name): \(slot.formula))"
    case .beacon(let slot):
      "what the beacon answers to implementation() (5c60da1b); the beacon's address is in storage slot \(slot.key) of this account (\(slot.name): \(slot.formula))"
    case .slotOfOwnAddress:
      "the address in the storage slot of this account whose number is the account's own address"
    }
  }

  /// The address, when it stands in the code.
  public var address: Address? {
    if case .fixed(let address) = self { address } else { nil }
  }

  /// The slot to read in the proxy's own storage, when it is the same for every such proxy.
  public var slot: KnownStorageSlot? {
    switch self {
    case .slot(let slot), .beacon(let slot): slot
    case .fixed, .slotOfOwnAddress: nil
    }
  }
}
