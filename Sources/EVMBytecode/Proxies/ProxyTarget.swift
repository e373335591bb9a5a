public import EVMPrimitives

/// Where a proxy takes the code from that it runs.
public indirect enum ProxyTarget: Hashable, Sendable {
  /// An address that stands in the code and cannot change.
  case fixed(Address)
  /// The address in a slot of the proxy's own storage.
  case slot(ProxySlot)
  /// The answer of `implementation()` (5c60da1b) by the beacon whose address is in a slot of the
  /// proxy's own storage.
  case beacon(ProxySlot)
  /// The address in the slot whose number is the proxy's own address.
  case slotOfOwnAddress
  /// The address that a mapping in the proxy's own storage has for a key.
  case mapping(base: ProxySlot, key: MappingKey)
  /// What another contract answers.
  case answer(ProxyQuestion)
  /// The address in a slot of the proxy's own storage whose number is computed, by this formula.
  case computedSlot(formula: String, byCaller: Bool)
  /// The address in a transient slot, which is zero when a transaction begins.
  case transientSlot(ProxySlot)
  /// Found in a way that was not followed; the formula says what is known.
  case unknown(formula: String)

  /// What picks an entry of a mapping or a row of a registry.
  public enum MappingKey: String, Hashable, Sendable {
    /// The first four bytes of calldata: each function may have another target.
    case selector
    /// The proxy's own address.
    case ownAddress = "own-address"
    /// Whoever calls.
    case caller
    /// Something else.
    case other
  }
}

/// A question that a proxy asks another contract before it hands a call on.
public struct ProxyQuestion: Hashable, Sendable {
  /// The address that is asked.
  public let asked: ProxyTarget
  /// The function that is called there; nil for a call without data, and for data not followed.
  public let selector: Selector?
  /// What is given along; nil for nothing.
  public let key: ProxyTarget.MappingKey?

  /// Whether nothing is given along: the one asked names one target for all who ask.
  public var isBeacon: Bool { key == nil }
}

extension ProxyTarget: CustomStringConvertible {
  public var description: String {
    switch self {
    case .fixed(let address):
      "\(address), fixed in the code"
    case .slot(let slot):
      "the address in \(slot)"
    case .beacon(let slot):
      "what the beacon answers to implementation() (5c60da1b); the beacon's address is in \(slot)"
    case .slotOfOwnAddress:
      "the address in the storage slot of this account whose number is the account's own address"
    case .mapping(let base, let key):
      "the address that the mapping at \(base) has for \(key.words)"
    case .answer(let question):
      "what \(question.isBeacon ? "the beacon" : "another contract") answers to \(question.call); it is asked at \(question.asked)"
    case .computedSlot(let formula, let byCaller):
      "the address in a storage slot of this account whose number is computed\(byCaller ? " from who calls" : ""): \(formula)"
    case .transientSlot(let slot):
      "the address in transient slot \(slot.key) of this account"
    case .unknown(let formula):
      "an address found in a way that was not followed: \(formula)"
    }
  }

  /// The address, when it stands in the code.
  public var address: Address? {
    if case .fixed(let address) = self { address } else { nil }
  }

  /// The slot to read in the proxy's own storage, when it is the same for every such proxy: it holds
  /// the target, or the beacon, or is the base of the mapping.
  public var slot: ProxySlot? {
    switch self {
    case .slot(let slot), .beacon(let slot), .mapping(let slot, _): slot
    case .answer(let question): question.asked.slot
    case .fixed, .slotOfOwnAddress, .computedSlot, .transientSlot, .unknown: nil
    }
  }

  /// The contract that names the target, when its address stands in the code.
  public var fixedBeacon: Address? {
    if case .answer(let question) = self { question.asked.address } else { nil }
  }

  /// The function by which the one that names the target is asked.
  public var lookup: Selector? {
    switch self {
    case .beacon: Selector(rawValue: 0x5c60_da1b)
    case .answer(let question): question.selector
    default: nil
    }
  }
}

extension ProxyTarget.MappingKey {
  var words: String {
    switch self {
    case .selector: "the selector that is called"
    case .ownAddress: "the proxy's own address"
    case .caller: "the caller"
    case .other: "a key that is computed"
    }
  }
}

extension ProxyQuestion {
  /// The function's name where it is known, its selector, and what is given along.
  var call: String {
    let name = selector.map { KnownProxyFunction.text($0) } ?? "a call without data"
    return key.map { "\(name), given \($0.words)" } ?? name
  }
}
