public import EVMBytecode

/// Something that a holder of cheques should know of a vault, with how it is known and what to do.
public struct AuditFinding: Hashable, Sendable {
  /// How bad it is for someone who holds a cheque.
  public enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
    /// How cheques work; to be known.
    case note
    /// The vault's issuer, or chance, can make a cheque worthless.
    case warning
    /// Someone who is not the issuer can, or it is so already.
    case critical

    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .critical: 2
      }
    }
  }

  /// The stable name for programs, such as `unguarded-init`.
  public let id: String
  public let severity: Severity
  /// How it is known: proven by code, storage or logs; reported by a contract or a published source;
  /// or unknown, where something could not be read.
  public let strength: Claim.Strength
  /// What is the case, in a few words.
  public let title: String
  /// What it means for someone who holds a cheque, in one sentence.
  public let meaning: String
  /// What to do.
  public let advice: String
  public let evidence: [AuditEvidence]

  init(
    _ rule: AuditRule, _ severity: Severity, _ strength: Claim.Strength,
    _ evidence: [AuditEvidence?] = []
  ) {
    id = rule.id
    self.severity = severity
    self.strength = strength
    title = rule.title
    meaning = rule.meaning
    advice = rule.advice
    self.evidence = evidence.compactMap(\.self)
  }
}

/// The words of a finding, whatever vault it is found on.
struct AuditRule: Sendable {
  let id: String
  let title: String
  let meaning: String
  let advice: String

  init(_ id: String, _ title: String, _ meaning: String, do advice: String) {
    self.id = id
    self.title = title
    self.meaning = meaning
    self.advice = advice
  }
}
