import Cheques
import EVMABI
import EVMBytecode
import EVMPrimitives

/// Decides a verdict from what was found.
struct ChequeDecision {
  let job: CashOutJob
  let chainID: UInt64
  let vault: VaultFacts
  let signature: SignatureFinding
  let simulation: Result<CashOutSimulation, LocalRunFailure>
  let node: NodeOpinion

  private var cheque: Cheque { job.signed.cheque }

  /// The answer: what the run here shows, unless the node says otherwise or the address cannot pay.
  var answer: ChequeAnswer {
    let expected = expected
    if case .notYours = expected { return .notYours(caller: job.caller) }
    switch simulation {
    case .failure(let failure):
      switch (expected, failure) {
      case (.notPayable, _), (.notGenuine, _): return expected ?? .unknown(.notRun(failure))
      case (_, .unreachable(let reason)): return .unknown(.unreachable(reason))
      default: return .unknown(.notRun(failure))
      }
    case .success(let run):
      if node.contradicts(run.ending) {
        return .unknown(.disagreement(here: run.ending, node: node))
      }
      if run.received == 0, case .notPayable? = expected { return expected ?? .nothingLeft }
      return shown(by: run)
    }
  }

  // MARK: - By the rules

  /// What the rules of vaults say, without running anything; `nil` where they are not known.
  var expected: ChequeAnswer? {
    if job.caller != cheque.beneficiary { return .notYours(caller: job.caller) }
    if let obstacle { return .notPayable(obstacle) }
    switch signature {
    case .flawed(let flaw): return .notGenuine(flaw)
    case .unchecked: return nil
    case .valid, .rewritten, .notNeeded: break
    }
    guard let resolved = vault.resolved, resolved.verdict == .complete, resolved.kind != nil,
      let run = try? simulation.get(), let paidOut = run.paidOut, let available = run.available
    else { return nil }
    let due = cheque.outstanding(paidOut: paidOut)
    if due == 0 { return .nothingLeft }
    if available >= due { return .pays(due) }
    switch resolved.payoutRule {
    case .allOrNothing: return .bounces(shortBy: due &- available)
    case .partial:
      return available == 0 ? .bounces(shortBy: due) : .partial(paid: available, of: due)
    case .unknown: return nil
    }
  }

  private var obstacle: PaymentObstacle? {
    guard let resolved = vault.resolved else { return nil }
    switch resolved.verdict {
    case .partial(.noContract): return .noContract
    case .partial(let reason):
      switch reason {
      case .emptyCode, .noTarget, .loop: return .noLogic(reason.description)
      default: return nil
      }
    case .complete: break
    }
    if vault.issuer == .zero { return .noIssuer }
    guard resolved.logicCode?.behaviour?.isComplete == true else { return nil }
    if cheque.scheme.token != nil {
      return resolved.supportsMultiToken == false ? .noMultiToken : nil
    }
    let hasCashOut = resolved.logicCode?.has(VaultSystemReading.cash) ?? true
    return hasCashOut ? nil : .noCashOut
  }

  // MARK: - By the run

  private func shown(by run: CashOutSimulation) -> ChequeAnswer {
    let due = cheque.outstanding(paidOut: run.paidOut ?? 0)
    let missing = run.available.flatMap { $0 < due ? due &- $0 : nil }
    switch run.ending {
    case .succeeded:
      if run.received > 0 {
        return run.received >= due ? .pays(run.received) : .partial(paid: run.received, of: due)
      }
      if due == 0 { return .nothingLeft }
      if run.announcedBounce, let missing { return .bounces(shortBy: missing) }
      return .unknown(.paysNothing(announced: run.announced))
    case .reverted(let reason):
      let text = reason.description
      switch RevertExplanation.of(text)?.cause {
      case .nothingLeft? where due == 0: return .nothingLeft
      case .shortfall?:
        if let missing { return .bounces(shortBy: missing) }
      case .signature?, .signatureForm?: return .notGenuine(flaw ?? .refused(text))
      default: break
      }
      return flaw.map { .notGenuine($0) } ?? .unknown(.fails(text))
    case .halted(let reason):
      return flaw.map { .notGenuine($0) } ?? .unknown(.fails(reason))
    }
  }

  private var flaw: ChequeFlaw? {
    if case .flawed(let flaw) = signature { flaw } else { nil }
  }
}
