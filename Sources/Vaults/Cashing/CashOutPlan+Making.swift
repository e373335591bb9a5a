import Cheques
import EVMPrimitives

extension CashOutPlan {
  /// A plan for cheques that were checked together.
  ///
  /// - Parameter verdicts: Of one block; whoever cashes is the beneficiary of each, or is said not to
  ///   be.
  public init(_ verdicts: [ChequeVerdict], terms: CashOutTerms = CashOutTerms()) {
    var omissions: [Omission] = []
    var candidates: [ChequeVerdict] = []
    for verdict in Self.newest(verdicts, omissions: &omissions) {
      if let reason = terms.omission(of: verdict) {
        omissions.append(Omission(verdict: verdict, reason: reason))
      } else {
        candidates.append(verdict)
      }
    }
    var purse = Purse()
    var entries: [Entry] = []
    for verdict in candidates.sorted(by: Self.paysMore) {
      switch purse.take(verdict, terms: terms) {
      case .success(let payout): entries.append(Entry(verdict: verdict, payout: payout))
      case .failure(let refusal):
        omissions.append(Omission(verdict: verdict, reason: refusal.reason))
      }
    }
    self.entries = entries
    self.omissions = omissions
    gas = entries.reduce(0) { sum, entry in
      let (sum, overflow) = sum.addingReportingOverflow(entry.verdict.gas?.used ?? 0)
      return overflow ? .max : sum
    }
    gasCost = entries.reduce(0) { sum, entry in
      sum.addingSaturating(entry.verdict.gas?.cost ?? 0)
    }
  }

  private struct Series: Hashable {
    let vault: Address
    let scheme: ChequeScheme
    let beneficiary: Address
  }

  /// Of each vault, token and beneficiary the cheque that pays most now, which is the newest unless the
  /// vault has too little for that and enough for an older one.
  private static func newest(
    _ verdicts: [ChequeVerdict], omissions: inout [Omission]
  ) -> [ChequeVerdict] {
    var best: [Series: Int] = [:]
    func series(_ verdict: ChequeVerdict) -> Series {
      let cheque = verdict.cheque.cheque
      return Series(
        vault: cheque.vault, scheme: cheque.scheme, beneficiary: cheque.beneficiary)
    }
    func rank(_ index: Int) -> (UInt256, UInt256) {
      let verdict = verdicts[index]
      return (verdict.answer.paid, verdict.isGenuine ? verdict.cheque.cheque.cumulativePayout : 0)
    }
    for index in verdicts.indices {
      let series = series(verdicts[index])
      if let other = best[series], rank(other) >= rank(index) { continue }
      best[series] = index
    }
    var chosen: [ChequeVerdict] = []
    for (index, verdict) in verdicts.enumerated() {
      guard let best = best[series(verdict)], best != index, verdict.isGenuine else {
        chosen.append(verdict)
        continue
      }
      omissions.append(
        Omission(
          verdict: verdict, reason: .superseded(by: verdicts[best].cheque.cheque.digest)))
    }
    return chosen
  }

  /// Whether one verdict pays more for its gas than another; what cannot be priced comes behind, and of
  /// equals the one whose vault and beneficiary come first.
  private static func paysMore(_ left: ChequeVerdict, _ right: ChequeVerdict) -> Bool {
    guard left.token.isWrappedCoin == right.token.isWrappedCoin else {
      return left.token.isWrappedCoin
    }
    let (leftGas, rightGas) = (UInt256(left.gas?.used ?? 1), UInt256(right.gas?.used ?? 1))
    let (one, other) = (
      left.answer.paid.multipliedFullWidth(by: rightGas),
      right.answer.paid.multipliedFullWidth(by: leftGas)
    )
    if (one.high, one.low) != (other.high, other.low) {
      return (one.high, one.low) > (other.high, other.low)
    }
    let (a, b) = (left.cheque.cheque, right.cheque.cheque)
    return (a.vault, a.beneficiary, a.digest) < (b.vault, b.beneficiary, b.digest)
  }
}

/// What vaults and accounts have left while a plan is made.
private struct Purse {
  struct Refusal: Error { let reason: CashOutOmission }

  private struct Place: Hashable {
    let vault: Address
    let token: Address?
  }

  private var tokens: [Place: UInt256] = [:]
  private var coin: [Address: UInt256] = [:]

  /// Takes what a cheque pays and what its gas costs.
  mutating func take(
    _ verdict: ChequeVerdict, terms: CashOutTerms
  ) -> Result<UInt256, Refusal> {
    let place = Place(vault: verdict.cheque.cheque.vault, token: verdict.token.address)
    let left = tokens[place] ?? verdict.available ?? verdict.answer.paid
    let paysInPart = verdict.vault.resolved?.payoutRule == .partial && terms.takesParts
    let payout = min(verdict.answer.paid, left)
    guard !payout.isZero, payout == verdict.answer.paid || paysInPart else {
      return .failure(Refusal(reason: .vaultExhausted))
    }
    if let gas = verdict.gas {
      let coin = coin[verdict.caller] ?? gas.coin
      guard coin >= gas.reserve else {
        return .failure(Refusal(reason: .coinExhausted(missing: gas.reserve &- coin)))
      }
      self.coin[verdict.caller] = coin &- gas.cost
    }
    tokens[place] = left &- payout
    return .success(payout)
  }
}

extension ChequeVerdict {
  /// Whether the issuer signed it, as far as that was found out.
  fileprivate var isGenuine: Bool {
    switch answer {
    case .pays, .partial, .bounces, .nothingLeft: true
    case .notGenuine, .notYours, .notPayable, .unknown: false
    }
  }
}

extension UInt256 {
  /// The sum, or the greatest number.
  func addingSaturating(_ other: UInt256) -> UInt256 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
