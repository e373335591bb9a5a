public import Cheques
public import EVMAccounts
public import EVMBytecode
public import EVMPrimitives
public import EVMRPC

/// What a vault is, who controls it, whether it can pay, and what can go wrong: from raw code, storage
/// and logs at one block, with how each thing is known.
///
/// ```swift
/// let audit = try await VaultAudit.run(vault, network: .bttc, caller: caller)
/// audit.verdict            // .critical
/// audit.findings.first     // unguarded-init: Anyone may replace the vault's logic at any time
/// ```
/// ``init(code:network:)`` audits bytecode without a chain: what follows from it, and what to read.
public struct VaultAudit: Sendable {
  /// The vault; nil for bytecode alone.
  public let vault: Address?
  /// The node by whose peer ID the vault was found.
  public let peerID: PeerID?
  public let network: Network?
  /// The block whose state was read; nil for bytecode alone.
  public let header: RPCHeader?
  /// Every hop to the logic; nil for bytecode alone.
  public let resolution: ResolvedVault?
  /// What was read.
  public let answers: AuditAnswers
  /// What the vault logged; nil for bytecode alone.
  public let history: VaultHistory?
  /// Whether the cheques that were given are covered; nil without any.
  public let solvency: VaultSolvency?
  /// Of bytecode alone: what the code is, in a sentence or two.
  public let codeSummary: String?
  /// Of bytecode alone: what is proven, reported and unknown.
  public let claims: [Claim]
  /// Of bytecode alone: what to read on the chain, in order.
  public let checks: [VaultCheck]
  /// The worst first.
  public let findings: [AuditFinding]

  /// How much is asked.
  public struct Options: Sendable {
    public var history = VaultHistoryPlan.recent
    /// Cheques that the vault should be able to pay.
    public var cheques: [SignedCheque] = []
    /// Told how far the reading of events has come.
    public var onProgress: @Sendable (LogCoverage) -> Void = { _ in }

    public init() {}
  }
}

extension VaultAudit {
  /// The worst that was found.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// Cheques on it are worthless, or somebody can make them so who is not the issuer.
    case critical
    /// Nothing critical was seen, and not all was read.
    case incomplete
    /// Cheques depend on the issuer's good will, as with every vault.
    case warnings
    /// Nothing to warn of.
    case clean
  }

  public var verdict: Verdict {
    let worst = findings.map(\.severity).max()
    if worst == .critical { return .critical }
    if isOffline || findings.contains(where: { $0.id == AuditRule.notRead.id }) {
      return .incomplete
    }
    return worst == .warning ? .warnings : .clean
  }

  /// Whether only bytecode was looked at.
  public var isOffline: Bool { resolution == nil }

  public func findings(_ severity: AuditFinding.Severity) -> [AuditFinding] {
    findings.filter { $0.severity == severity }
  }

  /// The verdict in a sentence.
  public var summary: String {
    let critical = counted(findings(.critical).count, "critical finding")
    let warnings = counted(findings(.warning).count, "warning")
    return switch verdict {
    case .critical:
      isOffline
        ? "Critical by its design: \(critical), \(warnings). What this vault's state is, only the chain can tell."
        : "Critical: \(critical), \(warnings)."
    case .incomplete:
      isOffline
        ? "Not decided: bytecode alone tells neither issuer, token, logic nor balance; \(warnings) by its design."
        : "Not decided: nothing critical was found, but not all was read; \(warnings)."
    case .warnings:
      "Nothing critical was found; \(warnings), which hold for every vault of its kind or for its money today."
    case .clean: "Nothing critical was found, and nothing to warn of."
    }
  }
}

// MARK: - What was read, by name

extension VaultAudit {
  /// Something that stands in storage and that the contract also tells.
  public struct Told<Value: Hashable & Sendable>: Hashable, Sendable {
    /// As storage has it, by the layout of the logic's code; proven where that layout is known.
    public let stored: Value?
    /// As the contract tells it.
    public let told: Value?

    public init(stored: Value?, told: Value?) {
      self.stored = stored
      self.told = told
    }

    /// Whether both were read and differ.
    public var differs: Bool {
      guard let stored, let told else { return false }
      return stored != told
    }

    /// Storage's word where there is one.
    public var best: Value? { stored ?? told }
  }

  /// Who signs the vault's cheques.
  public var issuer: Told<Address> { subject?.issuer ?? Told(stored: nil, told: nil) }
  /// The token of cheques that name none.
  public var token: Told<Address> { subject?.token ?? Told(stored: nil, told: nil) }
  /// The logic in the ERC-1967 slot, and the one that `implementation()` names.
  public var logic: Told<Address> { subject?.logic ?? Told(stored: nil, told: nil) }
  public var totalPaidOut: Told<UInt256> { subject?.totalPaidOut ?? Told(stored: nil, told: nil) }
  public var bounced: Told<Bool> { subject?.bounced ?? Told(stored: nil, told: nil) }
  /// What the vault has of each known token and of its own.
  public var balances: [TokenBalance] { subject?.balances ?? [] }
  /// The chain's coin that the vault has, in wei.
  public var coins: UInt256? { vault.flatMap { answers[.coins(of: $0)] } }
  /// What each known factory of the chain says of the vault.
  public var registrations: [Registration] { subject?.registrations ?? [] }

  /// What a vault has and paid in one token.
  public struct TokenBalance: Hashable, Sendable {
    public let address: Address
    /// The token where it is known.
    public let token: Network.Token?
    /// Whether the vault pays cheques in it that name no token.
    public let isOwn: Bool
    /// In the smallest unit; nil where it was not read.
    public let balance: UInt256?
    /// All that the vault says it paid; nil where it tells nothing of the token.
    public let paidOut: UInt256?
  }

  /// What a factory says of the vault.
  public struct Registration: Hashable, Sendable {
    public let record: VaultFactoryRecord
    /// Nil where it was not answered, as by an address without a factory.
    public let isDeployed: Bool?
    /// The vault that it has for the peer ID that was asked for.
    public let peerVault: Address?
  }

  private var subject: AuditSubject? {
    guard let resolution, let network else { return nil }
    return AuditSubject(
      network: network, peerID: peerID, resolution: resolution, answers: answers)
  }
}
