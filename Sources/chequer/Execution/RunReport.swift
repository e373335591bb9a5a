import EVMABI
import EVMInterpreter
import EVMPrimitives
import ExactJSON

/// What a run says to people, and to programs beyond the answer to a row.
struct RunReport {
  let run: CodeRun
  let outcome: CodeRunOutcome
  let names: CallNames

  /// The document of a row, with what the revert data says and where a contract was made.
  var members: [JSON.Member] {
    var members = outcome.members
    if outcome.result.status == .revert {
      members.append(JSON.Member("reason", reason.json))
    }
    if let address = outcome.result.createdAddress {
      members.append(JSON.Member("createdAddress", .string(address.checksummed)))
    }
    if let results {
      members.append(JSON.Member("results", results.function.outputs.described(results.values)))
    }
    return members
  }

  var json: JSON { .object(members) }

  private var reason: RevertReason { RevertReason(outcome.result.output, names: names.names) }

  private var results: (function: ABIFunction, values: [ABIValue])? {
    guard outcome.result.isSuccess, !run.creates, let function = names.called,
      let values = names.results(of: function, in: outcome.result.output)
    else { return nil }
    return (function, values)
  }

  func text(_ paint: TerminalPaint) -> String { lines(paint).joined(separator: "\n") }

  private func lines(_ paint: TerminalPaint) -> [String] {
    var lines = [status(paint)]
    let result = outcome.result
    if let address = result.createdAddress {
      lines.append("Contract  \(address.checksummed), \(counted(result.output.count, "byte"))")
    }
    switch result.status {
    case .success where !result.output.isEmpty:
      lines.append("Output    \(Hex.encode(result.output))")
      if let results {
        lines += results.function.outputs.lines(results.values).map { "        \($0)" }
      }
    case .revert:
      lines.append("Reason    \(reason)")
      if !result.output.isEmpty { lines.append("Output    \(Hex.encode(result.output))") }
    default: break
    }
    if !outcome.logs.isEmpty {
      lines.append("Logs")
      for log in outcome.logs {
        lines.append("  \(log.address.checksummed) \(paint(.yellow, names.text(of: log)))")
      }
    }
    return lines
  }

  private func status(_ paint: TerminalPaint) -> String {
    let gas = "\(outcome.gasUsed) of \(run.gas) gas"
    switch outcome.result.status {
    case .success:
      let refund = outcome.refund > 0 ? ", of which up to \(outcome.refund) come back" : ""
      return "\(paint(.green, "Succeeded")) under \(run.fork) with \(gas)\(refund)."
    case .revert: return "\(paint(.red, "Reverted")) under \(run.fork) with \(gas)."
    case .halt(let reason):
      return "\(paint(.red, "Failed")) under \(run.fork): \(reason); all \(run.gas) gas is gone."
    }
  }
}
