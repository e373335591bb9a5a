/// Something that an audit saw, and where: whoever doubts a finding can look there.
public struct AuditEvidence: Hashable, Sendable {
  /// What was looked at.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Raw storage, or an account's coin: nobody's code decides what is read.
    case storage
    /// The bytes of a contract.
    case code
    /// What a contract answered, which its code decides.
    case call
    /// An event, or the transaction behind it.
    case log
    /// What go-btfs's or bee's sources and configurations say.
    case table
    /// What the caller of the audit gave: cheques.
    case given
  }

  public let kind: Kind
  /// The place in words, such as `storage slot 104 of 0x...`.
  public let place: String
  /// What stands there.
  public let value: String

  init(_ kind: Kind, _ place: String, _ value: String) {
    self.kind = kind
    self.place = place
    self.value = value
  }
}

extension AuditEvidence: CustomStringConvertible {
  public var description: String { "\(place): \(value)" }
}
