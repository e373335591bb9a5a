import Cheques
import EVMPrimitives

extension ChainReading {
  /// What the signature of each cheque is.
  mutating func findings(
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
