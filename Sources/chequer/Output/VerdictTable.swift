import Cheques
import EVMPrimitives
import Vaults

/// Many verdicts as a table, and what they come to.
struct VerdictTable {
  let verdicts: [ChequeVerdict]

  /// A line for each cheque: number, verdict, vault, beneficiary, and the amount or reason.
  func eachRow(_ body: (String) throws -> Void) rethrows {
    for (index, verdict) in verdicts.enumerated() {
      let cheque = verdict.cheque.cheque
      try body(
        "\(padded("\(index + 1)", 6))\(padded(verdict.answer.title, 14))\(cheque.vault)  \(cheque.beneficiary)  \(verdict.subject)\(verdict.competition?.note ?? "")"
      )
    }
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  /// How many cheques have each verdict, and what they pay in each token.
  var summary: [String] {
    var lines: [String] = []
    for name in ChequeAnswer.names {
      let same = verdicts.filter { $0.answer.name == name }
      guard let first = same.first else { continue }
      let replaced = same.count { $0.competition?.isSuperseded == true }
      let note = replaced == 0 ? "" : ", \(replaced) of them replaced by newer ones"
      lines.append(
        "\(padded(first.answer.title, 14))\(counted(same.count, "cheque"))\(note)\(sums(same))")
    }
    return lines
  }

  /// The sums per token, in the order in which the tokens come.
  private func sums(_ verdicts: [ChequeVerdict]) -> String {
    var order: [PaidToken] = []
    var sums: [PaidToken: UInt256?] = [:]
    for verdict in verdicts {
      guard let amount = verdict.amountOfSummary else { continue }
      if sums[verdict.token] == nil {
        order.append(verdict.token)
        sums[verdict.token] = .some(0)
      }
      let sum = sums[verdict.token].flatMap(\.self)
      sums[verdict.token] = .some(sum.flatMap { try? $0.adding(amount) })
    }
    guard !order.isEmpty else { return "" }
    return ": "
      + order.map { token in
        sums[token].flatMap(\.self).map(token.text) ?? "more than 256 bits hold"
      }.joined(separator: ", ") + (verdicts.first?.answer.name == "bounces" ? " short" : "")
  }
}

extension ChequeVerdict {
  /// What a summary adds up: what is paid, and of cheques that bounce what is missing. A cheque that a
  /// newer one of the list replaces counts once, with that.
  fileprivate var amountOfSummary: UInt256? {
    if competition?.isSuperseded == true { return nil }
    switch answer {
    case .pays(let amount), .partial(let amount, _): return amount
    case .bounces(let missing): return missing
    default: return nil
    }
  }

  /// What stands behind the verdict in one line: the amount, or why there is none.
  var subject: String {
    switch answer {
    case .pays(let amount): text(amount)
    case .partial(let paid, let due): "\(text(paid)) of \(text(due))"
    case .bounces(let missing): "\(text(missing)) short"
    case .nothingLeft: paidOut.map { "\(text($0)) paid" } ?? ""
    case .notGenuine(let flaw): (flaw.field.map { "\($0): " } ?? "") + flaw.description
    case .notYours(let caller): "for \(cheque.cheque.beneficiary), not \(caller)"
    case .notPayable(let obstacle): obstacle.description
    case .unknown(let doubt): doubt.description
    }
  }
}

extension VaultCompetition {
  /// What stands behind a row of a cheque that does not stand alone.
  fileprivate var note: String {
    if isSuperseded { return "; a newer one is in the list" }
    if olderPays { return "; an older one in the list pays now" }
    return sufficesForAll ? "" : "; the vault has too little for all"
  }
}
