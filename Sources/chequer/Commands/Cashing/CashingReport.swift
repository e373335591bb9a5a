import Cheques
import EVMABI
import EVMPrimitives
import ExactJSON
import Synchronization
import Vaults

/// What `cheque cash` says: lines for people, or a JSON line for each thing that happens.
final class CashingReport: Sendable {
  private let network: Network
  private let output: OutputOptions
  private let count = Mutex(Count())

  private struct Count {
    var cashed = 0
    var failed = 0
    var isUnreachable = false
    var fees: UInt256? = .zero
    /// What was paid, in the order in which the tokens came.
    var paid: [(token: Address?, amount: UInt256?)] = []

    mutating func add(_ amount: UInt256, of token: Address?) {
      if let place = paid.firstIndex(where: { $0.token == token }) {
        paid[place].amount = paid[place].amount.flatMap { try? $0.adding(amount) }
      } else {
        paid.append((token, amount))
      }
    }
  }

  init(network: Network, output: OutputOptions) {
    self.network = network
    self.output = output
  }

  /// Writes a line at once: who reads must know what happened even if the process is killed then.
  func line(_ json: JSON, or text: @autoclosure () -> String) {
    output.write(json, or: text())
    try? StandardOutput.shared.flush()
  }

  // MARK: The plan

  func show(_ plan: CashOutPlan) {
    line(
      [
        "event": "planned",
        "cheques": .array(
          plan.entries.map { entry in
            .object(
              cheque(entry.cheque.cheque) + [
                .init("payout", .amount(entry.payout)),
                .init("recipient", .string(entry.verdict.recipient.checksummed)),
                .init("token", .address(entry.verdict.token.address)),
                .init("gas", .amount(entry.verdict.gas.map { UInt256($0.used) })),
                .init("gasCost", .amount(entry.verdict.gas?.cost)),
              ])
          }),
        "omitted": .array(
          plan.omissions.map { omission in
            .object(
              cheque(omission.cheque.cheque) + [
                .init("verdict", .string(omission.verdict.answer.name)),
                .init("reason", .string(omission.reason.name)),
                .init("message", .string(self.text(of: omission))),
              ])
          }),
        "gas": .amount(UInt256(plan.gas)), "gasCost": .amount(plan.gasCost),
      ], or: text(of: plan))
  }

  private func text(of plan: CashOutPlan) -> String {
    var lines: [String] = []
    if plan.entries.isEmpty {
      lines.append(output.heading("Nothing is to be cashed."))
    } else {
      lines.append(output.heading("To be cashed, in this order:"))
      for (number, entry) in plan.entries.enumerated() {
        let cost = entry.verdict.gas.map { "; gas \(coin($0.cost))" } ?? ""
        lines.append(
          "  \(number + 1). \(entry.verdict.text(entry.payout)) of vault \(entry.cheque.cheque.vault)\(cost)"
        )
      }
      lines.append("All gas together: \(coin(plan.gasCost)).")
      let recipients = Set(plan.entries.map(\.verdict.recipient))
      if recipients == Set(plan.entries.map(\.verdict.caller)) {
        lines.append(
          "The money goes to the beneficiary's own address; go-btfs would send it to the node's vault."
        )
      } else {
        lines.append(
          "The money goes to \(recipients.map(\.checksummed).sorted().joined(separator: ", ")).")
      }
    }
    if !plan.omissions.isEmpty {
      lines.append(output.heading("Left out:"))
      for omission in plan.omissions {
        lines.append("  vault \(omission.cheque.cheque.vault): \(text(of: omission))")
      }
    }
    return lines.joined(separator: "\n")
  }

  private func text(of omission: CashOutPlan.Omission) -> String {
    text(of: omission.reason, omission.verdict)
  }

  private func text(of reason: CashOutOmission, _ verdict: ChequeVerdict) -> String {
    switch reason {
    case .doesNotPay:
      verdict.subject.isEmpty
        ? verdict.answer.title : "\(verdict.answer.title) \(verdict.subject)"
    case .superseded(let digest):
      "another cheque of the same vault and token pays as much or more (digest \(digest))"
    case .notWorthGas(.gain(let gain), let minimum):
      "it pays only \(coin(gain)) more than its gas, and \(coin(minimum)) are asked for"
    case .notWorthGas(.loss(let loss), _): "its gas costs \(coin(loss)) more than it pays"
    case .notWorthGas(.unpriced, _): "what it is worth is not known"
    case .vaultExhausted: "the vault's money goes to the cheques before it"
    case .otherToken(let token):
      "the vault pays in \(token.map(\.checksummed) ?? "an unknown token"), which is not what the cheque promises"
    case .coinExhausted(let missing):
      "\(verdict.caller) has \(coin(missing)) too little for its gas after those before it"
    }
  }

  // MARK: What happens

  @Sendable func show(_ event: CashOutEvent) {
    switch event {
    case .resumed(let report): show(report, event: "resumed")
    case .settled(let report): show(report, event: "settled")
    case .mined(let report):
      if output.json { line(json(report, event: "mined"), or: "") }
    case .sent(let cheque, let transaction):
      if output.json {
        line(
          .object(
            [
              .init("event", "sent"),
              .init("hash", transaction.hash.map { .string($0.hex) } ?? .null),
            ] + self.cheque(cheque.cheque)), or: "")
      }
    case .skipped(let verdict, let reason):
      count.withLock { count in
        count.failed += 1
        if case .unknown(.unreachable) = verdict.answer { count.isUnreachable = true }
      }
      let text = text(of: reason, verdict)
      line(
        .object(
          [.init("event", "skipped")] + cheque(verdict.cheque.cheque) + [
            .init("verdict", .string(verdict.answer.name)),
            .init("reason", .string(reason.name)), .init("message", .string(text)),
          ]),
        or: "The cheque of vault \(verdict.cheque.cheque.vault) does not pay any more: \(text).")
    case .notSent(let cheque, let failure):
      count.withLock { $0.failed += 1 }
      line(
        .object(
          [.init("event", "not-sent")] + self.cheque(cheque.cheque) + [
            .init("message", .string(failure.description))
          ]), or: "The cheque of vault \(cheque.cheque.vault) was not cashed: \(failure)")
    }
  }

  private func show(_ report: CashOutReport, event: String) {
    count.withLock { count in
      if report.isPaid { count.cashed += 1 } else { count.failed += 1 }
      count.add(report.outcome.paid, of: report.purpose.paidIn)
      count.fees = count.fees.flatMap { try? $0.adding(report.settlement.fee ?? 0) }
    }
    line(json(report, event: event), or: text(report))
  }

  private func text(_ report: CashOutReport) -> String {
    let vault = report.purpose.vault
    func amount(_ units: UInt256) -> String { text(units, report.purpose.paidIn) }
    if report.settlement.isCancelled {
      return "The cash-out of vault \(vault) was cancelled; nothing was paid."
    }
    switch report.outcome {
    case .paid(let paid):
      guard report.isPaid else {
        return
          "Vault \(vault) says that it paid \(amount(paid)), but \(amount(report.received ?? 0)) arrived of \(amount(report.purpose.outstanding)) that were due."
      }
      return "Vault \(vault) paid \(amount(paid)) to \(report.purpose.recipient)."
    case .partial(let paid, let due):
      return
        "Vault \(vault) paid \(amount(paid))\(due.map { " of \(amount($0))" } ?? "") and bounced; the same cheque pays the rest when there is money."
    case .bounced: return "Vault \(vault) bounced and paid nothing."
    case .nothing: return "Vault \(vault) paid nothing, although the transaction succeeded."
    case .failed:
      let reason = report.reason.map { ": \($0)" } ?? ""
      return "The cash-out of vault \(vault) failed on the chain\(reason); nothing was paid."
    }
  }

  private func json(_ report: CashOutReport, event: String) -> JSON {
    let (outcome, paid): (String, UInt256) =
      switch report.outcome {
      case .paid(let amount): ("paid", amount)
      case .partial(let amount, _): ("partial", amount)
      case .bounced: ("bounced", 0)
      case .nothing: (report.settlement.isCancelled ? "cancelled" : "nothing", 0)
      case .failed: ("failed", 0)
      }
    return .object(
      [.init("event", .string(event)), .init("hash", .string(report.settlement.hash.hex))]
        + [
          .init("digest", .string(report.purpose.cheque.hex)),
          .init("vault", .string(report.purpose.vault.checksummed)),
          .init("beneficiary", .string(report.purpose.beneficiary.checksummed)),
          .init("cumulativePayout", .amount(report.purpose.cumulativePayout)),
          .init("recipient", .string(report.purpose.recipient.checksummed)),
          .init("outcome", .string(outcome)), .init("paid", .amount(paid)),
          .init("outstanding", .amount(report.purpose.outstanding)),
          .init("received", .amount(report.received)),
          .init("token", .address(report.purpose.paidIn)),
          .init("block", .amount(UInt256(report.settlement.block))),
          .init("gasUsed", .amount(UInt256(report.settlement.gasUsed))),
          .init("fee", .amount(report.settlement.fee)),
          .init("reason", report.reason.map { .string($0.description) } ?? .null),
        ])
  }

  // MARK: The end

  /// Sums up; answers with which status the command ends.
  func end(after plan: CashOutPlan?) -> ExitStatus {
    let (cashed, failed, isUnreachable, fees, paid) = count.withLock {
      ($0.cashed, $0.failed, $0.isUnreachable, $0.fees, $0.paid)
    }
    let left = plan?.omissions.count { $0.isDue } ?? 0
    line(
      [
        "event": "summary", "cashed": .integer(cashed), "failed": .integer(failed),
        "omitted": .integer(plan?.omissions.count ?? 0), "due": .integer(left),
        "paid": .array(
          paid.map { ["token": .address($0.token), "amount": .amount($0.amount)] }),
        "fees": .amount(fees),
      ],
      or:
        "\(counted(cashed, "cheque")) paid\(paid.isEmpty ? "" : ": " + paid.map { text($0.amount ?? 0, $0.token) }.joined(separator: ", ")). Gas cost \(coin(fees ?? .max))."
    )
    if isUnreachable || plan?.isUnreachable == true { return .unavailable }
    return failed + left > 0 ? .no : .done
  }

  // MARK: Parts

  private func cheque(_ cheque: Cheque) -> [JSON.Member] {
    [
      .init("digest", .string(cheque.digest.hex)),
      .init("vault", .string(cheque.vault.checksummed)),
      .init("beneficiary", .string(cheque.beneficiary.checksummed)),
      .init("cumulativePayout", .amount(cheque.cumulativePayout)),
    ]
  }

  private func text(_ units: UInt256, _ token: Address?) -> String {
    guard let token else { return "\(units) of an unknown token" }
    guard let known = network.token(at: token) else { return "\(units) of token \(token)" }
    return TokenAmount(smallestUnits: units, in: known.denomination).description
  }

  private func coin(_ wei: UInt256) -> String {
    TokenAmount(smallestUnits: wei, in: network.coin).description
  }
}

extension CashOutPlan {
  /// Whether a cheque was left out because no endpoint said what there is to know.
  var isUnreachable: Bool {
    omissions.contains {
      if case .unknown(.unreachable) = $0.verdict.answer { true } else { false }
    }
  }
}

extension CashOutOmission {
  /// A short name that does not change.
  var name: String {
    switch self {
    case .doesNotPay: "does-not-pay"
    case .superseded: "superseded"
    case .notWorthGas: "not-worth-gas"
    case .vaultExhausted: "vault-exhausted"
    case .otherToken: "other-token"
    case .coinExhausted: "coin-exhausted"
    }
  }
}

extension CashOutPlan.Omission {
  /// Whether money that is due stays where it is by it, against what was asked for.
  fileprivate var isDue: Bool {
    switch reason {
    case .superseded, .notWorthGas: false
    case .doesNotPay: verdict.answer != .nothingLeft
    case .vaultExhausted, .otherToken, .coinExhausted: true
    }
  }
}
