/// What a vault's logic does with a cheque that exceeds the balance.
public enum PayoutRule: Hashable, Sendable {
  /// It refuses the cheque whole.
  case allOrNothing
  /// It pays what there is; the same cheque pays the rest when there is money again.
  case partial
  /// It cannot be told, for this reason.
  case unknown(String)
}

extension PayoutRule: CustomStringConvertible {
  public var description: String {
    switch self {
    case .allOrNothing: "a cheque above the balance is refused whole"
    case .partial: "a cheque above the balance is paid in part"
    case .unknown(let reason): "what happens to a cheque above the balance is not known: \(reason)"
    }
  }

  /// The name in the tool's JSON.
  public var name: String {
    switch self {
    case .allOrNothing: "all-or-nothing"
    case .partial: "partial"
    case .unknown: "unknown"
    }
  }
}
