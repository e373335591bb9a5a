import Cheques
import EVMABI
import EVMInterpreter
import EVMPrimitives
import ExactJSON
import Vaults

/// The verdicts of one check, for people and programs.
struct CheckedCheques: Sendable {
  let network: Network
  let verdicts: [ChequeVerdict]
  /// The calls of each cash-out, where they were asked for.
  let traces: [Result<CallTree, LocalRunFailure>]?

  /// Whether an answer is open because an endpoint did not answer.
  var isUnreachable: Bool {
    verdicts.contains {
      if case .unknown(.unreachable) = $0.answer { true } else { false }
    }
  }

  func write(to output: OutputOptions, details: Bool) throws {
    let names = CallNames(names: .known)
    let showsAll = details || verdicts.count == 1 || traces != nil
    let paint = TerminalPaint(isOn: output.usesColor)
    for (index, verdict) in verdicts.enumerated() {
      let tree = traces?[index].map { CallTreeReport(tree: $0, names: names) }
      let report = VerdictReport(verdict: verdict, network: network, calls: tree)
      if output.json {
        StandardOutput.shared.line(report.json.text())
      } else if showsAll {
        if index > 0 { StandardOutput.shared.line("") }
        StandardOutput.shared.line(report.text(paint))
      }
      try StandardOutput.shared.flushIfFull()
    }
    guard !output.json, verdicts.count > 1 else { return }
    if showsAll { StandardOutput.shared.line("") }
    let table = VerdictTable(verdicts: verdicts)
    if !showsAll {
      try table.eachRow { row in
        StandardOutput.shared.line(row)
        try StandardOutput.shared.flushIfFull()
      }
      StandardOutput.shared.line("")
    }
    for line in table.summary { StandardOutput.shared.line(line) }
  }
}
