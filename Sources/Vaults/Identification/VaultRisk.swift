/// Something that a holder of cheques on a vault should know: it follows from how the vaults of its
/// generation are built, whatever one vault's state is.
public struct VaultRisk: Hashable, Sendable {
  /// How bad it is for someone who holds a cheque.
  public enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
    /// How cheques work; to be known.
    case note
    /// The vault's issuer, or chance, can make a cheque worthless.
    case warning
    /// Someone who is not the issuer can.
    case danger

    public static func < (left: Severity, right: Severity) -> Bool {
      left.rank < right.rank
    }

    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .danger: 2
      }
    }
  }

  /// A stable name for programs, such as `unguarded-init`.
  public let name: String
  public let severity: Severity
  /// One or two sentences.
  public let statement: String
  /// The generations that it follows for.
  public let generations: [VaultGeneration]

  init(
    _ name: String, _ severity: Severity, _ generations: [VaultGeneration], _ statement: String
  ) {
    self.name = name
    self.severity = severity
    self.generations = generations
    self.statement = statement
  }

  /// The risks of vaults of these generations, the worst first.
  public static func of(_ generations: [VaultGeneration]) -> [VaultRisk] {
    let risks = all.filter { !Set($0.generations).isDisjoint(with: generations) }
    return Severity.allCases.sorted(by: >).flatMap { severity in
      risks.filter { $0.severity == severity }
    }
  }
}
