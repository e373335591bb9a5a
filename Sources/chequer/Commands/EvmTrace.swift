import ArgumentParser
import EVMInterpreter
import EVMPrimitives
import ExactJSON
import Glibc

struct EvmTrace: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Run code and show its calls, events, writes and reverts as a tree.",
    discussion: """
      chequer evm trace caller.hex \\
        --contract 0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9=token.hex
      chequer evm trace caller.hex \\
        --contract 0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9=token.hex \\
        --no-steps --json

      Takes what evm run takes. Calls are named by the files of --abi and the built-in table. Each \
      instruction is a line of EIP-3155 on standard error, unless that is a terminal; --steps and \
      --no-steps decide it. The JSON has the calls in one list, each with the index of the one \
      around it. Ends with status 1 when the code reverts or fails.
      """)

  @OptionGroup var options: RunOptions

  @Flag(inversion: .prefixedNo, help: "Write each instruction to standard error.")
  var steps: Bool?

  @OptionGroup var rows: RowOptions

  func validate() throws {
    if rows.jsonl, steps == true {
      throw ValidationError("--jsonl answers many runs and --steps follows one; choose one.")
    }
  }

  func run() throws {
    let names = CallNames(names: try options.interfaces.names(), called: try options.function())
    if rows.jsonl {
      return try RowServer(keys: CodeRun.keys) { row in
        let run = try CodeRun(row)
        let calls = CallTreeTracer()
        let outcome = try run.run(tracer: calls)
        return Self.json(RunReport(run: run, outcome: outcome, names: names), calls.tree)
      }.serve()
    }
    let run = try options.codeRun()
    let calls = CallTreeTracer()
    let steps =
      self.steps ?? (isatty(STDERR_FILENO) == 0)
      ? StructLogTracer(write: StandardError.write) : nil
    let paint = TerminalPaint(isOn: rows.output.usesColor)
    let outcome: CodeRunOutcome
    do {
      outcome = try run.run(tracer: steps.map { CombinedTracer([calls, $0]) } ?? calls)
    } catch {
      // How far it came is worth seeing, but is no answer.
      steps?.flush()
      let tree = CallTreeReport(tree: calls.tree, names: names)
      if !rows.output.json { StandardError.line(tree.lines(paint).joined(separator: "\n")) }
      throw error
    }
    steps?.finish(outcome.result, gasUsed: outcome.gasUsed, fork: run.fork)
    let report = RunReport(run: run, outcome: outcome, names: names)
    let tree = CallTreeReport(tree: calls.tree, names: names)
    rows.output.write(
      Self.json(report, calls.tree),
      or: (tree.lines(paint) + ["", report.text(paint)]).joined(separator: "\n"))
    if !outcome.result.isSuccess { throw Ending(status: .no) }
  }

  /// The document of the run, with that of the tree.
  private static func json(_ report: RunReport, _ tree: CallTree) -> JSON {
    .object(report.members + CallTreeReport(tree: tree, names: report.names).members)
  }
}
