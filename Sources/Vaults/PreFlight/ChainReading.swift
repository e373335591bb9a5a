import Cheques
import EVMBytecode
import EVMPrimitives
import EVMRPC

/// What a check has read of the chain so far.
struct ChainReading {
  let check: CashOutCheck
  var state: FetchedState
  var vaults: [Address: VaultFacts] = [:]
  private var balanceSlots: [Address: BalanceSlots?] = [:]
  private var gasPrice: UInt256?
  /// What is known of each vault's cheques, for those that are not genuine.
  var history: [Address: ChequeHistory] = [:]
  var knownVaults: [Address] = []
  /// Cheques that may still be looked at for two mistakes at once, which takes long.
  var deepDiagnoses = 16

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

  // MARK: - Cheques

  /// The verdicts on some of the cheques that it began with.
  mutating func verdicts(
    on cheques: [SignedCheque]
  ) async throws(CancellationError) -> [ChequeVerdict] {
    let jobs = cheques.map(job)
    let price = gasPrice ?? 0
    try await fetchState(of: jobs)
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

  /// Fetches what cash-outs are known to read; the rest is found by running them.
  private mutating func fetchState(of jobs: [CashOutJob]) async throws(CancellationError) {
    try await state.fetch(
      jobs.flatMap { job in
        [StatePart.account(job.caller)] + (job.token.map { [.account($0)] } ?? [])
      }, by: check.caller)
    for token in Set(jobs.compactMap(\.token)) where balanceSlots[token] == nil {
      balanceSlots[token] = .some(BalanceSlots(of: token, in: state))
    }
    try await state.fetch(jobs.flatMap(slots), by: check.caller)
  }

  private func slots(of job: CashOutJob) -> [StatePart] {
    var parts: [StatePart] = []
    let cheque = job.signed.cheque
    if let token = job.token, let balances = balanceSlots[token].flatMap(\.self) {
      parts += [cheque.vault, job.recipient].map { .slot(token, balances.slot(of: $0)) }
    }
    guard let vault = vaults[cheque.vault]?.resolved else { return parts }
    let caller = job.caller.word
    if let token = cheque.scheme.token {
      if let slot = vault.slot(of: "multiTokensPaidOut") {
        let inner = mappingSlot(token.word, slot)
        parts.append(.slot(vault.storage, mappingSlot(caller, inner)))
      }
      if let slot = vault.slot(of: "multiTokensTotalPaidOut") {
        parts.append(.slot(vault.storage, mappingSlot(token.word, slot)))
      }
    } else if let slot = vault.slot(of: "paidOut") {
      parts.append(.slot(vault.storage, mappingSlot(caller, slot)))
    }
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
      gas = GasOutlook(
        used: run.gasUsed, needed: run.gasNeeded, price: gasPrice, coin: coin,
        in: check.network.coin)
    }
    return ChequeVerdict(
      cheque: job.signed, caller: job.caller, recipient: job.recipient, block: check.header.id,
      answer: decision.answer, expected: decision.expected, vault: vault,
      token: check.network.paidToken(at: job.token, of: job.signed.cheque.scheme),
      signature: signature, simulation: simulation, node: node, gas: gas)
  }
}
