import Cheques
import EVMBytecode
import EVMPrimitives
import EVMRPC

/// What a check has read of the chain so far.
struct ChainReading {
  let check: CashOutCheck
  private var state: FetchedState
  private var vaults: [Address: VaultFacts] = [:]
  private var gasPrice: UInt256?
  /// What is known of each vault's cheques, for those that are not genuine.
  private var history: [Address: ChequeHistory] = [:]
  private var knownVaults: [Address] = []
  /// Cheques that may still be looked at for two mistakes at once, which takes long.
  private var deepDiagnoses = 16

  init(check: CashOutCheck) {
    self.check = check
    state = FetchedState(of: check.header, chainID: check.network.chainID)
  }

  /// Reads the gas price and all vaults of some cheques.
  mutating func begin(with cheques: [SignedCheque]) async throws(CancellationError) {
    gasPrice = check.options.gasPrice
    if gasPrice == nil, !cheques.isEmpty {
      gasPrice = try? await check.caller.ask([RPCCall.gasPrice])[0].get()
      if Task.isCancelled { throw CancellationError() }
    }
    collectHistory(of: cheques)
    try await readVaults(knownVaults)
  }

  private mutating func collectHistory(of cheques: [SignedCheque]) {
    for signed in cheques {
      let cheque = signed.cheque
      if history[cheque.vault] == nil { knownVaults.append(cheque.vault) }
      history[cheque.vault, default: ChequeHistory()].payouts.append(cheque.cumulativePayout)
      history[cheque.vault, default: ChequeHistory()].beneficiaries.append(cheque.beneficiary)
    }
  }

  // MARK: - Vaults

  private mutating func readVaults(_ addresses: [Address]) async throws(CancellationError) {
    let resolved = try await ResolvedVault.resolve(
      addresses, at: check.header.id, by: check.caller, network: check.network)
    var parts: [StatePart] = []
    for vault in resolved { parts += (try? vault.get())?.stateOfReads ?? [] }
    try await state.fetch(parts, by: check.caller)
    let answers = try await state.run(
      addresses, by: check.caller, workers: check.options.workers
    ) { vault, state in
      let block = LocalBlock(on: state)
      return VaultAnswers(
        issuer: CashOutCall.address(try block.read(vault, CashOutCall.issuer)),
        token: CashOutCall.address(try block.read(vault, CashOutCall.token)),
        bounced: CashOutCall.word(try block.read(vault, CashOutCall.bounced)))
    }
    for (index, address) in addresses.enumerated() {
      vaults[address] = facts(of: address, resolved[index], answers[index])
    }
  }

  private struct VaultAnswers: Sendable {
    let issuer: Address?
    let token: Address?
    let bounced: UInt256?
  }

  private func facts(
    of address: Address, _ resolved: Result<ResolvedVault, RPCFailure>,
    _ answers: Result<VaultAnswers, LocalRunFailure>
  ) -> VaultFacts {
    let vault = try? resolved.get()
    let told = try? answers.get()
    var failure: RPCFailure?
    if case .failure(let reason) = resolved { failure = reason }
    if case .failure(.unreachable(let reason)) = answers { failure = reason }
    let stored = vault?.slot(of: "issuer").flatMap {
      state.word(of: vault?.storage ?? address, slot: $0)
    }
    return VaultFacts(
      address: address, resolved: vault, issuer: told?.issuer,
      storedIssuer: stored.map { Address(truncating: $0) }, token: told?.token,
      hasBounced: told?.bounced.map { $0 != 0 }, failure: failure)
  }

  // MARK: - Cheques

  /// The verdicts on some of the cheques that it began with.
  mutating func verdicts(
    on cheques: [SignedCheque]
  ) async throws(CancellationError) -> [ChequeVerdict] {
    let jobs = cheques.map(job)
    let price = gasPrice ?? 0
    try await state.fetch(jobs.flatMap(stateOfCashOut), by: check.caller)
    let simulations = try await state.run(
      jobs, by: check.caller, workers: check.options.workers
    ) { job, state in
      try CashOutSimulation.run(job, on: state, gasPrice: price)
    }
    let opinions = try await askNode(jobs)
    let signatures = try await findings(on: cheques)
    return cheques.indices.map { index in
      verdict(jobs[index], simulations[index], opinions[index], signatures[index])
    }
  }

  private func job(_ signed: SignedCheque) -> CashOutJob {
    let parties = check.parties(of: signed.cheque)
    return CashOutJob(
      signed: signed, caller: parties.caller, recipient: parties.recipient,
      token: signed.cheque.scheme.token ?? vaults[signed.cheque.vault]?.token,
      gasLimit: CashOutCheck.gasLimit)
  }

  /// What a cash-out is known to read beforehand; the rest is found by running it.
  private func stateOfCashOut(_ job: CashOutJob) -> [StatePart] {
    var parts = [StatePart.account(job.caller)]
    if let token = job.token { parts.append(.account(token)) }
    guard let vault = vaults[job.signed.cheque.vault]?.resolved,
      job.signed.cheque.scheme.token == nil,
      let slot = vault.slot(of: "paidOut")
    else { return parts }
    let key = Keccak256.hash(job.caller.word.bigEndianBytes + slot.bigEndianBytes)
    parts.append(.slot(vault.storage, UInt256(key)))
    return parts
  }

  private func askNode(_ jobs: [CashOutJob]) async throws(CancellationError) -> [NodeOpinion] {
    guard check.options.asksNode else { return jobs.map { _ in .notAsked } }
    var opinions: [NodeOpinion] = []
    var rest = jobs[...]
    while !rest.isEmpty {
      let batch = rest.prefix(CashOutCheck.nodeBatch)
      let answers = try await check.caller.ask(
        batch.map { job in
          RPCCall.call(
            CallMessage(
              from: job.caller, to: job.signed.cheque.vault, data: job.calldata,
              gas: job.gasLimit),
            at: check.header.id)
        })
      opinions += answers.map(NodeOpinion.init)
      rest = rest.dropFirst(batch.count)
    }
    return opinions
  }

  // MARK: - Signatures

  private mutating func findings(
    on cheques: [SignedCheque]
  ) async throws(CancellationError) -> [SignatureFinding] {
    let requests = cheques.map { signed in
      SignatureRequest(
        signed: signed, vault: vaults[signed.cheque.vault],
        chainID: check.network.chainID, caller: check.parties(of: signed.cheque).caller)
    }
    var findings = try await mapInParallel(requests, workers: check.options.workers) {
      $0.quickFinding
    }
    var open: [(index: Int, request: SignatureRequest)] = []
    for (index, finding) in findings.enumerated() where finding == nil {
      open.append((index, requests[index]))
    }
    let contexts = open.map { context(of: $0.request) }
    deepDiagnoses -= min(deepDiagnoses, open.count)
    let diagnoses = try await mapInParallel(
      Array(zip(open.map(\.request), contexts)), workers: check.options.workers
    ) { request, context in request.diagnosis(context) }
    for ((index, _), diagnosis) in zip(open, diagnoses) { findings[index] = diagnosis }
    return findings.map { $0 ?? .unchecked }
  }

  private func context(of request: SignatureRequest) -> ChequeDiagnosisContext {
    let cheque = request.signed.cheque
    let own = history[cheque.vault] ?? ChequeHistory()
    let given = check.options.history
    var tokens = check.network.tokens.map(\.address)
    if let token = vaults[cheque.vault]?.token { tokens.append(token) }
    if let token = cheque.scheme.token { tokens.append(token) }
    let isDeep = deepDiagnoses > 0
    return ChequeDiagnosisContext(
      tokens: tokens, payouts: (own.payouts + given.payouts).withoutRepeats(64),
      beneficiaries: (own.beneficiaries + given.beneficiaries).withoutRepeats(isDeep ? 8 : 64),
      vaults: (knownVaults.suffix(8) + given.vaults).withoutRepeats(8),
      depth: isDeep ? .twoFields : .oneField)
  }

  // MARK: - Verdicts

  private func verdict(
    _ job: CashOutJob, _ simulation: Result<CashOutSimulation, LocalRunFailure>,
    _ node: NodeOpinion, _ signature: SignatureFinding
  ) -> ChequeVerdict {
    let vault =
      vaults[job.signed.cheque.vault]
      ?? VaultFacts(
        address: job.signed.cheque.vault, resolved: nil, issuer: nil, storedIssuer: nil, token: nil,
        hasBounced: nil, failure: nil)
    let decision = ChequeDecision(
      job: job, chainID: check.network.chainID, vault: vault, signature: signature,
      simulation: simulation, node: node)
    var gas: GasOutlook?
    if let run = try? simulation.get(), let gasPrice, let coin = state.balance(of: job.caller) {
      gas = GasOutlook(used: run.gasUsed, needed: run.gasNeeded, price: gasPrice, coin: coin)
    }
    return ChequeVerdict(
      cheque: job.signed, caller: job.caller, recipient: job.recipient, block: check.header.id,
      answer: decision.answer, expected: decision.expected, vault: vault,
      token: check.network.paidToken(at: job.token, of: job.signed.cheque.scheme),
      signature: signature, simulation: simulation, node: node, gas: gas)
  }
}

extension ResolvedVault {
  /// What `issuer()`, `token()` and a cash-out are known to read of a vault.
  fileprivate var stateOfReads: [StatePart] {
    var parts: [StatePart] = hops.map { .account($0.address) }
    for hop in hops {
      if case .slot(let slot, _, let owner)? = hop.source {
        parts.append(.slot(owner, UInt256(slot.key)))
      }
    }
    for name in ["issuer", "token", "totalPaidOut"] {
      if let slot = slot(of: name) { parts.append(.slot(storage, slot)) }
    }
    return parts
  }
}

extension Array where Element: Hashable {
  /// The last elements, each once.
  fileprivate func withoutRepeats(_ limit: Int) -> [Element] {
    var seen: Set<Element> = []
    var kept: [Element] = []
    for element in reversed() where kept.count < limit && seen.insert(element).inserted {
      kept.append(element)
    }
    return kept.reversed()
  }
}
