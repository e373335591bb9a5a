import EVMBytecode
import EVMPrimitives

/// Which code runs, and who may change it.
extension AuditFindings {
  /// The hops, from the vault to its logic.
  var way: [AuditFinding?] {
    var findings: [AuditFinding?] = []
    if case .partial(let obstacle) = resolution.verdict {
      let hops = resolution.hops.map {
        evidence($0, at: [], $0.source?.description ?? "the last hop")
      }
      let (rule, strength): (AuditRule, Claim.Strength) =
        switch obstacle {
        case .noContract, .emptyCode, .noTarget, .loop, .noAnswer: (.noLogic, .proven)
        case .intercepted, .divided: (.intercepted, .proven)
        case .tooManyHops, .untraced: (.logicNotFollowed, .unknown)
        }
      findings.append(
        AuditFinding(
          rule, .critical, strength,
          [AuditEvidence(.code, "the way from \(vault)", obstacle.description)] + hops))
    }
    if resolution.factoryRecords.isEmpty, let first = resolution.hops.first {
      findings.append(
        AuditFinding(
          .notFactoryCode, .warning, .proven,
          [
            AuditEvidence(
              .code, "the code of \(vault)",
              "\(first.code.byteCount) bytes, hash \(first.code.codeHash)")
          ]))
    }
    findings.append(unknownLogic)
    return findings
  }

  private var unknownLogic: AuditFinding? {
    guard let hop = resolution.logicHop else { return nil }
    switch hop.known?.role {
    case .vaultLogic, .vaultMaster, .chequebookMaster: return nil
    default: break
    }
    // Where no logic is known at all, that this one is not known says nothing.
    let isTold = subject.network.contracts.contains { $0.role == .vaultLogic }
    let looks =
      logic?.system.map { "by what it does, \($0.kind.title)" } ?? "no vault by what it does"
    return AuditFinding(
      .unknownLogic, isTold || !isVault ? .critical : .warning, .proven,
      [
        evidence(subject.hasLogicSlot ? subject.implementationQuestion : nil),
        AuditEvidence(
          .code, "the code of \(hop.address)",
          "\(hop.code.byteCount) bytes, hash \(hop.code.codeHash); \(looks)"),
        logic?.behaviour?.isComplete == false
          ? AuditEvidence(.code, "the code of \(hop.address)", "not all of it could be followed")
          : nil,
      ])
  }

  // MARK: - The shell

  var shell: [AuditFinding?] {
    var findings: [AuditFinding?] = []
    if let hop = resolution.hops.first(where: { $0.code.guardsInitialisation != nil }),
      let isGuarded = hop.code.guardsInitialisation
    {
      let seen = hop.code.system?.findings.filter {
        ["unguarded-init", "open-until-set", "open-upgrade"].contains($0.name)
      }
      let lines = (seen ?? []).compactMap { evidence(hop, at: $0.offsets, $0.statement) }
      let slot = answers[subject.implementationQuestion]
      if !isGuarded {
        let taken = history.upgrades.filter { $0.way == .initialisation }
        findings.append(
          taken.isEmpty
            ? nil : AuditFinding(.reinitialised, .critical, .proven, taken.map(evidence)))
        findings.append(
          AuditFinding(
            .unguardedInit, .critical, .proven,
            lines + [evidence(subject.implementationQuestion)]))
      } else if slot?.isZero == false {
        findings.append(
          AuditFinding(
            .shellClosed, .note, .proven, lines + [evidence(subject.implementationQuestion)]))
      }
    }
    findings.append(master)
    return findings
  }

  /// The shell that all vaults of a factory share, as a contract of its own.
  private var master: AuditFinding? {
    guard let hop = subject.master else { return nil }
    let question = AuditQuestion.storage(
      of: hop.address, slot: UInt256(KnownStorageSlot.implementation.key))
    guard let word = answers[question] else { return nil }
    return AuditFinding(
      word.isZero ? .uninitialisedMaster : .masterInitialised, word.isZero ? .warning : .critical,
      .proven,
      [
        evidence(question),
        evidence(hop, at: [], "\(hop.code.byteCount) bytes"),
      ])
  }

  // MARK: - The logic

  /// Who may change or end the code, and what the code gives away.
  var control: [AuditFinding?] {
    var findings: [AuditFinding?] = []
    for (name, rule) in [
      ("open-upgrade", AuditRule.openUpgrade), ("open-until-set", .openUpgrade),
      ("open-withdrawal", .openWithdrawal), ("initialised-again", .initialisedAgain),
    ] where !shown(name).isEmpty {
      findings.append(AuditFinding(rule, .critical, .proven, evidence(of: shown(name))))
    }
    if !shown("zero-signer").isEmpty {
      let isOpen = subject.issuer.best == .zero
      findings.append(
        AuditFinding(
          .zeroSigner, isOpen ? .critical : .note, .proven, evidence(of: shown("zero-signer"))))
    }
    findings += issuersControl
    findings.append(admin)
    if !shown("not-upgradeable").isEmpty, resolution.verdict == .complete, !subject.hasLogicSlot {
      findings.append(
        AuditFinding(.notUpgradeable, .note, .proven, evidence(of: shown("not-upgradeable"))))
    }
    findings += selfReport
    findings.append(logicState)
    return findings
  }

  /// Upgrades and withdrawals with a guard: the issuer's own, or somebody else's.
  private var issuersControl: [AuditFinding?] {
    guard let behaviour = logic?.behaviour else { return [] }
    let upgrades = behaviour.control.filter { $0.function != nil && $0.isGuarded }
    let payments = behaviour.payments.filter { action in
      if case .movesTokens(.transfer, _, _) = action.kind, action.isGuarded { true } else { false }
    }
    return [
      split(upgrades, own: .issuerUpgrades, other: .strangerUpgrades),
      split(payments, own: .issuerWithdraws, other: .strangerWithdraws),
    ].flatMap(\.self)
  }

  /// Actions that the issuer alone may do, and those that others may.
  private func split(
    _ actions: [ContractAction], own: AuditRule, other: AuditRule
  ) -> [AuditFinding?] {
    let issuerSlot = resolution.slot(of: "issuer")
    func isIssuers(_ action: ContractAction) -> Bool {
      action.requirements.contains { requirement in
        guard requirement.kind == .caller, let slot = requirement.slot else { return false }
        // Without a layout nobody knows whose slot it is; that the logic is unknown is told anyway.
        return issuerSlot == nil || slot == issuerSlot
      }
    }
    // A function may do a thing in several places.
    func lines(_ actions: [ContractAction]) -> [AuditEvidence?] {
      var groups: [(text: String, offsets: [Int])] = []
      for action in actions {
        let guards = action.requirements.filter(\.limitsCaller).map(\.text)
        let name = action.function.map { VaultFunctionNames.title(of: $0) } ?? "the fallback"
        let text = "\(name) requires \(guards.joined(separator: " and "))"
        if let index = groups.firstIndex(where: { $0.text == text }) {
          groups[index].offsets += action.offsets
        } else {
          groups.append((text, action.offsets))
        }
      }
      return groups.map { evidence(resolution.logicHop, at: $0.offsets, $0.text) }
    }
    let strangers = actions.filter { action in
      !isIssuers(action) && !action.requirements.contains { $0.kind == .signer }
    }
    let issuers = actions.filter(isIssuers)
    return [
      strangers.isEmpty ? nil : AuditFinding(other, .critical, .proven, lines(strangers)),
      issuers.isEmpty ? nil : AuditFinding(own, .warning, .proven, lines(issuers)),
    ]
  }

  /// An administrator of a proxy on the way.
  private var admin: AuditFinding? {
    let question = AuditQuestion.storage(of: vault, slot: UInt256(KnownStorageSlot.admin.key))
    let inCode = resolution.hops.filter { $0.code.proxy?.admin != nil }
    let isSet = answers[question]?.isZero == false
    guard isSet || !inCode.isEmpty else { return nil }
    return AuditFinding(
      .adminSet, .critical, .proven,
      [isSet ? evidence(question) : nil]
        + inCode.map { evidence($0, at: [], "administrator \($0.code.proxy?.admin ?? .zero)") })
  }

  /// `implementation()` against the slot.
  private var selfReport: [AuditFinding?] {
    guard subject.hasLogicSlot else { return [] }
    let question = AuditQuestion.implementation(vault)
    guard answers[question] != nil else { return [] }
    let told = subject.logic
    return [
      AuditFinding(
        told.differs ? .implementationLies : .implementationMayLie,
        told.differs ? .critical : .note, .proven,
        [evidence(subject.implementationQuestion), evidence(question)])
    ]
  }

  /// The logic contract's own issuer.
  private var logicState: AuditFinding? {
    guard subject.hasLogicSlot, let logic = resolution.logic,
      let slot = resolution.slot(of: "issuer")
    else { return nil }
    let question = AuditQuestion.storage(of: logic, slot: slot)
    guard let word = answers[question] else { return nil }
    let isSet = Address(truncating: word) != .zero
    return AuditFinding(
      isSet ? .logicInitialised : .logicUninitialised, .note, .proven, [evidence(question)])
  }
}
