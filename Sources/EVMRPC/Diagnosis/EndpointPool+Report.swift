import EVMPrimitives

extension EndpointPool {
  /// Asks every endpoint for all that matters, at once, and says what each is good for.
  ///
  /// Nothing is changed on any chain. It takes about twelve requests of each.
  public func report() async throws(CancellationError) -> PoolReport {
    var reports: [EndpointReport?] = Array(repeating: nil, count: endpoints.count)
    await withTaskGroup(of: (Int, EndpointReport?).self) { group in
      for index in endpoints.indices {
        group.addTask { (index, try? await EndpointExamination(self, index).report()) }
      }
      for await (index, report) in group { reports[index] = report }
    }
    guard !Task.isCancelled else { throw CancellationError() }
    var found = reports.compactMap { $0 }
    // As for its reads: a head that is invented makes nobody else late.
    let heads = found.filter { $0.chainID == chainID }.compactMap(\.head?.number).sorted(by: >)
    let best = heads.count > 2 ? heads.dropFirst().first : heads.first
    for index in found.indices {
      if let best, let head = found[index].head {
        found[index].lag = best > head.number ? best - head.number : 0
      }
      found[index].judge(expecting: chainID, options: options)
    }
    let now = clock.wallTime()
    let leads = found.filter { $0.chainID == chainID }.compactMap { report in
      report.head.flatMap { $0.timestamp > now ? $0.timestamp - now : nil }
    }.sorted(by: >)
    let lead = leads.count > 1 ? leads[1] : leads.first
    return PoolReport(
      chainID: chainID, endpoints: found, clockLag: lead,
      advice: Self.advice(for: found, clockLag: lead))
  }

  private static func advice(for reports: [EndpointReport], clockLag: UInt64?) -> String {
    var sentences: [String] = []
    switch reports.count(where: { $0.verdict != .unusable }) {
    case 0: sentences.append("No endpoint can be used; name another one.")
    case 1:
      sentences.append(
        "One endpoint can be used, and nobody confirms what it says; name a second one.")
    case let count: sentences.append("\(count) endpoints can be used and confirm each other.")
    }
    if let clockLag, clockLag > 15 {
      sentences.append(
        "The newest block is \(clockLag) seconds in the future: set this machine's clock right.")
    }
    return sentences.joined(separator: " ")
  }
}

extension EndpointReport {
  /// Sets verdict and advice.
  mutating func judge(expecting expected: UInt64, options: EndpointPoolOptions) {
    if let hindrance = hindrance(expecting: expected, options: options) {
      verdict = .unusable
      advice = hindrance
      return
    }
    let limits = limits
    verdict = limits.isEmpty ? .good : .limited
    advice = limits.isEmpty ? "It can do all that is needed." : limits.joined(separator: " ")
  }

  /// Why it cannot be used.
  private func hindrance(expecting expected: UInt64, options: EndpointPoolOptions) -> String? {
    if let failure {
      return "It does not answer (\(failure)); check its address, or name another endpoint."
    }
    guard let chainID else {
      return "It does not tell its chain; name another endpoint."
    }
    guard chainID == expected else {
      return "It serves chain \(chainID), not \(expected); name an endpoint of chain \(expected)."
    }
    guard head != nil, let headAge else {
      return "It does not tell its newest block; name another endpoint."
    }
    if isSyncing == true {
      return "Its node is still catching up with the chain; wait until it has."
    }
    if let limit = options.maximumHeadAge, headAge > Int64(clamping: limit) {
      return
        "Its newest block is \(headAge) seconds old: its node stands still, or this machine's clock is ahead."
    }
    if let lag, lag > options.maximumLag {
      return "It is \(lag) blocks behind the others; wait, or name another endpoint."
    }
    if case .faulty(let reason) = proofs {
      return "Its proofs do not hold (\(reason)); do not believe it."
    }
    return nil
  }

  /// What it cannot do, and what that means.
  private var limits: [String] {
    var limits: [String] = []
    if health.contradictions > 0 {
      limits.append("Others contradicted it \(counted(health.contradictions, "time")).")
    }
    if hasSoundHeaders == false {
      limits.append("Its headers do not hash to their hashes, so its proofs prove nothing.")
    } else if proofs == .no {
      limits.append("It gives no proofs; only another endpoint can confirm what it says.")
    }
    if blockHashes == .no {
      limits.append("It takes no block by its hash; its blocks are checked afterwards.")
    }
    switch overrides {
    case .no, .faulty:
      limits.append("It runs no calls on changed accounts, which some simulations need.")
    case .yes, .unknown: break
    }
    if archive == .no {
      limits.append("It has no state of old blocks, so it cannot answer about the past.")
    }
    switch logSpan {
    case 0: limits.append("It gives no logs, so histories must come from another endpoint.")
    // A chain of few blocks shows no limit.
    case let span? where span < 1_000 && (head?.number ?? 0) > 1_000:
      limits.append(
        "It gives logs of \(counted(Int(clamping: span), "block")) at a time; histories take long.")
    default: break
    }
    if batchLimit == 1 { limits.append("It takes no batches; long lists take long.") }
    return limits
  }
}
