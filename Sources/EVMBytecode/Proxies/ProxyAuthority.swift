public import EVMPrimitives

/// Who a check of code lets through: with whom it compares the caller.
public enum ProxyAuthority: Hashable, Sendable {
  /// An address in the code. Zero where an immutable was not filled in.
  case address(Address)
  /// The address in a slot of the proxy's own storage.
  case slot(ProxySlot)
  /// The proxy itself.
  case itself
  /// The address that a formula gives.
  case formula(String)
}

extension ProxyAuthority: CustomStringConvertible {
  public var description: String {
    switch self {
    case .address(let address): "\(address), fixed in the code"
    case .slot(let slot): "the address in \(slot.name)"
    case .itself: "the proxy itself"
    case .formula(let formula): formula
    }
  }
}

/// Something that must be so before code changes where a proxy leads.
public enum ProxyGuard: Hashable, Sendable {
  /// The caller is this one.
  case caller(ProxyAuthority)
  /// A table in storage has an entry for the caller.
  case callerIsListed
  /// The slot that is to be written is zero: it is written once.
  case slotIsZero
  /// Another slot holds what the check asks for.
  case storage(ProxySlot)
  /// Another contract was asked.
  case anotherContract
  /// Something else that the calldata does not decide, as a formula.
  case condition(String)
}

extension ProxyGuard: CustomStringConvertible {
  public var description: String {
    switch self {
    case .caller(let authority): "the caller is \(authority)"
    case .callerIsListed: "a table in storage lists the caller"
    case .slotIsZero: "the slot is zero"
    case .storage(let slot): "\(slot.name) holds what the code asks for"
    case .anotherContract: "another contract consents"
    case .condition(let formula): formula
    }
  }

  /// The name in the tool's JSON.
  public var name: String {
    switch self {
    case .caller: "caller"
    case .callerIsListed: "caller-listed"
    case .slotIsZero: "slot-is-zero"
    case .storage: "storage"
    case .anotherContract: "another-contract"
    case .condition: "condition"
    }
  }
}

/// A function of a proxy that may change where it leads: it writes the slot from which the target, or
/// the one that names it, is read, or runs code that may.
public struct ProxyWriter: Hashable, Sendable {
  /// How it does so.
  public enum Means: String, Hashable, Sendable {
    /// It writes the slot.
    case slot
    /// It writes a slot that its caller names.
    case anySlot = "any-slot"
    /// It runs code that its caller names, in the proxy's storage.
    case code
  }

  /// The function; nil for what runs when no function is called.
  public let selector: Selector?
  public let means: Means
  /// What must be so, as far as it was seen, on the way with the fewest checks; empty for nothing.
  public let guards: [ProxyGuard]

  /// Whether no check of the caller stands in the way: anybody may call it, perhaps once only.
  public var isOpen: Bool {
    guards.allSatisfy { if case .slotIsZero = $0 { true } else { false } }
  }

  /// Whether anybody may write the slot, but only while it is zero.
  public var isOpenWhileZero: Bool { isOpen && !guards.isEmpty }
}

extension ProxyWriter: CustomStringConvertible {
  /// One sentence for a reader.
  public var description: String {
    let function =
      selector.map { "\(KnownProxyFunction.text($0))" } ?? "What runs when no function is called"
    if isOpenWhileZero {
      return
        "\(function) \(act) for any caller while \(means == .slot ? "it" : "the slot") is zero: until it is set, anybody may decide what code runs here."
    }
    if isOpen {
      return
        "\(function) \(act)\(means == .code ? "" : ",") and no check of the caller was seen: anybody may change what code runs here."
    }
    return "\(function) \(act) if \(conditions)."
  }

  /// The same for pseudocode, without the function's name.
  var comment: String {
    isOpenWhileZero
      ? "\(act) for any caller while \(means == .slot ? "it" : "the slot") is zero"
      : isOpen ? "\(act) for any caller" : "\(act) if \(conditions)"
  }

  private var act: String {
    switch means {
    case .slot: "writes the slot"
    case .anySlot: "writes any slot that its caller names"
    case .code: "runs any code that its caller names, in this account's storage,"
    }
  }

  private var conditions: String { guards.map(\.description).joined(separator: " and ") }
}
