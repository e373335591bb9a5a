import Cheques
import EVMBytecode
import EVMPrimitives
import Vaults

/// A verdict on one cheque, for people and programs.
struct VerdictReport {
  let verdict: ChequeVerdict
  let network: Network
  /// The calls of its cash-out, where they were asked for.
  let calls: Result<CallTreeReport, LocalRunFailure>?

  /// The verdict in capitals, what it rests on, gas, and what to do.
  func text(_ paint: TerminalPaint) -> String {
    let cheque = verdict.cheque.cheque
    let subject = verdict.subject
    var lines = [
      paint(.bold, verdict.answer.title) + (subject.isEmpty ? "" : " \(subject)"),
      "  vault        \(cheque.vault)",
      "  beneficiary  \(cheque.beneficiary)",
    ]
    if verdict.caller != cheque.beneficiary { lines.append("  cashed by    \(verdict.caller)") }
    if verdict.recipient != verdict.caller { lines.append("  recipient    \(verdict.recipient)") }
    lines += ["  chain        \(network)", "  read at      \(verdict.block)"]
    for reason in verdict.reasons {
      let mark = reason.isWarning ? paint(.yellow, "!") : "-"
      let strength = reason.strength == .proven ? "" : " (\(reason.strength.rawValue))"
      lines.append("\(mark) \(reason.statement)\(strength)")
    }
    lines += gas
    lines.append(verdict.remedy)
    switch calls {
    case nil: break
    case .success(let report): lines += [""] + report.lines(paint)
    case .failure(let failure): lines += ["", "The calls cannot be shown: \(failure)"]
    }
    return lines.joined(separator: "\n")
  }

  private var gas: [String] {
    guard let gas = verdict.gas else {
      return ["  gas          unknown: it was not run, or the node names no gas price"]
    }
    var lines = [
      "  gas          \(gas.used) at \(gas.price) wei: \(gas.text(gas.cost)); \(verdict.caller) has \(gas.text(gas.coin))"
    ]
    switch verdict.worth {
    case .gain(let gain)?: lines.append("  worth        \(gas.text(gain)) more than its gas")
    case .loss(let loss)?: lines.append("  worth        \(gas.text(loss)) less than its gas")
    case .unpriced?: lines.append("  worth        not known: the token has no price here")
    case nil: break
    }
    return lines
  }
}
